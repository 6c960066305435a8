"""Compares our places of nodes with Graphviz's sfdp: python layout.py FILE=SECONDS…

Each FILE is a graph in graphology's JSON with our places; SECONDS is how long they took. sfdp places the same graph.
Printed for each: seconds, stress, and neighbourhood preservation of both. Ends with 1 where ours are worse.
Stress: mean of ((|p - q| × scale - steps) / steps)² over pairs of one component, at the best scale; less is better.
Preservation: mean share of the nodes within two steps of a node among as many nearest points; more is better.
"""

import json
import subprocess
import sys
import time

import igraph
import numpy

SAMPLE = 400


def sfdp(sizes, edges):
    """Places by sfdp for nodes of these sizes, and its seconds; in graphs with all labels none lies over another."""
    count = len(sizes)
    overlap = "prism" if count <= 1500 else "true"
    lines = ["graph {", f"overlap={overlap}; node [shape=box, fixedsize=true, label=\"\"];"]
    lines += [f"{n} [width={w / 72:.3f}, height={h / 72:.3f}];" for n, (w, h) in enumerate(sizes)]
    lines += [f"{a} -- {b};" for a, b in edges]
    begin = time.perf_counter()
    done = subprocess.run(["sfdp", "-Tplain"], input="\n".join([*lines, "}"]), capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - begin
    points = numpy.zeros((count, 2))
    for line in done.stdout.splitlines():
        words = line.split()
        if words[0] == "node":
            points[int(words[1])] = float(words[2]), float(words[3])
    return points, seconds


def sizes(nodes):
    """Width and height of each node as it is drawn: in large graphs the glyph, in others with the label below."""
    found = []
    for node in nodes:
        glyph = 2.6 * node["attributes"]["size"]
        em = sum(1 if ord(c) > 0x2E7F else 0.58 for c in node["attributes"]["label"])
        lines = min(-(-em // 9), 3)
        labelled = len(nodes) <= 1500
        found.append((max(glyph, 12 * em / lines + 4), glyph + 14.5 * lines + 4) if labelled else (glyph, glyph))
    return found


def measures(graph, points):
    """Stress and preservation, over the same sample of nodes for all layouts."""
    sample = numpy.random.default_rng(1).permutation(graph.vcount())[:SAMPLE]
    sum_ratio = sum_square = pairs = 0.0
    kept = []
    for node in sample:
        steps = numpy.array(graph.distances(int(node))[0])
        apart = numpy.hypot(*(points - points[node]).T)
        there = numpy.isfinite(steps) & (steps > 0)
        ratio = apart[there] / steps[there]
        sum_ratio += ratio.sum()
        sum_square += (ratio**2).sum()
        pairs += ratio.size
        near = set(numpy.flatnonzero((steps > 0) & (steps <= 2)).tolist())
        if near:
            apart[node] = numpy.inf
            closest = numpy.argpartition(apart, len(near) - 1)[: len(near)]
            kept.append(len(near & set(closest.tolist())) / len(near))
    # The scale that makes the stress least is sum(ratio) / sum(ratio²).
    stress = 1 - sum_ratio**2 / sum_square / pairs
    return stress, float(numpy.mean(kept))


def main(arguments):
    worse = False
    print(f"{'graph':24}{'nodes':>7}{'edges':>7}  {'':8}{'seconds':>8}{'stress':>8}{'kept':>7}")
    for argument in arguments:
        path, _, seconds = argument.rpartition("=")
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        number = {node["key"]: at for at, node in enumerate(data["nodes"])}
        points = numpy.array([[node["attributes"]["x"], node["attributes"]["y"]] for node in data["nodes"]])
        edges = [(number[edge["source"]], number[edge["target"]]) for edge in data["edges"]]
        graph = igraph.Graph(len(number), edges).simplify()
        theirs, their_seconds = sfdp(sizes(data["nodes"]), graph.get_edgelist())
        ours = measures(graph, points)
        other = measures(graph, theirs)
        name = path.rsplit("/", 1)[-1]
        print(f"{name:24}{len(number):7}{graph.ecount():7}  {'govkg':8}{float(seconds):8.2f}{ours[0]:8.3f}{ours[1]:7.3f}")
        print(f"{'':38}  {'sfdp':8}{their_seconds:8.2f}{other[0]:8.3f}{other[1]:7.3f}")
        worse |= ours[0] > other[0] * 1.02 and ours[1] < other[1] * 0.98
    return int(worse)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
