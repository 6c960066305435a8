// The graph as a file for a slide: one list of marks, written as SVG or painted on a canvas for PNG. An SVG is not
// painted through an image, since the policy of the server lets no image come from a blob.

import type Graph from "graphology";
import { OUTLINES, type Palette } from "./style.ts";

export type Mark =
  | { kind: "line"; x1: number; y1: number; x2: number; y2: number; colour: string; width: number }
  | { kind: "shape"; points: [number, number][]; x: number; y: number; r: number; colour: string }
  | { kind: "text"; x: number; y: number; size: number; text: string; colour: string; halo: string };

export interface Picture {
  width: number;
  height: number;
  ground: string;
  marks: Mark[];
}

export interface LegendEntry {
  label: string;
  colour: string;
  shape: number;
}

const WIDTH = 1600;
const HEIGHT = 1000;
const EDGE = 60;
const FONT = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** Rough width of a text: Chinese letters are square. */
const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? size : size * 0.56), 0);

/** What is visible of a graph, with labels that do not lie on each other, and a legend. */
export function pictureFrom(graph: Graph, legend: LegendEntry[], colours: Palette): Picture {
  const nodes = graph.filterNodes((_, attributes) => !attributes.hidden).map((id) => graph.getNodeAttributes(id));
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const legendHeight = 34;
  const scale = Math.min(
    (WIDTH - 2 * EDGE - 120) / (right - left || 1),
    (HEIGHT - 2 * EDGE - legendHeight) / (high - low || 1),
  );
  const x = (v: number): number => Math.round(10 * (WIDTH / 2 + (v - (left + right) / 2) * scale)) / 10;
  const y = (v: number): number => Math.round(10 * ((HEIGHT - legendHeight) / 2 - (v - (low + high) / 2) * scale)) / 10;
  const marks: Mark[] = [];
  graph.forEachEdge((_, attributes, __, ___, a, b) => {
    if (attributes.hidden || a.hidden || b.hidden) return;
    const [x1, y1, x2, y2] = [x(a.x), y(a.y), x(b.x), y(b.y)];
    marks.push({ kind: "line", x1, y1, x2, y2, colour: attributes.color, width: attributes.size });
    marks.push(arrow(x1, y1, x2, y2, b.size * 1.2, attributes.color, 3 + 2 * attributes.size));
  });
  for (const node of nodes) {
    marks.push({
      kind: "shape",
      points: OUTLINES[node.shape] ?? [],
      x: x(node.x),
      y: y(node.y),
      r: node.size * 1.2,
      colour: node.color,
    });
  }
  const taken: [number, number, number, number][] = [];
  const size = 15;
  for (const node of [...nodes].sort((a, b) => b.size - a.size)) {
    const width = widthOf(node.label, size);
    const [begin, middle] = [x(node.x) + node.size * 1.2 + 4, y(node.y)];
    const box: [number, number, number, number] = [begin, middle - size / 2 - 1, begin + width, middle + size / 2 + 1];
    if (
      box[2] > WIDTH - 4 ||
      taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])
    )
      continue;
    taken.push(box);
    marks.push({
      kind: "text",
      x: begin,
      y: middle + size * 0.35,
      size,
      text: node.label,
      colour: colours.ink,
      halo: colours.paper,
    });
  }
  let at = 24;
  for (const entry of legend) {
    const width = widthOf(entry.label, 14) + 44;
    if (at + width > WIDTH) break;
    marks.push({
      kind: "shape",
      points: OUTLINES[entry.shape] ?? [],
      x: at,
      y: HEIGHT - 22,
      r: 8,
      colour: entry.colour,
    });
    marks.push({
      kind: "text",
      x: at + 14,
      y: HEIGHT - 17,
      size: 14,
      text: entry.label,
      colour: colours.ink,
      halo: colours.paper,
    });
    at += width;
  }
  return { width: WIDTH, height: HEIGHT, ground: colours.paper, marks };
}

function arrow(x1: number, y1: number, x2: number, y2: number, radius: number, colour: string, r: number): Mark {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const points: [number, number][] = [
    [ux, uy],
    [-ux - 0.7 * uy, -uy + 0.7 * ux],
    [-ux + 0.7 * uy, -uy - 0.7 * ux],
  ];
  return { kind: "shape", points, x: x2 - ux * (radius + r), y: y2 - uy * (radius + r), r, colour };
}

const escaped = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "")
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
const round = (value: number): number => Math.round(value * 10) / 10;

export function asSvg(picture: Picture): string {
  const marks = picture.marks.map((mark) => {
    if (mark.kind === "line")
      return `<line x1="${mark.x1}" y1="${mark.y1}" x2="${mark.x2}" y2="${mark.y2}" stroke="${mark.colour}" stroke-width="${round(mark.width)}"/>`;
    if (mark.kind === "text")
      return `<text x="${round(mark.x)}" y="${round(mark.y)}" font-size="${mark.size}" fill="${mark.colour}" stroke="${mark.halo}" stroke-width="3" paint-order="stroke">${escaped(mark.text)}</text>`;
    if (mark.points.length === 0)
      return `<circle cx="${mark.x}" cy="${mark.y}" r="${round(mark.r)}" fill="${mark.colour}"/>`;
    return `<polygon points="${mark.points.map(([x, y]) => `${round(mark.x + x * mark.r)},${round(mark.y + y * mark.r)}`).join(" ")}" fill="${mark.colour}"/>`;
  });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${picture.width} ${picture.height}" width="${picture.width}" height="${picture.height}" font-family="${escaped(FONT)}">`;
  return `${head}\n<rect width="100%" height="100%" fill="${picture.ground}"/>\n${marks.join("\n")}\n</svg>\n`;
}

export function asPng(picture: Picture, ratio = 2): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * ratio;
  canvas.height = picture.height * ratio;
  const context = canvas.getContext("2d");
  if (!context) return Promise.reject(new Error("no canvas"));
  context.scale(ratio, ratio);
  context.fillStyle = picture.ground;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const mark of picture.marks) paint(context, mark);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === "text") {
    context.font = `${mark.size}px ${FONT}`;
    context.lineWidth = 3;
    context.strokeStyle = mark.halo;
    context.strokeText(mark.text, mark.x, mark.y);
    context.fillStyle = mark.colour;
    context.fillText(mark.text, mark.x, mark.y);
    return;
  }
  context.beginPath();
  if (mark.kind === "line") {
    context.moveTo(mark.x1, mark.y1);
    context.lineTo(mark.x2, mark.y2);
    context.strokeStyle = mark.colour;
    context.lineWidth = mark.width;
    context.stroke();
    return;
  }
  if (mark.points.length === 0) context.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  mark.points.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(mark.x + x * mark.r, mark.y + y * mark.r);
    else context.lineTo(mark.x + x * mark.r, mark.y + y * mark.r);
  });
  context.closePath();
  context.fillStyle = mark.colour;
  context.fill();
}
