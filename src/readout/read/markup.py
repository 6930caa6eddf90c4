"""Markup that would keep a parser busy without end, made harmless before it is parsed."""

from __future__ import annotations

import re

# No page of news has so many tags: live blogs of a day have some ten thousand.
MOST_TAGS = 150_000
# A parser compares each attribute of a tag with all before it; no tag of a page has so many.
_MOST_ATTRIBUTES = 500
LONG = 2000
_LONG_TAG = re.compile(rf"<([A-Za-z][\w:-]{{0,60}})\b[^<>]{{{LONG},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def tamed(markup: str) -> str | None:
    """Markup whose tags have no endless rows of attributes; None where it has too many tags to be an article."""
    if markup.count("<") > MOST_TAGS:
        return None
    parts = markup.split("<")
    long = [i for i, part in enumerate(parts) if len(part) > LONG and ">" not in part[:LONG]]
    for i in long:
        parts[i] = _LONG_TAG.sub(_shortened, f"<{parts[i]}")[1:]
    return "<".join(parts) if long else markup


def _shortened(tag: re.Match[str]) -> str:
    attributes = _QUOTED.sub("", tag[0]).split(maxsplit=_MOST_ATTRIBUTES + 1)
    return tag[0] if len(attributes) <= _MOST_ATTRIBUTES else f"<{tag[1]}"
