"""Whom a pronoun may mean, ranked by a few features whose weights `training/fit_pronouns.py` fits on read articles."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from readout.extract.cast import head_of
from readout.extract.entities.phrases import is_first_of_sentence, over
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import weights, word_set
from readout.model import Analysis

SUBJECTS = ("nsubj", "nsubjpass")
_OPENING, _CLOSING = ("“", "„", "``", "`"), ("”", "''")
_WINDOW = 3  # sentences before the pronoun's own
_SPOKEN = 9  # before that of one who speaks: what was quoted in between may be long
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
        self.unquoted = self._counted()
        self.spoke = sorted(p.token for row in self.by_sentence for p in row if self.tells(p.token))
        self.at = {place.token: place for row in self.by_sentence for place in row}

    def _counted(self) -> list[int]:
        """For each sentence how many up to it have words outside quotation marks."""
        counts, whole = [], 0
        for first, last in self.a.sentences:
            outside = sum(not quoted for quoted in self.quoted[first:last])
            whole += outside > 2
            counts.append(whole)
        return counts

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

    def speaks(self, token: int) -> bool:
        """Is a token, outside quotation marks, the subject of a verb of speaking?"""
        a = self.a
        said = a.deps[token] == "nsubj" and a.lemmas[a.heads[token]] in word_set("offices", "speaking")
        return said and not self.quoted[token]

    def tells(self, token: int) -> bool:
        """Does a token, outside quotation marks, stand for whose words or views are given: "according to X" too?"""
        a = self.a
        up = a.heads[token]
        thinks = a.deps[token] == "nsubj" and a.lemmas[up] in word_set("offices", "telling")
        source = a.deps[token] == "pobj" and a.lowers[up] == "to" and a.lowers[a.heads[up]] == "according"
        source = source or (a.deps[token] == "pobj" and a.lowers[up - 1 : up + 1] == ["according", "to"])
        return self.speaks(token) or ((thinks or source) and not self.quoted[token])

    def is_tag(self, token: int) -> bool:
        """Does a subject of a verb of speaking follow a quotation: '..." he said'?"""
        return self.speaks(token) and any(
            self.a.words[t] in _CLOSING or self.a.words[t] == '"' for t in (token - 1, token - 2) if t >= 0
        )

    def last_speaker(self, token: int) -> int:
        """The token of the last mention before a token whose party spoke; -1 when nobody did."""
        at = bisect_left(self.spoke, token)
        return self.spoke[at - 1] if at else -1

    def add(self, token: int, draft: Draft) -> None:
        """Put a resolved pronoun among the mentions."""
        self.by_sentence[self.a.sentence_of[token]].append(Place(token, (draft,), True))
        if self.tells(token):
            insort(self.spoke, token)

    def candidates(self, token: int, fits: Callable[[tuple[Draft, ...]], bool]) -> list[Candidate]:
        """Those mentioned shortly before a token whom it may mean, by their nearest mention."""
        a = self.a
        found: dict[tuple[int, ...], Candidate] = {}
        sentence, speaks, tag = a.sentence_of[token], self.speaks(token), self.is_tag(token)
        reach, blocks = (_SPOKEN, 4) if speaks else (_WINDOW, 2)
        for here in range(sentence, max(-1, sentence - reach - 1), -1):
            if a.block_of[a.sentences[here][0]] < a.block_of[token] - blocks:
                break
            for place in sorted(self.by_sentence[here], key=lambda p: -p.token):
                if place.token < token and fits(place.drafts) and not (tag and self.quoted[place.token]):
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
    back = mentions.unquoted[sentence] - mentions.unquoted[a.sentence_of[near.token]]
    own = [p for p in candidate.places if a.sentence_of[p.token] == sentence]
    before = [p for p in candidate.places if a.sentence_of[p.token] == sentence - 1]
    subjects = [p for p in own if a.deps[p.token] in SUBJECTS]
    first = candidate.drafts[0]
    unnamed = first.kind == "person" and bool(first.head)
    main = any(is_first_of_sentence(a, p.token) for p in before)
    speaks = mentions.speaks(token)
    values: dict[str, float] = {
        f"back {min(back, _WINDOW + 1)}": 1.0,
        "over": float(any(over(a, a.heads[p.token], token) for p in subjects)),
        "subject": float(bool(subjects)),
        "subject before": float(any(a.deps[p.token] in SUBJECTS for p in before)),
        "main before": float(main),
        "tag main": float(mentions.is_tag(token) and main),
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
        "unnamed": float(unnamed),
        "unnamed subject": float(unnamed and (main or bool(subjects))),
        "tag": float(mentions.is_tag(token) and any(p.token == mentions.last_speaker(token) for p in candidate.places)),
        "spoke": float(speaks and any(p.token == mentions.last_speaker(token) for p in candidate.places)),
        "speaks quoted": float(speaks and mentions.quoted[near.token]),
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


def best(mentions: Mentions, token: int, candidates: list[Candidate], gender: str) -> tuple[Candidate | None, float]:
    """The likeliest candidate with its chance, if that is high enough."""
    if not candidates:
        return None, 0.0
    scores = [score(features(mentions, token, c, n, gender), gender) for n, c in enumerate(candidates)]
    top = max(range(len(scores)), key=lambda n: scores[n])
    nobody = weights()[f"nobody {gender}"]
    whole = sum(math.exp(s - scores[top]) for s in (*scores, nobody))
    return (candidates[top] if 1 / whole >= weights()["sure"] else None), 1 / whole
