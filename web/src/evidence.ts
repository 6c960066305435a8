// Sentences with the words that a fact was read from.

import { type Child, h } from "./dom.ts";
import type { Row } from "./sparql.ts";
import { docName, documentOf, documents, serverPage, value } from "./store.ts";
import { t } from "./words.ts";

export interface Evidence {
  span: string;
  start: number;
  end: number;
  sentence: string;
  sentenceStart: number;
  text: string;
}

/** A clause for WHERE that finds the sentence of a span, in the columns that `evidenceOf` reads. */
export const sentenceOf = (span: string): string =>
  `OPTIONAL { ${span} gk:start ?start ; gk:end ?end ; gk:sentence ?sentence . ?sentence gk:start ?sentenceStart ; gk:text ?text }`;

export const EVIDENCE_COLUMNS = "?span ?start ?end ?sentence ?sentenceStart ?text";

/** The evidence in a row, if there is any. */
export function evidenceOf(row: Row): Evidence | null {
  if (!row.text || !row.span) return null;
  return {
    span: row.span.value,
    start: Number(value(row, "start")),
    end: Number(value(row, "end")),
    sentence: value(row, "sentence"),
    sentenceStart: Number(value(row, "sentenceStart")),
    text: row.text.value,
  };
}

/** Letters that are shown before and after the words; longer sentences, such as rows of tables, are cut there. */
const AROUND = 70;

/** The parts of a sentence, those marked that lie in one of the stretches (in code points of the sentence). */
export function parts(
  text: string,
  stretches: [number, number][],
  around = AROUND,
): { text: string; marked: boolean }[] {
  const letters = Array.from(text);
  const valid = stretches
    .map(([begin, end]): [number, number] => [Math.max(0, begin), Math.min(letters.length, end)])
    .filter(([begin, end]) => begin < end)
    .sort((a, b) => a[0] - b[0]);
  const first = valid[0]?.[0] ?? 0;
  const last = Math.max(first, ...valid.map(([, end]) => end));
  const from = first > around + 10 ? first - around : 0;
  const until = letters.length - last > around + 10 ? last + around : letters.length;
  const found: { text: string; marked: boolean }[] = [];
  const add = (begin: number, end: number, marked: boolean): void => {
    if (begin < end) found.push({ text: letters.slice(begin, end).join(""), marked });
  };
  if (from > 0) found.push({ text: "…", marked: false });
  let at = from;
  for (const [begin, end] of valid) {
    add(at, Math.max(at, begin), false);
    add(Math.max(at, begin), end, true);
    at = Math.max(at, end);
  }
  add(at, until, false);
  if (until < letters.length) found.push({ text: "…", marked: false });
  return found;
}

const marks = (shown: { text: string; marked: boolean }[]): Child[] =>
  shown.map((part) => (part.marked ? h("mark", {}, part.text) : part.text));

/** A quotation of one sentence with the words of some spans in it marked; it leads to its place in the document. */
export async function quotation(evidence: Evidence[]): Promise<HTMLElement> {
  const [first] = evidence;
  if (!first) return h("span");
  const stretches = evidence.map((e): [number, number] => [e.start - e.sentenceStart, e.end - e.sentenceStart]);
  return quotationOf(first.text, stretches, first.span);
}

/** A quotation of a text; `place` is the IRI of the span or sentence it leads to. */
export async function quotationOf(text: string, stretches: [number, number][], place: string): Promise<HTMLElement> {
  const doc = (await documents()).get(documentOf(place));
  return h(
    "blockquote",
    { class: "quote" },
    h("span", { class: "words", lang: "zh" }, marks(parts(text, stretches))),
    " ",
    h("a", { class: "from", href: serverPage(place), title: t("inDocument") }, `— ${docName(doc, place)} ↗`),
  );
}

/** Quotations of all sentences in some evidence, each sentence once. */
export async function quotations(evidence: Evidence[]): Promise<HTMLElement[]> {
  const bySentence = new Map<string, Evidence[]>();
  for (const one of evidence) {
    const others = bySentence.get(one.sentence);
    if (!others) bySentence.set(one.sentence, [one]);
    else if (!others.some((other) => other.span === one.span)) others.push(one);
  }
  return Promise.all([...bySentence.values()].map(quotation));
}

/** Marks words that were searched for. */
export function stretchesOf(text: string, words: string[]): [number, number][] {
  const stretches: [number, number][] = [];
  const lower = text.toLowerCase();
  for (const word of words.map((w) => w.toLowerCase()).filter(Boolean)) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      const begin = Array.from(text.slice(0, at)).length;
      stretches.push([begin, begin + Array.from(word).length]);
    }
  }
  return stretches;
}
