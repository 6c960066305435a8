// Finds things by name and sentences by their words: by the server's search where it has one, by SPARQL where not.

import { quoted, select } from "./sparql.ts";
import { CLASSES, describe, mainClass, value } from "./store.ts";

export interface Thing {
  iri: string;
  label: string;
  kind: string;
  mentions: number;
}

export interface Said {
  iri: string;
  text: string;
}

export interface Found {
  things: Thing[];
  sentences: Said[];
}

const THINGS = 60;
/** More names than these that fit are not all looked at. */
const SCANNED = 300;
const SENTENCES = 40;

/** Whether the server has a search of its own; asked once. */
let serverSearch: boolean | null = null;

/** What fits some words, best first. */
export async function find(words: string, signal?: AbortSignal): Promise<Found> {
  const query = words.trim();
  if (query === "") return { things: [], sentences: [] };
  if (serverSearch !== false) {
    const found = await askServer(query, signal);
    if (found) return found;
  }
  const [things, sentences] = await Promise.all([findThings(query, [], signal), findSentences(query, signal)]);
  return { things, sentences };
}

/** The server's answer: `{"things":[{"iri","label","classes","mentions"}],"sentences":[{"iri","text"}]}`. */
async function askServer(query: string, signal?: AbortSignal): Promise<Found | null> {
  const address = new URL("../search", document.baseURI);
  address.searchParams.set("q", query);
  address.searchParams.set("format", "json");
  try {
    const response = await fetch(address, { headers: { accept: "application/json" }, signal: signal ?? null });
    serverSearch = response.ok && (response.headers.get("content-type") ?? "").includes("json");
    if (!serverSearch) return null;
    const json = await response.json();
    return {
      things: (json.things ?? []).map((thing: Thing & { classes: string[] }) => ({
        ...thing,
        kind: mainClass(thing.classes ?? []),
      })),
      sentences: json.sentences ?? [],
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    serverSearch = false;
    return null;
  }
}

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Pinyin as IRIs hold it: jiào yù jú → jiaoyuju. */
const slug = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** The things whose name holds the words, or whose IRI holds them as pinyin. */
export async function findThings(query: string, classes: string[], signal?: AbortSignal): Promise<Thing[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const named = words.map((word) => `CONTAINS(LCASE(STR(?name)), ${quoted(word)})`).join(" && ");
  const patterns = ["skos:prefLabel", "skos:altLabel", "rdfs:label"].map(
    (property) => `{ ?thing ${property} ?name FILTER(${named}) }`,
  );
  const pinyin = slug(query);
  // The slug is the last part of an IRI.
  if (!hasChinese(query) && pinyin.length > 1) {
    patterns.push(`{ ?thing skos:prefLabel ?name FILTER(CONTAINS(STRAFTER(STR(?thing), "/id/"), ${quoted(pinyin)})) }`);
  }
  // Names are gone through once; what else is wanted is looked up for the few that fit.
  const scan = `{ SELECT DISTINCT ?thing WHERE { ${patterns.join(" UNION ")} } }`;
  const ofClass = classes.length > 0 ? `?thing a ?class FILTER(?class IN (${classes.join(", ")}))` : "";
  const search = (spoken: string): string =>
    `SELECT DISTINCT ?thing WHERE { ${scan} ${ofClass} ${spoken} } LIMIT ${SCANNED}`;
  const tables = [await select(search(""), signal)];
  // Where more fit than are looked at, those that documents speak of must be among them.
  if (tables[0]?.rows.length === SCANNED) tables.push(await select(search("?thing gk:mentionedIn ?anywhere"), signal));
  const known = await describe(
    tables.flatMap((table) => table.rows.map((row) => value(row, "thing"))),
    signal,
  );
  const things = [...known].map(([iri, about]) => ({
    iri,
    label: about.label,
    kind: mainClass(about.classes),
    mentions: about.mentions,
  }));
  const kinds = new Set<string>(CLASSES);
  return ranked(
    things.filter((thing) => kinds.has(thing.kind)),
    query,
    pinyin,
  ).slice(0, THINGS);
}

/** Best first: what has exactly this name, what documents speak of, shorter names. */
function ranked(things: Thing[], query: string, pinyin: string): Thing[] {
  const rank = (thing: Thing): number => {
    if (thing.label === query) return 0;
    const slugs = !hasChinese(query) && pinyin !== "" && thing.iri.includes(pinyin);
    const holds = thing.label.includes(query) || slugs;
    if (thing.mentions > 0) return holds ? 1 : 2;
    return thing.label.startsWith(query) ? 3 : 4;
  };
  const order = (thing: Thing): number[] => [rank(thing), -thing.mentions, thing.label.length];
  return things.sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    const at = x.findIndex((n, i) => n !== y[i]);
    return at < 0 ? a.label.localeCompare(b.label, "zh") : (x[at] ?? 0) - (y[at] ?? 0);
  });
}

async function findSentences(query: string, signal?: AbortSignal): Promise<Said[]> {
  const words = query.split(/\s+/).filter(Boolean);
  if (!hasChinese(query) && query.length < 2) return [];
  const filter = words.map((word) => `CONTAINS(?text, ${quoted(word)})`).join(" && ");
  const found = await select(
    `SELECT DISTINCT ?sentence ?text WHERE { ?sentence gk:text ?text FILTER(${filter}) } ORDER BY ?sentence LIMIT ${SENTENCES}`,
    signal,
  );
  return found.rows.map((row) => ({ iri: value(row, "sentence"), text: value(row, "text") }));
}
