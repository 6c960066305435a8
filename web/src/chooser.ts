// A field in which a thing is chosen by typing part of its name: a combobox after the ARIA pattern.

import { fillWith, h, later } from "./dom.ts";
import { findThings, type Thing } from "./find.ts";
import { GK } from "./sparql.ts";
import { describe, lengthened, shortened, termName } from "./store.ts";
import { t } from "./words.ts";

const PAUSE = 150;
const CHOICES = 20;

export interface Chooser {
  element: HTMLElement;
  input: HTMLInputElement;
}

let count = 0;

/**
 * A field for a thing of some classes (`gk:Agency`; of any where none are named). `chosen` is a shortened IRI; `choose`
 * hears of another choice, and of the empty text where the field is emptied.
 */
export function chooser(
  label: string,
  classes: string[],
  chosen: string,
  choose: (short: string, thing: Thing | null) => void,
  required = false,
): Chooser {
  count += 1;
  const id = `chooser-${count}`;
  const list = h("ul", { role: "listbox", id: `${id}-list`, "aria-label": label, hidden: true });
  const input = h("input", {
    type: "text",
    id,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    required,
    lang: "zh",
  });
  let things: Thing[] = [];
  let at = -1;
  let name = "";
  let running = new AbortController();

  const close = (): void => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (thing: Thing): void => {
    name = thing.label;
    input.value = name;
    input.setCustomValidity("");
    close();
    choose(shortened(thing.iri), thing);
  };
  const draw = (): void => {
    const options = things.map((thing, i) =>
      h(
        "li",
        {
          role: "option",
          id: `${id}-${i}`,
          "aria-selected": String(i === at),
          onmousedown: (event: Event) => {
            event.preventDefault();
            pick(thing);
          },
        },
        h("span", { lang: "zh" }, thing.label),
        " ",
        h("small", {}, thing.kind && termName(GK + thing.kind)),
      ),
    );
    fillWith(list, options);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `${id}-${at}`);
      options[at]?.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const look = later(PAUSE, async () => {
    running.abort();
    running = new AbortController();
    const mine = running;
    const words = input.value.trim();
    if (words === "" || words === name) return close();
    try {
      const found = await findThings(words, classes, mine.signal);
      if (mine.signal.aborted || document.activeElement !== input) return;
      things = found.slice(0, CHOICES);
      at = things.length > 0 ? 0 : -1;
      draw();
    } catch {
      close();
    }
  });
  input.addEventListener("input", () => {
    if (input.value.trim() === "" && name !== "") {
      name = "";
      choose("", null);
    }
    input.setCustomValidity(input.value.trim() === "" || input.value === name ? "" : t("chooseOne"));
    look();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const thing = things[at];
    if (step !== 0) {
      at = (at + step + things.length) % things.length;
      draw();
    } else if (event.key === "Enter" && thing) pick(thing);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  if (chosen !== "") {
    const iri = lengthened(chosen);
    describe([iri]).then(
      (known) => {
        name = known.get(iri)?.label || chosen;
        if (input.value === "") input.value = name;
      },
      () => {},
    );
  }
  const element = h(
    "div",
    { class: "field chooser" },
    h("label", { for: id }, label, required && h("small", {}, ` (${t("required")})`)),
    input,
    list,
  );
  return { element, input };
}
