"""One entity across articles: which of two profiles are the same, and the groups that these decisions make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from readout.lexicon import table
from readout.model import Entity
from readout.names import asked_keys as asked_names
from readout.names import compare, keys, parsed, plain, sound_key
from readout.people.offices import office

Judgement = Literal["positive", "negative", "unsure"]

# What a decision is worth when only a part of the name agrees: it counts where one group alone answers to it.
PART = 0.6
_SURE, _SPELT, _INITIAL = 0.95, 0.88, 0.8
_NAMED = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Profile:
    """What articles say of someone or something: all that say just this have one profile.

    `pin` is the article whose entity a person has judged by itself; such a profile is that article's alone.
    """

    kind: str
    name: str
    country: str | None = None
    office: str = ""
    wikidata: str | None = None
    pin: str = ""

    @property
    def key(self) -> str:
        """The profile as a text, the same in every store."""
        said = (self.kind, folded(self.name), self.country or "", self.office, self.wikidata or "", self.pin)
        return "|".join(part.replace("|", " ") for part in said)


class Decision(NamedTuple):
    """Whether two profiles are one, how surely, and why."""

    judgement: Judgement
    score: float
    why: str


def folded(name: str) -> str:
    """A name in plain small letters, words parted by one blank."""
    kept = "".join(c if c.isalnum() else " " for c in plain(name))
    return " ".join(kept.split()).removeprefix("the ")


def profile(entity: Entity, pin: str = "") -> Profile | None:
    """The profile of an entity of one article; None for groups and for whom no name is given."""
    if entity.kind == "country" and entity.country:
        return Profile("country", entity.country, entity.country)
    if entity.kind not in _NAMED or not folded(entity.name):
        return None
    if entity.kind == "person" and entity.identity is not None:
        pass  # the people file names them
    elif not any(mention.form == "name" for mention in entity.mentions):
        return None
    name = entity.identity.name if entity.identity and not _has_name(entity) else entity.name
    held = office(entity.role, entity.country) if entity.kind == "person" and entity.role else None
    return Profile(entity.kind, name, entity.country, held.name if held else "", entity.wikidata, pin)


def _has_name(entity: Entity) -> bool:
    return any(mention.form == "name" for mention in entity.mentions)


def index_keys(one: Profile) -> frozenset[str]:
    """What a profile is found by: profiles that `decide` takes for one share an asked key of one with these."""
    return _keys(one, "w:", "1:", keys)


def asked_keys(one: Profile) -> frozenset[str]:
    """What is looked up for a profile among the keys of the others."""
    return _keys(one, "1:", "w:", asked_names)


def _keys(one: Profile, of_many: str, of_one: str, by_name: Callable[[str], frozenset[str]]) -> frozenset[str]:
    found = {f"q:{one.wikidata}"} if one.wikidata else set()
    if one.kind != "person":
        return frozenset(found | {f"{one.kind[0]}:{folded(one.name)}"})
    words = parsed(one.name).words
    if len(words) == 1:
        return frozenset(found | {f"1:{sound_key(words[0])}", f"{of_one}{sound_key(words[0])}"})
    return frozenset(found | set(by_name(one.name)) | {of_many + sound_key(word) for word in words if len(word) > 1})


def decide(one: Profile, other: Profile) -> Decision | None:
    """Whether two profiles are one; None when nothing speaks for it. Their order makes no difference."""
    if one.kind != other.kind:
        return None
    if one.wikidata and other.wikidata:
        same = one.wikidata == other.wikidata
        return Decision("positive" if same else "negative", 1.0, "Wikidata item" if same else "two Wikidata items")
    if one.kind == "person":
        return _persons(one, other)
    if one.kind == "country" or folded(one.name) != folded(other.name):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    return Decision("positive", PART if one.country != other.country else 1.0, "name")


def _persons(one: Profile, other: Profile) -> Decision | None:
    likeness = compare(one.name, other.name)
    if likeness.verdict == "different":
        return None
    state = bool(one.country) and one.country == other.country
    held = bool(one.office) and one.office == other.office
    if likeness.verdict == "part" or (likeness.score < 1.0 and len(parsed(one.name).words) == 1):
        agree = state and held and office(one.office, one.country).single
        return Decision("positive", PART, "part of the name, office, state") if agree else None
    if one.country and other.country and not state:
        return Decision("unsure", 0.3, "name, but two states")
    if one.office and other.office and not held and _callings_differ(one.office, other.office):
        return Decision("unsure", 0.4, "name, but two callings")
    why = ", ".join(["name"] + ["office"] * held + ["state"] * state)
    score = likeness.score
    if score >= _SURE or (score >= _SPELT and (state or held)) or (score >= _INITIAL and state and held):
        return Decision("positive", round(min(1.0, 0.85 * score + 0.075 * state + 0.075 * held), 3), why)
    return Decision("unsure", round(0.5 * score, 3), why)


@cache
def _trades() -> tuple[frozenset[str], frozenset[str]]:
    """Words of callings outside politics and of offices in it."""
    families = table("offices")["families"]
    outside = frozenset(families["trade"])
    inside = frozenset(
        w for f in ("state", "government", "minister", "legislator", "envoy", "royal") for w in families[f]
    )
    return outside - inside, inside - outside


def _callings_differ(one: str, other: str) -> bool:
    outside, inside = _trades()
    first, second = one.split()[-1], other.split()[-1]
    return (first in outside and second in inside) or (second in outside and first in inside)


def groups(
    members: Iterable[str],
    decisions: Mapping[tuple[str, str], Decision],
    same: Iterable[tuple[str, str]],
    apart: Iterable[tuple[str, str]],
) -> list[frozenset[str]]:
    """The groups of profiles (by key) that decisions make; `same` and `apart` are people's judgements, which win.

    The sure decisions come first, then those by a part of the name, where only one group answers to the part. Ties are
    broken by the keys, so that the order in which articles came makes no difference.
    """
    forest = _Forest(sorted(members), apart)
    among = {
        pair: d for pair, d in decisions.items() if d.judgement == "positive" and set(pair) <= forest.parent.keys()
    }
    for one, other in sorted(tuple(sorted(pair)) for pair in same):
        forest.join(one, other)
    parts: dict[str, set[str]] = defaultdict(set)
    for (one, other), decision in sorted(among.items(), key=lambda row: (-row[1].score, row[0])):
        if decision.score > PART:
            forest.join(one, other)
        else:
            parts[one].add(other)
            parts[other].add(one)
    for key in sorted(parts, key=lambda k: (len(k.split("|")[1].split()), k)):
        answers = {forest.root(other) for other in parts[key]} - {forest.root(key)}
        if len(answers) == 1 and _is_part(key, parts[key]):
            forest.join(key, min(parts[key]))
    return forest.groups()


def _is_part(key: str, others: Iterable[str]) -> bool:
    """Is this the profile that says less: the shorter name, or no state?"""
    mine = key.split("|")
    return all(
        len(mine[1].split()) < len(other.split("|")[1].split()) or (not mine[2] and bool(other.split("|")[2]))
        for other in others
    )


class _Forest:
    """Groups that grow by joining, never over a pair that is judged to be apart."""

    def __init__(self, members: list[str], apart: Iterable[tuple[str, str]]) -> None:
        self.parent = {key: key for key in members}
        self.held = {key: {key} for key in members}
        self.against: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self.against[one].add(other)
            self.against[other].add(one)

    def root(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        if one not in self.parent or other not in self.parent:
            return
        left, right = sorted((self.root(one), self.root(other)))
        if left == right or any(self.against[key] & self.held[right] for key in self.held[left]):
            return
        self.parent[right] = left
        self.held[left] |= self.held.pop(right)

    def groups(self) -> list[frozenset[str]]:
        return sorted((frozenset(some) for some in self.held.values()), key=min)
