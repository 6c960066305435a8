// The drawing of a graph on the screen: sigma, with shapes by class and labels in the colours of the page.

import Graph from "graphology";
import Sigma from "sigma";
import "./graph.css";
import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import { arrange, scatter } from "./layout.ts";
import { ShapeProgram } from "./program.ts";
import { type Palette, palette } from "./style.ts";

export interface Handlers {
  node(id: string): void;
  edge(id: string): void;
  open(id: string): void;
  ground(): void;
}

type Box = [left: number, top: number, right: number, bottom: number];

export class Drawing {
  readonly graph = new Graph({ multi: true, type: "directed" });
  colours: Palette = palette();
  private sigma: Sigma | null = null;
  private stop: () => void = () => {};
  /** What is emphasised; all else is paler. */
  private bright = new Set<string>();

  /** Where labels lie in the frame that is being drawn. */
  private labels: Box[] = [];

  constructor(place: HTMLElement, handlers: Partial<Handlers>) {
    try {
      this.sigma = new Sigma(this.graph, place, this.settings());
    } catch {
      // Without WebGL there is no drawing; lists and files remain.
      return;
    }
    this.sigma.on("beforeRender", () => {
      this.labels = [];
    });
    this.sigma.on("clickNode", ({ node }) => handlers.node?.(node));
    this.sigma.on("clickEdge", ({ edge }) => handlers.edge?.(edge));
    this.sigma.on("clickStage", () => handlers.ground?.());
    this.sigma.on("doubleClickNode", ({ node, event }) => {
      event.preventSigmaDefault();
      handlers.open?.(node);
    });
    this.drag();
  }

  get works(): boolean {
    return this.sigma !== null;
  }

  private settings(): Partial<Settings> {
    return {
      ...this.colourSettings(),
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      defaultEdgeType: "arrow",
      enableEdgeEvents: true,
      labelFont: 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
      labelSize: 13,
      labelDensity: 1.5,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: 4,
      zIndex: true,
      minEdgeThickness: 1.2,
      defaultDrawNodeLabel: (context, data, settings) => this.label(context, data, settings),
      defaultDrawNodeHover: (context, data, settings) => this.hover(context, data, settings),
      nodeReducer: (id, data) => {
        if (this.bright.size === 0) return data;
        if (this.bright.has(id)) return { ...data, zIndex: 1, forceLabel: true };
        return { ...data, color: this.colours.edge, label: "", zIndex: 0 };
      },
      edgeReducer: (id, data) => {
        if (this.bright.size === 0) return data;
        if (this.bright.has(id)) return { ...data, color: this.colours.accent, size: data.size + 1, zIndex: 1 };
        return { ...data, color: this.colours.dark ? "#30373f" : "#dde1e6", zIndex: 0 };
      },
    };
  }

  private colourSettings(): Partial<Settings> {
    return { labelColor: { color: this.colours.ink }, edgeLabelColor: { color: this.colours.soft } };
  }

  /** A label with a rim of the ground's colour, unless it would lie on one that is there already. */
  private label(
    context: CanvasRenderingContext2D,
    data: PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">,
    settings: Settings,
  ): void {
    if (!data.label) return;
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    const [x, y] = [data.x + data.size + 3, data.y + settings.labelSize / 3];
    const box: Box = [x, y - settings.labelSize, x + context.measureText(data.label).width, y + 3];
    if (this.labels.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]))
      return;
    this.labels.push(box);
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = this.colours.paper;
    context.strokeText(data.label, x, y);
    context.fillStyle = this.colours.ink;
    context.fillText(data.label, x, y);
  }

  /** The label of a node under the pointer, in a box of the page's colours. */
  private hover(
    context: CanvasRenderingContext2D,
    data: PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">,
    settings: Settings,
  ): void {
    const { ink, paper, soft } = this.colours;
    if (!data.label) return;
    context.font = `600 ${settings.labelSize + 1}px ${settings.labelFont}`;
    const width = context.measureText(data.label).width + 12;
    const [x, y] = [data.x + data.size + 2, data.y - 12];
    context.fillStyle = paper;
    context.strokeStyle = soft;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x, y, width, 24, 5);
    context.fill();
    context.stroke();
    context.fillStyle = ink;
    context.fillText(data.label, x + 6, y + 17);
  }

  /** Nodes follow the pointer. */
  private drag(): void {
    const { sigma, graph } = this;
    if (!sigma) return;
    let held: string | null = null;
    sigma.on("downNode", ({ node }) => {
      held = node;
      this.stop();
      if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    });
    sigma.on("moveBody", ({ event }) => {
      if (!held) return;
      graph.mergeNodeAttributes(held, sigma.viewportToGraph(event));
      event.preventSigmaDefault();
    });
    const release = (): void => {
      held = null;
    };
    sigma.on("upNode", release);
    sigma.on("upStage", release);
  }

  /** Colours of the page may have changed. */
  recolour(): void {
    this.colours = palette();
    // The programs are left alone: given anew, they would draw nothing.
    this.sigma?.setSettings(this.colourSettings());
  }

  /** Adds a node; it gets its place when the drawing settles. */
  add(id: string, attributes: object): void {
    if (!this.graph.hasNode(id)) this.graph.addNode(id, { x: 0, y: 0, placed: false, ...attributes });
  }

  /** Emphasises nodes and edges; none: all. */
  emphasise(ids: Iterable<string>): void {
    this.bright = new Set(ids);
    this.sigma?.refresh({ skipIndexation: true });
  }

  /** Places what has no place yet, or everything anew. */
  async settle(anew = false): Promise<void> {
    this.stop();
    if (anew) this.graph.updateEachNodeAttributes((_, attributes) => ({ ...attributes, placed: false }));
    if (!scatter(this.graph) && !anew) {
      this.sigma?.refresh();
      return;
    }
    this.sigma?.setCustomBBox(null);
    const work = arrange(this.graph, () => {});
    this.stop = work.stop;
    await work.done;
    this.sigma?.refresh();
  }

  fit(): void {
    this.sigma?.setCustomBBox(null);
    void this.sigma?.getCamera().animatedReset();
  }

  zoom(factor: number): void {
    const camera = this.sigma?.getCamera();
    if (camera) void camera.animate({ ratio: camera.ratio * factor });
  }

  end(): void {
    this.stop();
    this.sigma?.kill();
  }
}
