"""The table of cues: which words report, in which frames, as what act, and how often each frame is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import Any

from readout.lexicon import table


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does as a cue: its act, the frames in which it reports, and those in which its act is another."""

    act: str
    frames: frozenset[str]
    acts: Mapping[str, str]

    def act_in(self, frame: str) -> str:
        """The act of the word in a frame: `call for` demands, `call` describes."""
        return self.acts.get(frame, self.act)


@dataclass(frozen=True, slots=True)
class Chances:
    """How often a draft is right: by frame, by word and frame where measured; `weights`: log odds of contexts."""

    frames: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]

    def of(self, frame: str, lemma: str, contexts: Iterable[str]) -> float:
        """The chance of a word in a frame where these contexts hold."""
        prior = self.words.get(lemma, {}).get(frame) or self.frames[frame]
        odds = log(prior / (1.0 - prior)) + sum(self.weights.get(c, 0.0) for c in contexts)
        return 1.0 / (1.0 + exp(-odds))


@dataclass(frozen=True, slots=True)
class Speech:
    """The whole table: the cues by part of speech, two of its lists, and what is kept."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    chains: frozenset[str]
    people: frozenset[str]
    thresholds: Mapping[str, float]
    chances: Chances


def _cues(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Cue]:
    return {word: Cue(str(row["act"]), frozenset(row.get("in", ())), row.get("but", {})) for word, row in rows.items()}


@cache
def speech() -> Speech:
    """The tables `lexicon/speech.yaml` and `lexicon/speech_chances.json`, read once a process."""
    chances = table("speech_chances")
    return with_chances(Chances(chances["frames"], chances["words"], chances["weights"]))


def with_chances(chances: Chances) -> Speech:
    """The table `lexicon/speech.yaml` with these chances."""
    rows = table("speech")
    return Speech(
        _cues(rows["verbs"]),
        _cues(rows["nouns"]),
        _cues(rows["adjectives"]),
        _cues(rows["adverbs"]),
        words("chains"),
        words("people"),
        rows["thresholds"],
        chances,
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of the table, by its name under `lists`."""
    return frozenset(table("speech")["lists"][name])
