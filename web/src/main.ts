// The shell: language, appearance, navigation, and which page is shown.

import "./style.css";
import "./parts.css";
import { fillWith, h } from "./dom.ts";
import { entity } from "./pages/entity.ts";
import type { Page, Shown } from "./pages/page.ts";
import { search } from "./pages/search.ts";
import * as route from "./route.ts";
import { prepare } from "./store.ts";
import { type Language, speak, spoken, t, type Word } from "./words.ts";

type Theme = "auto" | "light" | "dark";
const THEMES: Theme[] = ["auto", "light", "dark"];

/** Pages that few need at first come when they are asked for. */
const PAGES: Record<string, () => Promise<Page>> = {
  search: async () => search,
  entity: async () => entity,
  filter: async () => (await import("./pages/filter.ts")).filter,
  graph: async () => (await import("./graph/explorer.ts")).explorer,
  query: async () => (await import("./pages/query.ts")).query,
};
const MENU: [string, Word][] = [
  ["search", "search"],
  ["filter", "filter"],
  ["graph", "graph"],
  ["query", "query"],
];

let page = "";
let shown: Shown | null = null;
let ending = new AbortController();
const main = h("main", { id: "main", tabindex: "-1" });

const remembered = (name: string): string | null => {
  try {
    return localStorage.getItem(`govkg-${name}`);
  } catch {
    return null;
  }
};

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`govkg-${name}`, value);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

/** The address comes first, then what was chosen before, then what the browser says. */
function chooseLanguage(parameters: URLSearchParams): void {
  const wanted =
    parameters.get("lang") ?? remembered("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  const language: Language = wanted === "en" ? "en" : "zh";
  speak(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

function chooseTheme(parameters: URLSearchParams): Theme {
  const wanted = (parameters.get("theme") ?? remembered("theme") ?? "auto") as Theme;
  const theme = THEMES.includes(wanted) ? wanted : "auto";
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  return theme;
}

function shell(theme: Theme): void {
  const language = h(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-label": t("switchLanguage"),
      lang: spoken() === "zh" ? "en" : "zh-CN",
      onclick: switchLanguage,
    },
    t("otherLanguage"),
  );
  const themes = h(
    "select",
    {
      "aria-label": t("theme"),
      value: theme,
      onchange: (event: Event) => switchTheme((event.target as HTMLSelectElement).value),
    },
    THEMES.map((name) => h("option", { value: name }, t(name))),
  );
  fillWith(
    document.getElementById("app") as HTMLElement,
    h("a", { class: "skip", href: "#main" }, t("skip")),
    h(
      "header",
      { class: "top" },
      h("a", { class: "name", href: route.to("search") }, "govkg"),
      h("nav", { "aria-label": t("navigation") }, menu()),
      h("div", { class: "settings", role: "group", "aria-label": t("settings") }, language, themes),
    ),
    main,
  );
}

const menu = (): HTMLElement[] => [
  ...MENU.map(([name, word]) =>
    h(
      "a",
      {
        href: route.to(name),
        "aria-current": name === page || (name === "search" && page === "entity") ? "page" : null,
      },
      t(word),
    ),
  ),
  h("a", { href: "../", target: "_self" }, t("pages")),
];

function switchLanguage(): void {
  remember("language", spoken() === "zh" ? "en" : "zh");
  page = "";
  if (route.current().has("lang")) route.go(route.changed({ lang: null }), true);
  else show(route.current());
}

function switchTheme(theme: string): void {
  remember("theme", theme);
  if (route.current().has("theme")) route.go(route.changed({ theme: null }), true);
  else show(route.current());
}

async function show(parameters: URLSearchParams): Promise<void> {
  const before = `${spoken()}`;
  chooseLanguage(parameters);
  const theme = chooseTheme(parameters);
  const name = parameters.get("page") ?? "search";
  const wanted = name in PAGES ? name : "search";
  const same = wanted === page && before === spoken() && shown !== null;
  page = wanted;
  shell(theme);
  if (same && (await shown?.follow?.(parameters))) return titled();
  ending.abort();
  ending = new AbortController();
  const { signal } = ending;
  shown?.leave?.();
  shown = null;
  main.setAttribute("aria-busy", "true");
  fillWith(main, h("p", { class: "quiet", role: "status" }, t("loading")));
  try {
    const [made] = await Promise.all([PAGES[wanted]?.(), prepare()]);
    if (signal.aborted || !made) return;
    const next = await made(main, parameters, signal);
    if (signal.aborted) return next.leave?.();
    shown = next;
    titled();
  } catch (error) {
    if (!signal.aborted)
      fillWith(main, h("h1", {}, t("failed")), h("p", { class: "wrong", role: "alert" }, (error as Error).message));
  } finally {
    if (!signal.aborted) main.removeAttribute("aria-busy");
  }
}

function titled(): void {
  document.title = shown?.title ? `${shown.title} · govkg` : `govkg · ${t("title")}`;
}

// Keyboard: a slash goes to the search box, as on many sites.
document.addEventListener("keydown", (event) => {
  const inField = (event.target as Element).closest?.("input, textarea, select, .CodeMirror");
  if (event.key !== "/" || inField || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector<HTMLInputElement>("input[type=search]");
  event.preventDefault();
  if (box) box.focus();
  else route.go(route.to("search"));
});

route.start(show);
