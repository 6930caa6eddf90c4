"""Whom a pronoun may mean, ranked by a few features whose weights `training/fit_pronouns.py` fits on read articles."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from readout.extract.cast import head_of
from readout.extract.entities.phrases import is_first_of_sentence, over
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import weights
from readout.model import Analysis

SUBJECTS = ("nsubj", "nsubjpass")
_OPENING, _CLOSING = ("“", "„", "``", "`"), ("”", "''")
_WINDOW = 3  # sentences before the pronoun's own
_MOST = 12  # candidates
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention at its head token; `drafts` are several where "and" joins them."""

    token: int
    drafts: tuple[Draft, ...]
    pronoun: bool


@dataclass(slots=True)
class Candidate:
    """One whom a pronoun may mean, with its mentions before the pronoun, the nearest first."""

    drafts: tuple[Draft, ...]
    places: list[Place] = field(default_factory=list)


class Mentions:
    """Mentions by the sentence they stand in, growing as pronouns are resolved; which tokens are quoted."""

    def __init__(self, scene: Scene) -> None:
        a = self.a = scene.a
        self.by_sentence: list[list[Place]] = [[] for _ in a.sentences]
        self.times: dict[int, int] = defaultdict(int)
        for draft in scene.drafts:
            for first, last, form in draft.refs:
                head = head_of(a, first, last)
                if not (draft.kind == "country" and form == "name" and a.pos[head] == "ADJ"):
                    self.by_sentence[a.sentence_of[first]].append(Place(head, (draft,), False))
        for row in self.by_sentence:
            self._join(row)
            row.sort(key=lambda place: place.token)
        self.quoted = _quoted(a)
        self.at = {place.token: place for row in self.by_sentence for place in row}

    def _join(self, row: list[Place]) -> None:
        """Add what "and" joins as one."""
        a, here = self.a, {place.token: place.drafts[0] for place in row}
        for token, draft in list(here.items()):
            joined, last = [draft], token
            for _ in range(4):
                last = next((c for c in a.children[last] if a.deps[c] == "conj" and c > last), -1)
                if last not in here:
                    break
                joined.append(here[last])
            if len(joined) > 1 and a.deps[token] != "conj":
                row.append(Place(token, tuple(dict.fromkeys(joined)), False))

    def add(self, token: int, draft: Draft) -> None:
        """Put a resolved pronoun among the mentions."""
        self.by_sentence[self.a.sentence_of[token]].append(Place(token, (draft,), True))

    def candidates(self, token: int, fits: Callable[[tuple[Draft, ...]], bool]) -> list[Candidate]:
        """Those mentioned shortly before a token whom it may mean, by their nearest mention."""
        a = self.a
        found: dict[tuple[int, ...], Candidate] = {}
        sentence = a.sentence_of[token]
        for here in range(sentence, max(-1, sentence - _WINDOW - 1), -1):
            if a.block_of[a.sentences[here][0]] < a.block_of[token] - 2:
                break
            for place in sorted(self.by_sentence[here], key=lambda p: -p.token):
                if place.token < token and fits(place.drafts):
                    key = tuple(id(d) for d in place.drafts)
                    if key not in found and len(found) >= _MOST:
                        continue
                    found.setdefault(key, Candidate(place.drafts)).places.append(place)
        return list(found.values())


def _quoted(a: Analysis) -> list[bool]:
    """For each token: does it stand between quotation marks of its block?"""
    inside, block, result = False, -1, []
    for token, word in enumerate(a.words):
        if a.block_of[token] != block:
            inside, block = False, a.block_of[token]
        if word == '"':
            inside = not inside
        elif word in _OPENING or word in _CLOSING:
            inside = word in _OPENING
        result.append(inside)
    return result


def features(mentions: Mentions, token: int, candidate: Candidate, order: int, gender: str) -> Features:
    """What speaks for and against a candidate; `order` is its rank by nearness, `gender` m, f, n or p."""
    a = mentions.a
    sentence = a.sentence_of[token]
    near = candidate.places[0]
    back = sentence - a.sentence_of[near.token]
    own = [p for p in candidate.places if a.sentence_of[p.token] == sentence]
    before = [p for p in candidate.places if a.sentence_of[p.token] == sentence - 1]
    subjects = [p for p in own if a.deps[p.token] in SUBJECTS]
    first = candidate.drafts[0]
    values: dict[str, float] = {
        f"back {back}": 1.0,
        "over": float(any(over(a, a.heads[p.token], token) for p in subjects)),
        "subject": float(bool(subjects)),
        "subject before": float(any(a.deps[p.token] in SUBJECTS for p in before)),
        "main before": float(any(is_first_of_sentence(a, p.token) for p in before)),
        "own clause": float(any(a.heads[p.token] == _verb(a, token) for p in subjects)),
        "object": float(a.deps[near.token] in ("dobj", "dative")),
        "controls": float(a.deps[near.token] == "dobj" and _controls(a, near.token, token)),
        "oblique": float(a.deps[near.token] == "pobj"),
        "owner": float(a.deps[near.token] == "poss"),
        "beside": float(a.deps[near.token] in ("appos", "compound", "nmod")),
        "pronoun": float(near.pronoun),
        "times": math.log(1 + len(candidate.places)),
        "whole": math.log(1 + sum(len(d.refs) for d in candidate.drafts) / len(candidate.drafts)),
        "parallel": float(a.deps[near.token] == a.deps[token]),
        "order": min(order, 4) / 4,
        "quoted": float(mentions.quoted[near.token] != mentions.quoted[token]),
        "unnamed": float(first.kind == "person" and bool(first.head)),
    }
    if gender in ("m", "f"):
        values["gender"] = float(first.gender == gender)
    else:
        values[f"{gender} {first.kind}"] = 1.0
        values[f"{gender} several"] = float(len(candidate.drafts) > 1)
    return {name: value for name, value in values.items() if value}


def _verb(a: Analysis, token: int) -> int:
    """The verb of the innermost clause that holds a token."""
    up, steps = a.heads[token], 0
    while a.pos[up] not in ("VERB", "AUX") and a.heads[up] != up and steps < 12:
        up, steps = a.heads[up], steps + 1
    return up


def _controls(a: Analysis, named: int, token: int) -> bool:
    """Is a token in the clause that an object controls: "asked X to give his ..."?"""
    verb = _verb(a, token)
    return a.deps[verb] == "xcomp" and a.heads[verb] == a.heads[named]


def score(values: Features, gender: str) -> float:
    """The weighted sum of features."""
    table = weights()
    return sum(table.get(name, 0.0) * value for name, value in values.items())


def best(mentions: Mentions, token: int, candidates: list[Candidate], gender: str) -> Candidate | None:
    """The candidate that is likeliest, if it is likelier than all others and nobody together."""
    if not candidates:
        return None
    scores = [score(features(mentions, token, c, n, gender), gender) for n, c in enumerate(candidates)]
    top = max(range(len(scores)), key=lambda n: scores[n])
    nobody = weights()[f"nobody {gender}"]
    whole = sum(math.exp(s - scores[top]) for s in (*scores, nobody))
    return candidates[top] if 1 / whole >= weights()["sure"] else None
