// The page of the graph: starts from an entity or a view, expands, hides, filters, finds paths, and shows evidence.

import { download, fillWith, h } from "../dom.ts";
import type { Page } from "../pages/page.ts";
import { GK } from "../sparql.ts";
import { lengthened, shortened, termName } from "../store.ts";
import { number, t } from "../words.ts";
import { filters, shortRelation, startForm } from "./controls.ts";
import { Drawing } from "./drawing.ts";
import { type Edge, Model } from "./model.ts";
import { type Actions, showEdge, showNode, showPath } from "./panel.ts";
import { asPng, asSvg, type LegendEntry, pictureFrom } from "./picture-file.ts";
import { change, loadKey, stateOf } from "./state.ts";
import { colourOf, scaleColour, shapeOf } from "./style.ts";

const LEAD = `${GK}Lead`;

export const explorer: Page = async (main, parameters, signal) => {
  let state = stateOf(parameters);
  const model = new Model();
  let edges: Edge[] = [];
  let path: Edge[] | null | undefined;
  let loaded = "";

  const form = h("div", {});
  const status = h("p", { class: "quiet", role: "status" });
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": t("drawing") });
  const panel = h("div", { class: "panel-body", "aria-live": "polite" });
  const boxes = h("div", { class: "filters" });
  const names = h("ul", { class: "lines names" });
  const find = h("input", {
    type: "search",
    "aria-label": t("inGraph"),
    placeholder: t("inGraph"),
    oninput: () => drawNames(),
  });
  fillWith(
    main,
    h("h1", {}, t("graph")),
    form,
    h(
      "div",
      { class: "graph" },
      h("div", { class: "stage" }, canvas, toolbar()),
      h(
        "aside",
        { class: "panel", "aria-label": t("evidence") },
        panel,
        h("details", { open: true }, h("summary", {}, t("inGraph")), find, names),
      ),
    ),
    status,
    boxes,
  );
  main.classList.add("broad");
  const drawing = new Drawing(canvas, {
    node: (id) => void choose(id),
    edge: (id) => void choose(id),
    open: (id) => toggle(shortened(id)),
    ground: () => void choose(""),
  });
  if (!drawing.works) fillWith(canvas, h("p", { class: "quiet" }, t("noWebgl")));
  const { graph } = drawing;
  const actions: Actions = { choose: (id) => void choose(id), state: () => state };

  function toggle(short: string): void {
    change({ open: state.open.includes(short) ? state.open.filter((one) => one !== short) : [...state.open, short] });
  }

  /** A node, an edge, or nothing. */
  async function choose(id: string, emphasised = true): Promise<void> {
    const edge = model.edges.get(id);
    if (edge) {
      drawing.emphasise([edge.id, edge.source, edge.target]);
      return showEdge(panel, edge, model, actions);
    }
    if (graph.hasNode(id)) {
      drawing.emphasise(emphasised ? [id, ...graph.neighbors(id), ...graph.edges(id)] : []);
      return showNode(
        panel,
        id,
        model,
        edges.filter((one) => one.source === id || one.target === id),
        actions,
      );
    }
    if (path !== undefined) {
      drawing.emphasise((path ?? []).flatMap((one) => [one.id, one.source, one.target]));
      return showPath(panel, path, model, actions);
    }
    drawing.emphasise([]);
    fillWith(panel, h("p", { class: "quiet" }, t("pick")));
  }

  /** Asks for what the state needs. */
  async function load(): Promise<void> {
    const key = loadKey(state);
    if (key === loaded) return;
    status.textContent = t("loading");
    model.cut = false;
    const found = new Map<string, Edge>();
    const add = (some: Edge[]): void => {
      for (const edge of some) found.set(edge.id, edge);
    };
    const focus = state.focus ? lengthened(state.focus) : "";
    if (state.view) add(await model.view(state.view, signal));
    path = undefined;
    if (focus && state.path) {
      path = await model.path(focus, lengthened(state.path), signal);
      add(path ?? []);
    } else if (focus) add(await model.within(focus, state.depth, signal));
    if (state.open.length > 0) add(await model.around(state.open.map(lengthened), signal));
    if (signal.aborted) return;
    edges = [...found.values()];
    loaded = key;
  }

  const inYears = (edge: Edge): boolean => {
    if (!state.from && !state.to) return true;
    return [...edge.years].some((year) => (!state.from || year >= state.from) && (!state.to || year <= state.to));
  };

  /** Brings the drawing in line with the state. */
  async function draw(): Promise<void> {
    const hidden = new Set(state.hide.map(lengthened));
    const noClass = new Set(state.noClass);
    const focus = state.focus ? lengthened(state.focus) : "";
    const seen = (id: string): boolean =>
      id === focus || (!hidden.has(id) && !noClass.has(model.nodes.get(id)?.kind ?? ""));
    const shown = edges.filter(
      (edge) =>
        !state.noRelation.includes(shortRelation(edge.relation)) &&
        inYears(edge) &&
        seen(edge.source) &&
        seen(edge.target),
    );
    const wanted = new Set(shown.flatMap((edge) => [edge.source, edge.target]));
    if (focus && model.nodes.has(focus)) wanted.add(focus);
    const edgeIds = new Set(shown.map((edge) => edge.id));
    drawing.emphasise([]);
    for (const id of graph.edges()) if (!edgeIds.has(id)) graph.dropEdge(id);
    for (const id of graph.nodes()) if (!wanted.has(id)) graph.dropNode(id);
    for (const id of wanted)
      drawing.add(id, { label: model.nodes.get(id)?.label ?? "", shape: shapeOf(model.nodes.get(id)?.kind ?? "") });
    for (const edge of shown)
      if (!graph.hasEdge(edge.id)) graph.addDirectedEdgeWithKey(edge.id, edge.source, edge.target);
    colour(focus);
    fillWith(boxes, filters(state, model, edges, drawing.colours.dark));
    status.textContent = `${number(graph.order)} ${t("nodes")} · ${number(graph.size)} ${t("edges")}${model.cut ? ` · ${t("tooMany")}` : ""}`;
    drawNames();
    void drawing.settle();
    await choose(path !== undefined ? "" : focus, false);
  }

  function colour(focus: string): void {
    const { dark, edge: line, lead } = drawing.colours;
    const years = edges.flatMap((edge) => [...edge.years]);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const most = Math.max(1, ...graph.nodes().map((id) => graph.degree(id)));
    graph.forEachNode((id) => {
      const node = model.nodes.get(id);
      const degree = graph.degree(id);
      let color = colourOf(node?.kind ?? "", dark);
      if (state.colour === "degree") color = scaleColour(Math.sqrt(degree / most), dark);
      if (state.colour === "year") {
        const own = graph.edges(id).flatMap((edge) => [...(model.edges.get(edge)?.years ?? [])]);
        color =
          own.length > 0 && last > first
            ? scaleColour((Math.max(...own) - first) / (last - first), dark)
            : scaleColour(1, dark);
      }
      graph.mergeNodeAttributes(id, {
        size: (id === focus ? 4 : 0) + 5 + Math.min(14, 1.8 * Math.sqrt(degree)),
        color,
        forceLabel: id === focus,
      });
    });
    graph.forEachEdge((id) => {
      const isLead = model.edges.get(id)?.relation === LEAD;
      graph.mergeEdgeAttributes(id, { size: isLead ? 2.6 : 1.4, color: isLead ? lead : line });
    });
  }

  /** The names in the graph as a list, for the keyboard and for those who do not see the drawing. */
  function drawNames(): void {
    const words = find.value.trim();
    const nodes = graph
      .nodes()
      .map((id) => model.nodes.get(id))
      .filter((node) => node?.label.includes(words));
    nodes.sort(
      (a, b) => graph.degree(b?.id) - graph.degree(a?.id) || (a?.label ?? "").localeCompare(b?.label ?? "", "zh"),
    );
    fillWith(
      names,
      nodes
        .slice(0, 100)
        .map(
          (node) =>
            node &&
            h(
              "li",
              {},
              h(
                "button",
                { type: "button", class: "line", onclick: () => void choose(node.id) },
                h("span", { lang: "zh" }, node.label),
                " ",
                h("small", {}, number(graph.degree(node.id))),
              ),
            ),
        ),
    );
  }

  function toolbar(): HTMLElement {
    const button = (label: string, work: () => void): HTMLElement =>
      h("button", { type: "button", class: "plain", onclick: work }, label);
    const picture = () => pictureFrom(graph, legend(), drawing.colours);
    return h(
      "div",
      { class: "tabs", role: "toolbar", "aria-label": t("graph") },
      button("＋", () => drawing.zoom(0.7)),
      button("－", () => drawing.zoom(1.4)),
      button(t("fit"), () => drawing.fit()),
      button(t("arrange"), () => void drawing.settle(true)),
      button(t("unhide"), () => change({ hide: [], noClass: [], noRelation: [], from: 0, to: 0 })),
      h("span", { class: "gap" }),
      h("span", {}, t("save")),
      button("PNG", async () => download("graph.png", await asPng(picture()))),
      button("SVG", () => download("graph.svg", asSvg(picture()), "image/svg+xml")),
      button("JSON", () => download("graph.json", JSON.stringify(graph.export(), null, 1), "application/json")),
    );
  }

  const legend = (): LegendEntry[] => {
    const kinds = [...new Set(graph.nodes().map((id) => model.nodes.get(id)?.kind ?? ""))];
    return kinds.map((kind) => ({
      label: termName(GK + kind),
      colour: colourOf(kind, drawing.colours.dark),
      shape: shapeOf(kind),
    }));
  };

  async function show(): Promise<void> {
    if (!state.focus && !state.view) state = { ...state, view: "responsibility" };
    fillWith(form, startForm(state));
    drawing.recolour();
    await load();
    if (!signal.aborted) await draw();
  }

  await show();
  return {
    title: t("graph"),
    follow: async (changed: URLSearchParams) => {
      state = stateOf(changed);
      await show();
      return true;
    },
    leave: () => {
      main.classList.remove("broad");
      drawing.end();
    },
  };
};
