#!/usr/bin/env python3
"""Makes ontology/words.tsv: words of Chinese government work reports with frequency, part of speech and two clusters.

    words.py REPORTS_FOLDER > ontology/words.tsv

Words are those of jieba's dictionary that occur in at least three reports. Words that stand in like company (the words
before and after them in the reports) are in one cluster: 512 fine ones and 64 coarse ones, numbered without meaning.
Needs jieba 0.42.1, numpy, scipy, scikit-learn. The locked texts of tests/gold/LOCKED.tsv are left out.
"""
import re
import sys
from collections import Counter
from pathlib import Path

import jieba
import numpy as np
from scipy.sparse import coo_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[一-鿿]+")


def locked():
    lines = (ROOT / "tests/gold/LOCKED.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split("\t")[1].split("/", 1)[1] for line in lines}


def dictionary():
    tags = {}
    with jieba.get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").split()
            tags[word] = tag
    return tags


def main():
    folder = Path(sys.argv[1])
    skip = locked()
    paths = [p for p in sorted(folder.rglob("*.txt")) if str(p.relative_to(folder)) not in skip]
    tags = dictionary()
    lines, count, spread = [], Counter(), Counter()
    for path in paths:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        text = re.sub(r"(?<=[一-鿿])[ \u3000\n]+(?=[一-鿿])", "", text)
        seen = set()
        for run in re.split(r"[，。；：！？\n\s]", text):
            words = [w for part in re.findall(r"[一-鿿]+|[^一-鿿]+", run) for w in (jieba.cut(part) if HAN.fullmatch(part) else [part[:1]])]
            lines.append(words)
            count.update(words)
            seen.update(words)
        spread.update(seen)
    vocabulary = sorted(w for w in count if HAN.fullmatch(w) and spread[w] >= 3 and len(w) <= 6)
    index = {w: n for n, w in enumerate(vocabulary)}
    print(f"{len(paths)} reports, {sum(count.values())} words, {len(vocabulary)} kept", file=sys.stderr)
    contexts = [w for w, _ in count.most_common(4000)]
    place = {w: n for n, w in enumerate(contexts)}
    size = len(contexts) + 1
    cells = Counter()
    for words in lines:
        row = ["<"] + words + [">"]
        for at in range(1, len(row) - 1):
            word = index.get(row[at])
            if word is None:
                continue
            for offset, base in ((-1, 0), (1, size)):
                cells[word, base + place.get(row[at + offset], size - 1)] += 1
    rows, cols = zip(*cells)
    matrix = coo_matrix((np.array(list(cells.values()), dtype=float), (rows, cols)), shape=(len(vocabulary), 2 * size)).tocsr()
    total = matrix.sum()
    by_row = np.asarray(matrix.sum(1)).ravel()
    by_col = np.asarray(matrix.sum(0)).ravel() ** 0.75
    by_col *= total / by_col.sum()
    found = matrix.tocoo()
    found.data = np.maximum(0, np.log(found.data * total / (by_row[found.row] * by_col[found.col])))
    vectors = normalize(TruncatedSVD(100, random_state=1).fit_transform(found.tocsr()))
    weight = np.sqrt([count[w] for w in vocabulary])
    fine = KMeans(512, n_init=1, random_state=1).fit(vectors, sample_weight=weight).labels_
    coarse = KMeans(64, n_init=2, random_state=1).fit(vectors, sample_weight=weight).labels_
    print("word\tcount\ttag\tfine\tcoarse")
    for n, word in enumerate(vocabulary):
        print(f"{word}\t{count[word]}\t{tags.get(word, 'x')}\t{fine[n]}\t{coarse[n]}")


main()
