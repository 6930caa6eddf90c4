"""Articles with marked statements, and the candidates that the rules find in them, each right or wrong."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from readout.analyse import analyse
from readout.extract import find_entities
from readout.extract.statements.draft import Draft
from readout.extract.statements.gather import gather
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import Chances, with_chances
from readout.model import Analysis, Article, Problem
from readout.read import read_inputs

Characters = set[int]
# Two contents that share this much (Dice) are one statement.
SAME = 0.5


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement marked by hand: the characters of its source and content."""

    source: Characters
    content: Characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that the rules find: by which word, in which frame and contexts, and whether it is right."""

    lemma: str
    frame: str
    contexts: tuple[str, ...]
    right: bool


def read_articles(path: Path) -> Iterator[tuple[Analysis, list[Marked]]]:
    """The analysed articles of a file of JSON lines with `attributions`, each with its marked statements."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        marked = [[_marked(row) for row in json.loads(line)["attributions"]] for line in lines]
    yield from zip(analyse(_articles(path)), marked, strict=True)


def _articles(path: Path) -> Iterator[Article]:
    for item in read_inputs([str(path)]):
        if isinstance(item, Problem):
            raise ValueError(f"{item.where}: {item.what}")
        yield item


def _marked(row: dict[str, list[list[int]] | None]) -> Marked:
    source, content = ({i for first, last in row[part] or [] for i in range(first, last)} for part in _PARTS)
    return Marked(source, content)


_PARTS = ("source", "content")


def candidates(a: Analysis, marked: list[Marked]) -> Iterator[Candidate]:
    """All that the rules find in an article, whatever its chance."""
    table = with_chances(Chances(defaultdict(lambda: 0.5), {}, {}))
    holders: dict[int, list[Marked]] = defaultdict(list)
    for statement in marked:
        for character in statement.content:
            holders[character].append(statement)
    for draft in gather(a, find_quotes(a), find_entities(a), table):
        yield Candidate(draft.lemma, draft.frame, draft.contexts, _is_right(a, draft, holders))


def _is_right(a: Analysis, draft: Draft, holders: dict[int, list[Marked]]) -> bool:
    """Whether the marked statement with the likest content has the same source."""
    content = {i for r in draft.content for i in characters(a, r)}
    likest = closest(content, (s for i in content for s in holders.get(i, ())))
    if likest is None:
        return False
    return same_source(set() if draft.source is None else set(characters(a, draft.source)), likest.source)


def characters(a: Analysis, tokens: tuple[int, int]) -> range:
    """The characters of a range of tokens."""
    return range(a.starts[tokens[0]], a.ends[tokens[1] - 1])


def closest(content: Characters, shared: Iterable[Marked]) -> Marked | None:
    """The marked statement whose content is likest; `shared` has each once for each character in common."""
    common: Counter[int] = Counter()
    by_id = {}
    for statement in shared:
        common[id(statement)] += 1
        by_id[id(statement)] = statement
    alike = {key: 2 * count / (len(content) + len(by_id[key].content)) for key, count in common.items()}
    best = max(alike, key=alike.__getitem__, default=None)
    return None if best is None or alike[best] < SAME else by_id[best]


def same_source(one: Characters, other: Characters) -> bool:
    """Whether two sources share a character, or both are none."""
    return bool(one & other) or not (one or other)
