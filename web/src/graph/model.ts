// What is known of the graph so far: entities and the relations that were read between them.

import views from "virtual:views";
import { bracketed, GK, listed, type Row, select } from "../sparql.ts";
import { describe, documentOf, documents, isOurs, mainClass, shortened, termName, value } from "../store.ts";
import { t } from "../words.ts";

export interface Node {
  id: string;
  label: string;
  kind: string;
  mentions: number;
}

export interface Edge {
  id: string;
  source: string;
  target: string;
  /** The role of a responsibility or the relation, as an IRI. */
  relation: string;
  spans: Set<string>;
  years: Set<number>;
}

/** More relations than these are not asked for at once. */
export const LIMIT = 4000;

export class Model {
  readonly nodes = new Map<string, Node>();
  readonly edges = new Map<string, Edge>();
  /** Whether an answer was cut. */
  cut = false;

  /** Takes over edges and asks for what is not known of their ends. */
  async take(rows: Row[], signal?: AbortSignal): Promise<Edge[]> {
    if (rows.length >= LIMIT) this.cut = true;
    const docs = await documents();
    const taken = new Map<string, Edge>();
    for (const row of rows) {
      const [source, target] = [value(row, "source"), value(row, "target")];
      if (
        row.source?.type !== "uri" ||
        row.target?.type !== "uri" ||
        !isOurs(source) ||
        !isOurs(target) ||
        source === target
      )
        continue;
      const relation = relationOf(row);
      const id = `${source} ${relation} ${target}`;
      const edge = this.edges.get(id) ?? { id, source, target, relation, spans: new Set(), years: new Set() };
      const span = value(row, "evidence");
      if (span) {
        edge.spans.add(span);
        const year = docs.get(documentOf(span))?.year;
        if (year) edge.years.add(year);
      }
      this.edges.set(id, edge);
      taken.set(id, edge);
    }
    await this.know(
      [...taken.values()].flatMap((edge) => [edge.source, edge.target]),
      signal,
    );
    return [...taken.values()];
  }

  /** Asks for names and classes of entities. */
  async know(iris: string[], signal?: AbortSignal): Promise<void> {
    const unknown = iris.filter((iri) => !this.nodes.has(iri));
    if (unknown.length === 0) return;
    const known = await describe(unknown, signal);
    for (const id of unknown) {
      const about = known.get(id);
      this.nodes.set(id, {
        id,
        label: about?.label || shortened(id),
        kind: mainClass(about?.classes ?? []),
        mentions: about?.mentions ?? 0,
      });
    }
  }

  /** The edges at some entities. */
  async around(iris: string[], signal?: AbortSignal): Promise<Edge[]> {
    if (iris.length === 0) return [];
    const found = await select(neighbours(iris), signal);
    return this.take(found.rows, signal);
  }

  /** The edges of a view, in the words of `queries/views/`. */
  async view(id: string, signal?: AbortSignal): Promise<Edge[]> {
    const view = views.find((one) => one.id === id);
    if (!view) return [];
    const found = await select(`${view.text}\nLIMIT ${LIMIT}`, signal);
    return this.take(found.rows, signal);
  }

  /** The edges within a number of steps from an entity. */
  async within(focus: string, depth: number, signal?: AbortSignal): Promise<Edge[]> {
    await this.know([focus], signal);
    const seen = new Set([focus]);
    const found = new Map<string, Edge>();
    let frontier = [focus];
    for (let step = 0; step < depth && frontier.length > 0 && found.size < LIMIT; step += 1) {
      const edges = await this.around(frontier, signal);
      for (const edge of edges) found.set(edge.id, edge);
      frontier = [...new Set(edges.flatMap((edge) => [edge.source, edge.target]))].filter((iri) => !seen.has(iri));
      for (const iri of frontier) seen.add(iri);
    }
    return [...found.values()];
  }

  /** A shortest path between two entities, found from both ends; null where there is none within reach. */
  async path(from: string, to: string, signal?: AbortSignal): Promise<Edge[] | null> {
    await this.know([from, to], signal);
    const sides = [from, to].map((iri) => ({ came: new Map<string, Edge | null>([[iri, null]]), frontier: [iri] }));
    for (let step = 0; step < 8; step += 1) {
      const near = (sides[0]?.frontier.length ?? 0) <= (sides[1]?.frontier.length ?? 0) ? 0 : 1;
      const [here, there] = [sides[near], sides[1 - near]];
      if (!here || !there || here.frontier.length === 0) return null;
      const next: string[] = [];
      for (const edge of await this.around(here.frontier, signal)) {
        for (const [a, b] of [
          [edge.source, edge.target],
          [edge.target, edge.source],
        ] as const) {
          if (!here.came.has(a) || here.came.has(b) || !here.frontier.includes(a)) continue;
          here.came.set(b, edge);
          next.push(b);
          if (there.came.has(b)) return [...back(b, here.came).reverse(), ...back(b, there.came)];
        }
      }
      here.frontier = next;
    }
    return null;
  }
}

/** The edges from an entity back to where the search began. */
function back(iri: string, came: Map<string, Edge | null>): Edge[] {
  const edges: Edge[] = [];
  let at = iri;
  for (let edge = came.get(at); edge; edge = came.get(at)) {
    edges.push(edge);
    at = edge.source === at ? edge.target : edge.source;
  }
  return edges;
}

/** A lead unit is the role of a unit, whether a responsibility or the direct relation says it. */
function relationOf(row: Row): string {
  const predicate = value(row, "predicate");
  if (row.role) return value(row, "role");
  if (predicate === `${GK}leadUnit`) return `${GK}Lead`;
  if (predicate === `${GK}responsibleUnit`) return `${GK}Responsible`;
  return predicate;
}

/** The name of a relation as the graph shows it. */
export const relationName = (relation: string): string =>
  relation === `${GK}member` ? t("members") : termName(relation);

const neighbours = (iris: string[]): string => `SELECT DISTINCT ?source ?predicate ?role ?target ?evidence WHERE {
  VALUES ?here { ${listed(iris)} }
  {
    GRAPH ?graph {
      { ?claim rdf:subject ?here } UNION { ?claim rdf:object ?here }
      ?claim a gk:Claim ; rdf:subject ?source ; rdf:predicate ?predicate ; rdf:object ?target .
      FILTER(isIRI(?target) && ?predicate != gk:status)
      OPTIONAL { ?claim prov:wasDerivedFrom ?evidence }
    }
  } UNION {
    GRAPH ?graph {
      { ?duty gk:project ?here } UNION { ?duty gk:agent ?here }
      ?duty a gk:Responsibility ; gk:project ?source ; gk:agent ?target ; gk:role ?role .
      OPTIONAL { ?duty prov:wasDerivedFrom ?evidence }
    }
  } UNION {
    { ?here ?predicate ?target BIND(?here AS ?source) } UNION { ?source ?predicate ?here BIND(?here AS ?target) }
    FILTER(?predicate IN (gk:member, gk:sameEntity))
  }
} LIMIT ${LIMIT}`;

/** The sentences of spans. */
export const spansQuery = (spans: string[], columns: string, pattern: string): string =>
  `SELECT DISTINCT ${columns} WHERE { VALUES ?span { ${spans.slice(0, 40).map(bracketed).join(" ")} } GRAPH ?graph { ?span gk:start ?begin . ${pattern} } } ORDER BY ?span`;
