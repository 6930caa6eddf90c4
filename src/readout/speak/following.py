"""An article as sound for a page that follows it: its narration, its transcript, and which words are heard when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from readout.model import Article
from readout.speak.files import encoded
from readout.speak.narrate import Cue, Narration, narrate
from readout.speak.script import of_article
from readout.speak.transcript import webvtt
from readout.speak.voice import Voice


def heard(article: Article) -> dict[str, bytes]:
    """The article's narration by the endings of its files: `mp3`, `vtt` and `json` (see `places`)."""
    narration = narrate(of_article(article), _voice())
    follow = {"note": narration.script.note, "seconds": round(narration.seconds, 3)}
    follow["cues"] = list(places(article.text, narration))
    return {
        "mp3": encoded(narration, "article.mp3"),
        "vtt": webvtt(narration).encode(),
        "json": json.dumps(follow, ensure_ascii=False, separators=(",", ":")).encode(),
    }


@cache
def _voice() -> Voice:
    return Voice()


def places(text: str, narration: Narration) -> Iterator[dict[str, Any]]:
    """Each sentence that stands in the text: `at` [start, end] in it, `time` [begin, end] in seconds, and its `words`
    as [start, end, begin]. What is said before the article (headline, disclosure) has no place.
    """
    opening = narration.chapters[0].end
    at = 0
    for cue in narration.cues:
        if cue.begin < opening:
            continue
        # Spaces and line breaks of the text were made one space before it was said.
        found = re.compile(r"\s+".join(map(re.escape, cue.text.split()))).search(text, at)
        if found:
            at = found.end()
            times = [round(cue.begin, 3), round(cue.end, 3)]
            yield {"at": [found.start(), at], "time": times, "words": list(_words(text, cue, found.start(), at))}


def _words(text: str, cue: Cue, start: int, end: int) -> Iterator[list[float]]:
    for word in cue.words:
        place = text.find(word.text, start, end)
        if place >= 0:
            start = place + len(word.text)
            yield [place, start, round(word.begin, 3)]
