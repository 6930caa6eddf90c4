"""Files of every format that is read, made as the programs make them that write such files."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from html import escape
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TEXT = (
    "The governor of the river province opened a second bridge on Tuesday, her office said.\n"
    "Work on the bridge began two years ago, and the ministry of roads paid for most of it.\n"
    "“We will build a third one,” the governor told reporters at the ceremony."
)
PARAGRAPHS = TEXT.split("\n")
HEADLINE = "Governor opens second bridge"


class Capture(NamedTuple):
    """One answer of a server in an archive of the web."""

    url: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    when: str = "2024-03-05T10:00:00Z"
    headers: tuple[tuple[str, str], ...] = ()


def page(
    headline: str = HEADLINE, text: str = TEXT, url: str | None = None, when: str = "2024-03-05T09:00:00Z"
) -> bytes:
    """A page as sites serve it."""
    link = f'<link rel="canonical" href="{escape(url)}">' if url else ""
    body = "".join(f"<p>{escape(p)}</p>" for p in text.split("\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(headline)}</title>{link}<meta property="og:title" '
        f'content="{escape(headline)}"><meta property="og:site_name" content="River Courier">'
        f'<meta property="article:published_time" content="{when}"></head>'
        f"<body><article><h1>{escape(headline)}</h1>{body}</article></body></html>"
    ).encode()


def warc(captures: Iterable[Capture], packed: bool = False) -> bytes:
    """A WARC file, each record packed by itself where `packed`."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "made"}))
    for capture in captures:
        headers = StatusAndHeaders(
            capture.status, [("Content-Type", capture.kind), *capture.headers], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                capture.url,
                "response",
                payload=io.BytesIO(capture.body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": capture.when},
            )
        )
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        writer.write_record(writer.create_warc_record(capture.url, "request", http_headers=asked))
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def wacz(captures: Iterable[Capture]) -> bytes:
    """A WACZ archive: the captures, and what lies beside them."""
    return zipped(
        {
            "archive/data.warc.gz": warc(captures, packed=True),
            "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://x.example/"}\n',
            "indexes/index.cdx.gz": gzip.compress(b"x"),
            "datapackage.json": b'{"profile": "data-package", "wacz_version": "1.1.1"}',
        }
    )


def letter(html: str | None = None, plain: str | None = TEXT, **headers: str) -> EmailMessage:
    """A newsletter as mail programs keep it."""
    mail = EmailMessage()
    fields = {
        "From": "Ann Osei from River Courier <ann@courier.example>",
        "To": "readers@courier.example",
        "Subject": "Morning briefing: the café talks",
        "Date": "Tue, 05 Mar 2024 09:00:00 +0300",
        "Message-ID": "<m1@courier.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in fields.items():
        mail[name] = value
    if plain is not None:
        mail.set_content(plain)
    if html is not None and plain is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    return mail


Lines = Sequence[tuple[float, float, float, str]]


def pdf(pages: Sequence[Lines]) -> bytes:
    """A PDF document of lines: (from the left, from below, size, words), all in points; no line, a scan."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, size, words in lines
        ).encode("cp1252")
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(parts)
        )
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>River Courier - World</title><link>https://courier.example/</link><description>News</description>
<item><title>Governor opens bridge &amp; road</title><link>https://courier.example/bridge?a=1&amp;b=2</link>
<dc:creator><![CDATA[Ann Osei]]></dc:creator><pubDate>Tue, 05 Mar 2024 09:00:00 +0300</pubDate>
<guid isPermaLink="false">77</guid><description>She did.</description>
<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><figure><img src="a.jpg">
<figcaption>The bridge (Jo Doe/Reuters)</figcaption></figure>
<p>{PARAGRAPHS[1]}</p><p>Share this article</p>]]></content:encoded></item>
<item><title>Dock workers end strike</title><link>/strike</link><author>desk@courier.example (Kofi Mensah)</author>
<description>&lt;p&gt;{PARAGRAPHS[1]}&lt;/p&gt;</description></item>
<item><title>A picture only</title><link>https://courier.example/picture</link></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><!-- made -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord Post</title><link href="https://fjord.example/"/>
<link rel="self" href="https://fjord.example/feed"/><author><name>Desk</name></author>
<entry><title type="html">Ministers &lt;em&gt;meet&lt;/em&gt; in Oslo</title><link rel="alternate" href="https://fjord.example/oslo"/>
<id>tag:fjord.example,2024:1</id><updated>2024-03-07T12:00:00Z</updated><published>2024-03-07T10:00:00+01:00</published>
<author><name>Zoë Łukasz</name></author><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{PARAGRAPHS[0]}</p><h2>What comes next</h2><p>{PARAGRAPHS[1]}</p></div></content>
</entry></feed>"""

RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example/"><title>Old Wire</title></channel>
<item rdf:about="https://x.example/1"><title>Peru denies it</title><link>https://x.example/1</link><dc:date>2024-03-08</dc:date>
<description>{PARAGRAPHS[0]}</description></item></rdf:RDF>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Daily",
    "items": [
        {
            "id": "https://harbour.example/1",
            "url": "https://harbour.example/1",
            "title": "Harbour reopens",
            "content_html": f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>",
            "date_published": "2024-03-09T08:00:00Z",
            "authors": [{"name": "Mira Blom"}],
        },
        {"id": "2", "content_text": TEXT, "title": "Second"},
    ],
}
