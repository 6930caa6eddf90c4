"""Citations, and texts with annotations."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import bibtexparser
import conllu as conllu_library

from tests.present.export.valid import brat_reader
from tests.present.export.valid.standards import fits


def bibtex(data: bytes) -> int:
    library = bibtexparser.parse_string(data.decode())
    assert not library.failed_blocks, library.failed_blocks[:1]
    for entry in library.entries:
        assert entry.fields_dict["title"].value
        assert entry.fields_dict["note"].value
        assert all(_balanced(f.value) for f in entry.fields)
    return len(library.entries)


def _balanced(words: str) -> bool:
    depth = 0
    for before, char in zip(" " + words, words, strict=False):
        depth += (char == "{") - (char == "}") if before != "\\" else 0
        if depth < 0:
            return False
    return depth == 0


def csl(data: bytes) -> int:
    items = json.loads(data)
    fits(items, "csl.json")
    assert len({i["id"] for i in items}) == len(items)
    return len(items)


def brat(data: bytes) -> int:
    """Every annotation file read by brat's rules against the text and the configuration beside it."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert not any("/" in n or "\\" in n or n.startswith(".") for n in names)
        types = brat_reader.configuration(archive.read("annotation.conf").decode())
        texts = sorted(n for n in names if n.endswith(".txt"))
        for name in texts:
            annotations = archive.read(name.removesuffix(".txt") + ".ann").decode()
            brat_reader.read(archive.read(name).decode(), annotations, types)
    return len(texts)


def conllu(data: bytes) -> int:
    """Ten columns, one root and a tree in each sentence, known UPOS tags."""
    sentences = conllu_library.parse(data.decode())
    for sentence in sentences:
        ids = [t["id"] for t in sentence]
        assert ids == list(range(1, len(ids) + 1))
        assert sum(t["head"] == 0 for t in sentence) == 1
        assert all((t["deprel"] == "root") == (t["head"] == 0) for t in sentence)
        assert all(t["upos"].isupper() for t in sentence)
        for token in sentence:
            at, steps = token["head"], 0
            while at and steps <= len(ids):
                at, steps = sentence[at - 1]["head"], steps + 1
            assert at == 0, "a circle"
    assert len({s.metadata["sent_id"] for s in sentences}) == len(sentences)
    return len(sentences)
