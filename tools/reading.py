"""A hand-written reading, in marks, to a record: reading.py ARTICLE.json READING.txt > RECORD.json

ARTICLE.json is one object {id, text, title?, published?, publisher?, url?}. READING.txt has the article's text with marks in it, a
line `---`, and YAML that says the rest. docs/annotation.md tells what the marks mean. Every mistake is named with its place; the
record is printed only when there is none.
"""

from __future__ import annotations

import json
import re
import sys
from calendar import monthrange
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import yaml

from readout.lexicon import table
from readout.model import Article, Record, spans
from readout.read import read_bytes

MARK = re.compile(r"\{([^{}|]+)\||(\})")
FORMS = {"n": "name", "p": "pronoun", "d": "description", "m": "metonym"}
Spans = list[tuple[int, int]]


class Mistakes(list[str]):
    """What is wrong with a reading."""


def marks(marked: str, text: str, wrong: Mistakes) -> list[tuple[str, int, int]]:
    """Each mark as (label, start, end) in code points of `text`; the marked text must be the text but for marks and white space."""
    found, open_marks, at, i = [], [], 0, 0

    def skip() -> None:
        nonlocal at
        while at < len(text) and text[at].isspace():
            at += 1

    while i < len(marked):
        mark = MARK.match(marked, i)
        if mark and mark[1]:
            skip()
            open_marks.append((mark[1].strip(), at))
            i = mark.end()
        elif mark and open_marks:
            label, start = open_marks.pop()
            end = at
            while end > start and text[end - 1].isspace():
                end -= 1
            found.append((label, start, end))
            i = mark.end()
        elif marked[i].isspace():
            i += 1
        else:
            skip()
            if at >= len(text) or text[at] != marked[i]:
                wrong.append(f"the marked text leaves the article at {marked[max(0, i - 40) : i + 30]!r}; there it has {text[at : at + 40]!r}")
                return found
            at, i = at + 1, i + 1
    skip()
    if at < len(text):
        wrong.append(f"the marked text ends before {text[at : at + 50]!r}")
    wrong.extend(f"mark {label!r} is never closed" for label, _ in open_marks)
    return found


def bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day of a TIMEX3 date of year, month or day; (None, None) for other values."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T.*)?", value):
        return value[:10], value[:10]
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, month = int(match[1]), int(match[2])
        return f"{value}-01", f"{value}-{monthrange(year, month)[1]:02}"
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01", f"{value}-12-31"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0-01-01", f"{value}9-12-31"
    return None, None


def time_type(value: str) -> str:
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


def record(article: Article, source: str) -> tuple[dict[str, Any], Mistakes]:
    """The record of a reading as plain data, and what is wrong with the reading."""
    wrong = Mistakes()
    marked, _, rest = source.partition("\n---\n")
    said = yaml.safe_load(rest) or {}
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    times: list[dict[str, Any]] = []
    parts: dict[str, dict[str, Spans]] = {"<": defaultdict(list), "=": defaultdict(list), ">": defaultdict(list), "!": defaultdict(list)}
    for label, start, end in sorted(marks(marked, article.text, wrong), key=lambda m: (m[1], -m[2])):
        if start >= end:
            wrong.append(f"mark {label!r} holds no words")
        elif label[0] == "@":
            kind, _, value = label[1:].rpartition(" ")
            low, high = bounds(value)
            times.append({"id": f"t{len(times) + 1}", "start": start, "end": end, "type": kind or time_type(value), "value": value, "from": low, "to": high})
        elif label[0] in parts:
            parts[label[0]][label[1:]].append((start, end))
        else:
            names, _, form = label.partition("/")
            if form and form not in FORMS:
                wrong.append(f"mark {label!r}: no such form")
            for name in names.split("+"):
                mentions[name].append({"start": start, "end": end, "form": FORMS.get(form, "name")})
    entities = said.get("entities") or {}
    for name in mentions.keys() - entities.keys():
        wrong.append(f"entity {name!r} is marked but not told of")
    number = {name: f"e{i}" for i, name in enumerate(entities, 1)}

    def entity(name: Any, where: str) -> str | None:
        if name is None:
            return None
        if name not in number:
            wrong.append(f"{where}: no entity {name!r}")
        return number.get(name)

    people = []
    for name, e in entities.items():
        if not mentions.get(name):
            wrong.append(f"entity {name!r} has no mention")
        people.append({"id": number[name], "kind": e.get("kind"), "name": e.get("name"), "role": e.get("role"), "country": e.get("country"), "mentions": mentions.get(name, []), **flag(e)})
    statements = said.get("statements") or {}
    order = sorted(statements, key=lambda s: parts[">"].get(s, [(len(article.text), 0)])[0])
    statement_id = {s: f"s{i}" for i, s in enumerate(order, 1)}
    for mark, what in (("<", "source"), ("=", "cue"), (">", "content")):
        wrong.extend(f"{what} of statement {s!r} is marked, but the statement is not told of" for s in parts[mark].keys() - statements.keys())
    told = []
    for s in order:
        x = statements[s] or {}
        if not parts[">"].get(s):
            wrong.append(f"statement {s!r} has no content")
        told.append({
            "id": statement_id[s], "content": [span(p) for p in parts[">"].get(s, [])], "speaker": entity(x.get("speaker"), s),
            "source": hull(parts["<"].get(s)), "cue": hull(parts["="].get(s)), "kind": x.get("kind", "indirect"), "act": x.get("act", "say"),
            "said_on": day(x.get("said_on")), "addressee": entity(x.get("addressee"), s), "via": [entity(v, s) for v in x.get("via") or []], **flag(x),
        })
    kinds = table("event_kinds")
    events = said.get("events") or {}
    wrong.extend(f"event {v!r} is marked but not told of" for v in parts["!"].keys() - events.keys())
    happenings = []
    for v in sorted(events, key=lambda v: parts["!"].get(v, [(len(article.text), 0)])[0]):
        x = events[v] or {}
        if not parts["!"].get(v):
            wrong.append(f"event {v!r} has no trigger")
            continue
        if x.get("type") not in kinds:
            wrong.append(f"event {v!r}: no kind {x.get('type')!r}")
            continue
        own = x.get("own") or {}
        people_in = [
            {"entity": entity(name, v), "role": role, "status": (own.get(name) or [None])[0], "reason": (own.get(name) or [None, None])[1] if len(own.get(name) or ()) > 1 else None}
            for role in ("actor", "recipient", "attendee") for name in x.get(role) or []
        ]
        for name in own.keys() - {n for role in ("actor", "recipient", "attendee") for n in x.get(role) or []}:
            wrong.append(f"event {v!r}: {name!r} has a status of its own but no role")
        for s in x.get("sources") or []:
            if s not in statement_id:
                wrong.append(f"event {v!r}: no statement {s!r}")
        happenings.append({
            "id": f"v{len(happenings) + 1}", "type": x["type"], "trigger": hull(parts["!"][v][:1]), "plover": kinds[x["type"]]["is"]["plover"],
            "cameo": kinds[x["type"]]["is"]["cameo"], "participants": people_in, "place": entity(x.get("place"), v), "time": when(x.get("time")),
            "status": x.get("status"), "attendee_count": x.get("count"), "sources": [statement_id[s] for s in x.get("sources") or [] if s in statement_id], **flag(x),
        })
    discrepancies = []
    for d in said.get("discrepancies") or []:
        at = [article.text.find(w) for w in d["words"]]
        if min(at) < 0:
            wrong.append(f"discrepancy {d['about']!r}: words not in the text")
        discrepancies.append({"about": d["about"], "values": [str(v) for v in d["values"]], "spans": [{"start": a, "end": a + len(w)} for a, w in zip(at, d["words"], strict=True)]})
    return {"article": msgspec.to_builtins(article), "entities": people, "times": times, "statements": told, "events": happenings, "discrepancies": discrepancies, "problems": []}, wrong


def flag(item: dict[str, Any]) -> dict[str, Any]:
    return {k: item[k] for k in ("optional", "note") if item.get(k)}


def day(value: Any) -> str | None:
    return None if value is None else str(value)


def span(pair: tuple[int, int]) -> dict[str, int]:
    return {"start": pair[0], "end": pair[1]}


def hull(pieces: Spans | None) -> dict[str, int] | None:
    return span((pieces[0][0], pieces[-1][1])) if pieces else None


def when(value: Any) -> dict[str, Any] | None:
    """A time given as a value, or as {value, from, to}."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {"value": day(value.get("value")), "from": day(value.get("from")), "to": day(value.get("to"))}
    low, high = bounds(str(value))
    return {"value": str(value), "from": low, "to": high}


def main() -> None:
    """Print the record, or each mistake on standard error with exit status 1."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    line = json.dumps(data.get("article", data)).encode()
    article = next(a for a in read_bytes(line, f"{data.get('original', 'reading')}.jsonl"))
    if not isinstance(article, Article):
        sys.exit(f"{sys.argv[1]}: {article.what}")
    built, wrong = record(msgspec.structs.replace(article, source=str(data.get("original", article.source))), Path(sys.argv[2]).read_text("utf-8"))
    if not wrong:
        try:
            checked = msgspec.convert(built, Record)
            wrong.extend(f"{where} quotes no words" for where, start, end in spans(checked) if not checked.article.text[start:end].strip())
        except msgspec.ValidationError as error:
            wrong.append(str(error))
    if wrong:
        sys.exit("\n".join(f"{sys.argv[2]}: {w}" for w in wrong))
    print(json.dumps(built, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
