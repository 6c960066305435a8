// Search as you type: names first, then sentences.

import { fillWith, h, later } from "../dom.ts";
import { quotationOf, stretchesOf } from "../evidence.ts";
import { type Found, find, type Thing } from "../find.ts";
import * as route from "../route.ts";
import { GK, select } from "../sparql.ts";
import { docName, documents, serverPage, shortened, termName, value } from "../store.ts";
import { number, t } from "../words.ts";
import type { Page } from "./page.ts";

const PAUSE = 150;

export const search: Page = async (main, parameters, signal) => {
  const answer = h("div", { class: "found" });
  const status = h("p", { class: "quiet", role: "status" });
  const box = h("input", {
    type: "search",
    name: "q",
    id: "q",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("searchHint"),
    value: parameters.get("q") ?? "",
    oninput: later(PAUSE, () => route.go(route.changed({ q: box.value }), true)),
  });
  const form = h(
    "form",
    {
      role: "search",
      class: "search",
      onsubmit: (event: Event) => {
        event.preventDefault();
        route.go(route.changed({ q: box.value }), true);
        document.querySelector<HTMLAnchorElement>(".found a")?.focus();
      },
    },
    h("label", { for: "q", class: "hidden" }, t("search")),
    box,
    h("button", { type: "submit" }, t("search")),
  );
  fillWith(main, h("h1", {}, t("title")), h("p", { class: "lead" }, t("searchLead")), form, status, answer);
  // Down goes from the box into the list, up and down along it.
  main.addEventListener("keydown", along);
  let running = new AbortController();
  signal.addEventListener("abort", () => {
    running.abort();
    main.removeEventListener("keydown", along);
  });

  async function look(): Promise<void> {
    running.abort();
    running = new AbortController();
    const mine = running;
    const words = route.current().get("q") ?? "";
    try {
      if (words.trim() === "") {
        const first = await beginning(mine.signal);
        if (mine.signal.aborted) return;
        status.textContent = "";
        fillWith(answer, first);
        return;
      }
      const found = await find(words, mine.signal);
      const list = await shownAs(found, words);
      if (mine.signal.aborted) return;
      status.textContent =
        found.things.length + found.sentences.length === 0
          ? t("nothing")
          : `${t("names")} ${number(found.things.length)} · ${t("sentences")} ${number(found.sentences.length)}`;
      fillWith(answer, list);
    } catch (error) {
      if (!mine.signal.aborted) status.textContent = (error as Error).message;
    }
  }

  await look();
  box.focus({ preventScroll: true });
  return {
    title: "",
    follow: async (changed) => {
      if (document.activeElement !== box) box.value = changed.get("q") ?? "";
      await look();
      return true;
    },
  };
};

function along(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [...document.querySelectorAll<HTMLElement>("#q, .found .name-of")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

async function shownAs(found: Found, words: string): Promise<HTMLElement[]> {
  const parts: HTMLElement[] = [];
  if (found.things.length > 0) {
    parts.push(
      h(
        "section",
        {},
        h("h2", {}, t("names")),
        h(
          "ul",
          { class: "things" },
          found.things.map((thing) => h("li", {}, entry(thing))),
        ),
      ),
    );
  }
  if (found.sentences.length > 0) {
    const split = words.split(/\s+/);
    const quotes = await Promise.all(
      found.sentences.map((said) => quotationOf(said.text, stretchesOf(said.text, split), said.iri)),
    );
    parts.push(h("section", {}, h("h2", {}, t("sentences")), quotes));
  }
  return parts;
}

/** A thing in a list: its name, its class, and how often it is spoken of. */
function entry(thing: Thing): Node[] {
  const count = thing.mentions > 0 ? `${number(thing.mentions)} ${t("mentions")}` : "";
  return [
    h("a", { class: "name-of", href: route.to("entity", { iri: shortened(thing.iri) }), lang: "zh" }, thing.label),
    h("span", { class: "class" }, termName(GK + thing.kind)),
    h("small", {}, count),
  ];
}

/** What is there before anything was typed: documents, and the units that are spoken of most. */
async function beginning(signal: AbortSignal): Promise<HTMLElement[]> {
  const [all, units] = await Promise.all([
    documents(),
    select(
      `SELECT ?unit ?label (COUNT(DISTINCT ?span) AS ?mentions) WHERE { GRAPH ?graph { ?unit a gk:Agency ; skos:prefLabel ?label ; gk:mentionedIn ?span } }
GROUP BY ?unit ?label ORDER BY DESC(?mentions) ?label LIMIT 12`,
      signal,
    ),
  ]);
  const docs = [...all.values()].slice(0, 60);
  return [
    h(
      "section",
      {},
      h("h2", {}, t("mostMentioned")),
      h(
        "ul",
        { class: "things columns" },
        units.rows.map((row) =>
          h(
            "li",
            {},
            entry({
              iri: value(row, "unit"),
              label: value(row, "label"),
              kind: "Agency",
              mentions: Number(value(row, "mentions")),
            }),
          ),
        ),
      ),
    ),
    h(
      "section",
      {},
      h("h2", {}, t("documents"), " ", h("small", {}, number(all.size))),
      h(
        "ul",
        { class: "things columns" },
        docs.map((doc) =>
          h("li", {}, h("a", { class: "name-of", href: serverPage(doc.iri), lang: "zh" }, docName(doc, doc.iri))),
        ),
      ),
    ),
  ];
}
