"""Fit `lexicon/event_chances.json` on articles read by hand: `python -m training.fit_events READINGS [--write]`.

READINGS is a folder of records as `readout evaluate` takes it. A reading of a word is right when the gold has an event
of its kind there; optional events, and repeats of an event that the gold has elsewhere, are left out. The weights are
those of a logistic regression with an L2 penalty, found by Newton's method from zero: the same each time.
Printed are the figures of events by type at several thresholds, of models that have not seen the articles.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from readout.analyse import analyse
from readout.evaluate import Reading, load, rules
from readout.evaluate.match import Match
from readout.extract import Cast, find_entities, find_statements, find_times
from readout.extract.events import as_events, plover, readings, told
from readout.extract.events.participants import Parties
from readout.extract.events.reading import Found
from readout.model import Analysis, Article, Event, Record, to_json
from readout.read import read_inputs

TABLE = Path(__file__).parent.parent / "src" / "readout" / "lexicon" / "event_chances.json"
PENALTY, STEPS, NEAR, FOLDS = 8.0, 50, 1e-3, 8
# How much a reading counts that is judged by a PLOVER type alone, or by itself.
CODED, ALONE = 0.25, 0.5
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
SOURCES = ("ecbplus/articles.jsonl", "polnear/train.jsonl.gz", "timex/timebank.jsonl")
JUDGED = Path(__file__).with_name("events.jsonl")
# What is held of signs that few articles show: what is only supposed, wanted or denied is seldom an event.
PRIOR = {
    f"doubt {why}": -1.5 for why in ("modal", "adjective", "gerund", "negated", "condition", "noun", "verb", "purpose")
}
PRIOR |= {
    "doubt mark": -4.0,
    "told unnamed": 1.0,
    "noun told unnamed": 1.0,
    "disaster": -1.0,
    "sports": -1.5,
    "spoken": -0.5,
}
Array = NDArray[np.float64]
Row = tuple[frozenset[str], bool, float]


class Page(NamedTuple):
    """An article with what its words may tell, and its reading by hand."""

    analysis: Analysis
    record: Record
    cast: Cast
    read: list[Found]
    wanted: Reading


def page(analysis: Analysis, wanted: Reading) -> Page:
    """An article's parts as the program reads them, and each reading of its words."""
    cast, times = find_entities(analysis), find_times(analysis)
    statements = find_statements(analysis, cast, times)
    record = Record(analysis.article, cast.entities, times, statements)
    return Page(analysis, record, cast, readings(analysis, cast, times, statements), wanted)


def rows(one: Page) -> list[Row]:
    """The signs of each reading that can be judged, and whether it is right."""
    events, text = one.wanted.items("events"), one.analysis.article
    starts, match = rules.sentence_starts(text), Match(one.wanted, Reading(one.record))
    found: list[Row] = []
    for reading in one.read:
        span = one.analysis.span(reading.trigger.first, reading.trigger.last)
        event = Event("", reading.frame.kind.name, span)
        same = [optional for gold, optional in events if rules.same_event(gold, event, starts)]
        if same:
            found += [(reading.signs, True, 1.0)] if not all(same) else []
            continue
        ours = {match.wanted_id(p.entity.id) for p in reading.parts}
        again = (
            {p.entity for p in gold.participants} & ours or not ours for gold, _ in events if gold.type == event.type
        )
        if not any(again):
            found.append((reading.signs, False, 1.0))
    return found


class Sentence(NamedTuple):
    """A sentence coded with a PLOVER type, with what its words may tell."""

    analysis: Analysis
    cast: Cast
    read: list[Found]
    coded: Mapping[str, Any]


def sentence(analysis: Analysis, coded: Mapping[str, Any]) -> Sentence:
    """A coded sentence's parts as the program reads them."""
    cast, times = find_entities(analysis), find_times(analysis)
    return Sentence(analysis, cast, readings(analysis, cast, times, find_statements(analysis, cast, times)), coded)


def coded_rows(one: Sentence) -> list[Row]:
    """The signs of each reading of a coded sentence, and whether its type is the coded one."""
    return [(f.signs, plover(f) == one.coded["event"], CODED) for f in one.read if "told unnamed" not in f.signs]


def fitted(data: Sequence[Row]) -> dict[str, float]:
    """The weights under which these judgements are likeliest, drawn to those of `PRIOR`."""
    names = sorted({sign for signs, _, _ in data for sign in signs} | PRIOR.keys())
    place = {name: n for n, name in enumerate(names)}
    values, right = np.zeros((len(data), len(names))), np.array([float(good) for _, good, _ in data])
    mass = np.array([weight for *_, weight in data])
    for number, (signs, *_) in enumerate(data):
        for sign in signs:
            values[number, place[sign]] = 1.0
    pull = np.array([PENALTY if name else 0.01 for name in names])
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights = prior.copy()
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-values @ weights))
        slope = values.T @ (mass * (chance - right)) + pull * (weights - prior)
        curve = (values.T * (mass * chance * (1.0 - chance))) @ values + np.diag(pull)
        step: Array = np.linalg.solve(curve, slope)
        weights -= step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < NEAR:
            break
    return {name: round(float(w), 2) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005}


def scored(read: Sequence[Found], weights: Mapping[str, float]) -> list[Found]:
    """Copies of readings with the chances that these weights give."""
    fresh = [dataclasses.replace(reading, parts=list(reading.parts)) for reading in read]
    for reading in fresh:
        reading.chance = float(1.0 / (1.0 + np.exp(-sum(weights.get(sign, 0.0) for sign in reading.signs))))
    return fresh


def counts(one: Page, weights: Mapping[str, float], threshold: float) -> Array:
    """Right, found and wanted events of an article by type, and right ones with all parties."""
    read = scored(one.read, weights)
    events = as_events(one.analysis, one.cast, told(one.analysis, Parties(one.analysis, one.cast), read, threshold))
    match = Match(one.wanted, Reading(replace(one.record, events=events)))
    pairs = match.events.pairs
    right = len(pairs)
    whole = sum(not match.absent(gold, found) for gold, found in pairs)
    return np.array([right, right + len(match.events.invented), right + len(match.events.missing), whole], float)


def figures(total: Array) -> str:
    """Precision, recall and F1 by type, and F1 with all parties."""
    right, found, wanted, whole = total
    by_type = f"P {right / found:.3f}  R {right / wanted:.3f}  F1 {2 * right / (found + wanted):.3f}"
    return f"{by_type}  with all parties {2 * whole / (found + wanted):.3f}"


def scorer_of(folder: Path) -> Any:
    """The scorer of coded sentences in a data folder."""
    spec = spec_from_file_location("score_events", folder / "score/score_events.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: no score/score_events.py")
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def dyad(record: Any, event: Any, coded: Mapping[str, Any], scorer: Any) -> bool:
    """Whether an event has the coded parties, as the scorer judges it."""
    actors, recipients = (scorer.parties(record, event, role) for role in ("actor", "recipient"))
    source, target = scorer.listed(coded.get("source")), scorer.listed(coded.get("target"))
    if target:
        return bool(scorer.matches(source, actors) and scorer.matches(target, recipients))
    return bool(source) and all(scorer.matches([one], actors + recipients) for one in source)


def coded_counts(one: Sentence, weights: Mapping[str, float], threshold: float, scorer: Any) -> Array:
    """Right, found and wanted events of a coded sentence by type, and right ones with both parties."""
    read = scored(one.read, weights)
    events = as_events(one.analysis, one.cast, told(one.analysis, Parties(one.analysis, one.cast), read, threshold))
    record: dict[str, Any] = json.loads(to_json(Record(one.analysis.article, one.cast.entities, events=events)))
    same: list[dict[str, Any]] = [event for event in record["events"] if event["plover"] == one.coded["event"]]
    whole = any(dyad(record, event, one.coded, scorer) for event in same)
    return np.array([bool(same), len(events), 1, whole], float)


def judged_rows(one: Sentence) -> list[Row]:
    """The signs of each reading of an article that was judged by itself, and whether it is right."""
    places = {(int(row["start"]), row["kind"]): bool(row["right"]) for row in one.coded["judged"]}
    starts = one.analysis.starts
    keys = ((f, (starts[f.trigger.token], f.frame.kind.name)) for f in one.read)
    return [(f.signs, places[key], ALONE) for f, key in keys if key in places]


def judged(folder: Path) -> list[Sentence]:
    """The articles of `events.jsonl`, with the judgements of each."""
    by_article: dict[str, list[Any]] = {}
    for row in map(json.loads, JUDGED.read_text("utf-8").splitlines()):
        by_article.setdefault(row["article"], []).append(row)
    files = [str(folder / "data" / file) for file in SOURCES]
    articles = (a for a in read_inputs(files) if isinstance(a, Article) and a.id in by_article)
    return [sentence(a, {"judged": by_article[a.article.id]}) for a in analyse(articles)]


def main() -> None:
    wanted = load(sys.argv[1])
    pages = [page(a, wanted[a.article.id]) for a in analyse(r.record.article for r in wanted.values())]
    folder = Path(sys.argv[2])
    file, scorer = folder / "data/plover/sentences.jsonl", scorer_of(folder)
    coded = {row["id"]: row for row in map(json.loads, file.read_text("utf-8").splitlines())}
    articles = (a for a in read_inputs([str(file)]) if isinstance(a, Article))
    sentences = [sentence(a, coded[a.article.id]) for a in analyse(articles)]
    others = [judged_rows(one) for one in judged(folder)]
    data, more = [rows(one) for one in pages], [coded_rows(one) for one in sentences]
    for name, part in (("articles", data), ("coded sentences", more), ("judged", others)):
        print(f"{name}: {sum(map(len, part))} readings, {sum(row[1] for rows in part for row in rows)} right")
    extra = [row for rows in others for row in rows]
    unseen = [
        fitted(
            [row for part in (data, more) for n, rows in enumerate(part) if n % FOLDS != fold for row in rows] + extra
        )
        for fold in range(FOLDS)
    ]
    for threshold in THRESHOLDS:
        total = sum((counts(one, unseen[n % FOLDS], threshold) for n, one in enumerate(pages)), np.zeros(4))
        print(f"unseen articles, threshold {threshold}: {figures(total)}")
    for threshold in THRESHOLDS:
        total = sum(
            (coded_counts(one, unseen[n % FOLDS], threshold, scorer) for n, one in enumerate(sentences)), np.zeros(4)
        )
        print(f"unseen coded sentences, threshold {threshold}: {figures(total)}")
    weights = fitted([row for part in (data, more, others) for rows in part for row in rows])
    if "--write" in sys.argv:
        TABLE.write_text(json.dumps({"weights": weights}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
