// Asks the server that the application came from, and no other.

export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Term | undefined>;

export interface Table {
  columns: string[];
  rows: Row[];
}

export interface Triple {
  subject: Term;
  predicate: Term;
  object: Term;
}

export type Answer =
  | { kind: "table"; table: Table }
  | { kind: "boolean"; value: boolean }
  | { kind: "graph"; text: string };

/** The server's answer where it is not the one that was hoped for, in the server's own words. */
export class Refused extends Error {}

export const GK = "https://w3id.org/govkg/ontology#";

export const PREFIXES: Record<string, string> = {
  gk: GK,
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  prov: "http://www.w3.org/ns/prov#",
  dcterms: "http://purl.org/dc/terms/",
  dcat: "http://www.w3.org/ns/dcat#",
  sh: "http://www.w3.org/ns/shacl#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

/** A text with the declarations of the well-known prefixes that it uses and does not declare. */
export function withPrefixes(text: string, known: Record<string, string> = PREFIXES): string {
  const head = Object.entries(known)
    .filter(([prefix]) => new RegExp(`(^|[^\\w:-])${prefix}:`).test(text))
    .filter(([prefix]) => !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text))
    .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`)
    .join("");
  return head === "" ? text : `${head}${/^\s*PREFIX/i.test(text) ? "" : "\n"}${text}`;
}

const endpoint = new URL("../sparql", document.baseURI);
const FORMS = "application/sparql-results+json, application/n-triples;q=0.9";

async function post(query: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/sparql-query", accept },
    body: query,
    signal: signal ?? null,
  });
  if (!response.ok) throw new Refused((await response.text()).trim() || `${response.status} ${response.statusText}`);
  return response;
}

/** The rows of a SELECT. */
export async function select(query: string, signal?: AbortSignal): Promise<Table> {
  const answer = await ask(withPrefixes(query), signal);
  return answer.kind === "table" ? answer.table : { columns: [], rows: [] };
}

/** The answer to a query of any form; a graph comes as N-Triples. */
export async function ask(query: string, signal?: AbortSignal): Promise<Answer> {
  const response = await post(query, FORMS, signal);
  if (!response.headers.get("content-type")?.includes("json")) return { kind: "graph", text: await response.text() };
  const json = await response.json();
  if (typeof json.boolean === "boolean") return { kind: "boolean", value: json.boolean };
  return { kind: "table", table: { columns: json.head.vars ?? [], rows: json.results.bindings } };
}

/** The answer as the server writes it, for a download. */
export async function raw(query: string, accept: string): Promise<string> {
  return (await post(query, accept)).text();
}

/** A literal's text or an IRI as SPARQL. */
export const quoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t")}"`;
export const bracketed = (iri: string): string =>
  `<${iri.replace(/[\x00-\x20<>"{}|^`\\]/g, (sign) => encodeURIComponent(sign))}>`;
/** Several IRIs for a VALUES clause. */
export const listed = (iris: Iterable<string>): string => [...iris].map(bracketed).join(" ");

const TRIPLE = /^(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(.+?)\s*\.\s*$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([\w-]+))?$/s;

function unescaped(text: string): string {
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  return text.replace(/\\(u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|.)/gs, (_, code: string) =>
    /^[uU]./.test(code) ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (named[code] ?? code),
  );
}

function term(text: string): Term {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const [, value = "", datatype, language] = LITERAL.exec(text) ?? [];
  const literal: Term = { type: "literal", value: unescaped(value) };
  if (datatype) literal.datatype = datatype;
  if (language) literal["xml:lang"] = language;
  return literal;
}

/** The triples of a text in N-Triples. */
export function triples(text: string): Triple[] {
  const found: Triple[] = [];
  for (const line of text.split("\n")) {
    const [, subject, predicate, object] = TRIPLE.exec(line) ?? [];
    if (subject && predicate && object) {
      found.push({ subject: term(subject), predicate: term(predicate), object: term(object) });
    }
  }
  return found;
}
