"""Words of a page without power over what reads them: control and bidi characters, long lines, addresses that run."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from readout.model import Article

# Control and bidi characters, halves of surrogate pairs and what is no character at all; tabs and line ends are kept.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]"
)
# A title longer than this is cut: nobody reads it, and programs show it whole.
TITLE, LINE = 300, 4000
_ADDRESS = 2000


def text(words: str) -> str:
    """The same words, character for character, with a replacement mark for each that does harm: offsets stay true."""
    return _HARMFUL.sub("\ufffd", words)


def line(words: str | None, most: int = LINE) -> str:
    """Words as one line, cut where they are longer than `most`."""
    clean = " ".join(text((words or "")[: 4 * most]).split())
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def title(words: str | None) -> str:
    """Words as a title."""
    return line(words, TITLE)


def url(address: str | None) -> str | None:
    """An address of the web as it may stand in a link; nothing for one that runs something or is none."""
    if not address or len(address) > _ADDRESS:
        return None
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(text(parts.geturl()), safe="!#$%&'()*+,/:;=?@~")


def name(article: Article) -> str:
    """An article's id as it may stand in a line."""
    return line(article.id, TITLE)


def iri(article: str, part: str = "", base: str | None = None) -> str:
    """The name of an article or of a part of it in the web: its address in the store's pages, else a UUID of it."""
    if base is not None:
        return f"{base.rstrip('/')}/articles/{quote(text(article), safe='')}" + (f"#{quote(part)}" if part else "")
    return uuid5(NAMESPACE_URL, f"urn:readout:{article}#{part}".encode(errors="replace").decode()).urn


def moment(published: str | None) -> datetime | None:
    """A time of publication; without a zone it is taken for UTC, without an hour for midnight."""
    for words in (published or "", (published or "")[:10]):
        try:
            at = datetime.fromisoformat(words)
        except ValueError:
            continue
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def rfc3339(published: str | None) -> str | None:
    """A time of publication as RFC 3339 has it."""
    at = moment(published)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None
