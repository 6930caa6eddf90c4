"""The table `lexicon/status.yaml`, turned round: from a word to what it makes of an event."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from readout.extract.verbs import with_particle
from readout.lexicon import table
from readout.model import Analysis, Status

UNSURE: frozenset[Status] = frozenset({"uncertain", "denied", "postponed", "cancelled"})
COMING: frozenset[Status] = frozenset({"scheduled", "expected"})


class Cues(NamedTuple):
    """`lexicon/status.yaml` turned round: from a word to what it makes of an event."""

    verbs: dict[str, Status]
    adjectives: dict[str, Status]
    nouns: dict[str, Status]
    absent: dict[str, Status]
    light: frozenset[str]
    occur: frozenset[str]
    deals: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    realised: frozenset[str]
    topics: frozenset[str]
    vouched: frozenset[str]
    presupposed: frozenset[str]
    kept: frozenset[str]
    turns: frozenset[str]
    invariable: frozenset[str]
    ranks: frozenset[str]
    proclaimed: frozenset[str]
    arranged: frozenset[str]
    presence: frozenset[str]
    announcing: frozenset[str]
    claims: frozenset[str]
    attendance: frozenset[str]
    attend: frozenset[str]
    vows: frozenset[str]
    stative: frozenset[str]
    beliefs: frozenset[str]
    proposals: frozenset[str]
    perceived: frozenset[str]
    lasting: frozenset[str]
    states: frozenset[str]
    alleged: frozenset[str]
    ventures: frozenset[str]
    lapses: frozenset[str]
    settled: frozenset[str]
    aims: frozenset[str]
    reasons: tuple[tuple[str, ...], ...]


def keyed(a: Analysis, verb: int) -> str:
    """A verb's lemma with its particle, or with the adverb after it where the table has the two: `push back`."""
    key = with_particle(a, verb)
    after = verb + 1
    if " " in key or after >= len(a) or a.heads[after] != verb or a.deps[after] != "advmod":
        return key
    longer = f"{key} {a.lowers[after]}"
    return longer if longer in cues().verbs else key


def asking(a: Analysis, head: int, verb: int) -> str:
    """The key of a verb that governs the infinitive `verb`, with the preposition between: `call on her to resign`."""
    key = keyed(a, head)
    before = [c for c in a.children[head] if head < c < verb and a.deps[c] == "prep"]
    led = (f"{key} {a.lowers[c]}" for c in (*before, *(c for c in a.children[verb] if a.lowers[c] == "for")))
    return next((longer for longer in led if longer in cues().verbs), key)


@cache
def cues() -> Cues:
    rows = table("status")

    def turned(name: str) -> dict[str, Status]:
        return {word: cast(Status, status) for status, words in rows[name].items() for word in words}

    def words(name: str) -> frozenset[str]:
        return frozenset(rows[name])

    return Cues(
        verbs=turned("verbs"),
        adjectives=turned("adjectives"),
        nouns=turned("nouns"),
        absent=turned("absent"),
        light=words("light"),
        occur=words("occur"),
        deals=words("deals"),
        begins=words("begins"),
        ends=words("ends"),
        realised=words("realised"),
        topics=words("topics"),
        vouched=words("vouched"),
        presupposed=words("presupposed"),
        kept=words("kept"),
        turns=words("turns"),
        invariable=words("invariable"),
        ranks=words("ranks"),
        proclaimed=words("proclaimed"),
        arranged=words("arranged"),
        presence=words("presence"),
        announcing=words("announcing"),
        claims=words("claims"),
        attendance=words("attendance"),
        attend=words("attend"),
        vows=words("vows"),
        stative=words("stative"),
        beliefs=words("beliefs"),
        proposals=words("proposals"),
        perceived=words("perceived"),
        lasting=words("lasting"),
        states=words("states"),
        alleged=words("alleged"),
        ventures=words("ventures"),
        lapses=words("lapses"),
        settled=words("settled"),
        aims=words("aims"),
        reasons=tuple(tuple(reason.split()) for reason in rows["reasons"]),
    )
