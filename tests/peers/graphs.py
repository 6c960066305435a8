"""Reads graph.* of a folder, each with a program that we did not write, and prints what it found: python graphs.py FOLDER

networkx and python-igraph, csv, Graphviz, and, where they are there, Mermaid's parser in Node and Chromium.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom

import igraph
import networkx


def say(reader, nodes, edges):
    print(f"{reader}: {nodes} nodes, {edges} edges")


def main(folder):
    own = json.loads((folder / "graph.json").read_text("utf-8"))
    labels = sorted(node["data"]["label"] for node in own["elements"]["nodes"])
    # XML cannot hold control characters: they are marked.
    forbidden = {c: "\ufffd" for c in [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]}
    in_xml = sorted(label.translate(forbidden).replace("\r", "\r") for label in labels)

    graph = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == in_xml
    assert abs(sum(data["pageRank"] for _, data in graph.nodes(data=True)) - 1) < 1e-6
    simple = networkx.Graph((a, b) for a, b in graph.edges() if a != b)
    theirs = networkx.betweenness_centrality(simple)
    for node, data in graph.nodes(data=True):
        if node in theirs and len(simple) == len(graph):
            assert abs(theirs[node] - data["betweenness"]) < 1e-6, (node, theirs[node], data)
    say("networkx graphml", graph.number_of_nodes(), graph.number_of_edges())

    graph = networkx.read_gexf(folder / "graph.gexf")
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == in_xml
    say("networkx gexf", graph.number_of_nodes(), graph.number_of_edges())

    for node in own["elements"]["nodes"]:
        node["data"]["value"] = node["data"]["name"] = node["data"]["id"]
    graph = networkx.cytoscape_graph({**own, "data": [], "directed": True, "multigraph": True})
    say("networkx cytoscape", graph.number_of_nodes(), graph.number_of_edges())

    graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert sorted(graph.vs["label"]) == in_xml
    say("igraph graphml", graph.vcount(), graph.ecount())

    with open(folder / "graph.csv", encoding="utf-8", newline="") as edges, open(folder / "graph.csv-nodes", encoding="utf-8", newline="") as nodes:
        rows = [row for row in csv.DictReader(edges) if row["target"]]
        table = list(csv.DictReader(nodes))
    assert sorted(row["label"] for row in table) == labels
    say("csv", len(table), len(rows))

    done = subprocess.run(["dot", "-Tjson", "-Kdot", folder / "graph.dot"], capture_output=True, check=True)
    assert b"syntax error" not in done.stderr, done.stderr
    drawn = json.loads(done.stdout.decode("utf-8", "replace"), strict=False)
    nodes = [o for o in drawn["objects"] if o["name"].startswith("n")]
    names = {o["_gvid"] for o in nodes}
    edges = [e for e in drawn["edges"] if e["tail"] in names]
    say("graphviz", len(nodes), len(edges))

    xml.dom.minidom.parse(str(folder / "graph.svg"))
    mermaid(folder)
    chromium(folder, len(labels))


def mermaid(folder):
    """Mermaid's own parser, where `$GOVKG_MERMAID` names a folder with its package."""
    home = os.environ.get("GOVKG_MERMAID")
    if not home or not shutil.which("node"):
        return print("mermaid: skipped")
    script = pathlib.Path(__file__).with_name("mermaid.mjs")
    done = subprocess.run(["node", script, home, folder / "graph.mermaid"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    print("mermaid:", done.stdout.strip())


def chromium(folder, count):
    """The page and the picture in a browser: the script has run, found all nodes, and nothing of a label has."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        return print("chromium: skipped")
    common = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000"]
    with tempfile.TemporaryDirectory() as profile:
        common.append(f"--user-data-dir={profile}")
        for name in ("graph.html", "graph.svg"):
            page = folder / name
            done = subprocess.run([*common, "--dump-dom", page.absolute().as_uri()], capture_output=True, text=True, timeout=120, check=True)
            assert done.stdout.count('class="node"') == count, name
            if name.endswith("html"):
                assert 'data-ready="yes"' in done.stdout, done.stderr
            picture = folder / f"{name}.png"
            subprocess.run([*common, "--window-size=1600,1000", f"--screenshot={picture}", page.absolute().as_uri()], capture_output=True, timeout=120, check=True)
            assert picture.stat().st_size > 10_000
    print("chromium: page and picture shown")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
