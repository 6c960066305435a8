// Beside the graph: what a node or a relation is, and the sentences that say so.

import { fillWith, h } from "../dom.ts";
import { EVIDENCE_COLUMNS, evidenceOf, quotations, sentenceOf } from "../evidence.ts";
import * as route from "../route.ts";
import { bracketed, GK, select } from "../sparql.ts";
import { serverPage, shortened, termName } from "../store.ts";
import { number, t, type Word } from "../words.ts";
import { type Edge, type Model, relationName, spansQuery } from "./model.ts";
import { change, type State } from "./state.ts";

const SENTENCES = 6;

/** What the panel can do to the page. */
export interface Actions {
  choose(id: string): void;
  state(): State;
}

const button = (word: Word, work: () => void): HTMLElement =>
  h("button", { type: "button", class: "plain", onclick: work }, t(word));

/** Shows a node: what can be done with it, its relations in the picture, where it is mentioned. */
export async function showNode(
  place: HTMLElement,
  id: string,
  model: Model,
  edges: Edge[],
  actions: Actions,
): Promise<void> {
  const node = model.nodes.get(id);
  if (!node) return;
  const short = shortened(id);
  const state = actions.state();
  const isOpen = state.open.includes(short);
  const sentences = h("div", { class: "sentences" });
  const lines = edges.map((edge) => {
    const outgoing = edge.source === id;
    const other = model.nodes.get(outgoing ? edge.target : edge.source);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "line", onclick: () => actions.choose(edge.id) },
        h("small", {}, `${outgoing ? "→" : "←"} ${relationName(edge.relation)} `),
        h("span", { lang: "zh" }, other?.label ?? ""),
      ),
    );
  });
  fillWith(
    place,
    h("p", { class: "kinds" }, h("span", { class: "class" }, termName(GK + node.kind))),
    h("h2", { class: "first", lang: "zh", tabindex: "-1" }, node.label),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button", href: route.to("entity", { iri: short }) }, t("openPage")),
      isOpen
        ? button("collapse", () => change({ open: state.open.filter((one) => one !== short) }))
        : button("expand", () => change({ open: [...state.open, short] })),
      button("hide", () => change({ hide: [...state.hide, short] })),
      short !== state.focus && button("focus", () => change({ focus: short, view: "", open: [], hide: [], path: "" })),
      state.focus !== "" && short !== state.focus && button("path", () => change({ path: short })),
    ),
    h("h3", {}, t("relations"), " ", number(lines.length)),
    h("ul", { class: "lines" }, lines),
    sentences,
  );
  const found = await select(
    `SELECT DISTINCT ${EVIDENCE_COLUMNS} WHERE { GRAPH ?graph { ${bracketed(id)} gk:mentionedIn ?span ${sentenceOf("?span")} } } ORDER BY ?span LIMIT ${SENTENCES}`,
  );
  const quotes = await quotations(found.rows.map(evidenceOf).filter((one) => one !== null));
  if (quotes.length > 0) fillWith(sentences, h("h3", {}, t("mentionedIn")), quotes);
}

/** Shows a relation with the sentences that it was read from. */
export async function showEdge(place: HTMLElement, edge: Edge, model: Model, actions: Actions): Promise<void> {
  const end = (id: string): HTMLElement =>
    h(
      "button",
      { type: "button", class: "line", lang: "zh", onclick: () => actions.choose(id) },
      model.nodes.get(id)?.label ?? shortened(id),
    );
  const sentences = h("div", { class: "sentences" });
  fillWith(
    place,
    h("h2", { class: "first", tabindex: "-1" }, relationName(edge.relation)),
    h(
      "p",
      {},
      end(edge.source),
      h("div", { class: "arrow" }, "↓ ", h("a", { href: serverPage(edge.relation) }, relationName(edge.relation))),
      end(edge.target),
    ),
    h("h3", {}, t("evidence")),
    sentences,
  );
  if (edge.spans.size === 0) return fillWith(sentences, h("p", { class: "quiet" }, t("nothing")));
  const found = await select(spansQuery([...edge.spans], EVIDENCE_COLUMNS, sentenceOf("?span")));
  fillWith(sentences, await quotations(found.rows.map(evidenceOf).filter((one) => one !== null)));
}

/** Shows the steps of a path. */
export function showPath(place: HTMLElement, edges: Edge[] | null, model: Model, actions: Actions): void {
  if (!edges) {
    fillWith(
      place,
      h("p", { role: "status" }, t("noPath")),
      button("clear", () => change({ path: "" })),
    );
    return;
  }
  fillWith(
    place,
    h("h2", { class: "first" }, t("path")),
    h(
      "p",
      {},
      `${t("pathFound")} ${number(edges.length)} `,
      button("clear", () => change({ path: "" })),
    ),
    h(
      "ol",
      { class: "lines" },
      edges.map((edge) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "line", onclick: () => actions.choose(edge.id) },
            h("span", { lang: "zh" }, model.nodes.get(edge.source)?.label ?? ""),
            h("small", {}, ` → ${relationName(edge.relation)} → `),
            h("span", { lang: "zh" }, model.nodes.get(edge.target)?.label ?? ""),
          ),
        ),
      ),
    ),
  );
}
