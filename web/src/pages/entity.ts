// One entity: what it is, what it leads and answers for, its relations and figures, each with its sentence.

import { type Child, fillWith, h } from "../dom.ts";
import { EVIDENCE_COLUMNS, type Evidence, evidenceOf, quotations, sentenceOf } from "../evidence.ts";
import { FIGURE_COLUMNS, FIGURE_PATTERN, figures, figureTable } from "../figures.ts";
import * as route from "../route.ts";
import { bracketed, GK, type Row, select } from "../sparql.ts";
import { describe, isOurs, lengthened, mainClass, serverPage, shortened, termName, value } from "../store.ts";
import { number, t, type Word } from "../words.ts";
import type { Page } from "./page.ts";

const FEW = 12;
const FIGURES = 200;

/** Shown in places of their own, or of no use to a reader. */
const NOT_RELATIONS = new Set(
  ["leadUnit", "responsibleUnit", "deadline", "mentionedIn", "sameEntity", "member"].map((name) => GK + name),
);

export const entity: Page = async (main, parameters, signal) => {
  const iri = lengthened(parameters.get("iri") ?? "");
  const node = bracketed(iri);
  const [about, claims, duties, measures, mentions, others] = await Promise.all([
    select(
      `SELECT DISTINCT ?property ?value WHERE { ${node} ?property ?value FILTER(?property != gk:mentionedIn) } LIMIT 600`,
      signal,
    ),
    select(claimsOf(node), signal),
    select(dutiesOf(node), signal),
    select(measuresOf(node), signal),
    select(
      `SELECT DISTINCT ${EVIDENCE_COLUMNS} WHERE { GRAPH ?graph { ${node} gk:mentionedIn ?span ${sentenceOf("?span")} } } ORDER BY ?span LIMIT 300`,
      signal,
    ),
    select(
      `SELECT DISTINCT ?property ?other WHERE { ?other ?property ${node} FILTER(?property IN (gk:partOf, gk:member, gk:sameEntity, gk:governs, skos:broader, gk:locatedIn, dcterms:publisher, gk:speaker, gk:predecessor)) } ORDER BY ?property ?other LIMIT 300`,
      signal,
    ),
  ]);
  const columns = ["value", "other", "subject", "object", "project", "agent"];
  const rows = [about, claims, duties, others].flatMap((table) => table.rows);
  const known = await describe(
    rows.flatMap((row) => columns.map((column) => (row[column]?.type === "uri" ? value(row, column) : ""))),
    signal,
  );
  const nameOf = (name: string): string => known.get(name)?.label ?? "";
  const texts = (property: string): string[] => [
    ...new Set(
      about.rows
        .filter((row) => value(row, "property").endsWith(property) && row.value?.type === "literal")
        .map((row) => value(row, "value")),
    ),
  ];
  const label = texts("#prefLabel")[0] ?? texts("/title")[0] ?? texts("#label")[0] ?? shortened(iri);
  const classes = about.rows
    .filter((row) => value(row, "property").endsWith("#type"))
    .map((row) => value(row, "value"));
  const names = [...texts("#altLabel"), ...texts("#label")].filter((name) => name !== label);
  if (about.rows.length === 0 && others.rows.length === 0) {
    fillWith(main, h("h1", {}, shortened(iri)), h("p", { role: "status" }, t("nothing")));
    return { title: shortened(iri) };
  }
  const sections = [
    await dutySections(duties.rows, iri, nameOf),
    await relationSection(claims.rows, iri, nameOf),
    await figureSection(measures.rows),
    await mentionSection(mentions.rows),
    otherSection(about.rows, others.rows, claims.rows, nameOf),
  ];
  if (signal.aborted) return { title: label };
  fillWith(
    main,
    h("p", { class: "kinds" }, h("span", { class: "class" }, termName(GK + mainClass(classes)))),
    h("h1", { lang: "zh" }, label),
    names.length > 0 && h("p", { class: "quiet" }, t("alsoCalled"), " ", h("span", { lang: "zh" }, names.join("、"))),
    [...texts("#definition"), ...texts("/description")].map((text) => h("p", { class: "lead", lang: "zh" }, text)),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button", href: route.to("graph", { focus: shortened(iri) }) }, t("showGraph")),
      h("a", { class: "button quiet", href: serverPage(iri) }, `${t("fullPage")} ↗`),
    ),
    sections,
  );
  return { title: label };
};

const claimsOf = (
  node: string,
): string => `SELECT DISTINCT ?claim ?subject ?predicate ?object ${EVIDENCE_COLUMNS} WHERE {
  GRAPH ?graph {
    { ?claim rdf:subject ${node} } UNION { ?claim rdf:object ${node} }
    ?claim a gk:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; prov:wasDerivedFrom ?span .
    ${sentenceOf("?span")}
  }
} ORDER BY ?predicate ?claim LIMIT 600`;

/** Responsibilities of the unit itself and of the groups that it belongs to, or of the units for a project. */
const dutiesOf = (
  node: string,
): string => `SELECT DISTINCT ?duty ?project ?agent ?role ?position ?deadline ?due ?group ${EVIDENCE_COLUMNS} WHERE {
  { SELECT DISTINCT ?duty ?group WHERE {
    { ?duty gk:agent ${node} } UNION { ?duty gk:project ${node} } UNION { ?group gk:member ${node} . ?duty gk:agent ?group }
  } }
  GRAPH ?graph {
    ?duty a gk:Responsibility ; gk:project ?project ; gk:agent ?agent ; gk:role ?role ; prov:wasDerivedFrom ?span .
    OPTIONAL { ?duty gk:position ?position }
    OPTIONAL { ?duty gk:deadline ?deadline }
    OPTIONAL { ?project gk:deadline ?due }
    ${sentenceOf("?span")}
  }
} ORDER BY ?role ?position ?duty LIMIT 800`;

const measuresOf = (node: string): string => `SELECT DISTINCT ${FIGURE_COLUMNS} WHERE {
  { SELECT DISTINCT ?measure WHERE { { ?measure gk:subject ${node} } UNION { ?measure gk:indicator ${node} } UNION { ?measure gk:area ${node} } } ORDER BY ?measure LIMIT ${FIGURES} }
${FIGURE_PATTERN}
} ORDER BY ?indicator ?area ?period ?measure`;

type Names = (iri: string) => string;

/** A link to an entity, or the bare text of a literal. */
function link(term: Row[string], nameOf: Names): HTMLElement {
  if (term?.type !== "uri") return h("span", { lang: "zh" }, term?.value ?? "");
  const text = nameOf(term.value) || termName(term.value);
  if (!isOurs(term.value)) return h("span", {}, termName(term.value));
  return h("a", { href: route.to("entity", { iri: shortened(term.value) }), lang: "zh" }, text);
}

interface Line {
  key: string;
  head: Child;
  evidence: Evidence[];
}

/** Lines that say the same become one with all their sentences. */
function gathered(lines: Line[]): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const before = found.get(line.key);
    if (before) before.evidence.push(...line.evidence);
    else found.set(line.key, line);
  }
  return [...found.values()];
}

/** A list of lines with their sentences; the rest of a long one opens on demand. */
async function listing(lines: Line[]): Promise<HTMLElement[]> {
  const items = await Promise.all(
    lines.map(async (line) => h("li", {}, h("div", { class: "fact" }, line.head), await quotations(line.evidence))),
  );
  const list = (some: HTMLElement[]): HTMLElement => h("ul", { class: "facts" }, some);
  if (items.length <= FEW) return [list(items)];
  const rest = items.slice(FEW);
  return [
    list(items.slice(0, FEW)),
    h("details", {}, h("summary", {}, `${t("more")} ${number(rest.length)}`), list(rest)),
  ];
}

const ROLES: [string, Word][] = [
  ["Lead", "leads"],
  ["Responsible", "answersFor"],
  ["Cooperating", "cooperates"],
  ["Supervising", "supervises"],
];

async function dutySections(rows: Row[], iri: string, nameOf: Names): Promise<HTMLElement[]> {
  const lines = (some: Row[], inProject: boolean): Line[] =>
    gathered(
      some.map((row) => {
        const found = evidenceOf(row);
        const deadline = value(row, "deadline") || value(row, "due");
        const group =
          value(row, "group") !== ""
            ? [" ", h("small", {}, `${t("asGroup")} `, h("span", { lang: "zh" }, nameOf(value(row, "agent"))))]
            : [];
        const head = inProject ? link(row.agent, nameOf) : link(row.project, nameOf);
        return {
          key: (inProject ? value(row, "agent") : value(row, "project")) + value(row, "group"),
          head: [head, group, deadline && [" ", h("small", { class: "due" }, `${t("deadline")} ${deadline}`)]],
          evidence: found ? [found] : [],
        };
      }),
    );
  const sections: HTMLElement[] = [];
  for (const [role, word] of ROLES) {
    const own = rows.filter((row) => value(row, "role") === GK + role && value(row, "project") !== iri);
    const ofProject = rows.filter((row) => value(row, "role") === GK + role && value(row, "project") === iri);
    if (own.length > 0) sections.push(await section(t(word), lines(own, false), role));
    if (ofProject.length > 0)
      sections.push(await section(`${t("whoDoes")}：${termName(GK + role)}`, lines(ofProject, true), role));
  }
  return sections;
}

async function section(title: string, lines: Line[], id: string): Promise<HTMLElement> {
  return h(
    "section",
    { id, class: "duties" },
    h("h2", {}, title, " ", h("small", {}, number(lines.length))),
    await listing(lines),
  );
}

async function relationSection(rows: Row[], iri: string, nameOf: Names): Promise<HTMLElement | null> {
  const byPredicate = new Map<string, Line[]>();
  for (const row of rows) {
    const predicate = value(row, "predicate");
    if (NOT_RELATIONS.has(predicate)) continue;
    const outgoing = value(row, "subject") === iri;
    const found = evidenceOf(row);
    const other = outgoing ? "object" : "subject";
    const line: Line = {
      key: outgoing + value(row, other),
      head: link(row[other], nameOf),
      evidence: found ? [found] : [],
    };
    const title = `${outgoing ? "" : "← "}${termName(predicate)}`;
    byPredicate.set(title, [...(byPredicate.get(title) ?? []), line]);
  }
  if (byPredicate.size === 0) return null;
  const groups = await Promise.all(
    [...byPredicate].map(async ([title, lines]) => h("div", {}, h("h3", {}, title), await listing(gathered(lines)))),
  );
  return h("section", { id: "relations" }, h("h2", {}, t("relations")), groups);
}

async function figureSection(rows: Row[]): Promise<HTMLElement | null> {
  const found = await figures(rows);
  if (found.length === 0) return null;
  return h(
    "section",
    { id: "figures" },
    h("h2", {}, t("figures"), " ", h("small", {}, number(found.length))),
    await figureTable(found, t("figures")),
  );
}

async function mentionSection(rows: Row[]): Promise<HTMLElement | null> {
  const found = rows.map(evidenceOf).filter((one) => one !== null);
  if (found.length === 0) return null;
  const quotes = await quotations(found);
  return h(
    "section",
    { id: "mentions" },
    h("h2", {}, t("mentionedIn"), " ", h("small", {}, number(quotes.length))),
    quotes.slice(0, FEW),
    quotes.length > FEW &&
      h("details", {}, h("summary", {}, `${t("more")} ${number(quotes.length - FEW)}`), quotes.slice(FEW)),
  );
}

/** What is known rather than read, so that it has no sentence. */
function otherSection(about: Row[], others: Row[], claims: Row[], nameOf: Names): HTMLElement | null {
  const read = new Set(claims.map((row) => value(row, "subject") + value(row, "predicate") + value(row, "object")));
  const groups = new Map<string, HTMLElement[]>();
  const add = (title: string, element: HTMLElement): void => {
    groups.set(title, [...(groups.get(title) ?? []), element]);
  };
  const iriOf =
    claims.length > 0
      ? new Set(claims.flatMap((row) => [value(row, "subject"), value(row, "object")]))
      : new Set<string>();
  const isRead = (property: string, other: string): boolean =>
    [...iriOf].some((one) => read.has(one + property + other) || read.has(other + property + one));
  const skip = (property: string, other: string): boolean =>
    (NOT_RELATIONS.has(property) && !/sameEntity|member|deadline/.test(property)) ||
    /#(type|prefLabel|altLabel|label|definition|subject|object)$|terms\/(description)$|wasDerivedFrom|#agent|#project|#indicator|#area$/.test(
      property,
    ) ||
    isRead(property, other);
  for (const row of about) {
    const property = value(row, "property");
    if (!skip(property, value(row, "value"))) add(termName(property), link(row.value, nameOf));
  }
  for (const row of others) {
    const property = value(row, "property");
    if (!skip(property, value(row, "other"))) add(`← ${termName(property)}`, link(row.other, nameOf));
  }
  if (groups.size === 0) return null;
  const entries = [...groups].map(([title, elements]) => [
    h("dt", {}, title),
    h(
      "dd",
      {},
      elements.slice(0, 40).map((element, i) => [i > 0 && "、", element]),
      elements.length > 40 && "…",
    ),
  ]);
  return h("section", { id: "known" }, h("h2", {}, t("known")), h("dl", { class: "properties" }, entries));
}
