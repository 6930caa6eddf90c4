"""Fit `lexicon/line_words.json`, which tells a page's own talk from its article.

    python -m benchmarks.reading.fit_lines DATA [--write]

Lines of the pages in DATA, flattened in two styles, and of the invented pages of tests/read/scraped are the page's own
or the article's; paragraphs of PolNeAR's training part are articles' as well. The weights are those of a logistic
regression with an L2 penalty, found from zero by L-BFGS: the same each time. Printed are, for several thresholds, the
figures of the benchmark of scraped text by folds over outlets: no page is read with weights that its outlet was in.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from readout.model import Article
from readout.read import anatomy, likeness, read_bytes
from readout.read.blocks import walk
from readout.read.build import paragraphs
from readout.read.decode import decode
from readout.read.html import parse

from .pages import GOLD, pages, plain
from .scraped import judged
from .styles import flattened

TABLE = Path(__file__).parents[2] / "src/readout/lexicon/line_words.json"
INVENTED = Path(__file__).parents[2] / "tests/read/scraped"
SEED, FOLDS, PENALTY, LEAST, FLOOR, SHORTEST = 11, 6, 6.0, 4, 0.05, 4
STYLES, NEWS, ARTICLES = ("seen", "run"), 9_000, 500
THRESHOLDS = (2.0, 0.9, 0.8, 0.7, 0.6)
Example = tuple[str, bool]


class Page(NamedTuple):
    """A page: its outlet, its lines with whether they are its own talk, and its text in each style to be read."""

    outlet: str
    lines: list[Example]
    texts: dict[str, str]
    gold: dict[str, object]
    body: str


def examples(text: str, body: str) -> Iterator[Example]:
    """The lines of a flattened page that are clearly its own talk, or clearly its article's; captions are neither."""
    known = f" {' '.join(plain(part) for part in body.split(chr(10)))} "
    for line in anatomy.dissect(text, paragraphs(text)).lines:
        if line.words < SHORTEST or line.kind in ("caption", "headline") or line.dated:
            continue
        words = plain(line.text)
        if words and f" {words} " in known:
            yield line.text, False
        elif not any(
            f" {' '.join(part)} " in known for part in zip(*(words.split()[n:] for n in range(6)), strict=False)
        ):
            yield line.text, True


def given(data: Path) -> list[Page]:
    """The English pages of the data folder."""
    sources, found = pages(data), []
    truth = json.loads((data / "data/pages/ground-truth.json").read_text("utf-8"))
    for name, gold in json.loads(GOLD.read_text("utf-8")).items():
        tree = parse(decode(sources[name]) or "")
        if tree is None or gold["language"] != "en":
            continue
        blocks, title, body = (
            walk(tree),
            " ".join((tree.findtext(".//title") or "").split()),
            truth[name]["articleBody"],
        )
        texts = {style: flattened(blocks, style, title) for style in ("seen", "spaced", "run")}
        lines = [example for style in STYLES for example in examples(texts[style], body)]
        outlet = (urlsplit(truth[name]["url"]).hostname or "").removeprefix("www.")
        found.append(Page(outlet, list(dict.fromkeys(lines)), texts, gold, body))
    return found


def invented() -> list[Example]:
    """The lines of the invented pages, by their readings."""
    found: list[Example] = []
    for path in sorted(INVENTED.glob("*.txt")):
        reading = json.loads(path.with_suffix(".json").read_text("utf-8"))
        starts = tuple(start for _, start in reading["body"])
        others = {reading["headline"], *(i["caption"] for i in reading["images"])}
        lines = (" ".join(line.split()) for line in path.read_text("utf-8").splitlines())
        clear = (x for x in lines if x.count(" ") >= SHORTEST - 1 and not any(other and other in x for other in others))
        found += [(line, not line.startswith(starts)) for line in clear]
    return found


def news(data: Path) -> list[Example]:
    """Paragraphs of news that has no page round it."""
    with gzip.open(data / "data/polnear/train.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for _, line in zip(range(ARTICLES), file, strict=False)]
    rows = [part.strip() for text in texts for part in text.split("\n") if part.count(" ") >= SHORTEST - 1]
    chosen = np.random.default_rng(SEED).permutation(len(rows))[:NEWS]
    return [(rows[i], False) for i in chosen]


def fitted(data: Sequence[Example]) -> dict[str, float]:
    """The weights under which these judgements are likeliest; the constant's key is the empty string."""
    sets = [likeness.tokens(text) for text, _ in data]
    counts = Counter(token for found in sets for token in found)
    names = ["", *sorted(token for token, n in counts.items() if n >= LEAST)]
    place = {name: n for n, name in enumerate(names)}
    rows = [[0, *sorted(place[t] for t in found if t in place)] for found in sets]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(names)))
    signs = np.array([1.0 if own else -1.0 for _, own in data])
    penalty = np.full(len(names), PENALTY)
    penalty[0] = 0.0

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (matrix @ weights)
        slope = matrix.T @ (-signs / (1 + np.exp(np.clip(margins, -500, 500)))) + penalty * weights
        return float(np.logaddexp(0, -margins).sum() + (penalty * weights**2).sum() / 2), slope

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if not n or abs(w) >= FLOOR}


def by_folds(given: Sequence[Page], more: Sequence[Example]) -> None:
    """Print the figures of the scraped text at several thresholds, of weights that have not seen the outlets."""
    outlets = sorted({page.outlet for page in given})
    order = np.random.default_rng(SEED).permutation(len(outlets))
    fold = {outlets[i]: n % FOLDS for n, i in enumerate(order)}
    counts: dict[tuple[float, str], Counter[str]] = {}
    for number in range(FOLDS):
        weights = fitted([*(x for p in given if fold[p.outlet] != number for x in p.lines), *more])
        likeness._weights = lambda weights=weights: weights  # type: ignore[assignment]
        for page in (page for page in given if fold[page.outlet] == number):
            for threshold in THRESHOLDS:
                anatomy.PAGE_TALK = threshold
                for style, text in page.texts.items():
                    (found,) = read_bytes(text.encode(), "page.txt")
                    if isinstance(found, Article):
                        score = judged(found, page.gold, page.body, text)
                        counts.setdefault((threshold, style), Counter()).update(score)
    for (threshold, style), score in sorted(counts.items(), key=lambda row: (row[0][1], -row[0][0])):
        p, r = (score[what] / score[f"{what} asked"] for what in ("precision", "recall"))
        print(f"{style:7} from {threshold if threshold <= 1 else 'no'}: precision {p:.3f} recall {r:.3f}")


def main() -> int:
    """Fit and, with `--write`, keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found, more = given(options.data), [*invented(), *news(options.data)]
    weights = fitted([*(x for page in found for x in page.lines), *more])
    if options.write:
        text = json.dumps({"weights": weights}, ensure_ascii=False, indent=0, sort_keys=True)
        TABLE.write_text(text + "\n", "utf-8")
    own = sum(own for page in found for _, own in page.lines) + sum(own for _, own in more)
    print(f"{sum(len(p.lines) for p in found) + len(more)} lines, {own} of them pages' own; {len(weights)} weights")
    by_folds(found, more)
    return 0


if __name__ == "__main__":
    sys.exit(main())
