// Measures as rows: what is shown on the page of an entity and on the page of figures.

import { h, wideTable } from "./dom.ts";
import { EVIDENCE_COLUMNS, type Evidence, evidenceOf, quotation, sentenceOf } from "./evidence.ts";
import * as route from "./route.ts";
import { GK, type Row } from "./sparql.ts";
import { describe, shortened, termName, value } from "./store.ts";
import { t } from "./words.ts";

export interface Figure {
  iri: string;
  isTarget: boolean;
  indicator: { iri: string; label: string };
  subject: { iri: string; label: string };
  area: { iri: string; label: string };
  aspect: string;
  period: string;
  year: number | null;
  value: number | null;
  baseValue: number | null;
  unit: string;
  baseUnit: string;
  words: string;
  evidence: Evidence | null;
}

export const FIGURE_COLUMNS = `?measure ?class ?indicator ?subject ?area ?aspect ?period ?value ?baseValue ?unit ?words
  ${EVIDENCE_COLUMNS}`;

/** What is asked of each measure once it is found, within its own document; names are asked for afterwards. */
export const FIGURE_PATTERN = `  GRAPH ?graph {
    ?measure a ?class ; gk:valueText ?words ; prov:wasDerivedFrom ?span .
    OPTIONAL { ?measure gk:indicator ?indicator }
    OPTIONAL { ?measure gk:subject ?subject }
    OPTIONAL { ?measure gk:area ?area }
    OPTIONAL { ?measure gk:aspect ?aspect }
    OPTIONAL { ?measure gk:period ?period }
    OPTIONAL { ?measure gk:value ?value }
    OPTIONAL { ?measure gk:baseValue ?baseValue }
    OPTIONAL { ?measure gk:unit ?unit }
    ${sentenceOf("?span")}
  }`;

const numeric = (row: Row, column: string): number | null => {
  const text = value(row, column);
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
};

/** The figures of an answer, each once, with the names of what they speak of. */
export async function figures(rows: Row[]): Promise<Figure[]> {
  const columns = ["indicator", "subject", "area", "period", "unit"];
  const known = await describe(rows.flatMap((row) => columns.map((column) => value(row, column))));
  const found = new Map<string, Figure>();
  for (const row of rows) {
    const iri = value(row, "measure");
    if (found.has(iri)) continue;
    const of = (column: string) => known.get(value(row, column));
    const thing = (column: string) => ({ iri: value(row, column), label: of(column)?.label ?? "" });
    const year = Number.parseInt(of("period")?.until ?? "", 10);
    found.set(iri, {
      iri,
      isTarget: value(row, "class") === `${GK}Target`,
      indicator: thing("indicator"),
      subject: thing("subject"),
      area: thing("area"),
      aspect: value(row, "aspect"),
      period: of("period")?.label ?? "",
      year: Number.isNaN(year) ? null : year,
      value: numeric(row, "value"),
      baseValue: numeric(row, "baseValue"),
      unit: of("unit")?.label ?? "",
      baseUnit: of("unit")?.base || value(row, "unit"),
      words: value(row, "words"),
      evidence: evidenceOf(row),
    });
  }
  return [...found.values()];
}

const named = (thing: { iri: string; label: string }): HTMLElement | string =>
  thing.iri
    ? h(
        "a",
        { href: route.to("entity", { iri: shortened(thing.iri) }), lang: "zh" },
        thing.label || shortened(thing.iri),
      )
    : "";

/** A table of figures, each with its sentence. */
export async function figureTable(shown: Figure[], caption: string): Promise<HTMLElement> {
  const rows = await Promise.all(
    shown.map(async (figure) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, named(figure.indicator)),
        h("td", {}, figure.subject.iri === figure.area.iri ? "" : named(figure.subject)),
        h("td", {}, named(figure.area)),
        h("td", { lang: "zh" }, figure.period),
        h(
          "td",
          {},
          h("span", { class: figure.isTarget ? "tag target" : "tag" }, t(figure.isTarget ? "target" : "achievement")),
        ),
        h("td", {}, termName(figure.aspect)),
        h("td", { class: "number", lang: "zh" }, figure.words),
        h("td", { class: "wide" }, figure.evidence ? await quotation([figure.evidence]) : ""),
      ),
    ),
  );
  const head = ["indicator", "subject", "place", "period", "targetOrResult", "aspect", "value", "source"] as const;
  return wideTable(
    caption,
    head.map((word) => h("th", { scope: "col" }, t(word))),
    rows,
  );
}
