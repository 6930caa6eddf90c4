"""Details of statements on passages annotated by hand: `python -m tests.extract.statements.measure [build|report]`.

A passage is text, then a line a statement: `- KIND ACT | source | cue | content // content | key=value; ...`, with kind
d, i or m (direct, indirect, mixed). Keys: `by` whom the source stands for (- for nobody named), `on` the day of the
saying, `to` who is told, `via` who passed it on, the outermost last, `in` the number of the statement that holds it. A
`?` before a value or a kind says that it may be so or missing. All passages are published on Thursday, 2025-05-08.

Statements are matched by content (half of the characters shared); details are counted on the matched ones: `act`,
`kind`, `source` and `within` as the share that is right, the others as precision and recall of the values given.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from readout.analyse import analyse
from readout.extract import find_entities, find_statements, find_times
from readout.model import Entity, Span, Statement
from tests.conftest import article

FOLDER = Path(__file__).parent / "details"
KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
SHARES = ("source", "act", "kind", "within")
VALUES = ("said_on", "addressee", "via", "speaker")


@dataclass
class Gold:
    """A statement as annotated."""

    kind: str
    act: str
    source: str
    cue: str
    content: list[Span]
    details: dict[str, str]
    optional: bool = False


@dataclass
class Passage:
    """A text and its statements."""

    text: str
    statements: list[Gold] = field(default_factory=list)


@dataclass
class Tally:
    """Counts: statements gold, found and matched; details right and given; and a line for each error."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def rows(self) -> Iterable[tuple[str, float, float]]:
        """(name, precision, recall) of each figure; a share counts as both."""
        c = self.counts
        yield "statements", _part(c["found right"], c["found"]), _part(c["matched"], c["gold"])
        for name in SHARES:
            share = _part(c[f"{name} right"], c["matched"])
            yield name, share, share
        for name in VALUES:
            yield name, _part(c[f"{name} right"], c[f"{name} found"]), _part(c[f"{name} right"], c[f"{name} gold"])


def _part(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def passages(half: str) -> list[Passage]:
    """The passages of a half: `build` (looked at while the rules were made) or `report` (measured only)."""
    return [_passage(block) for block in (FOLDER / f"{half}.txt").read_text("utf-8").strip().split("\n\n")]


def _passage(block: str) -> Passage:
    lines = block.split("\n")
    text = "\n".join(line for line in lines if not line.startswith("- "))
    return Passage(text, [_gold(text, line[2:]) for line in lines if line.startswith("- ")])


def _gold(text: str, line: str) -> Gold:
    head, source, cue, content, *rest = (part.strip() for part in line.split("|"))
    kind, act = head.lstrip("?").split()
    details = dict(d.strip().split("=", 1) for d in rest[0].split(";")) if rest and rest[0] else {}
    at, spans = 0, []
    for piece in content.split(" // "):
        at = text.index(piece, at)
        spans.append(Span(at, at + len(piece)))
        at += len(piece)
    for words in (source, cue):
        assert words in text, f"{words!r} is not in {text!r}"
    return Gold(KINDS[kind], act, source, cue, spans, details, head.startswith("?"))


def alike(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Dice overlap by characters."""
    a, b = ({c for s in spans for c in range(s.start, s.end)} for spans in (one, other))
    return 2 * len(a & b) / (len(a) + len(b))


def match(gold: list[Gold], found: tuple[Statement, ...]) -> dict[int, int]:
    """Gold to found statements by number, the likest first."""
    ways = sorted(
        ((alike(g.content, s.content), -i, -j) for i, g in enumerate(gold) for j, s in enumerate(found)), reverse=True
    )
    pairs: dict[int, int] = {}
    for same, i, j in ways:
        if same >= 0.5 and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def count(passage: Passage, found: tuple[Statement, ...], entities: dict[str, Entity], tally: Tally) -> None:
    """Add a passage's statements to a tally."""
    gold, text, c = passage.statements, passage.text, tally.counts
    pairs = match(gold, found)

    def words(span: Span | None) -> str:
        return "" if span is None else text[span.start : span.end]

    def complain(g: Gold | None, what: str) -> None:
        tally.errors.append(f"{what:60} {words(g.content[0])[:50] if g else ''!r} in {text[:90]!r}")

    for j, statement in enumerate(found):
        if j not in pairs.values():
            c["found"] += 1
            complain(
                None, f"EXTRA {words(statement.source)} | {words(statement.cue)} | {words(statement.content[0])[:50]}"
            )
    for i, g in enumerate(gold):
        if i not in pairs:
            c["gold"] += not g.optional
            if not g.optional:
                complain(g, "MISSED")
                for name in VALUES:
                    c[f"{name} gold"] += _wanted(g, name)[:1] not in ("", "?", "-")
            continue
        if g.optional:
            continue
        s = found[pairs[i]]
        for name in ("gold", "found", "matched", "found right"):
            c[name] += 1
        inner = g.details.get("in")
        holder = pairs.get(int(inner) - 1) if inner else None
        right = {
            "source": words(s.source) == g.source,
            "act": s.act in g.act.split("/"),
            "kind": s.kind == g.kind,
            "within": s.within == (f"s{holder + 1}" if holder is not None else None)
            or (inner is not None and holder is None),
        }
        shown = {"source": words(s.source), "act": s.act, "kind": s.kind, "within": str(s.within)}
        for name in SHARES:
            c[f"{name} right"] += right[name]
            if not right[name]:
                complain(g, f"{name}: {shown[name]}")
        for name in VALUES:
            _value(name, _wanted(g, name), _given(s, name, entities), tally, lambda what, g=g: complain(g, what))


def _wanted(g: Gold, name: str) -> str:
    key = {"said_on": "on", "addressee": "to", "via": "via", "speaker": "by"}[name]
    return g.details.get(key, "")


def _given(s: Statement, name: str, entities: dict[str, Entity]) -> list[set[str]] | str:
    """A day, or for each entity all its names and words."""
    if name == "said_on":
        return s.said_on or ""
    ids = s.via if name == "via" else tuple(i for i in (getattr(s, name),) if i)
    return [{entities[i].name.lower()} for i in ids]


def _value(name: str, wanted: str, given: list[set[str]] | str, tally: Tally, complain: object) -> None:
    optional, wanted = wanted.startswith("?"), wanted.lstrip("?")
    if name == "speaker" and (not wanted or (optional and wanted == "-")):  # nothing to resolve, or either will do
        return
    names = [] if wanted in ("", "-") else [w.strip().lower() for w in wanted.split(",")]
    if isinstance(given, str):
        right, has = given == wanted, bool(given)
    else:
        has = bool(given)
        right = len(names) == len(given) and all(
            any(_same(n, w) for n in own) for own, w in zip(given, names, strict=True)
        )
    if optional and (right or not has):
        return
    c = tally.counts
    c[f"{name} gold"] += bool(names) and not optional
    c[f"{name} found"] += has
    c[f"{name} right"] += right and has
    if not right:
        assert callable(complain)
        complain(f"{name}: {given} not {wanted!r}")


def _same(name: str, wanted: str) -> bool:
    """Whether an entity's name has the words that are wanted, or they have it."""
    one, other = (set(re.findall(r"\w+", w)) - {"the"} for w in (name, wanted))
    return bool(one) and (one <= other or other <= one)


def measure(half: str) -> Tally:
    """Read a half and count."""
    tally = Tally()
    texts = passages(half)
    for passage, a in zip(texts, analyse(article(p.text, "2025-05-08") for p in texts), strict=True):
        cast = find_entities(a)
        count(passage, find_statements(a, cast, find_times(a)), cast.by_id, tally)
    return tally


def main() -> int:
    """Print the figures; the errors of the half to build on too."""
    for half in sys.argv[1:] or ("build", "report"):
        tally = measure(half)
        if half == "build":
            print("\n".join(tally.errors))
        print(f"== {half}: {len(passages(half))} passages, {tally.counts['gold']} statements")
        for name, precision, recall in tally.rows():
            print(f"{name:12} P {precision:.3f}  R {recall:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
