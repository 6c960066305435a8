# make run    build govkg, read the sample, answer a question, draw a picture
# make test   all quick tests
# make help   the other targets
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build test test-web test-browser web lint evaluate bench clean check-world prerequisites test-prerequisites world-prerequisites

# Build products live outside the checkout, where later runs and other checkouts find them again.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/govkg
export CARGO_TARGET_DIR ?= $(CACHE)/target
GOVKG := $(CARGO_TARGET_DIR)/release/govkg
OUT := build
SAMPLE := tests/sample/liuzhou-2021.txt

# Python packages that the tests compare with.
VENV := $(CACHE)/venv
PEERS := pyoxigraph==0.5.13
WORLD_VENV := $(CACHE)/venv-world
WORLD_PEERS := pyshacl==0.40.1 rdflib==7.6.0 SPARQLWrapper==2.0.0 networkx==3.6.1 igraph==1.0.0 numpy==2.4.6
# Packages of Node that parse what is written.
MERMAID := $(CACHE)/mermaid
MERMAID_PEERS := mermaid@11.17.2 jsdom@29.1.1
TOOLS := $(CACHE)/tools

help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: build ## Build govkg, read the sample, ask it, draw it
	@mkdir -p $(OUT)
	$(GOVKG) --store $(OUT)/govkg.db build $(SAMPLE)
	$(GOVKG) --store $(OUT)/govkg.db query who-leads-what
	$(GOVKG) --store $(OUT)/govkg.db graph -o $(OUT)/responsibility.svg --view responsibility
	@printf '\nstore    %s\npicture  %s\nprogram  %s\n' "$(abspath $(OUT))/govkg.db" "$(abspath $(OUT))/responsibility.svg" "$(abspath $(GOVKG))"

build: prerequisites
	cargo build --release --locked

test: test-prerequisites $(VENV)/ready ## Run all quick tests, those in a browser included
	GOVKG_PYTHON="$(VENV)/bin/python" cargo test --release --locked
	$(MAKE) --no-print-directory test-browser

test-web: build test-browser ## Build, and test the application for browsers in chromium

test-browser: web/node_modules/.package-lock.json
	cd web && npm run --silent check
	rm -rf $(OUT)/web.db
	$(GOVKG) --quiet --store $(OUT)/web.db build $(SAMPLE)
	cd web && GOVKG="$(GOVKG)" GOVKG_STORE="$(abspath $(OUT))/web.db" npm test --silent

web: web/node_modules/.package-lock.json ## Make web/dist, which the binary holds, from web/src
	cd web && npm run --silent build

# Not `npm ci`, which wants the linter's programs for all other systems in the lock file.
web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm install --no-save --silent --no-audit --no-fund

lint: prerequisites ## Check format, lints, documentation and, where cargo-deny is installed, licences
	cargo fmt --check
	cargo clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --no-deps
	if command -v cargo-deny >/dev/null; then cargo deny --locked check licenses bans sources; fi

evaluate: prerequisites ## Measure all figures anew and write EVALUATION.md
	UPDATE=1 cargo test --release --locked evaluation

bench: prerequisites ## Run the benchmarks
	cargo bench --locked

check-world: world-prerequisites $(WORLD_VENV)/ready $(MERMAID)/ready $(TOOLS)/bin/cargo-deny ## Run what takes long: foreign tools, licences of all dependencies, the whole corpus, large inputs
	PATH="$(TOOLS)/bin:$$PATH" cargo deny --locked check licenses bans sources
	GOVKG_WORLD=1 GOVKG_MERMAID="$(MERMAID)" GOVKG_PYTHON="$(WORLD_VENV)/bin/python" GOVKG_PYSHACL="$(WORLD_VENV)/bin/python" GOVKG_CLIENTS="$(WORLD_VENV)/bin/python" cargo test --release --locked -- --nocapture
	cargo bench --locked --bench reading --bench corpus

clean: ## Remove the output of `make run` and the build products
	rm -rf $(OUT)
	cargo clean

prerequisites:
	@tools/prerequisites

test-prerequisites:
	@tools/prerequisites tests

world-prerequisites:
	@tools/prerequisites world

$(VENV)/ready: Makefile
	@echo "govkg: preparing Python with $(PEERS)"
	python3 -m venv "$(VENV)"
	"$(VENV)/bin/pip" install --quiet --disable-pip-version-check $(PEERS)
	touch "$@"

$(WORLD_VENV)/ready: Makefile
	@echo "govkg: preparing Python with $(WORLD_PEERS)"
	python3 -m venv "$(WORLD_VENV)"
	"$(WORLD_VENV)/bin/pip" install --quiet --disable-pip-version-check $(PEERS) $(WORLD_PEERS)
	touch "$@"

$(MERMAID)/ready: Makefile
	@echo "govkg: preparing Node with $(MERMAID_PEERS)"
	mkdir -p "$(MERMAID)"
	npm install --silent --prefix "$(MERMAID)" $(MERMAID_PEERS)
	touch "$@"

$(TOOLS)/bin/cargo-deny:
	cargo install cargo-deny --version 0.20.2 --locked --root "$(TOOLS)"
