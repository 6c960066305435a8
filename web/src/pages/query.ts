// The page of queries: the named ones with their parameters as fields, the editor, and the answer.

import { chooser } from "../chooser.ts";
import { fillWith, h } from "../dom.ts";
import type { Editor } from "../editor.ts";
import { filled, type NamedQuery, namedQueries, type Parameter } from "../named.ts";
import { results } from "../results.ts";
import * as route from "../route.ts";
import { ask } from "../sparql.ts";
import { lengthened, termName } from "../store.ts";
import { either, spoken, t } from "../words.ts";
import type { Page } from "./page.ts";

const OWN = `PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?project ?name WHERE {
  ?project a gk:Project ; skos:prefLabel ?name .
}
LIMIT 50`;

/** Parameters of named queries stand in the address with this before their names. */
const MARK = "p.";

export const query: Page = async (main, parameters, signal) => {
  const all = await namedQueries();
  const named = all.find((one) => one.id === parameters.get("name")) ?? null;
  const values = valuesOf(parameters);
  const given = parameters.get("query");
  const text = given ?? (named ? await filled(named, values) : OWN);
  const answer = h("div", { "aria-live": "polite" });
  const place = h("div", { class: "editor" });
  const plain = h("textarea", { "aria-label": t("editor"), rows: 14, spellcheck: "false", class: "code" });
  plain.value = text;
  place.append(plain);
  let current: Editor = {
    text: () => plain.value,
    set: (next) => {
      plain.value = next;
    },
  };
  let asked = text;
  let running = new AbortController();
  signal.addEventListener("abort", () => running.abort());
  const stop = h("button", { type: "button", class: "plain", hidden: true, onclick: () => running.abort() }, t("stop"));

  async function run(): Promise<void> {
    running.abort();
    running = new AbortController();
    const mine = running;
    const wanted = current.text();
    asked = wanted;
    // The text stands in the address as soon as it is not that of the named query.
    const isNamed = named !== null && wanted === (await filled(named, valuesOf(route.current())));
    route.go(route.changed({ query: isNamed ? null : wanted }), true);
    stop.hidden = false;
    fillWith(answer, h("p", { class: "quiet", role: "status" }, t("loading")));
    try {
      const found = await ask(wanted, mine.signal);
      const shown = await results(found, wanted, route.current().get("way") ?? "table", (way) =>
        route.go(route.changed({ way: way === "table" ? null : way }), true),
      );
      if (!mine.signal.aborted) fillWith(answer, shown);
    } catch (error) {
      if (mine === running)
        fillWith(
          answer,
          h("p", { class: "wrong", role: "alert" }, mine.signal.aborted ? t("stop") : (error as Error).message),
        );
    } finally {
      if (mine === running) stop.hidden = true;
    }
  }

  const title = named ? nameOf(named) : t("ownQuery");
  const form = named && named.parameters.length > 0 ? fields(named, values) : null;
  fillWith(
    main,
    h("h1", {}, t("query")),
    h(
      "div",
      { class: "split" },
      h("aside", { "aria-label": t("named") }, questionList(all, named)),
      h(
        "div",
        {},
        h("h2", { class: "first" }, title),
        form,
        h(
          "details",
          { open: named === null || given !== null },
          h("summary", {}, t("editor")),
          place,
          h("p", { class: "quiet" }, t("editorHint")),
          h("p", { class: "actions" }, h("button", { type: "button", id: "run", onclick: () => void run() }, t("run"))),
        ),
        stop,
        answer,
      ),
    ),
  );
  void import("../editor.ts").then(({ editor }) => {
    if (signal.aborted) return;
    const before = plain.value;
    place.replaceChildren();
    current = editor(
      place,
      before,
      () => void run(),
      () => {},
    );
  });
  const missing = named?.parameters.some((one) => one.required && !values[one.name] && !one.preset);
  if ((named && !missing) || given !== null) await run();
  return {
    title,
    // What a run itself writes into the address changes nothing on the page.
    follow: (changed) =>
      (changed.get("name") ?? "") === (named?.id ?? "") &&
      JSON.stringify(valuesOf(changed)) === JSON.stringify(values) &&
      (changed.get("query") === null || changed.get("query") === asked),
  };
};

const nameOf = (one: NamedQuery): string => (spoken() === "zh" ? one.zh : one.en);

const valuesOf = (parameters: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...parameters]
      .filter(([name, text]) => name.startsWith(MARK) && text !== "")
      .map(([name, text]) => [name.slice(MARK.length), text]),
  );

function questionList(all: NamedQuery[], named: NamedQuery | null): HTMLElement[] {
  const items = all.map((one) =>
    h(
      "li",
      {},
      h("a", { href: route.to("query", { name: one.id }), "aria-current": one === named ? "true" : null }, nameOf(one)),
    ),
  );
  const box = h("input", {
    type: "search",
    class: "find-question",
    "aria-label": t("findQuestion"),
    placeholder: t("findQuestion"),
    oninput: () => {
      const words = box.value.trim().toLowerCase();
      all.forEach((one, i) => {
        const item = items[i];
        if (item) item.hidden = !`${one.id} ${one.zh} ${one.en}`.toLowerCase().includes(words);
      });
    },
  });
  return [
    h("h2", { class: "first" }, t("named")),
    box,
    h(
      "ul",
      { class: "questions" },
      h("li", {}, h("a", { href: route.to("query"), "aria-current": named ? null : "true" }, t("ownQuery"))),
      items,
    ),
  ];
}

/** The parameters as fields; each choice goes into the address, from which the query is made. */
function fields(named: NamedQuery, values: Record<string, string>): HTMLElement {
  const chosen = { ...values };
  const submit = (event?: Event): void => {
    event?.preventDefault();
    const changes = Object.fromEntries(named.parameters.map((one) => [MARK + one.name, chosen[one.name] ?? null]));
    route.go(route.changed({ ...changes, query: null }));
  };
  const field = (one: Parameter): HTMLElement => {
    const label = `${either(one.zh, one.en)}`;
    const [kind, ...terms] = one.kind.split(" ");
    if (kind === "label") {
      return chooser(
        label,
        terms,
        chosen[one.name] ?? "",
        (short) => {
          chosen[one.name] = short;
          submit();
        },
        one.required,
      ).element;
    }
    const set = (event: Event): void => {
      chosen[one.name] = (event.target as HTMLInputElement).value;
    };
    const value = chosen[one.name] ?? "";
    if (kind === "choice") {
      const options = [
        h("option", { value: "" }, one.preset ? termName(expanded(one.preset)) : t("any")),
        ...terms.map((term) => h("option", { value: term }, termName(expanded(term)))),
      ];
      return h(
        "label",
        { class: "field" },
        label,
        h(
          "select",
          {
            value,
            onchange: (event: Event) => {
              set(event);
              submit();
            },
          },
          options,
        ),
      );
    }
    const type =
      terms[0] === "xsd:date" ? "date" : terms[0] === "xsd:gYear" || terms[0] === "xsd:decimal" ? "number" : "text";
    return h(
      "label",
      { class: "field" },
      label,
      h("input", {
        type,
        step: terms[0] === "xsd:decimal" ? "any" : null,
        value,
        placeholder: one.preset ?? "",
        required: one.required,
        oninput: set,
      }),
    );
  };
  return h(
    "form",
    { class: "form", "aria-label": t("parameters"), onsubmit: submit },
    named.parameters.map(field),
    h("button", { type: "submit" }, t("run")),
  );
}

const expanded = (name: string): string => lengthened(name.replace(/^gk:/, "https://w3id.org/govkg/ontology#"));
