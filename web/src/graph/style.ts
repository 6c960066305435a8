// How classes look. Shapes differ where colours may be mistaken for each other; the colours are those of Okabe and Ito,
// darker on light ground and lighter on dark ground.

export type Shape = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Outlines in a circle of radius 1, for SVG and canvas; the shader draws the same. Circle: none. */
export const OUTLINES: [number, number][][] = [
  [],
  [
    [-0.72, -0.72],
    [0.72, -0.72],
    [0.72, 0.72],
    [-0.72, 0.72],
  ],
  [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  [
    [0, -1],
    [0.866, 0.5],
    [-0.866, 0.5],
  ],
  [
    [-1, 0],
    [-0.5, -0.866],
    [0.5, -0.866],
    [1, 0],
    [0.5, 0.866],
    [-0.5, 0.866],
  ],
  [
    [-0.36, -0.93],
    [0.36, -0.93],
    [0.36, -0.36],
    [0.93, -0.36],
    [0.93, 0.36],
    [0.36, 0.36],
    [0.36, 0.93],
    [-0.36, 0.93],
    [-0.36, 0.36],
    [-0.93, 0.36],
    [-0.93, -0.36],
    [-0.36, -0.36],
  ],
  [
    [0, 1],
    [0.866, -0.5],
    [-0.866, -0.5],
  ],
];

const LOOKS: Record<string, [shape: Shape, light: string, dark: string]> = {
  Agency: [0, "#0a5f9e", "#6cb6f0"],
  AgencyGroup: [0, "#3f8fc4", "#a8d5f7"],
  Area: [1, "#00795a", "#3fcfa5"],
  FunctionalZone: [1, "#4d8a76", "#8fe0c6"],
  Project: [2, "#c04d00", "#ff9a55"],
  Task: [2, "#a87600", "#f0c050"],
  Programme: [3, "#8a3ea8", "#d6a2ee"],
  Industry: [4, "#6b6b00", "#d0d060"],
  Company: [5, "#55504a", "#c8c0b8"],
  Institution: [6, "#a01f58", "#f58fb8"],
  Honour: [4, "#a87600", "#f0c050"],
  Indicator: [6, "#3d6b1f", "#a5d67a"],
  Event: [3, "#a01f58", "#f58fb8"],
  Product: [5, "#8a4b00", "#f0b060"],
};
const OTHER: [Shape, string, string] = [0, "#6a7280", "#a6afbb"];

export interface Palette {
  dark: boolean;
  ink: string;
  soft: string;
  paper: string;
  edge: string;
  lead: string;
  accent: string;
}

/** The colours of the page as they are now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    dark,
    ink: of("--ink"),
    soft: of("--soft"),
    paper: of("--paper"),
    edge: dark ? "#59636f" : "#b3bac4",
    lead: dark ? "#b4bdc9" : "#5a6270",
    accent: of("--accent"),
  };
}

export const shapeOf = (kind: string): Shape => (LOOKS[kind] ?? OTHER)[0];
export const colourOf = (kind: string, dark: boolean): string => (LOOKS[kind] ?? OTHER)[dark ? 2 : 1];

/** Colours for numbers from 0 to 1, told apart by lightness too. */
export function scaleColour(part: number, dark: boolean): string {
  const [from, to] = dark
    ? [
        [70, 90, 150],
        [255, 225, 90],
      ]
    : [
        [200, 205, 120],
        [20, 40, 110],
      ];
  const mixed = (from ?? []).map((value, i) => Math.round(value + ((to?.[i] ?? 0) - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
