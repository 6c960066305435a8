// What of the graph is in the address.

import * as route from "../route.ts";

export interface State {
  /** The entity in the middle, shortened; or none. */
  focus: string;
  view: string;
  depth: number;
  /** Entities that were expanded. */
  open: string[];
  /** Entities that were hidden. */
  hide: string[];
  noClass: string[];
  noRelation: string[];
  from: number;
  to: number;
  colour: "class" | "year" | "degree";
  /** The other end of a path from the focus. */
  path: string;
}

const list = (text: string | null): string[] => (text ? text.split("~").filter(Boolean) : []);

export function stateOf(parameters: URLSearchParams): State {
  const colour = parameters.get("colour");
  return {
    focus: parameters.get("focus") ?? "",
    view: parameters.get("view") ?? "",
    depth: Math.min(3, Math.max(1, Number(parameters.get("depth")) || 1)),
    open: list(parameters.get("open")),
    hide: list(parameters.get("hide")),
    noClass: list(parameters.get("noclass")),
    noRelation: list(parameters.get("norel")),
    from: Number(parameters.get("from")) || 0,
    to: Number(parameters.get("to")) || 0,
    colour: colour === "year" || colour === "degree" ? colour : "class",
    path: parameters.get("path") ?? "",
  };
}

const NAMES: Partial<Record<keyof State, string>> = { noClass: "noclass", noRelation: "norel" };

/** Goes to the address with some of the state changed. */
export function change(changes: Partial<State>): void {
  const parameters: route.Parameters = {};
  for (const [name, value] of Object.entries(changes) as [keyof State, State[keyof State]][]) {
    const plain = (name === "depth" && value === 1) || (name === "colour" && value === "class") || value === 0;
    parameters[NAMES[name] ?? name] = plain ? null : Array.isArray(value) ? value.join("~") : value;
  }
  route.go(route.changed(parameters));
}

/** What has to be asked of the store; the rest is only shown otherwise. */
export const loadKey = (state: State): string =>
  JSON.stringify([state.focus, state.view, state.depth, state.open, state.path]);
