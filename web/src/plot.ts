// Small plots as SVG: lines over years, and bars. The numbers stand in a table beside them.

import { h, s } from "./dom.ts";
import { number, t } from "./words.ts";

export interface Series {
  name: string;
  promised: boolean;
  /** Which colour and mark it has; a promise has those of what it promises. */
  style: number;
  points: { x: number; y: number; words: string }[];
}

const WIDTH = 840;
const HEIGHT = 340;
const MARGIN = { left: 84, right: 24, top: 16, bottom: 34 };
/** Marks differ in shape too, so that colour is not needed to tell them apart. */
const MARKS = [
  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
  "M-5-5h10v10h-10z",
  "M0-6.500 6.500 0 0 6.500-6.500 0z",
  "M0-6 6 5h-12z",
  "M-6-2h4v-4h4v4h4v4h-4v4h-4v-4h-4z",
  "M0 6 6-5h-12z",
];
export const STYLES = MARKS.length;

/** Round numbers from below the smallest to above the greatest. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  if (low === high) [low, high] = [Math.min(0, low), Math.max(0, high) || 1];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((high - first) / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((first + i * step).toPrecision(12)));
}

function mark(style: number, x: number, y: number, title: string): SVGElement {
  const path = s("path", { d: MARKS[style % STYLES] ?? "", transform: `translate(${x} ${y})` });
  if (title) path.append(s("title", {}, title));
  return path;
}

/** Lines over years; promises are dashed with hollow marks. */
export function lines(series: Series[], unit: string, title: string): HTMLElement {
  const points = series.flatMap((one) => one.points);
  const years = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const values = points.map((point) => point.y);
  const scale = ticks(Math.min(0, ...values), Math.max(...values));
  const [low, high] = [scale[0] ?? 0, scale.at(-1) ?? 1];
  const first = years[0] ?? 0;
  const span = Math.max(1, (years.at(-1) ?? first) - first);
  const x = (year: number): number =>
    MARGIN.left + (years.length < 2 ? 0.5 : (year - first) / span) * (WIDTH - MARGIN.left - MARGIN.right - 20) + 10;
  const y = (v: number): number =>
    HEIGHT - MARGIN.bottom - ((v - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const every = Math.ceil(years.length / 12);
  const svg = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    scale.map((tick) => [
      s("line", { class: "grid", x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y(tick), y2: y(tick) }),
      s("text", { x: MARGIN.left - 8, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
    ]),
    s("text", { x: 4, y: 12 }, unit),
    years
      .filter((_, i) => i % every === 0)
      .map((year) => s("text", { x: x(year), y: HEIGHT - 12, "text-anchor": "middle" }, String(year))),
    series.map((one) => {
      const sorted = [...one.points].sort((a, b) => a.x - b.x);
      return s(
        "g",
        { class: `s${one.style % STYLES}${one.promised ? " promised" : ""}` },
        s("polyline", { points: sorted.map((point) => `${x(point.x)},${y(point.y)}`).join(" ") }),
        sorted.map((point) => mark(one.style, x(point.x), y(point.y), `${one.name} ${point.x}: ${point.words}`)),
      );
    }),
  );
  const legend = h(
    "ul",
    { class: "legend" },
    series.map((one) => {
      const key = s("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true", class: "plot-key" });
      key.append(
        s("g", { class: `s${one.style % STYLES}${one.promised ? " promised" : ""}` }, mark(one.style, 0, 0, "")),
      );
      return h("li", {}, key, h("span", {}, `${one.name} ${t(one.promised ? "target" : "achievement")}`));
    }),
  );
  return h("figure", { class: "plot" }, svg, legend);
}

export interface Bar {
  label: string;
  value: number;
  words?: string;
}

/** Bars, the longest first or in the order given. */
export function bars(shown: Bar[], title: string, unit = ""): HTMLElement {
  const row = 26;
  const left = 230;
  const right = 110;
  const height = shown.length * row + 10;
  const most = Math.max(...shown.map((bar) => bar.value), 0);
  const least = Math.min(...shown.map((bar) => bar.value), 0);
  const x = (v: number): number => left + ((v - least) / (most - least || 1)) * (WIDTH - left - right);
  const cut = (label: string): string =>
    Array.from(label).length > 17 ? `${Array.from(label).slice(0, 16).join("")}…` : label;
  return h(
    "figure",
    { class: "plot" },
    s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": title },
      shown.map((bar, i) => [
        s(
          "text",
          { class: "strong", x: left - 8, y: i * row + 20, "text-anchor": "end" },
          s("title", {}, bar.label),
          cut(bar.label),
        ),
        s("rect", {
          class: "s0",
          x: Math.min(x(0), x(bar.value)),
          y: i * row + 6,
          width: Math.max(1, Math.abs(x(bar.value) - x(0))),
          height: row - 8,
        }),
        s("text", { x: Math.max(x(0), x(bar.value)) + 6, y: i * row + 20 }, bar.words ?? `${number(bar.value)}${unit}`),
      ]),
    ),
  );
}
