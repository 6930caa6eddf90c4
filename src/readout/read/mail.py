"""Mails as files (EML), such as newsletters: the letter is an article, and so is each page sent along."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache

from readout.lexicon import table
from readout.model import Article, Problem
from readout.read.assemble import Given, assembled
from readout.read.build import Piece, paragraphs
from readout.read.decode import clean, decode
from readout.read.format import Format
from readout.read.fragment import fragment_pieces
from readout.read.names import people
from readout.read.opening import opened
from readout.read.stream import Source, Stream

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
_FOLD = re.compile(rb"\r?\n(?![ \t])")
# What programs write into a mail and people do not put above a text.
_TECHNICAL = frozenset(
    b"message-id mime-version received return-path delivered-to content-type content-transfer-encoding "
    b"list-unsubscribe dkim-signature authentication-results x-mailer list-id".split()
)
_PAGES = frozenset({"application/pdf", "text/html", "application/xhtml+xml", "message/rfc822"})
MOST_PARTS = 200
# The library's parser takes a millisecond and more for each part.
MOST_MARKS = 5000
_FROM = re.compile(r"(?<!\s)\s+(?:from|at|via|of|[|@–—·•]|-)\s+", re.IGNORECASE)


def _matches(head: bytes, name: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    lines = _FOLD.split(start)[:80]
    if lines and lines[0].startswith(b"From "):  # a mailbox of one
        lines = lines[1:]
    fields = [found[1].lower() for line in lines if (found := _FIELD.match(line + b"\n"))]
    if len(fields) < 2 or not _FIELD.match(lines[0] + b"\n"):
        return False
    known = _TECHNICAL.intersection(fields)
    return bool(known) and (b"from" in fields or name.lower().removesuffix(".gz").endswith(".eml"))


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    data = stream.page().lstrip(b"\xef\xbb\xbf\r\n")
    if data.count(b"\n--") > MOST_MARKS:
        yield Problem(source.name, f"more than {MOST_MARKS} lines that may part the mail; save its text alone")
        return
    try:
        mail = BytesParser(_Letter, policy=policy.default).parsebytes(data)
        parts = list(_parts(mail))
    except Exception as error:  # the parser has no one exception for damage
        yield Problem(source.name, f"the mail is damaged: {str(error) or type(error).__name__}; save it again")
        return
    pieces = _body(parts)
    if pieces:
        yield assembled(pieces, _given(mail), source, _furniture)
    inside = [part for part in parts if _is_page(part)][:MOST_PARTS]
    for number, part in enumerate(inside, 1):
        name = clean(_text(part.get_filename) or f"part {number}")
        yield from opened(io.BytesIO(_bytes(part)), source.member(name.replace("/", "_")))
    if not pieces and not inside:
        yield Problem(source.name, "a mail without a text")


class _Letter(EmailMessage):
    """A mail; the library's parser makes its parts of the same kind."""

    def __init__(self, policy: policy.Policy[EmailMessage] = policy.default) -> None:
        super().__init__(policy)


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, to a certain number and depth, never through a mail that is forwarded whole."""
    waiting: list[tuple[EmailMessage, int]] = [(mail, 0)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part, depth = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart" and depth < 20:
            inner = part.get_payload()
            waiting[:0] = (
                [(p, depth + 1) for p in inner if isinstance(p, EmailMessage)] if isinstance(inner, list) else []
            )
        else:
            yield part


def _is_page(part: EmailMessage) -> bool:
    """Whether a part is a page sent along."""
    kind = part.get_content_type()
    sent = part.get_content_disposition() == "attachment" or bool(_text(part.get_filename))
    return kind in _PAGES and (sent or kind not in ("text/html",))


def _body(parts: list[EmailMessage]) -> list[Piece]:
    """The pieces of the letter: of its markup, else of its plain text."""
    own = [p for p in parts if p.get_content_disposition() != "attachment" and not _text(p.get_filename)]
    for kind in ("text/html", "text/plain"):
        pieces: list[Piece] = []
        for part in own:
            if part.get_content_type() == kind and (text := _decoded(part)):
                pieces += fragment_pieces(text) if kind == "text/html" else _plain(text)
        if pieces:
            return pieces
    return []


def _plain(text: str) -> list[Piece]:
    """The paragraphs of a plain letter without its signature."""
    text = re.split(r"\n-- ?\r?\n", text)[0]
    return [("paragraph", " ".join(text[a:b].split())) for a, b in paragraphs(text)]


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(table("inputs")["mail"]), re.IGNORECASE)


def _furniture(words: str) -> str | None:
    """Why a line of a mail is none of its text."""
    return "mailing notice" if len(words) < 300 and _notices().match(words) else None


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(part: EmailMessage) -> str | None:
    data, charset = _bytes(part), part.get_content_charset()
    try:
        return clean(data.decode(charset)) if charset else decode(data)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data)


def _given(mail: EmailMessage) -> Given:
    """What the head of a mail says: who sent it, when, on what."""
    sender = parseaddr(_field(mail, "from"))[0]
    person, outlet = _sender(sender)
    listed = re.sub(r"<[^<>]*>", "", _field(mail, "list-id")).strip(" \"'")
    address = _field(mail, "archived-at").strip("<> ")
    key = _field(mail, "message-id").strip("<> ")
    return Given(
        headline=re.sub(r"^(?:(?:fwd?|re)\s*:\s*)+", "", _field(mail, "subject"), flags=re.IGNORECASE) or None,
        authors=people(person) if person else (),
        publisher=outlet or listed or None,
        published=_moment(_field(mail, "date")),
        url=address if address.startswith(("http://", "https://")) else None,
        key=f"mid:{key}" if key else None,
    )


def _sender(name: str) -> tuple[str | None, str | None]:
    """Person and outlet of a sender's name: "Ann Osei from River Courier", "River Courier"."""
    first, *rest = _FROM.split(name, maxsplit=1)
    if rest:
        return first, rest[0]
    return None, name or None


def _field(mail: EmailMessage, name: str) -> str:
    """A field of the head with its words decoded; empty where it is broken."""
    return " ".join(clean(_text(lambda: str(mail.get(name) or ""))).split())


def _text(get: Callable[[], str | None]) -> str:
    """What the library finds; nothing where it fails, as it does on broken fields."""
    try:
        return get() or ""
    except Exception:  # any of many, from any depth of its parser
        return ""


def _moment(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


FORMAT = Format("mail", _matches, _read, binary=True)
