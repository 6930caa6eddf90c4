"""Mentions and coreference beside open tools, on articles read by hand: `python benchmarks/coreference.py READINGS`.

Compared are the names that spaCy's pipeline finds alone, grouped where they are written alike; the same with the first
sieves of Raghunathan et al. (2010) on top, that is names that share their last word, and pronouns given to the nearest
name before them that fits in kind; and readout. All see the same analyses. CoNLL is the mean F1 of MUC, B3 and CEAFe.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator

from readout.analyse import analyse
from readout.evaluate.figures import rows
from readout.evaluate.gold import Reading, load
from readout.evaluate.judge import judge
from readout.extract.entities import find_entities
from readout.model import Analysis, Entity, EntityKind, Mention, MentionForm, Record

PARTS = ("mentions", "mentions.name", "mentions.pronoun", "mentions.description", "coreference", "entities")
KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
PRONOUNS: dict[str, tuple[EntityKind, ...]] = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), ("person",)),
    **dict.fromkeys(("it", "its", "itself"), ("organisation", "country")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("organisation", "group")),
}


def names(a: Analysis) -> Iterator[tuple[int, int, EntityKind, str]]:
    """The model's names as (first, last, kind, words), without an article or a possessive ending."""
    for first, last, label in a.names:
        if label not in KINDS:
            continue
        while first < last and a.pos[first] == "DET":
            first += 1
        while first < last and a.tags[last - 1] == "POS":
            last -= 1
        if first < last:
            yield first, last, KINDS[label], a.text(first, last)


def alike(a: Analysis) -> tuple[Entity, ...]:
    """Names in groups of the same words and kind."""
    return _entities(a, lambda kind, words, known: next((k for k in known if k == (kind, words)), (kind, words)), False)


def sieves(a: Analysis) -> tuple[Entity, ...]:
    """Names that share their last word are one; pronouns mean the nearest name before them that fits."""

    def same(kind: EntityKind, words: str, known: list[tuple[EntityKind, str]]) -> tuple[EntityKind, str]:
        last = words.split()[-1].lower()
        near = (k for k in reversed(known) if k[0] == kind and k[1].split()[-1].lower() == last)
        return next(near, (kind, words))

    return _entities(a, same, True)


def _entities(
    a: Analysis,
    same: Callable[[EntityKind, str, list[tuple[EntityKind, str]]], tuple[EntityKind, str]],
    pronouns: bool,
) -> tuple[Entity, ...]:
    found: dict[tuple[EntityKind, str], list[tuple[int, int, MentionForm]]] = defaultdict(list)
    starts = {first: (last, kind, words) for first, last, kind, words in names(a)}
    order: list[tuple[EntityKind, str]] = []
    for token in range(len(a)):
        if token in starts:
            last, kind, words = starts[token]
            key = same(kind, words, list(found))
            found[key].append((token, last, "name"))
            order.append(key)
        elif pronouns and a.lowers[token] in PRONOUNS and a.pos[token] in ("PRON", "DET"):
            key = next((k for k in reversed(order) if k[0] in PRONOUNS[a.lowers[token]]), ("person", ""))
            if key[1]:
                found[key].append((token, token + 1, "pronoun"))
    spans = {key: [(a.span(first, last), form) for first, last, form in refs] for key, refs in found.items()}
    return tuple(
        Entity(f"e{n}", key[0], key[1], mentions=tuple(Mention(s.start, s.end, form) for s, form in rows))
        for n, (key, rows) in enumerate(spans.items(), 1)
    )


def readout(a: Analysis) -> tuple[Entity, ...]:
    """What readout finds."""
    return find_entities(a).entities


TOOLS: dict[str, Callable[[Analysis], tuple[Entity, ...]]] = {
    "spaCy names alike": alike,
    "spaCy and two sieves": sieves,
    "readout": readout,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", help="a folder of records made by hand")
    readings = load(parser.parse_args().readings)
    analyses = list(analyse(reading.record.article for reading in readings.values()))
    print(f"{'':22}" + "".join(f"{part.removeprefix('mentions.'):>13}" for part in PARTS))
    for tool, find in TOOLS.items():
        judged = [judge(readings[a.article.id], Reading(Record(a.article, find(a)))) for a in analyses]
        figures = {row.part: row.f1 or 0.0 for row in rows(judged, PARTS)}
        print(f"{tool:22}" + "".join(f"{figures[part]:13.3f}" for part in PARTS))


if __name__ == "__main__":
    main()
