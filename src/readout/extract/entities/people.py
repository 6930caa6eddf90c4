"""Names of persons grouped into persons: full names, parts of them, and what tells a gender."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from readout.extract.entities.scene import Draft, Found, Scene
from readout.extract.entities.words import given_names, name_words, offices
from readout.model import Analysis

# The end of a Slavic name as newsrooms spell it: Kovalsky, Kovalskyy, Kovalskiy.
_SLAVIC = re.compile(r"(sk|ck)(?:yy|iy|ij|ii|yi|i|y)$")


def folded(name: str) -> str:
    """A name in plain lower-case letters."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    return "".join(c for c in text if not unicodedata.combining(c))


def name_parts(name: str) -> tuple[str, ...]:
    """A name's words in plain letters, without suffixes and initials."""
    words = name_words()
    parts = [_SLAVIC.sub(r"\1y", part) for part in folded(name).replace("-", " ").split()]
    return tuple(p for p in parts if p not in words.suffixes and len(p.rstrip(".")) > 1) or tuple(parts)


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """May two full names be one person's: the same first and last part, or one the beginning or end of the other?"""
    short, long = sorted((one, other), key=len)
    if short[0] == long[0] and short[-1] == long[-1]:
        return True
    return len(short) > 1 and (long[-len(short) :] == short or long[: len(short)] == short)


def is_credit(a: Analysis, first: int, last: int) -> bool:
    """Is a name a byline's, an editor's or a photographer's rather than the story's?"""
    begin = a.sentences[a.sentence_of[first]][0]
    before = a.lowers[max(begin, first - 8) : first]
    words = name_words().credits
    if "by" in before[-4:] and (words & set(before) or first - begin <= 2):
        return a.words[begin] in ("By", "by", "BY", "(") or bool(words & set(before))
    if before[-1:] == [":"] and words & set(before[-3:]):
        return True
    if before[-1:] == ["follow"] and first - 1 == begin:
        return True
    block = a.article.blocks[a.block_of[first]] if a.article.blocks else None
    if block is not None and block.kind == "caption":
        opening = a.article.text.rfind("(", block.start, a.starts[first])
        closing = a.article.text.find(")", block.start, a.starts[first])
        inside = a.article.text[opening : block.end]
        return opening >= 0 and not opening < closing and ("/" in inside or " via " in inside or "hoto" in inside)
    return last < len(a) and a.words[last] == "/" and a.starts[last] == a.ends[last - 1]


def gender_of(draft: Draft, parts: tuple[str, ...]) -> str | None:
    """The gender that a full name tells, if any."""
    return given_names().get(parts[0]) or None if len(parts) > 1 else None


def _address(a: Analysis, first: int) -> str | None:
    """The gender that the word before a name tells: Mr, Mrs, King, ..."""
    if first == 0:
        return None
    o, before = offices(), a.lowers[first - 1]
    return o.address.get(before) or ("m" if before in o.male else "f" if before in o.female else None)


def group_persons(scene: Scene, found: list[Found]) -> list[Draft]:
    """One draft a person, with all its mentions by name."""
    a = scene.a
    authors = {folded(author) for author in a.article.authors}
    found = [row for row in found if folded(row.name) not in authors and not is_credit(a, row.first, row.last)]
    full = [row for row in found if len(name_parts(row.name)) > 1]
    persons: list[tuple[Draft, tuple[str, ...]]] = []
    by_part: dict[str, list[int]] = defaultdict(list)
    own: dict[int, int] = {}
    for row in sorted(full, key=lambda r: -len(name_parts(r.name))):
        parts = name_parts(row.name)
        number = next((n for n in by_part[parts[-1]] + by_part[parts[0]] if same_name(parts, persons[n][1])), None)
        if number is None:
            number = len(persons)
            draft = Draft("person", row.name)
            draft.gender = gender_of(draft, parts)
            persons.append((draft, parts))
            for part in dict.fromkeys(parts):
                by_part[part].append(number)
        own[row.first] = number
    known = _Known(a, own)
    for row in sorted(found):
        number = own.get(row.first)
        gender = _address(a, row.first)
        if number is None:
            title = a.lowers[row.first - 1] if row.first and a.lowers[row.first - 1] in offices().family else ""
            fits = _bearers(row, gender, persons, by_part)
            number = known.likeliest(fits, title)
            if number is None and fits:
                continue
        if number is None:
            number = len(persons)
            persons.append((Draft("person", row.name), name_parts(row.name)))
            by_part[persons[-1][1][-1]].append(number)
        draft = persons[number][0]
        draft.gender = gender or draft.gender
        scene.mention(draft, row.first, row.last, "name")
    for draft, _ in persons:
        if draft.refs:
            scene.draft(draft)
    return [draft for draft, _ in persons if draft.refs]


class _Known:
    """What full names tell of the persons who bear them: titles, kinship, how often and in which sentence first."""

    def __init__(self, a: Analysis, own: dict[int, int]) -> None:
        self.times: dict[int, int] = defaultdict(int)
        self.titled: dict[int, set[str]] = defaultdict(set)
        self.sentence: dict[int, int] = {}
        self.kin: set[int] = set()
        for first, number in own.items():
            self.times[number] += 1
            self.titled[number].add(a.lowers[first - 1] if first else "")
            self.sentence[number] = min(a.sentence_of[first], self.sentence.get(number, len(a)))
            if offices().kin & set(a.lowers[max(0, first - 2) : first]):
                self.kin.add(number)

    def likeliest(self, fits: list[int], title: str) -> int | None:
        """Whom a bare name means; None where two are as likely."""
        ranked = sorted(fits, key=lambda n: self._rank(title, n), reverse=True)
        plain = len(ranked) == 1 or (bool(ranked) and self._rank(title, ranked[0]) > self._rank(title, ranked[1]))
        return ranked[0] if plain else None

    def _rank(self, title: str, number: int) -> tuple[bool, bool, int, int]:
        same = bool(title) and title in self.titled[number]
        return same, number not in self.kin, self.times[number], -self.sentence.get(number, 0)


def _bearers(
    row: Found, gender: str | None, persons: list[tuple[Draft, tuple[str, ...]]], by_part: dict[str, list[int]]
) -> list[int]:
    """The persons whom a single name may mean: by their surname, else by their first name, else by any part."""
    part = name_parts(row.name)[-1]
    fits = [n for n in by_part.get(part, ()) if not (gender and persons[n][0].gender not in (gender, None))]
    return [n for n in fits if persons[n][1][-1] == part] or [n for n in fits if persons[n][1][0] == part] or fits
