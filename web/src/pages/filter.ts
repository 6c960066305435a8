// Figures for people who do not write SPARQL: fields, how many there are, a plot, a table, and the query.

import { chooser } from "../chooser.ts";
import { type Child, download, fillWith, h, later } from "../dom.ts";
import { countQuery, FIELDS, type Fields, fieldsOf, figureQuery, type Unit } from "../figure-query.ts";
import { type Figure, figures, figureTable } from "../figures.ts";
import { bars, lines, type Series, STYLES } from "../plot.ts";
import * as route from "../route.ts";
import { GK, select, withPrefixes } from "../sparql.ts";
import { describe, shortened, termName, value } from "../store.ts";
import { delimited } from "../table.ts";
import { number, t } from "../words.ts";
import type { Page } from "./page.ts";

const SHOWN = 100;
const ASKED = 1000;
const ASPECTS = ["Level", "Growth", "Share", "Rank", "Multiple", "Duration", "ChangeFrom", "Other"];

export const filter: Page = async (main, parameters, signal) => {
  const units = await usedUnits(signal);
  const answer = h("div", { "aria-live": "polite" });
  let running = new AbortController();
  signal.addEventListener("abort", () => running.abort());
  let form = fields(parameters, units);
  fillWith(main, h("h1", {}, t("figures")), form, answer);

  async function look(): Promise<void> {
    running.abort();
    running = new AbortController();
    const mine = running;
    const wanted = fieldsOf(route.current());
    const unit = units.find((one) => shortened(one.iri) === wanted.unit) ?? null;
    answer.setAttribute("aria-busy", "true");
    try {
      const query = figureQuery(wanted, unit, ASKED);
      const [counted, found] = await Promise.all([
        select(countQuery(wanted, unit), mine.signal),
        select(query, mine.signal),
      ]);
      const parts = await shownAs(await figures(found.rows), Number(counted.rows[0]?.count?.value ?? 0), wanted, query);
      if (!mine.signal.aborted) fillWith(answer, parts);
    } catch (error) {
      if (!mine.signal.aborted) fillWith(answer, h("p", { class: "wrong", role: "alert" }, (error as Error).message));
    } finally {
      if (!mine.signal.aborted) answer.removeAttribute("aria-busy");
    }
  }
  await look();
  let asked = fieldsKey(route.current());
  return {
    title: t("figures"),
    follow: async (changed) => {
      if (fieldsKey(changed) === asked) return true;
      asked = fieldsKey(changed);
      // The back button and the button that clears change fields that nobody is in.
      if (!form.contains(document.activeElement) || document.activeElement?.tagName === "BUTTON") {
        const next = fields(changed, units);
        form.replaceWith(next);
        form = next;
      }
      await look();
      return true;
    },
  };
};

const fieldsKey = (parameters: URLSearchParams): string => JSON.stringify(fieldsOf(parameters));

async function usedUnits(signal: AbortSignal): Promise<Unit[]> {
  const used = await select(
    `SELECT ?unit (COUNT(DISTINCT ?measure) AS ?uses) WHERE { ?measure gk:unit ?unit } GROUP BY ?unit ORDER BY DESC(?uses) ?unit LIMIT 150`,
    signal,
  );
  const iris = used.rows.map((row) => value(row, "unit")).filter(Boolean);
  const known = await describe(iris, signal);
  return iris.map((iri) => {
    const about = known.get(iri);
    return { iri, label: about?.label ?? shortened(iri), base: about?.base || iri, factor: about?.factor ?? 1 };
  });
}

function fields(parameters: URLSearchParams, units: Unit[]): HTMLElement {
  const chosen = fieldsOf(parameters);
  const set = (name: keyof Fields, text: string): void => route.go(route.changed({ [name]: text }), false);
  const typed = later(300, set);
  const choice = (name: keyof Fields, label: string, options: [string, string][]): HTMLElement => {
    const picked = (event: Event): void => set(name, (event.target as HTMLSelectElement).value);
    return h(
      "label",
      { class: "field" },
      label,
      h(
        "select",
        { value: chosen[name] ?? "", onchange: picked },
        options.map(([key, word]) => h("option", { value: key }, word)),
      ),
    );
  };
  const numeric = (name: keyof Fields, label: string, step: string): HTMLInputElement =>
    h("input", {
      type: "number",
      step,
      "aria-label": label,
      value: chosen[name] ?? "",
      oninput: (event: Event) => typed(name, (event.target as HTMLInputElement).value),
    });
  const within = h("input", {
    type: "checkbox",
    checked: Boolean(chosen.within),
    onchange: () => set("within", within.checked ? "1" : ""),
  });
  return h(
    "form",
    { class: "form", "aria-label": t("filter"), onsubmit: (event: Event) => event.preventDefault() },
    chooser(t("indicator"), ["gk:Indicator"], chosen.indicator ?? "", (short) => set("indicator", short)).element,
    chooser(t("place"), ["gk:Area", "gk:FunctionalZone"], chosen.place ?? "", (short) => set("place", short)).element,
    h("label", { class: "check" }, within, t("placesWithin")),
    choice("kind", t("targetOrResult"), [
      ["", t("both")],
      ["target", t("targets")],
      ["achievement", t("achievements")],
    ]),
    choice("aspect", t("aspect"), [
      ["", t("any")],
      ...ASPECTS.map((name): [string, string] => [name, termName(GK + name)]),
    ]),
    h(
      "div",
      { class: "field" },
      h("span", {}, t("span")),
      h("div", { class: "pair" }, numeric("from", t("fromYear"), "1"), numeric("to", t("toYear"), "1")),
    ),
    h(
      "div",
      { class: "field" },
      h("span", {}, t("condition")),
      h(
        "div",
        { class: "pair" },
        h(
          "select",
          {
            "aria-label": t("condition"),
            value: chosen.op ?? "least",
            onchange: (event: Event) => set("op", (event.target as HTMLSelectElement).value),
          },
          h("option", { value: "least" }, t("atLeast")),
          h("option", { value: "most" }, t("atMost")),
        ),
        numeric("x", t("value"), "any"),
        h(
          "select",
          {
            "aria-label": t("unit"),
            value: chosen.unit ?? "",
            onchange: (event: Event) => set("unit", (event.target as HTMLSelectElement).value),
          },
          h("option", { value: "" }, t("unit")),
          units.map((unit) => h("option", { value: shortened(unit.iri) }, unit.label)),
        ),
      ),
    ),
    h(
      "button",
      {
        type: "button",
        class: "plain",
        onclick: () => route.go(route.changed(Object.fromEntries(FIELDS.map((name) => [name, null])))),
      },
      t("reset"),
    ),
  );
}

async function shownAs(found: Figure[], count: number, wanted: Fields, query: string): Promise<Child[]> {
  const text = withPrefixes(query);
  const code = h(
    "details",
    {},
    h("summary", {}, t("sparql")),
    h("pre", { tabindex: "0" }, text),
    h("p", {}, h("a", { class: "button quiet", href: route.to("query", { query: text }) }, t("openQuery"))),
  );
  const head = h("p", { class: "answer", id: "count" }, number(count), " ", h("small", {}, t("count")));
  if (found.length === 0) return [head, h("p", {}, t("nothing")), code];
  let shown = SHOWN;
  const place = h("div", {}, await figureTable(found.slice(0, shown), t("figures")));
  const more = h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: async () => {
        shown += SHOWN;
        fillWith(place, await figureTable(found.slice(0, shown), t("figures")));
        if (shown >= found.length) more.remove();
      },
    },
    t("more"),
  );
  const save = h(
    "button",
    { type: "button", class: "plain", onclick: () => download("figures.csv", asCsv(found), "text/csv;charset=utf-8") },
    `${t("download")} CSV`,
  );
  return [head, plotOf(found, wanted), h("div", { class: "tabs" }, save), place, found.length > shown && more, code];
}

function asCsv(found: Figure[]): string {
  const head = [
    "indicator",
    "subject",
    "area",
    "period",
    "kind",
    "aspect",
    "value",
    "unit",
    "words",
    "sentence",
    "source",
  ];
  const rows = found.map((one) => [
    one.indicator.label,
    one.subject.label,
    one.area.label,
    one.period,
    one.isTarget ? "target" : "achievement",
    one.aspect.slice(GK.length),
    String(one.value ?? ""),
    one.unit,
    one.words,
    one.evidence?.text ?? "",
    one.evidence?.span ?? "",
  ]);
  return delimited([head, ...rows], ",");
}

/** What comes most often, of those that are not empty. */
function commonest(keys: string[]): string {
  const counts = new Map<string, number>();
  for (const key of keys) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? "";
}

/** One indicator: its values of one kind and unit over years or places. Several: how many figures each has. */
function plotOf(found: Figure[], wanted: Fields): HTMLElement | null {
  const title = `${t("plot")}：${t("figures")}`;
  if (!wanted.indicator) {
    const counts = new Map<string, number>();
    for (const { indicator } of found)
      if (indicator.label) counts.set(indicator.label, (counts.get(indicator.label) ?? 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh")).slice(0, 15);
    return most.length > 1
      ? bars(
          most.map(([label, n]) => ({ label, value: n })),
          title,
        )
      : null;
  }
  // Figures about something smaller than the place would not be on the same line.
  const plain = found.filter((one) => one.value !== null && one.baseValue !== null && one.subject.iri === one.area.iri);
  const aspect = wanted.aspect ? GK + wanted.aspect : commonest(plain.map((one) => one.aspect));
  const alike = plain.filter((one) => one.aspect === aspect);
  const base = commonest(alike.map((one) => one.baseUnit || one.unit));
  const same = alike.filter((one) => (one.baseUnit || one.unit) === base && one.year !== null);
  const unit = commonest(same.map((one) => one.unit));
  const model = same.find((one) => one.unit === unit && one.value && one.baseValue);
  const factor = model?.baseValue && model.value ? model.baseValue / model.value : 1;
  if (same.length === 0) return null;
  const y = (one: Figure): number => Number(((one.baseValue ?? 0) / factor).toPrecision(8));
  const years = new Set(same.map((one) => one.year));
  const areas = [...new Set(same.map((one) => one.area.label))];
  const caption = `${same[0]?.indicator.label ?? ""} ${termName(aspect)}（${unit}）`;
  const framed = (plot: HTMLElement): HTMLElement =>
    h("section", {}, h("h2", {}, h("span", { lang: "zh" }, caption)), plot);
  if (areas.length > STYLES || (years.size === 1 && areas.length > 1)) {
    const last = new Map<string, Figure>();
    for (const one of same.filter((figure) => !figure.isTarget))
      if ((last.get(one.area.label)?.year ?? 0) <= (one.year ?? 0)) last.set(one.area.label, one);
    const sorted = [...last.values()].sort((a, b) => y(b) - y(a)).slice(0, 30);
    if (sorted.length > 1)
      return framed(
        bars(
          sorted.map((one) => ({ label: `${one.area.label} ${one.year}`, value: y(one), words: one.words })),
          caption,
        ),
      );
  }
  const series: Series[] = areas.slice(0, STYLES).flatMap((area, style) =>
    [false, true].map((promised) => ({
      name: area,
      promised,
      style,
      points: same
        .filter((one) => one.area.label === area && one.isTarget === promised)
        .map((one) => ({ x: one.year ?? 0, y: y(one), words: one.words })),
    })),
  );
  return framed(
    lines(
      series.filter((one) => one.points.length > 0),
      unit,
      caption,
    ),
  );
}
