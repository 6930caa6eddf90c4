"""Newsletters and press releases kept as mails."""

from __future__ import annotations

import pytest

from readout.model import Article, Problem
from readout.read import read_bytes
from tests.read.made import HEADLINE, PARAGRAPHS, TEXT, letter, page, pdf

HTML = f"""<html><body><div style="display:none">Preview of the mail</div><table>
<tr><td>View this email in your browser</td></tr>
<tr><td><h2>Bridge opens</h2><p>{PARAGRAPHS[0]}</p>{PARAGRAPHS[1]}<br><br>{PARAGRAPHS[2]}</td></tr>
<tr><td><a href="https://x.example/u">Unsubscribe</a> | Update your preferences</td></tr></table></body></html>"""


def test_a_newsletter():
    (mail,) = read_bytes(letter(HTML).as_bytes(), "letter.eml")
    assert (mail.headline, mail.publisher, mail.authors) == (
        "Morning briefing: the café talks",
        "River Courier",
        ("Ann Osei",),
    )
    assert mail.published == "2024-03-05T09:00:00+03:00"
    kinds = [(b.kind, mail.text[b.start : b.end]) for b in mail.blocks[1:]]
    assert kinds == [("heading", "Bridge opens"), *(("paragraph", p) for p in PARAGRAPHS)]
    assert [d.why for d in mail.dropped] == ["mailing notice"] * 2


def test_plain_text_without_its_signature():
    mail = letter(plain=f"{TEXT}\n\n-- \nAnn Osei\nRiver Courier", Subject="Fwd: RE: Bridge opens")
    (found,) = read_bytes(mail.as_bytes(), "-")
    assert found.headline == "Bridge opens"
    assert found.text == "Bridge opens\n\n" + "\n\n".join(PARAGRAPHS)


def test_one_mail_has_one_id_wherever_it_lies():
    first, second = (next(iter(read_bytes(letter().as_bytes(), name))).id for name in ("a.eml", "b/c.eml"))
    (other,) = read_bytes(letter(Message_ID="<m2@courier.example>").as_bytes(), "a.eml")
    assert first == second != other.id


def test_pages_sent_along_are_articles_too():
    mail = letter()
    release = pdf([[(50, 700, 18, HEADLINE), (50, 660, 11, PARAGRAPHS[0])]])
    mail.add_attachment(release, maintype="application", subtype="pdf", filename="release.pdf")
    mail.add_attachment(page(), maintype="text", subtype="html", filename="../page.html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    sources = [item.source for item in read_bytes(mail.as_bytes(), "a.eml") if isinstance(item, Article)]
    assert sources == ["a.eml", "a.eml/release.pdf", "a.eml/.._page.html"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "no-such-charset"])
def test_declared_charsets(charset):
    body = b"From: a@x.example\r\nMessage-ID: <1@x>\r\nSubject: =?broken?q?x\r\nContent-Type: text/plain; charset="
    (mail,) = read_bytes(
        body + charset.encode() + b"\r\n\r\nThe caf\xe9 was closed on Monday, its owner said.\r\n", "a.eml"
    )
    assert "café" in mail.text


def test_a_mail_without_text_and_a_text_with_a_head_like_a_mails():
    (problem,) = read_bytes(letter(plain="").as_bytes(), "a.eml")
    assert isinstance(problem, Problem)
    (text,) = read_bytes(f"From: Nairobi\nSubject: the bridge\n\n{TEXT}".encode(), "a.txt")
    assert text.headline is None
    assert "From: Nairobi" in [d.text for d in text.dropped]
