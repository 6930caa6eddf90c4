"""The table of cues: which words report, in which frames, as what act, and how often each frame is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import Any

from readout.lexicon import table


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does as a cue: its act, its chance by frame, and the frames in which its act is another."""

    act: str
    frames: Mapping[str, float]
    acts: Mapping[str, str]

    def act_in(self, frame: str) -> str:
        """The act of the word in a frame: `call for` demands, `call` describes."""
        return self.acts.get(frame, self.act)


@dataclass(frozen=True, slots=True)
class Speech:
    """The whole table; `patterns`: chances of patterns without a word; `weights`: log odds of contexts."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    chains: frozenset[str]
    people: frozenset[str]
    patterns: Mapping[str, float]
    weights: Mapping[str, float]
    floor: float

    def chance(self, prior: float, contexts: list[str]) -> float:
        """A frame's chance where these contexts hold."""
        odds = log(prior / (1.0 - prior)) + sum(self.weights.get(c, 0.0) for c in contexts)
        return 1.0 / (1.0 + exp(-odds))


def _cues(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Cue]:
    return {
        word: Cue(
            str(row["act"]),
            {frame: float(chance) for frame, chance in row.items() if frame not in ("act", "but")},
            row.get("but", {}),
        )
        for word, row in rows.items()
    }


@cache
def speech() -> Speech:
    """The table `lexicon/speech.yaml`, read once a process."""
    rows = table("speech")
    return Speech(
        _cues(rows["verbs"]),
        _cues(rows["nouns"]),
        _cues(rows["adjectives"]),
        _cues(rows["adverbs"]),
        words("chains"),
        words("people"),
        rows["patterns"],
        rows["weights"],
        rows["floor"],
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of the table, by its name under `lists`."""
    return frozenset(table("speech")["lists"][name])
