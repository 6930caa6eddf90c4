"""The transcript with word times (WebVTT) and chapter marks (podcast chapters JSON)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from readout.speak.narrate import Cue, Narration


def webvtt(narration: Narration) -> str:
    """The written words, a cue a sentence, each word with its time; what is said as another word stays as written."""
    note = f"{narration.script.note} Title: {narration.script.title}".replace("-->", "->")
    cues = (
        f"{number}\n{_time(cue.begin)} --> {_time(cue.end)}\n{_timed(cue)}\n"
        for number, cue in enumerate(narration.cues, 1)
    )
    return "\n".join(["WEBVTT", "", f"NOTE {' '.join(note.split())}", "", *cues])


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def _timed(cue: Cue) -> str:
    return "".join(_tagged(cue))


def _tagged(cue: Cue) -> Iterator[str]:
    at, last = 0, cue.begin
    for word in cue.words:
        place = cue.text.find(word.text, at)
        if place < 0:
            continue
        yield html.escape(cue.text[at:place], quote=False)
        # A time must be later than the one before and inside the cue, or players drop the cue.
        if _time(last) < _time(word.begin) < _time(cue.end):
            yield f"<{_time(word.begin)}>"
            last = word.begin
        yield html.escape(word.text, quote=False)
        at = place + len(word.text)
    yield html.escape(cue.text[at:], quote=False)


def chapters_json(narration: Narration, file: str) -> str:
    """Chapter marks as the podcast namespace has them (version 1.2.0)."""
    marks = [{"startTime": round(m.begin, 3), "endTime": round(m.end, 3), "title": m.title} for m in narration.chapters]
    said = {"version": "1.2.0", "title": narration.script.title, "description": narration.script.note, "fileName": file}
    return json.dumps({**said, "author": narration.script.by, "chapters": marks}, ensure_ascii=False, indent=1) + "\n"
