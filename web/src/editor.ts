// The SPARQL editor: YASQE, which comes when the page of queries is opened. It completes what the store publishes, and
// asks nobody else: its own sources of prefixes and terms are replaced.

import Yasqe, { type PartialConfig } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";
import { namedQueries, prefixes } from "./named.ts";
import { ontologyTerms } from "./store.ts";
import { t } from "./words.ts";

export interface Editor {
  text(): string;
  set(text: string): void;
}

/** The terms of our ontology, and those of others that the named queries use. */
async function terms(kind: "class" | "property" | "concept"): Promise<string[]> {
  const own = ontologyTerms()
    .filter((term) => term.kind === kind)
    .map((term) => term.iri);
  if (kind === "concept") return own;
  const used = new Set<string>();
  for (const query of await namedQueries()) {
    for (const [, before, prefix = "", local = ""] of query.text.matchAll(/(\ba\s+)?\b([a-z]\w*):(\w+)/g)) {
      const isClass = before !== undefined || /^[A-Z]/.test(local);
      if (prefixes[prefix] && isClass === (kind === "class")) used.add(prefixes[prefix] + local);
    }
  }
  return [...new Set([...own, ...used])].sort();
}

let prepared = false;

function prepare(): void {
  if (prepared) return;
  prepared = true;
  const kept = { persistenceId: null, bulk: true };
  Yasqe.forkAutocompleter("prefixes", {
    name: "own-prefixes",
    ...kept,
    get: async () => {
      // The prefixes that the store declares come with its queries.
      await namedQueries();
      return Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
    },
  });
  Yasqe.forkAutocompleter("class", { name: "own-classes", ...kept, get: () => terms("class") });
  Yasqe.forkAutocompleter("property", { name: "own-properties", ...kept, get: () => terms("property") });
  const known = Yasqe.Autocompleters.class;
  if (!known) return;
  // Where a class or a property cannot stand, a concept such as gk:Lead may.
  Yasqe.forkAutocompleter("class", {
    name: "own-concepts",
    ...kept,
    get: () => terms("concept"),
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      const before =
        Yasqe.Autocompleters.property?.isValidCompletionPosition(yasqe) || known.isValidCompletionPosition(yasqe);
      return !before && /^gk:\w*$/.test((token as unknown as { string: string }).string);
    },
  });
}

/** Puts an editor into an element. */
export function editor(parent: HTMLElement, text: string, run: () => void, changed: () => void): Editor {
  prepare();
  // The options of CodeMirror, which it is built on, are missing from its declarations.
  const options: object = {
    value: text,
    persistenceId: null,
    prefixCcApi: null,
    createShareableLink: () => "",
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    editorHeight: "22rem",
    screenReaderLabel: t("editor"),
    autocompleters: ["own-prefixes", "own-classes", "own-properties", "own-concepts", "variables"],
  };
  const yasqe = new Yasqe(parent, options as PartialConfig);
  const codemirror = yasqe as unknown as {
    getOption(name: string): object;
    setOption(name: string, value: object): void;
  };
  codemirror.setOption("extraKeys", {
    ...codemirror.getOption("extraKeys"),
    "Ctrl-Enter": run,
    "Cmd-Enter": run,
    "Ctrl-Space": () => yasqe.autocomplete(),
    // Tab must be able to leave the editor for those who use no mouse.
    Esc: () => yasqe.getInputField().blur(),
    Tab: false,
    "Shift-Tab": false,
  });
  for (const field of parent.querySelectorAll("textarea")) field.setAttribute("aria-label", t("editor"));
  yasqe.on("change", changed);
  return { text: () => yasqe.getValue(), set: (next) => yasqe.setValue(next) };
}
