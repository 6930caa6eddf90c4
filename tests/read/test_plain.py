"""Bodies that a page says plainly, and those that leave doubt; pages in other languages are read for their anatomy."""

from __future__ import annotations

import pytest

from readout.model import Article, Credit
from readout.read import read_bytes
from readout.read.blocks import walk, weighed
from readout.read.html import parse
from readout.read.plain import plain_body

SENTENCE = "The council said on Monday that the old bridge over the river will be closed for repairs until the spring."
PROSE = "".join(f"<p>{SENTENCE} That is the {n} notice.</p>" for n in ("first", "second", "third", "fourth", "fifth"))


def body(inside: str, root: str = "<body>") -> list[tuple[str, str]] | None:
    tree = parse(f"<html>{root}<main><article><h1>Bridge to close</h1><div>{inside}</div></article></main></html>")
    assert tree is not None
    page = walk(tree)
    return plain_body(page, weighed(page))


def test_paragraphs_headings_lists_and_quotes_of_one_element_are_the_body():
    found = body(f"{PROSE}<h2>What now?</h2><ul><li>A ferry runs</li></ul><blockquote><p>We wait.</p></blockquote>")
    assert found is not None
    assert found[5:] == [("heading", "What now?"), ("list", "A ferry runs"), ("quote", "We wait.")]
    assert [kind for kind, _ in found[:5]] == ["paragraph"] * 5


@pytest.mark.parametrize(
    "box",
    [
        "<figure><figcaption>The bridge from above, seen on Sunday.</figcaption></figure>",
        '<div class="wp-caption">The bridge from above, seen on Sunday.</div>',
        '<div class="related"><a href="/a">Another bridge that was closed</a></div>',
        '<div class="byline">By A Writer of the paper</div>',
        '<p><a href="/b">Another bridge that was closed in the north</a></p>',
    ],
)
def test_pictures_links_and_boxes_that_are_named_so_are_none_of_it(box):
    assert body(PROSE + box + PROSE) == body(PROSE + PROSE)


@pytest.mark.parametrize(
    "part",
    [
        f"<div>{SENTENCE}</div>",
        f"<table><tr><td>{SENTENCE}</td></tr></table>",
        f'<section class="info-card">{PROSE}</section>',
        f"<figure><table><tr><td>{SENTENCE}</td></tr></table></figure>",
    ],
)
def test_prose_that_stands_otherwise_leaves_doubt(part):
    assert body(PROSE + part + PROSE) is None


def test_a_body_that_is_hidden_until_scripts_have_run_is_read():
    assert body(PROSE, '<body style="display:none">') == body(PROSE)


def test_a_german_page_is_read_for_who_when_and_whose_picture():
    html = """<html lang="de"><head><title>Brücke gesperrt | Elbkurier</title></head><body><article>
    <h1>Brücke nach Unwetter gesperrt</h1><div><span class="author">Von Anna Weber</span>
    <span class="date">14. Juni 2024, 18:30 Uhr</span></div>
    <figure><figcaption>Die Brücke bei Mahlen am Freitag. Foto: Jens Krüger/dpa</figcaption></figure>
    <p>Nach dem schweren Unwetter in der Nacht zum Freitag ist die Brücke bei Mahlen gesperrt worden, wie die
    Kreisverwaltung am Nachmittag mitteilte.</p><p>„Wir wissen noch nicht, wie lange die Sperrung dauern wird“,
    sagte Landrätin Petra Sommer, die am Montag Gutachter erwartet.</p>
    <p><strong>Lesen Sie auch:</strong> <a href="/x">So schützen Sie Ihr Haus</a></p></article></body></html>"""
    (article,) = read_bytes(html.encode(), "page.html")
    assert isinstance(article, Article)
    assert (article.language, article.authors, article.published) == ("de", ("Anna Weber",), "2024-06-14T18:30")
    assert article.images[0].credit == Credit("Jens Krüger", "dpa", None)
    assert "Lesen Sie auch" not in article.text
