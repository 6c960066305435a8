"""Prints what pyshacl finds in each case*.ttl of a folder against its shapes.ttl: case, focus, last name of the path, component."""
import pathlib
import sys

import pyshacl
import rdflib

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def last(term):
    return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def main(folder):
    shapes = rdflib.Graph().parse(folder / "shapes.ttl")
    for case in sorted(folder.glob("case*.ttl")):
        data = rdflib.Graph().parse(case)
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
        for result in report.objects(None, SH.result):
            path = report.value(result, SH.resultPath)
            focus = report.value(result, SH.focusNode)
            component = report.value(result, SH.sourceConstraintComponent)
            print(case.stem, focus, last(path) if path else "-", last(component))


main(pathlib.Path(sys.argv[1]))
