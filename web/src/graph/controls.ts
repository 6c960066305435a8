// Above and below the graph: where it starts, what is shown of it, and what the marks mean.

import views from "virtual:views";
import { chooser } from "../chooser.ts";
import { type Child, h, later, s } from "../dom.ts";
import { GK } from "../sparql.ts";
import { CLASSES, shortened, termName } from "../store.ts";
import { either, number, t } from "../words.ts";
import { type Edge, type Model, relationName } from "./model.ts";
import { change, type State } from "./state.ts";
import { colourOf, OUTLINES, shapeOf } from "./style.ts";

/** A mark as the graph draws it. */
export function keyOf(kind: string, colour: string): SVGElement {
  const points = OUTLINES[shapeOf(kind)] ?? [];
  const shape =
    points.length === 0
      ? s("circle", { r: 1, fill: colour })
      : s("polygon", { points: points.map((point) => point.join(",")).join(" "), fill: colour });
  return s("svg", { viewBox: "-1.2 -1.2 2.4 2.4", "aria-hidden": "true" }, shape);
}

/** Where the graph starts, how deep it goes, and how it is coloured. */
export function startForm(state: State): HTMLElement {
  const pick = (name: "view" | "colour", label: string, value: string, options: [string, string][]): HTMLElement =>
    h(
      "label",
      { class: "field" },
      label,
      h(
        "select",
        { value, onchange: (event: Event) => set(name, (event.target as HTMLSelectElement).value) },
        options.map(([key, word]) => h("option", { value: key }, word)),
      ),
    );
  const set = (name: "view" | "colour", value: string): void => {
    if (name === "colour") change({ colour: value as State["colour"] });
    else change({ view: value, focus: "", open: [], hide: [], path: "" });
  };
  const depth = h(
    "select",
    { value: state.depth, disabled: state.focus === "", onchange: () => change({ depth: Number(depth.value) }) },
    [1, 2, 3].map((n) => h("option", { value: n }, n)),
  );
  const year = (name: "from" | "to", label: string): HTMLElement =>
    h("input", {
      type: "number",
      "aria-label": label,
      placeholder: label,
      value: state[name] || "",
      oninput: later(400, (event: Event) => change({ [name]: Number((event.target as HTMLInputElement).value) })),
    });
  return h(
    "form",
    { class: "form", "aria-label": t("graph"), onsubmit: (event: Event) => event.preventDefault() },
    chooser(
      t("startFrom"),
      [],
      state.focus,
      (short) => short && change({ focus: short, view: "", open: [], hide: [], path: "" }),
    ).element,
    pick("view", t("orView"), state.view, [
      ["", "—"],
      ...views.map((view): [string, string] => [view.id, either(view.zh, view.en)]),
    ]),
    h("label", { class: "field" }, t("depth"), depth),
    state.focus !== "" &&
      chooser(`${t("path")}：${t("pathTo")}`, [], state.path, (short) => change({ path: short })).element,
    pick("colour", t("colour"), state.colour, [
      ["class", t("byClass")],
      ["year", t("byYear")],
      ["degree", t("byDegree")],
    ]),
    h(
      "div",
      { class: "field" },
      h("span", {}, t("years")),
      h("div", { class: "pair" }, year("from", t("fromYear")), year("to", t("toYear"))),
    ),
  );
}

/** Boxes that show and hide classes and relations, with how many there are; the classes are the legend too. */
export function filters(state: State, model: Model, edges: Edge[], dark: boolean): HTMLElement[] {
  const kinds = new Map<string, number>();
  const relations = new Map<string, number>();
  for (const id of new Set(edges.flatMap((edge) => [edge.source, edge.target]))) {
    const kind = model.nodes.get(id)?.kind ?? "";
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const edge of edges) relations.set(edge.relation, (relations.get(edge.relation) ?? 0) + 1);
  const box = (checked: boolean, change: (on: boolean) => void, ...label: Child[]): HTMLElement => {
    const input = h("input", { type: "checkbox", checked, onchange: () => change(input.checked) });
    return h("label", { class: "check" }, input, label);
  };
  const toggled = (names: string[], name: string, on: boolean): string[] =>
    on ? names.filter((one) => one !== name) : [...names, name];
  const order = (kind: string): number => CLASSES.indexOf(kind as (typeof CLASSES)[number]);
  const classBoxes = [...kinds]
    .sort((a, b) => order(a[0]) - order(b[0]))
    .map(([kind, n]) =>
      box(
        !state.noClass.includes(kind),
        (on) => change({ noClass: toggled(state.noClass, kind, on) }),
        keyOf(kind, colourOf(kind, dark)),
        termName(GK + kind),
        h("small", {}, number(n)),
      ),
    );
  const relationBoxes = [...relations]
    .sort((a, b) => b[1] - a[1])
    .map(([relation, n]) => {
      const name = shortRelation(relation);
      return box(
        !state.noRelation.includes(name),
        (on) => change({ noRelation: toggled(state.noRelation, name, on) }),
        relationName(relation),
        h("small", {}, number(n)),
      );
    });
  return [
    h("fieldset", { class: "boxes legend-of" }, h("legend", {}, `${t("classes")} · ${t("legend")}`), classBoxes),
    h("fieldset", { class: "boxes" }, h("legend", {}, t("relationKinds")), relationBoxes),
  ];
}

/** A relation as addresses hold it. */
export const shortRelation = (relation: string): string =>
  relation.startsWith(GK) ? relation.slice(GK.length) : shortened(relation);
