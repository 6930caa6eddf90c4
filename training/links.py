"""Fit how articles and events are told to belong together, on ECB+: `python -m training.links DATA [--write]`.

Prints the figures of a cross-check in which no topic is scored with weights that it was fitted on. `--write` writes
`lexicon/link_words.json` (in how many articles of a background corpus a stem stands) and `lexicon/link_weights.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readout.link import likeness
from readout.link.group import average_link
from readout.link.likeness import FEATURES
from readout.link.sketch import _WORD, Sketch, sketch, stem
from readout.link.stories import Stories
from readout.model import Article

LEXICON = Path(__file__).parents[1] / "src/readout/lexicon"
_STOP = """the a an of to in and for on at by with is was were be been are as that it its from has have had he she his
her they their who which will would said say not but this or after before into than about over up out more also when
while one two i we you him them there what all so if can could may no do did"""
_CALENDAR = """january february march april may june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"""
# Small sets are fitted for too: so often a part of the articles, this large, is drawn.
_DRAWS = ((1.0, 1), (0.5, 2), (0.25, 4), (0.12, 8))
_LEAST = 3
Vector = NDArray[np.float64]


def background(data: Path) -> dict[str, Any]:
    """In how many articles of PolNeAR's training part and TimeBank each stem stands."""
    polnear = gzip.decompress((data / "data/polnear/train.jsonl.gz").read_bytes()).decode()
    texts = [json.loads(line)["text"] for line in polnear.splitlines()]
    texts += [json.loads(line)["text"] for line in (data / "data/timex/timebank.jsonl").read_text("utf-8").splitlines()]
    counts = Counter(word for text in texts for word in {stem(w) for w in _WORD.findall(text)})
    kept = {word: n for word, n in sorted(counts.items()) if n >= _LEAST}
    return {"articles": len(texts), "stop": _STOP.split(), "calendar": _CALENDAR.split(), "articles_with": kept}


def fit(rows: Vector, truth: Vector, weights: Vector, ridge: float = 1.0) -> tuple[Vector, float]:
    """Weights and bias of a logistic regression on the features as they are, fitted on standardised ones."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    table = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    beta = np.zeros(table.shape[1])
    penalty = np.eye(len(beta)) * ridge
    penalty[-1, -1] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-table @ beta))
        slope = table.T @ (weights * (p - truth)) + penalty @ beta
        step = np.linalg.solve((table * (weights * p * (1 - p))[:, None]).T @ table + penalty, slope)
        beta -= step
        if np.abs(step).max() < 1e-7:
            break
    return beta[:-1] / spread, float(beta[-1] - (beta[:-1] / spread) @ mean)


def story_rows(sketches: Sequence[Sketch], stories: Sequence[str], topics: Sequence[str]) -> tuple[Vector, Vector, Any]:
    """Features, truth and topics of all pairs that share a context, in the whole and in parts drawn at random."""
    rows: list[Vector] = []
    truth: list[float] = []
    places: list[tuple[str, str, float]] = []
    draw = random.Random(7)
    for share, times in _DRAWS:
        for _ in range(times):
            chosen = sorted(draw.sample(range(len(sketches)), int(len(sketches) * share)))
            for members in _contexts([sketches[n] for n in chosen]):
                block = _features([sketches[chosen[n]] for n in members])
                whole = [chosen[n] for n in members]
                for i in range(len(whole)):
                    for j in range(i):
                        rows.append(block[:, i, j])
                        truth.append(float(stories[whole[i]] == stories[whole[j]]))
                        places.append((topics[whole[i]], topics[whole[j]], 1 / (share * times)))
    return np.array(rows), np.array(truth), places


def _features(sketches: Sequence[Sketch]) -> Vector:
    return likeness.features(likeness.likenesses(sketches))


def _contexts(sketches: Sequence[Sketch]) -> Iterable[list[int]]:
    """The contexts that the program would look at."""
    stories = Stories(sketches)
    for key in {stories._forest.key(n) for n in range(len(stories))}:
        members = stories._forest.members(key)
        if len(members) > 1:
            raw = likeness.likenesses([sketches[n] for n in members])
            for context in average_link(raw[0], likeness.CONTEXT):
                if len(context) > 1:
                    yield [members[n] for n in context]


def bcubed(gold: Sequence[str], found: Sequence[int]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1."""

    def side(a: Sequence[Any], b: Sequence[Any]) -> float:
        both, one = Counter(zip(a, b, strict=True)), Counter(b)
        return sum(n * n / one[y] for (_, y), n in both.items()) / len(a)

    p, r = side(gold, found), side(found, gold)
    return p, r, 2 * p * r / (p + r)


def labels(contexts: Sequence[tuple[list[int], Vector]], many: int, model: dict[str, Any], least: float) -> list[int]:
    """The number of each article's story with these weights, above this threshold."""
    found = [0] * many
    number = 0
    for members, block in contexts:
        odds = np.tensordot(np.array(model["weights"]), block, 1) + model["bias"] - least
        for story in average_link(odds, 0.0):
            number += 1
            for one in story:
                found[members[one]] = number
    return found


def cross_check(sketches: Sequence[Sketch], stories: Sequence[str], topics: Sequence[str]) -> dict[str, Any]:
    """Print B-cubed with weights and threshold from the other topics; the weights fitted on all."""
    rows, truth, places = story_rows(sketches, stories, topics)
    sides = np.array([(a, b) for a, b, _ in places])
    weights = np.array([w for _, _, w in places])
    contexts = [(members, _features([sketches[n] for n in members])) for members in _contexts(sketches)]
    grid = [x / 4 for x in range(-6, 9)]

    def fitted(keep: NDArray[np.bool_]) -> dict[str, Any]:
        beta, bias = fit(rows[keep], truth[keep], weights[keep])
        return {"features": FEATURES, "weights": [float(b) for b in beta], "bias": bias, "least": 0.0}

    def best(part: Sequence[int], model: dict[str, Any]) -> tuple[float, float]:
        scores = []
        for least in grid:
            found = labels(contexts, len(sketches), model, least)
            scores.append(bcubed([stories[n] for n in part], [found[n] or -n for n in part])[2])
        smooth = [sum(scores[max(0, n - 1) : n + 2]) / len(scores[max(0, n - 1) : n + 2]) for n in range(len(grid))]
        return max((s, g) for s, g in zip(smooth, grid, strict=True))

    got = [""] * len(sketches)
    for topic in sorted(set(topics)):
        model = fitted((sides != topic).all(1))
        least = best([n for n, t in enumerate(topics) if t != topic], model)[1]
        found = labels(contexts, len(sketches), model, least)
        for n, own in enumerate(topics):
            if own == topic:
                got[n] = f"{topic} {found[n] or -n}"
    numbers = {name: i for i, name in enumerate(sorted(set(got)))}
    p, r, f = bcubed(stories, [numbers[name] for name in got])
    print(f"stories, cross-check over topics: P {p:.3f}  R {r:.3f}  F1 {f:.3f}", flush=True)
    model = fitted(np.ones(len(rows), bool))
    score, model["least"] = best(range(len(sketches)), model)
    print(f"stories, fitted on all: F1 {score:.3f}, {dict(zip(FEATURES, np.round(model['weights'], 2), strict=True))}")
    return model


def main() -> None:
    """Print the figures; write the tables when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        words = json.dumps(background(options.data), ensure_ascii=False, separators=(",", ":"))
        (LEXICON / "link_words.json").write_text(words + "\n", encoding="utf-8")
    lines = [json.loads(line) for line in (options.data / "data/ecbplus/articles.jsonl").open(encoding="utf-8")]
    sketches = [sketch(Article(d["id"], "", d["text"])) for d in lines]
    model = cross_check(sketches, [d["story"] for d in lines], [d["topic"] for d in lines])
    if options.write:
        (LEXICON / "link_weights.json").write_text(json.dumps({"stories": model}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
