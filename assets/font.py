"""Makes assets/NotoSansSC-subset.otf.gz: python assets/font.py NotoSansCJK-Regular.ttc [output]

The characters are those of GB 2312 (levels 1 and 2, and its signs), ASCII, Latin-1, those of the words in `ontology/`
and of the texts in `training/`, and the signs that pictures use beside them. Needs fonttools. The same input gives the
same bytes.
"""

import gzip
import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

# Signs outside GB 2312 that labels and pictures hold.
BESIDE = "…—–·•〔〕《》「」『』【】㎡㎥㎞℃℉‰№←→↑↓↔①②③④⑤⑥⑦⑧⑨⑩●○■□▲△◆◇★☆€£¥\ufffd"


def characters():
    """All characters of GB 2312 and those beside."""
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {ord(c) for c in BESIDE}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    root = pathlib.Path(__file__).resolve().parent.parent
    for folder in ("ontology", "training", "tests/sample", "tests/gold"):
        for file in (root / folder).rglob("*"):
            if file.suffix in (".ttl", ".csv", ".tsv", ".txt", ".md"):
                found |= {ord(c) for c in file.read_text("utf-8", "ignore")}
    return {c for c in found if c >= 0x20}


def main(source, output):
    # Number 2 of the collection is the face for simplified Chinese.
    faces = [TTFont(source, fontNumber=n, lazy=True) for n in range(5)]
    font = next(face for face in faces if face["name"].getDebugName(1) == "Noto Sans CJK SC")
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    font.recalcTimestamp = False
    plain = io.BytesIO()
    font.save(plain)
    with open(output, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(plain.getvalue())
    print(f"{output}: {len(font.getGlyphOrder())} glyphs, {len(plain.getvalue())} bytes before packing")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "assets/NotoSansSC-subset.otf.gz")
