// Answers of any query: as a table, a chart or a graph, and as files.

import { type Child, download, fillWith, h } from "./dom.ts";
import { bars, lines } from "./plot.ts";
import { type Answer, GK, raw, type Table, type Term, type Triple, triples } from "./sparql.ts";
import { describe, shortened, termName } from "./store.ts";
import { answerTable, asRows, delimited, isNumber } from "./table.ts";
import { number, t, type Word } from "./words.ts";

const SHOWN = 200;
const BARS = 30;

type Way = "table" | "chart" | "asGraph";

/** Shows an answer; `way` is how it is seen at first, and `choose` hears of another way. */
export async function results(
  answer: Answer,
  query: string,
  way: string,
  choose: (way: string) => void,
): Promise<HTMLElement> {
  if (answer.kind === "boolean") return h("p", { class: "answer" }, t(answer.value ? "yes" : "no"));
  const found = answer.kind === "graph" ? triples(answer.text) : [];
  const table = answer.kind === "table" ? answer.table : tableOf(found);
  const names = await describe(
    table.rows
      .flatMap((row) => table.columns.map((column) => (row[column]?.type === "uri" ? (row[column]?.value ?? "") : "")))
      .slice(0, 3000),
  );
  const nameOf = (term: Term | undefined): string =>
    term?.type === "uri"
      ? names.get(term.value)?.label || (term.value.startsWith(GK) ? termName(term.value) : shortened(term.value))
      : (term?.value ?? "");
  const place = h("div", {});
  const ways: Record<Way, () => Child | Promise<Child>> = {
    table: () => tableView(table, nameOf),
    chart: () => chartView(table, nameOf),
    asGraph: () => graphView(table, found, nameOf, names),
  };
  const tabs = (Object.keys(ways) as Way[]).map((name) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": "answer-view",
        "aria-selected": "false",
        onclick: () => {
          choose(name);
          void show(name);
        },
      },
      t(name as Word),
    ),
  );
  async function show(name: Way): Promise<void> {
    for (const tab of tabs) tab.setAttribute("aria-selected", String(tab.id === `tab-${name}`));
    place.setAttribute("aria-labelledby", `tab-${name}`);
    fillWith(place, await ways[name]());
  }
  place.id = "answer-view";
  place.setAttribute("role", "tabpanel");
  await show(way in ways ? (way as Way) : "table");
  return h(
    "section",
    {},
    h("h2", {}, t("results"), " ", h("small", { id: "rows" }, `${number(table.rows.length)} ${t("rows")}`)),
    h(
      "div",
      { class: "tabs" },
      h("div", { role: "tablist", "aria-label": t("results"), class: "tabs" }, tabs),
      h("span", { class: "gap" }),
      h("span", {}, t("download")),
      saves(answer, table, query),
    ),
    place,
  );
}

/** What saves the answer as a file. */
function saves(answer: Answer, table: Table, query: string): HTMLElement[] {
  const button = (name: string, work: () => void | Promise<void>): HTMLElement =>
    h("button", { type: "button", class: "plain", onclick: () => void work() }, name);
  if (answer.kind === "graph") {
    return [
      button("N-Triples", () => download("answer.nt", answer.text, "application/n-triples")),
      button("Turtle", async () => download("answer.ttl", await raw(query, "text/turtle"), "text/turtle")),
    ];
  }
  return [
    button("CSV", () => download("answer.csv", delimited(asRows(table), ","), "text/csv;charset=utf-8")),
    button("TSV", () =>
      download("answer.tsv", delimited(asRows(table), "\t"), "text/tab-separated-values;charset=utf-8"),
    ),
    button("JSON", async () =>
      download("answer.json", await raw(query, "application/sparql-results+json"), "application/json"),
    ),
  ];
}

const tableOf = (found: Triple[]): Table => ({
  columns: ["subject", "predicate", "object"],
  rows: found.map(({ subject, predicate, object }) => ({ subject, predicate, object })),
});

type NameOf = (term: Term | undefined) => string;

function tableView(table: Table, nameOf: NameOf): Child {
  let shown = SHOWN;
  const place = h("div", {}, answerTable(table, shown, t("results"), nameOf));
  if (table.rows.length <= shown) return place;
  const more = h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => {
        shown += SHOWN * 5;
        fillWith(place, answerTable(table, shown, t("results"), nameOf));
        if (shown >= table.rows.length) more.remove();
      },
    },
    `${t("more")} ${number(table.rows.length - shown)}`,
  );
  return [place, more];
}

/** A field that chooses one of the columns. */
function columnChoice(word: Word, columns: string[], chosen: string, choose: (column: string) => void): HTMLElement {
  const select = h(
    "select",
    { value: chosen, onchange: () => choose(select.value) },
    columns.map((column) => h("option", { value: column }, column)),
  );
  return h("label", { class: "field" }, t(word), select);
}

function chartView(table: Table, nameOf: NameOf): Child {
  const numeric = table.columns.filter((column) => table.rows.some((row) => isNumber(row[column])));
  if (numeric.length === 0) return h("p", {}, t("noNumbers"));
  const others = table.columns.filter((column) => !numeric.includes(column));
  let label = others[0] ?? table.columns[0] ?? "";
  const sum = (column: string): number =>
    table.rows.reduce((total, row) => total + Math.abs(Number(row[column]?.value) || 0), 0);
  let count = [...numeric].sort((a, b) => sum(b) - sum(a))[0] ?? "";
  const place = h("div", {});
  const draw = (): void => {
    const rows = table.rows.filter((row) => row[label] && isNumber(row[count]));
    const isYear = rows.length > 2 && rows.every((row) => /^\d{4}/.test(row[label]?.value ?? ""));
    if (isYear) {
      const points = rows.map((row) => ({
        x: Number(row[label]?.value.slice(0, 4)),
        y: Number(row[count]?.value),
        words: row[count]?.value ?? "",
      }));
      fillWith(place, lines([{ name: count, promised: false, style: 0, points }], count, `${label} · ${count}`));
    } else
      fillWith(
        place,
        bars(
          rows.slice(0, BARS).map((row) => ({ label: nameOf(row[label]), value: Number(row[count]?.value) })),
          `${label} · ${count}`,
        ),
      );
  };
  const set = (change: (column: string) => void) => (column: string) => {
    change(column);
    draw();
  };
  draw();
  return [
    h(
      "div",
      { class: "form" },
      columnChoice(
        "labelColumn",
        table.columns,
        label,
        set((column) => {
          label = column;
        }),
      ),
      columnChoice(
        "numberColumn",
        numeric,
        count,
        set((column) => {
          count = column;
        }),
      ),
    ),
    place,
  ];
}

/** Triples as they are; rows as pairs of two columns. */
async function graphView(
  table: Table,
  found: Triple[],
  nameOf: NameOf,
  names: Awaited<ReturnType<typeof describe>>,
): Promise<Child> {
  const { pictureOf } = await import("./graph/picture.ts");
  const place = h("div", {});
  const nodeOf = (term: Term) => ({
    id: term.value,
    label: nameOf(term),
    classes: names.get(term.value)?.classes ?? new Set<string>(),
  });
  if (found.length > 0) {
    const edges = found.filter((one) => one.object.type === "uri" && !one.predicate.value.endsWith("#type"));
    await pictureOf(
      place,
      edges.map((one) => ({ from: nodeOf(one.subject), to: nodeOf(one.object), label: termName(one.predicate.value) })),
    );
    return place;
  }
  const columns = table.columns.filter((column) => !table.rows.some((row) => isNumber(row[column])));
  if (columns.length < 2) return h("p", {}, t("noPairs"));
  let [from = "", to = ""] = columns.includes("source") && columns.includes("target") ? ["source", "target"] : columns;
  const draw = async (): Promise<void> => {
    const edges = table.rows.flatMap((row) =>
      row[from] && row[to] ? [{ from: nodeOf(row[from] as Term), to: nodeOf(row[to] as Term), label: "" }] : [],
    );
    await pictureOf(place, edges);
  };
  await draw();
  return [
    h(
      "div",
      { class: "form" },
      columnChoice("fromColumn", columns, from, (column) => {
        from = column;
        void draw();
      }),
      columnChoice("toColumn", columns, to, (column) => {
        to = column;
        void draw();
      }),
    ),
    place,
  ];
}
