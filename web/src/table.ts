// Answers as tables: on the screen with IRIs as links, and as text for a download.

import { type Child, h, wideTable } from "./dom.ts";
import * as route from "./route.ts";
import { GK, type Table, type Term } from "./sparql.ts";
import { documentOf, isOurs, serverPage, shortened, termName } from "./store.ts";
import { t } from "./words.ts";

const NUMERIC = /(integer|decimal|double|float|int|long|short|nonNegativeInteger)$/;

export const isNumber = (term: Term | undefined): boolean =>
  term?.type === "literal" && NUMERIC.test(term.datatype ?? "") && !Number.isNaN(Number(term.value));

/** A term as a reader sees it: entities lead to their pages here, spans and documents to the server's. */
export function shownTerm(term: Term | undefined, nameOf: (term: Term) => string): Child {
  if (!term) return "";
  if (term.type !== "uri") return term["xml:lang"] ? h("span", { lang: term["xml:lang"] }, term.value) : term.value;
  if (term.value.startsWith(GK)) return h("a", { href: serverPage(term.value) }, termName(term.value));
  if (!isOurs(term.value))
    return /^https?:/.test(term.value) ? h("a", { href: term.value, rel: "noreferrer" }, term.value) : term.value;
  const inDocument = term.value.includes("#") || shortened(documentOf(term.value)).startsWith("doc/");
  const address = inDocument ? serverPage(term.value) : route.to("entity", { iri: shortened(term.value) });
  return h("a", { href: address }, nameOf(term));
}

/** A table of some rows. */
export function answerTable(table: Table, shown: number, caption: string, nameOf: (term: Term) => string): HTMLElement {
  const numeric = new Set(
    table.columns.filter((column) => table.rows.slice(0, 50).some((row) => isNumber(row[column]))),
  );
  return wideTable(
    caption,
    table.columns.map((column) => h("th", { scope: "col", class: numeric.has(column) ? "number" : null }, column)),
    table.rows.slice(0, shown).map((row) =>
      h(
        "tr",
        {},
        table.columns.map((column) =>
          h("td", { class: numeric.has(column) ? "number" : null }, shownTerm(row[column], nameOf)),
        ),
      ),
    ),
    table.rows.length === 0 && h("p", { class: "quiet empty" }, t("nothing")),
  );
}

/** Lines of fields with quotes where needed; a byte order mark lets spreadsheets read Chinese. */
export function delimited(rows: string[][], separator: "," | "\t"): string {
  // A field that a spreadsheet would take for a formula is kept as text.
  const field = (text: string): string => {
    const safe = /^[=+@]|^-(?![\d.])/.test(text) ? `'${text}` : text;
    if (separator === "\t") return safe.replace(/[\t\r\n]/g, " ");
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(field).join(separator)).join("\r\n")}\r\n`;
}

export const asRows = (table: Table): string[][] => [
  table.columns,
  ...table.rows.map((row) => table.columns.map((column) => row[column]?.value ?? "")),
];
