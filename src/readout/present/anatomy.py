"""What a page says of itself, in words: notices, disclosures, and where its data and what it shows disagree."""

from __future__ import annotations

from readout.model import Article, Disagreement, NoticeKind, ToldBy
from readout.present.words import moment

_NOTICES: dict[NoticeKind, str] = {
    "ai": "Made with AI",
    "sponsored": "Sponsored",
    "correction": "Correction",
    "agency": "From an agency",
    "opinion": "Opinion",
    "republished": "Republished",
    "other": "Notice",
}
_BY: dict[ToldBy, str] = {
    "page": "as shown",
    "json-ld": "JSON-LD",
    "microdata": "microdata",
    "opengraph": "OpenGraph",
    "meta": "meta tags",
}
_MOMENTS = frozenset({"published", "updated"})


def page_says(article: Article) -> tuple[tuple[str, str], ...]:
    """Lines as (what it is, the page's words); what is told in two ways has the one that was taken first."""
    known = {notice.text for notice in article.notices}
    rows = [(_NOTICES[notice.kind], notice.text) for notice in article.notices]
    rows += [("Disclosure", words) for words in article.disclosures if words not in known]
    rows += [(f"Told in two ways: {told.about}", _ways(told)) for told in article.disagreements]
    return tuple(rows)


def _ways(told: Disagreement) -> str:
    shown = moment if told.about in _MOMENTS else str
    return "; ".join(f"{shown(way.value)} ({_BY[way.by]})" for way in told.told)
