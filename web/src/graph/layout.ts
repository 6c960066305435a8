// Places nodes by forces. The library's worker is made from a blob, which the policy of the server refuses; so the work
// is done here in small steps between the frames.

import type Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

const FRAME = 12;

/** A number from 0 to 1 that depends on a text only, so that the same graph lies in the same way. */
function fraction(text: string, salt: number): number {
  let hash = 2166136261 ^ salt;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash ^= hash >>> 15;
  return ((hash >>> 0) % 100_003) / 100_003;
}

/** Gives places to nodes that have none: beside a neighbour that has one, else anywhere. */
export function scatter(graph: Graph): boolean {
  let some = false;
  const spread = 10 * Math.sqrt(graph.order + 1);
  graph.forEachNode((node, attributes) => {
    if (attributes.placed) return;
    some = true;
    const placed = graph.findNeighbor(node, (_, other) => Boolean(other.placed));
    const near = placed ? graph.getNodeAttributes(placed) : null;
    const angle = fraction(node, 1) * 2 * Math.PI;
    const reach = near ? 4 + 6 * fraction(node, 2) : spread * Math.sqrt(fraction(node, 2));
    graph.mergeNodeAttributes(node, {
      placed: true,
      x: (near?.x ?? 0) + reach * Math.cos(angle),
      y: (near?.y ?? 0) + reach * Math.sin(angle),
    });
  });
  return some;
}

/** Lets the forces work; stops by itself, or when it is told to. */
export function arrange(graph: Graph, drawn: () => void): { done: Promise<void>; stop: () => void } {
  let going = graph.order > 1;
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    adjustSizes: graph.order < 400,
    barnesHutOptimize: graph.order > 300,
    gravity: 0.6,
    scalingRatio: 12,
    slowDown: 4,
    linLogMode: false,
  };
  let left = graph.order > 1000 ? 150 : 400;
  let step = 5;
  const done = new Promise<void>((resolve) => {
    const work = (): void => {
      if (!going || left <= 0) {
        resolve();
        return;
      }
      const began = performance.now();
      forceAtlas2.assign(graph, { iterations: step, settings });
      const taken = performance.now() - began;
      left -= step;
      // As many iterations as fit between two frames.
      step = Math.max(1, Math.min(40, Math.round((step * FRAME) / Math.max(taken, 0.5))));
      drawn();
      requestAnimationFrame(work);
    };
    work();
  });
  return {
    done,
    stop: () => {
      going = false;
    },
  };
}
