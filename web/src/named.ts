// The named queries that the store publishes, with their parameters as fields.

import parameters from "virtual:parameters";
import { bracketed, PREFIXES, quoted, select, withPrefixes } from "./sparql.ts";
import { lengthened, value } from "./store.ts";

export interface Parameter {
  name: string;
  /** `label gk:Agency`, `literal xsd:date`, `choice gk:Lead gk:Responsible`. */
  kind: string;
  required: boolean;
  preset?: string;
  zh: string;
  en: string;
}

export interface NamedQuery {
  id: string;
  zh: string;
  en: string;
  text: string;
  parameters: Parameter[];
}

/** The prefixes that the texts suppose, as the store declares them, and the well-known ones. */
export const prefixes: Record<string, string> = { ...PREFIXES };

let kept: Promise<NamedQuery[]> | null = null;

/** The named queries in the order of their names. */
export function namedQueries(): Promise<NamedQuery[]> {
  kept ??= ask().catch((error) => {
    kept = null;
    throw error;
  });
  return kept;
}

async function ask(): Promise<NamedQuery[]> {
  const [found, declared] = await Promise.all([
    select(`SELECT DISTINCT ?query ?text ?zh ?en WHERE {
  ?query a sh:SPARQLExecutable ; sh:select ?text .
  OPTIONAL { ?query skos:prefLabel ?zh } OPTIONAL { ?query rdfs:label ?en }
} ORDER BY ?query`),
    select(`SELECT DISTINCT ?prefix ?namespace WHERE { ?declaration sh:prefix ?prefix ; sh:namespace ?namespace }`),
  ]);
  for (const row of declared.rows) prefixes[value(row, "prefix")] = value(row, "namespace");
  return found.rows.map((row) => {
    const id = value(row, "query").split("/").at(-1) ?? "";
    const text = value(row, "text");
    return {
      id,
      text,
      zh: value(row, "zh") || id,
      en: value(row, "en") || id,
      parameters: parameters[id] ?? guessed(text),
    };
  });
}

/** A query that was not there when this was built: its clauses tell the names, and values are taken as they are. */
function guessed(text: string): Parameter[] {
  const names = new Set([...text.matchAll(/VALUES\s+\?the([A-Z]\w*)\s*\{/g)].map((match) => match[1] ?? ""));
  return [...names].map((name) => {
    const plain = name.charAt(0).toLowerCase() + name.slice(1);
    const kind = /Year$/.test(name) ? "literal xsd:gYear" : "label";
    return { name: plain, kind, required: false, zh: plain, en: plain };
  });
}

/** `unit` → `?theUnit`. */
const variable = (name: string): string =>
  `the${name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("")}`;

/** The terms that a value stands for; what is the same under other words is included, as on the command line. */
async function termsOf(parameter: Parameter, given: string): Promise<string[]> {
  const [kind, type = "xsd:string"] = parameter.kind.split(" ");
  if (kind === "literal") return [type === "xsd:string" ? quoted(given) : `${quoted(given)}^^${type}`];
  if (kind === "choice") return /^[\w:-]+$/.test(given) ? [given] : [];
  const iri = lengthened(given);
  const same = await select(`SELECT DISTINCT ?same WHERE { ${bracketed(iri)} (gk:sameEntity|^gk:sameEntity)+ ?same }`);
  return [...new Set([iri, ...same.rows.map((row) => value(row, "same"))])].filter(Boolean).map(bracketed);
}

/** The query with values in place of its `VALUES ?theX { … }`, ready to be run. */
export async function filled(query: NamedQuery, values: Record<string, string>): Promise<string> {
  let text = query.text;
  for (const parameter of query.parameters) {
    const given = values[parameter.name];
    if (!given) continue;
    const terms = (await termsOf(parameter, given)).join(" ");
    const clause = new RegExp(`(VALUES\\s+\\?${variable(parameter.name)}\\s*)\\{[^}]*\\}`, "g");
    text = text.replace(clause, (_, head: string) => `${head}{ ${terms} }`);
  }
  return withPrefixes(text, prefixes);
}
