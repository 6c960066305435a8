// A graph of an answer: nodes and lines only, without evidence.

import { fillWith, h } from "../dom.ts";
import { mainClass } from "../store.ts";
import { t } from "../words.ts";
import { Drawing } from "./drawing.ts";
import { colourOf, shapeOf } from "./style.ts";

export interface PictureNode {
  id: string;
  label: string;
  classes: Set<string>;
}

const MOST = 3000;
const drawings = new WeakMap<HTMLElement, Drawing>();

/** Draws edges into a place; what was drawn there before is given up. */
export async function pictureOf(
  place: HTMLElement,
  edges: { from: PictureNode; to: PictureNode; label: string }[],
): Promise<void> {
  drawings.get(place)?.end();
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": t("drawing") });
  fillWith(place, canvas);
  const drawing = new Drawing(canvas, {});
  drawings.set(place, drawing);
  if (!drawing.works) fillWith(place, h("p", {}, t("noWebgl")));
  const { graph, colours } = drawing;
  for (const { from, to, label } of edges.slice(0, MOST)) {
    for (const node of [from, to]) {
      const kind = mainClass(node.classes);
      drawing.add(node.id, { label: node.label, size: 5, color: colourOf(kind, colours.dark), shape: shapeOf(kind) });
    }
    if (from.id !== to.id && !graph.hasEdge(from.id, to.id))
      graph.addEdge(from.id, to.id, { size: 1.5, color: colours.edge, label });
  }
  graph.forEachNode((id) => graph.setNodeAttribute(id, "size", 5 + 2 * Math.sqrt(graph.degree(id))));
  void drawing.settle();
}
