"""Each statement as a source to be cited, in BibTeX and CSL-JSON: the article, and in a note who says what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readout.model import Article
from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import line, title, url
from readout.present.export.jsons import array, filled
from readout.present.export.wording import voiced
from readout.store.rows import StatementRow, statement_rows

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# What TeX takes for a command, as it is written to be only a character.
_TEX = {
    **{c: f"\\{c}" for c in "%$#&_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")


def _statements(corpus: Corpus) -> Iterator[tuple[str, Article, StatementRow]]:
    """Each statement with a key that no other has."""
    used: set[str] = set()
    for record in corpus.records:
        article = record.article
        for row in statement_rows(record, corpus.version(article.id)):
            base = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{article.id[:80]}.{row.statement}").strip("-")
            key = next(k for k in _numbered(base) if k not in used)
            used.add(key)
            yield key, article, row


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{n}" for n in range(2, 10**9))


def _note(row: StatementRow) -> str:
    """Who says what, in the article's words; how sure it is that the article says so."""
    verb = "quoted" if row.kind == "direct" else "reported"
    return f"{voiced(row)}, {verb}: “{line(row.quote)}” (probability {row.probability:.2f})"


def bibtex(corpus: Corpus) -> Iterator[str]:
    """An entry a statement; `misc` is known to every style."""
    for key, article, row in _statements(corpus):
        date = _DATE.match(article.published or "")
        year, month, day = date.groups() if date else (None, None, None)
        authors = " and ".join(f"{{{_tex(title(a))}}}" for a in article.authors if title(a))
        publisher = title(article.publisher)
        fields = {
            "author": authors or (f"{{{_tex(publisher)}}}" if publisher else ""),
            "title": f"{{{_tex(title(article.headline) or title(article.id))}}}",
            "howpublished": _tex(publisher),
            "year": year,
            "month": str(int(month)) if month else None,
            "date": "-".join(filter(None, (year, month, day))),
            "url": (url(article.url) or "").replace("%", r"\%").replace("#", r"\#"),
            "note": _tex(_note(row)),
            "keywords": f"{row.act}, {row.kind}",
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        yield f"@misc{{{key},\n{body}\n}}\n\n"


def _tex(words: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], words)


def csl(corpus: Corpus) -> Iterator[str]:
    """CSL-JSON, an item a statement."""
    return array(_item(*one) for one in _statements(corpus))


def _item(key: str, article: Article, row: StatementRow) -> dict[str, Any]:
    date = _DATE.match(article.published or "")
    parts = [int(part) for part in date.groups() if part] if date else []
    return filled(
        id=key,
        type="article-newspaper",
        title=title(article.headline) or title(article.id),
        author=[{"literal": title(a)} for a in article.authors if title(a)],
        issued={"date-parts": [parts]} if parts else None,
        language=article.language,
        URL=url(article.url),
        note=_note(row),
        keyword=f"{row.act}, {row.kind}",
        **{"container-title": title(article.publisher)},
    )


FORMATS = (
    Exporter("bibtex", "application/x-bibtex", ".bib", "BibTeX: each statement as a source to cite", bibtex),
    Exporter(
        "csl",
        "application/vnd.citationstyles.csl+json",
        ".csl.json",
        "CSL-JSON (Zotero, pandoc): each statement as a source to cite",
        csl,
    ),
)
