// From the fields of the page of figures to the SPARQL that they stand for.

import { FIGURE_COLUMNS, FIGURE_PATTERN } from "./figures.ts";
import { bracketed } from "./sparql.ts";
import { lengthened } from "./store.ts";

export interface Unit {
  iri: string;
  label: string;
  base: string;
  factor: number;
}

/** The fields as the address holds them. */
export const FIELDS = ["indicator", "place", "within", "kind", "aspect", "from", "to", "op", "x", "unit"] as const;
export type Fields = Partial<Record<(typeof FIELDS)[number], string>>;

export function fieldsOf(parameters: URLSearchParams): Fields {
  return Object.fromEntries(FIELDS.map((name) => [name, parameters.get(name) ?? ""]).filter(([, text]) => text !== ""));
}

/** Decimals without an exponent, which SPARQL would read as another type. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${BigInt(value)}` : String(value));
const year = (text: string | undefined): string => (/^\d{4}$/.test(text ?? "") ? (text ?? "") : "");

/** The conditions on `?measure`. */
export function conditions(fields: Fields, unit: Unit | null): string[] {
  const found: string[] = [];
  const kinds =
    fields.kind === "target"
      ? ["gk:Target"]
      : fields.kind === "achievement"
        ? ["gk:Achievement"]
        : ["gk:Achievement", "gk:Target"];
  found.push(kinds.length === 1 ? `?measure a ${kinds[0]} .` : `?measure a ?kind VALUES ?kind { ${kinds.join(" ")} }`);
  if (fields.indicator) found.push(`?measure gk:indicator ${bracketed(lengthened(fields.indicator))} .`);
  if (fields.place && fields.within) found.push(`?measure gk:area/gk:partOf* ${bracketed(lengthened(fields.place))} .`);
  else if (fields.place) found.push(`?measure gk:area ${bracketed(lengthened(fields.place))} .`);
  if (/^\w+$/.test(fields.aspect ?? "")) found.push(`?measure gk:aspect gk:${fields.aspect} .`);
  const [from, to] = [year(fields.from), year(fields.to)];
  if (from || to) {
    const bounds = [from && `SUBSTR(STR(?end), 1, 4) >= "${from}"`, to && `SUBSTR(STR(?end), 1, 4) <= "${to}"`];
    found.push(
      `GRAPH ?graph { ?measure gk:period ?period . ?period dcat:endDate ?end } FILTER(${bounds.filter(Boolean).join(" && ")})`,
    );
  }
  const bound = Number(fields.x);
  if (fields.x && !Number.isNaN(bound)) {
    const sign = fields.op === "most" ? "<=" : ">=";
    if (unit) {
      const base = bracketed(unit.base);
      found.push(`{ ?measure gk:unit ${base} } UNION { ?measure gk:unit/gk:baseUnit ${base} }`);
      found.push(`?measure gk:baseValue ?amount FILTER(?amount ${sign} ${decimal(bound * unit.factor)})`);
    } else found.push(`?measure gk:value ?amount FILTER(?amount ${sign} ${decimal(bound)})`);
  } else if (unit) found.push(`?measure gk:unit ${bracketed(unit.iri)} .`);
  return found;
}

/** How many figures there are. */
export const countQuery = (fields: Fields, unit: Unit | null): string =>
  `SELECT (COUNT(DISTINCT ?measure) AS ?count) WHERE {\n  ${conditions(fields, unit).join("\n  ")}\n}`;

/** The figures with all that the table shows. */
export const figureQuery = (
  fields: Fields,
  unit: Unit | null,
  limit: number,
): string => `SELECT DISTINCT ${FIGURE_COLUMNS} WHERE {
  { SELECT DISTINCT ?measure WHERE {
    ${conditions(fields, unit).join("\n    ")}
  } ORDER BY ?measure LIMIT ${limit} }
${FIGURE_PATTERN}
}
ORDER BY ?indicator ?area ?period ?measure`;
