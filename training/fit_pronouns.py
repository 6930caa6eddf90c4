"""Fit `lexicon/pronouns.yaml` on articles read by hand: `python training/fit_pronouns.py READINGS [--write]`.

READINGS is a folder of records as `readout evaluate` takes it; the paragraphs of `pronouns.txt` are learnt with them.
Each pronoun is a choice among its candidates and nobody; the weights are those of a log-linear model with an L2
penalty, found by gradient descent from zero: the same each time.
Printed are the share of pronouns given rightly by a model that has not seen their article, and by the weights kept.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from readout.analyse import analyse
from readout.evaluate.gold import Reading, load
from readout.extract.entities import without_pronouns
from readout.extract.entities.coref import GENDERS, by_grammar, candidates, resolve_pronouns
from readout.extract.entities.ranking import Features, Mentions, features
from readout.extract.entities.scene import Draft, Scene
from readout.model import Analysis, Article, Block

PARAGRAPHS = Path(__file__).with_name("pronouns.txt")
WEIGHTS = Path(__file__).parent.parent / "src" / "readout" / "lexicon" / "pronouns.yaml"
PENALTY, RATE, STEPS = 0.8, 1.0, 2000
SURE = 0.45
Array = NDArray[np.float64]


class Choice(NamedTuple):
    """A pronoun: each candidate's features, the last of them nobody's, and which of them are right."""

    article: str
    rows: list[Features]
    right: list[bool]


def meanings(scene: Scene, reading: Reading) -> dict[int, str]:
    """By draft's id the entity of the reading that most of its mentions are."""
    at: dict[tuple[int, int], set[str]] = {}
    article = reading.record.article.text
    for entity in reading.record.entities:
        for mention in entity.mentions:
            start = mention.start + 4 * article[mention.start : mention.end].lower().startswith("the ")
            at.setdefault((start, mention.end), set()).add(entity.id)
    found = {}
    for draft in scene.drafts:
        votes: Counter[str] = Counter()
        for first, last, _ in draft.refs:
            span = scene.a.span(first, last)
            votes.update(at.get((span.start, span.end), ()))
        if votes:
            found[id(draft)] = votes.most_common(1)[0][0]
    return found


def choices(analysis: Analysis, reading: Reading) -> list[Choice]:
    """The pronouns of an article, each with those before it given as the reading has them."""
    scene = without_pronouns(analysis)
    means, mentions = meanings(scene, reading), Mentions(scene)
    spare = reading.spare("entities")
    wanted: dict[int, set[str]] = {}
    for entity in reading.record.entities:
        for mention in entity.mentions:
            if mention.form == "pronoun":
                wanted.setdefault(analysis.tokens(mention.start, mention.end)[0], set()).add(entity.id)
    found = []
    for token in range(len(analysis)):
        gender = GENDERS.get(analysis.lowers[token])
        goal = wanted.get(token, set())
        if gender is None or analysis.pos[token] not in ("PRON", "DET") or goal & spare:
            continue
        if by_grammar(scene, token, gender) is None:
            options = candidates(scene, mentions, token, gender)
            sets = [{means.get(id(d), "") for d in option.drafts} for option in options]
            right = [one == goal for one in sets]
            rows = [features(mentions, token, option, n, gender) for n, option in enumerate(options)]
            if options:
                nobody: Features = {f"nobody {gender}": 1.0}
                found.append(Choice(reading.record.article.id, [*rows, nobody], [*right, not any(right)]))
        for draft in _drafts(scene, means, goal):
            mentions.add(token, draft)
            scene.mention(draft, token, token + 1, "pronoun")
    return found


def paragraphs() -> list[Choice]:
    """The choices of the paragraphs."""
    lines = [line for line in PARAGRAPHS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for number, line in enumerate(lines):
        text, names = (part.strip() for part in line.split("|"))
        start, plain = text.index("*"), text.replace("*", "")
        article = Article(f"paragraph {number}", "", plain, blocks=(Block("paragraph", 0, len(plain)),))
        (analysis,) = analyse([article])
        scene = without_pronouns(analysis)
        resolve_pronouns(scene, stop=start)
        mentions, token = Mentions(scene), analysis.tokens(start, start + 1)[0]
        gender = GENDERS[analysis.lowers[token]]
        if by_grammar(scene, token, gender) is not None:
            continue
        options = candidates(scene, mentions, token, gender)
        right = ["+".join(sorted(d.name for d in o.drafts)) == "+".join(sorted(names.split("+"))) for o in options]
        rows = [features(mentions, token, option, n, gender) for n, option in enumerate(options)]
        if options and (any(right) or names == "-"):
            nobody: Features = {f"nobody {gender}": 1.0}
            found.append(Choice(article.id, [*rows, nobody], [*right, not any(right)]))
        elif names != "-":
            print(f"not among the candidates: {line}")
    return found


def _drafts(scene: Scene, means: dict[int, str], goal: set[str]) -> list[Draft]:
    """The drafts that are the entities of a pronoun, one each: that with most mentions."""
    best: dict[str, Draft] = {}
    for draft in scene.drafts:
        name = means.get(id(draft), "")
        if name in goal and (name not in best or len(draft.refs) > len(best[name].refs)):
            best[name] = draft
    return list(best.values())


class Table:
    """Choices as arrays: one row a candidate, `of` the number of its choice."""

    def __init__(self, data: Sequence[Choice], names: Sequence[str]) -> None:
        column = {name: n for n, name in enumerate(names)}
        rows = [(n, row, good) for n, choice in enumerate(data) for row, good in zip(*choice[1:], strict=True)]
        self.of = np.array([n for n, _, _ in rows])
        self.right = np.array([good for _, _, good in rows])
        self.values = np.zeros((len(rows), len(names)))
        for number, (_, row, _) in enumerate(rows):
            for name, value in row.items():
                self.values[number, column[name]] = value

    def shares(self, weights: Array) -> Array:
        """The probability of each candidate."""
        parts = np.exp(self.values @ weights)
        return np.asarray(parts / np.bincount(self.of, parts)[self.of])

    def slope(self, weights: Array) -> Array:
        """The gradient of the likelihood of the right candidates, less the penalty's."""
        parts = self.shares(weights)
        good = parts * self.right
        pull = good / np.bincount(self.of, good)[self.of] - parts
        return np.asarray(self.values.T @ pull - PENALTY * weights)


def fitted(data: Sequence[Choice], names: Sequence[str]) -> Array:
    """The weights under which the right choices are likeliest."""
    table, weights = Table(data, names), np.zeros(len(names))
    for _ in range(STEPS):
        weights += RATE * table.slope(weights) / len(data)
    return weights


def figures(weights: Array, data: Sequence[Choice], names: Sequence[str], sure: float = SURE) -> Array:
    """How many pronouns are given rightly, how many are given, how many are someone's."""
    parts, counts, at = Table(data, names).shares(weights), np.zeros(3), 0
    for choice in data:
        options = parts[at : at + len(choice.rows) - 1]
        at += len(choice.rows)
        top = int(options.argmax())
        sure_enough = options[top] >= sure
        counts += (sure_enough and choice.right[top], sure_enough, not choice.right[-1])
    return counts


def told(name: str, counts: Array) -> None:
    right, given, wanted = counts
    print(f"{name}: precision {right / given:.3f}, recall {right / wanted:.3f} of {wanted:.0f}")


def main() -> None:
    readings = load(sys.argv[1])
    analyses = analyse(reading.record.article for reading in readings.values())
    data = [choice for a in analyses for choice in choices(a, readings[a.article.id])]
    own = paragraphs()
    names = sorted({name for choice in data + own for row in choice.rows for name in row})
    unseen = {article: fitted([*own, *(c for c in data if c.article != article)], names) for article in readings}
    for sure in (0.4, 0.5, 0.6):
        parts = [[c for c in data if c.article == article] for article in readings]
        counts = [figures(unseen[part[0].article], part, names, sure) for part in parts if part]
        told(f"unseen articles, sure {sure}", np.sum(counts, axis=0))
    weights = fitted([*data, *own], names)
    told("all", figures(weights, data, names))
    told("paragraphs", figures(weights, own, names))
    if "--write" in sys.argv:
        head = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        rows = [
            f"{name}: {weight:.2f}"
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= 0.005 or "nobody" in name
        ]
        WEIGHTS.write_text("\n".join([*head, *rows, f"sure: {SURE}"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
