"""What an article's sentences say became of a planned event, where its record tells no event of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from readout.lexicon import table
from readout.link.mentions import is_person, is_state, name_key
from readout.link.sentences import sentence, sentences
from readout.link.sketch import stem
from readout.model import Article, Record, Span

# A denial of what is past: "denied that it had agreed", "denied agreeing".
_DENIES = re.compile(r"\b(?:denied|denies|denying)\b(?=.{0,60}\b(?:had|has|have|was|were|\w+ing|any|reports?)\b)")
# Where what is denied ends, and something else is told.
_CLAUSE = re.compile(r"[,;]|\b(?:as|when|while|after|before|but)\b")
# A pattern that nothing fits.
_NONE = r"(?!)"
# What is told of a guest, not of the event.
_OF_GUESTS = frozenset({"absent", "replaced"})
# What is told of the object of such words, or of their subject in the passive.
_OF_OBJECTS = frozenset({"postponed", "cancelled"})
_PRONOUNS = frozenset({"it", "this", "that", "which", "they", "them"})
# What makes a noun the one that was just spoken of.
_POINTS = frozenset({"the", "this", "that", "his", "her", "their", "its"})
# Words between that and the noun, and letters that two words for one thing share: `celebrate`, `celebrations`.
_BETWEEN, _ALIKE = 3, 7


class _Rules(NamedTuple):
    """What tells a status, in the order in which they count; the nouns of plans by kind, and all of them; the kinds of
    which a status `broken` is told.
    """

    statuses: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]
    every: frozenset[str]
    broken: frozenset[str]


@cache
def _rules() -> _Rules:
    rows: Any = table("link_news")
    words = {kind: frozenset(w) for kind, w in rows["words"].items()}
    return _Rules(
        {status: _any(patterns) for status, patterns in rows["statuses"].items()},
        words,
        frozenset().union(*words.values()),
        frozenset(rows["broken"]),
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of `lexicon/link_news.yaml`."""
    return _any(table("link_news")[name])


def _any(patterns: str | list[str]) -> re.Pattern[str]:
    """One pattern, or any of several."""
    return re.compile(patterns if isinstance(patterns, str) else "|".join(patterns), re.I)


def may_be_planned(kind: str) -> bool:
    """Whether events of this kind have a history: planned, put off, held."""
    return kind in _rules().words


def confirms(article: Article, at: int) -> bool:
    """Whether the sentence of a telling says that it is confirmed."""
    where = sentence(article.text, at)
    return _pattern("confirmed").search(article.text, where.start, where.end) is not None


class Cue(NamedTuple):
    """Words that tell what became of something planned, and whether they tell it as long known ("had been put off")."""

    status: str
    words: Span
    known: bool = False


class _Told(NamedTuple):
    """A cue in the sentence from `start` to `end`; `before` is where the one before it starts. Nouns of plans: those
    that the cue is told of, those in both sentences, and those that a word points back with ("the visit").
    """

    cue: Cue
    before: int
    start: int
    end: int
    here: tuple[str, ...]
    near: tuple[str, ...]
    points: frozenset[str]


@lru_cache(maxsize=256)
def _cues(text: str) -> tuple[_Told, ...]:
    """The sentences of a text that tell what became of something planned."""
    found: list[_Told] = []
    before, last = 0, tuple[str, ...]()
    for start, end in ((span.start, span.end) for span in sentences(text)):
        split = re.findall(r"\w+", text[start:end].lower())
        here = tuple(word for word in split if word in _rules().every)
        cue = _told(text[start:end], start) if here or last else None
        if cue is not None:
            told = _objects(cue, text, start, end, here)
            pointed = (w for n, w in enumerate(split) if not _POINTS.isdisjoint(split[max(0, n - _BETWEEN) : n]))
            found.append(_Told(cue, before, start, end, told, here + last, frozenset(pointed)))
        before, last = start, here
    return tuple(found)


def _objects(cue: Cue, text: str, start: int, end: int, nouns: tuple[str, ...]) -> tuple[str, ...]:
    """Those nouns of a sentence that its cue tells of: `cancelled flights before the strike` is of no strike."""
    if cue.status not in _OF_OBJECTS:
        return nouns
    before, after = text[start : cue.words.start], text[cue.words.end : end]
    behind = _pattern("object").match(after)
    passive = _pattern("passive").search(before + text[cue.words.start : cue.words.end])
    told = {w.lower() for w in re.findall(r"\w+", before if passive else behind[0] if behind else "")}
    if (not passive and not told) or (told.isdisjoint(nouns) and not told.isdisjoint(_PRONOUNS)):
        return nouns
    return tuple(noun for noun in nouns if noun in told)


def _told(said: str, start: int) -> Cue | None:
    """What a sentence that starts there tells: nothing that might be; what had been only if it tells nothing else."""
    long_known: Cue | None = None
    for status, pattern in _rules().statuses.items():
        for match in pattern.finditer(said):
            before = said[: match.start()]
            if _pattern("negated").search(before):
                continue
            if status != "uncertain" and (
                _pattern("open").search(before) or _pattern("condition").match(said, match.end())
            ):
                continue
            cue = Cue(status, Span(start + match.start(), start + match.end()), bool(_pattern("known").search(before)))
            if not cue.known:
                return cue
            long_known = long_known or cue
    return long_known


def told_of(
    record: Record, kind: str, parties: Iterable[str], stems: Collection[str] | None = None, attends: bool = False
) -> Iterator[Cue]:
    """What the sentences say that tell what became of a planned event of these parties, or of the one that attends it.

    Where nothing but one name tells which event is meant, the word for it must be one of its own (`stems`).
    """
    wanted, rules = set(parties), _rules()
    least, named = min(2, len(wanted)), rules.words.get(kind, frozenset())
    for told in _cues(record.article.text):
        status, absent = told.cue.status, told.cue.status in _OF_GUESTS
        nouns = [n for n in (told.near if absent else told.here) if n in named and (stems is None or _is_of(n, stems))]
        if not nouns or (absent and not attends) or (status == "broken" and kind not in rules.broken):
            continue
        here = _named(record, told.cue.words.end if status == "replaced" else told.start, told.end)
        near = here | _named(record, told.before, told.start)
        if len(here & wanted) >= least or (
            len(near & wanted) >= least and not told.points.isdisjoint(nouns) and not _of_others(record, here, wanted)
        ):
            yield told.cue


def _named(record: Record, start: int, end: int) -> set[str]:
    """Whom a stretch of the text names or points to, with the state of a people."""
    found = [e for e in record.entities if any(start <= m.start < end for m in e.mentions)]
    return {name_key(e) for e in found} | {e.country for e in found if e.kind == "group" and e.country}


def _is_of(noun: str, stems: Collection[str]) -> bool:
    """Whether a noun is one of an event's own words, or made from one."""
    return stem(noun) in stems or any(noun[:_ALIKE] == own[:_ALIKE] for own in stems)


def _of_others(record: Record, here: set[str], wanted: set[str]) -> bool:
    """Whether a sentence that leaves out a party has another state or person in its place."""
    home = {e.country for e in record.entities if name_key(e) in wanted}
    missing, others = wanted - here, here - wanted - home
    return any(
        any(is_one(name) for name in missing) and any(is_one(name) for name in others)
        for is_one in (is_state, is_person)
    )


def denies(record: Record, kind: str, parties: Iterable[str]) -> Iterator[tuple[Span, int]]:
    """The words by which a sentence denies that an event of these parties (both, or the only one) happened, and the end
    of what is denied.
    """
    wanted, text = set(parties), record.article.text
    named, verbs = _rules().words.get(kind, frozenset()), _verbs(kind)
    for first, begin in _denials(text):
        where = sentence(text, first)
        clause = _CLAUSE.search(text, begin, where.end)
        end = clause.start() if clause else where.end
        said = text[begin:end]
        mentioned = {name_key(e) for e in record.entities for m in e.mentions if where.start <= m.start < where.end}
        words = {w.lower() for w in re.findall(r"\w+", said)}
        told = named & words or re.search(rf"\b(?:{verbs})\b", said)
        if told and len(mentioned & wanted) >= min(2, len(wanted)):
            yield Span(first, begin), end


@lru_cache(maxsize=4096)
def _denials(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text denies something."""
    return tuple(match.span() for match in _DENIES.finditer(text))


def speaks(article: Article) -> bool:
    """Whether `told_of` or `denies` may find anything in an article, of whatever kind and parties."""
    told = any(one.here or one.cue.status in _OF_GUESTS for one in _cues(article.text))
    return told or bool(_denials(article.text))


def _verbs(kind: str) -> str:
    found: str = table("link_news")["verbs"].get(kind, _NONE)
    return found
