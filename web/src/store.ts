// What the application knows of the store as a whole: asked once, kept while the page is open.

import { GK, listed, type Row, select } from "./sparql.ts";
import { spoken } from "./words.ts";

export interface Doc {
  iri: string;
  title: string;
  area: string;
  year: number | null;
  source: string;
}

export interface OntologyTerm {
  iri: string;
  zh: string;
  en: string;
  kind: "class" | "property" | "concept";
}

const DEFAULT_BASE = "https://w3id.org/govkg/id/";

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= work().catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

let base = DEFAULT_BASE;
let terms = new Map<string, OntologyTerm>();

/** The terms of the ontology with their names, and the base of the store's IRIs. */
export const prepare = once(async () => {
  const [named, graphs] = await Promise.all([
    select(`SELECT ?term ?label ?class WHERE { ?term rdfs:isDefinedBy ?ontology ; rdfs:label ?label ; a ?class }`),
    select(`SELECT DISTINCT ?graph WHERE { GRAPH ?graph { gk:Agency rdfs:label ?label } }`),
  ]);
  terms = new Map();
  for (const row of named.rows) {
    const iri = value(row, "term");
    const term = terms.get(iri) ?? { iri, zh: "", en: "", kind: "concept" };
    if (row.label?.["xml:lang"] === "en") term.en = row.label.value;
    else term.zh = row.label?.value ?? "";
    if (/[#/](Class)$/.test(value(row, "class"))) term.kind = "class";
    else if (/Property$/.test(value(row, "class"))) term.kind = "property";
    terms.set(iri, term);
  }
  const vocabulary = graphs.rows.map((row) => value(row, "graph")).find((iri) => iri.endsWith("graph/vocabulary"));
  if (vocabulary) base = vocabulary.slice(0, -"graph/vocabulary".length);
});

/** The text of a column, empty where there is none. */
export const value = (row: Row, column: string): string => row[column]?.value ?? "";

/** All terms of the ontology. */
export const ontologyTerms = (): OntologyTerm[] => [...terms.values()];

/** The name of a term of an ontology in the language of the interface. */
export function termName(iri: string): string {
  const term = terms.get(iri);
  const local = /([^#/]*)[#/]?$/.exec(iri)?.[1] ?? iri;
  if (!term) return COMMON[local]?.[spoken() === "zh" ? 0 : 1] ?? local;
  return (spoken() === "zh" ? term.zh : term.en) || term.zh || term.en || local;
}

/** Terms of other vocabularies that pages show. */
const COMMON: Record<string, [string, string]> = {
  definition: ["释义", "definition"],
  description: ["内容", "description"],
  publisher: ["发布单位", "publisher"],
  identifier: ["文号", "number"],
  issued: ["发布日期", "issued"],
  title: ["标题", "title"],
  prefLabel: ["名称", "name"],
  inScheme: ["所属词表", "scheme"],
  source: ["来源", "source"],
  broader: ["上位", "broader"],
  PeriodOfTime: ["时期", "period"],
  Concept: ["概念", "concept"],
};

/** The classes of entities, in the order in which they are named where a thing has several. */
export const CLASSES = [
  "AgencyGroup",
  "FunctionalZone",
  "Agency",
  "Area",
  "Project",
  "Task",
  "Programme",
  "Industry",
  "Company",
  "Institution",
  "Honour",
  "Legislation",
  "Event",
  "Product",
  "Place",
  "Person",
  "Indicator",
  "Subject",
  "Unit",
  "Department",
  "Sector",
  "WorkReport",
  "ActionPlan",
  "ProjectTable",
  "Document",
] as const;

/** The most telling of some classes, as the local name of its term. */
export function mainClass(iris: Iterable<string>): string {
  const names = new Set([...iris].filter((iri) => iri.startsWith(GK)).map((iri) => iri.slice(GK.length)));
  return CLASSES.find((name) => names.has(name)) ?? [...names][0] ?? "";
}

/** An IRI of the store without its base, as addresses of the application hold it. */
export const shortened = (iri: string): string => (iri.startsWith(base) ? iri.slice(base.length) : iri);
export const lengthened = (short: string): string => (/^[a-z]+:\/\//.test(short) ? short : base + short);
export const isOurs = (iri: string): boolean => iri.startsWith(base);

/** The address of the server's own page for an IRI of ours: `/id/…`, with the place in the document if it has one. */
export function serverPage(iri: string): string {
  if (iri.startsWith(GK)) return new URL(`../ontology#${iri.slice(GK.length)}`, document.baseURI).pathname;
  if (!isOurs(iri)) return iri;
  const [path = "", fragment] = iri.slice(base.length).split("#");
  return new URL(`../id/${path}`, document.baseURI).pathname + (fragment ? `#${fragment}` : "");
}

/** The documents of the store by IRI. */
export const documents = once(async () => {
  const found = await select(`SELECT ?document ?title ?area ?year ?source WHERE {
  ?document gk:source ?source .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document gk:area/skos:prefLabel ?area }
  OPTIONAL { ?document gk:reportYear ?year }
} ORDER BY ?area ?year ?document`);
  const documents = new Map<string, Doc>();
  for (const row of found.rows) {
    const iri = value(row, "document");
    if (documents.has(iri)) continue;
    const year = Number.parseInt(value(row, "year"), 10);
    documents.set(iri, {
      iri,
      title: value(row, "title") || value(row, "source"),
      area: value(row, "area"),
      year: Number.isNaN(year) ? null : year,
      source: value(row, "source"),
    });
  }
  return documents;
});

/** The document that a span, a fact or a sentence lies in. */
export const documentOf = (iri: string): string => iri.split("#")[0] ?? iri;

/** A document as it is named beside a quotation: 柳州市 2021. */
export function docName(doc: Doc | undefined, iri: string): string {
  if (!doc) return shortened(documentOf(iri));
  return [doc.area, doc.year, doc.title].filter(Boolean).join(" ");
}

export interface Described {
  label: string;
  classes: Set<string>;
  mentions: number;
  /** The last day of a period. */
  until: string;
  /** The base of a unit, and how many of it the unit is. */
  base: string;
  factor: number;
}

const BATCH = 1500;

/**
 * What is known of some things. Each property is asked for by itself: a store may give a triple once for every graph
 * that says it, and properties asked for together would multiply.
 */
export async function describe(iris: Iterable<string>, signal?: AbortSignal): Promise<Map<string, Described>> {
  const wanted = [...new Set(iris)].filter((iri) => isOurs(iri));
  const found = new Map<string, Described>();
  for (let at = 0; at < wanted.length; at += BATCH) {
    const table = await select(
      `SELECT ?thing ?what ?value (COUNT(DISTINCT ?span) AS ?spans) WHERE {
  VALUES ?thing { ${listed(wanted.slice(at, at + BATCH))} }
  { ?thing ?what ?value VALUES ?what { skos:prefLabel rdf:type dcat:endDate gk:baseUnit gk:factor } }
  UNION { ?thing gk:mentionedIn ?span BIND(gk:mentionedIn AS ?what) }
} GROUP BY ?thing ?what ?value`,
      signal,
    );
    for (const row of table.rows) take(found, row);
  }
  return found;
}

function take(found: Map<string, Described>, row: Row): void {
  const iri = value(row, "thing");
  const about = found.get(iri) ?? { label: "", classes: new Set(), mentions: 0, until: "", base: "", factor: 1 };
  found.set(iri, about);
  const told = value(row, "value");
  const what = /[^#/]*$/.exec(value(row, "what"))?.[0];
  if (what === "prefLabel") about.label = told;
  else if (what === "type") about.classes.add(told);
  else if (what === "endDate") about.until = told;
  else if (what === "baseUnit") about.base = told;
  else if (what === "factor") about.factor = Number(told) || 1;
  else if (what === "mentionedIn") about.mentions = Number(value(row, "spans")) || 0;
}
