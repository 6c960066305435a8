"""Reads from and writes to a serving govkg with clients that others wrote: sparql_clients.py URL TOKEN."""

import json
import subprocess
import sys

from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, SPARQLWrapper, TURTLE, XML

url, token = sys.argv[1], sys.argv[2]
endpoint = url + "sparql"
GK = "PREFIX gk: <https://w3id.org/govkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
SELECT = GK + "SELECT ?unit WHERE { ?p gk:leadUnit/skos:prefLabel ?unit } ORDER BY ?unit"
UNITS = ["来宾市水利局", "柳州市公安局", "柳州市教育局"]

# rdflib reads rows, and the graph as if it were its own.
store = SPARQLStore(endpoint)
graph = Graph(store)
assert [str(row.unit) for row in graph.query(SELECT)] == UNITS
lead = URIRef("https://w3id.org/govkg/ontology#leadUnit")
assert len(list(graph.subject_objects(lead))) == 3

# rdflib writes with the token.
headers = {"Authorization": "Bearer " + token}
writing = SPARQLUpdateStore(endpoint, url + "update", headers=headers, autocommit=True)
node = URIRef("http://e.org/s")
new = Graph(writing, identifier=URIRef("http://e.org/g"))
new.add((node, lead, node))
assert (node, lead, node) in new
assert Graph(store).query("ASK { GRAPH <http://e.org/g> { ?s ?p ?o } }").askAnswer
writing.update("DROP GRAPH <http://e.org/g>")

# SPARQLWrapper in its forms, by GET and POST.
for method in ["GET", POST]:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.query().convert()["results"]["bindings"]
    assert [row["unit"]["value"] for row in rows] == UNITS
    wrapper.setReturnFormat(XML)
    assert wrapper.query().convert().getElementsByTagName("result").length == 3
    wrapper.setReturnFormat(CSV)
    assert wrapper.query().convert().decode().split() == ["unit"] + UNITS
    wrapper.setQuery(GK + "CONSTRUCT { ?p gk:leadUnit ?u } WHERE { ?p gk:leadUnit ?u }")
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.query().convert(), format="turtle")) == 3

# Things and the whole data set as rdflib finds them on the web.
thing = Graph().parse(url + "id/agency/450200/jiaoyuju")
assert len(thing) > 10
dataset = Dataset()
dataset.parse(url + "store", format="nquads")
assert len(dataset) > 100


def curl(*arguments):
    run = subprocess.run(["curl", "--silent", "--show-error", *arguments], capture_output=True, check=True)
    return run.stdout.decode()


answer = curl("--header", "Accept: application/sparql-results+json", "--data-urlencode", "query=" + SELECT, endpoint)
assert len(json.loads(answer)["results"]["bindings"]) == 3
assert curl("--get", "--header", "Accept: text/csv", "--data-urlencode", "query=" + SELECT, endpoint).split()[1:] == UNITS
print("all clients agree")
