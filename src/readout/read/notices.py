"""What a page discloses of its article, by kind: made with AI, paid for, corrected, an agency's copy, an opinion."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readout.model import Notice, NoticeKind
from readout.read.names import agencies

_AI = r"\b(?:AI|A\.I\.)(?!\w)|artificial intelligence|\b(?:machine|automat\w+|synthetic|text-to-speech)\b"
_CORRECTED = (
    r"(?i:\b(?:corrected|corrections?|clarified|clarifications?|amended|(?:earlier|previous|original) version)\b)"
)
_PAID = r"(?i:\b(?:sponsored|paid|partner content|advertiser|promoted|affiliate|commissions?)\b)"
_AGAIN = r"(?i:\b(?:originally|first|also|re-?)\s?(?:published|appeared|posted)\b)"
_KINDS: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    ("correction", re.compile(_CORRECTED)),
    ("agency", re.compile(r"(?i:\b(?:syndicated|agency|wire|news service)\b)")),
    ("ai", re.compile(_AI)),
    ("sponsored", re.compile(_PAID)),
    ("republished", re.compile(_AGAIN)),
)
# Labels of sections and headlines that set an article apart from news; nothing but such a word counts.
_LABELS: dict[str, NoticeKind] = {
    **dict.fromkeys(
        ("opinion", "opinions", "editorial", "editorials", "column", "comment", "commentary", "op-ed", "analysis",
         "viewpoint", "letters", "perspective", "comment is free", "voices", "views"),
        "opinion",
    ),
    **dict.fromkeys(
        ("sponsored", "sponsored content", "paid content", "partner content", "paid post", "advertorial",
         "press release", "press releases", "brand content", "branded content"),
        "sponsored",
    ),
}  # fmt: skip
_PREFIX = re.compile(r"([A-Za-z][A-Za-z -]{3,20})\s?[:|]\s")


def notices(
    disclosures: Iterable[str], section: str | None, headline: str | None, authors: Iterable[str], near: Iterable[str]
) -> tuple[Notice, ...]:
    """The notices of an article: its disclosures by kind, and the labels that stand beside or before its headline."""
    found = [Notice(_kind(text), text) for text in disclosures]
    before = _PREFIX.match(headline or "")
    for label in (section, before[1] if before else None, *near):
        if label and (kind := _LABELS.get(label.strip(" |:").casefold())):
            found.append(Notice(kind, label.strip(" |:")))
            break
    found += [Notice("agency", author) for author in authors if author in agencies()]
    return tuple(dict.fromkeys(found))


def _kind(text: str) -> NoticeKind:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "other")
