"""Watching lists: what is new is kept once, corrections are seen, and an interrupted watch goes on where it was."""

from __future__ import annotations

import time

import pytest

from readout.fetch.client import Answer
from readout.fetch.ledger import Ledger
from readout.fetch.lists import addresses, found_in
from readout.fetch.watch import Watch
from readout.model import Article, Problem, ReadoutError
from tests.fetch.site import Site, says, serving
from tests.read.made import PARAGRAPHS, page


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Page {p}</title><link>{site.url(p)}</link><description>{PARAGRAPHS[0]}</description></item>"
        for p in paths
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


@pytest.fixture
def ledger(tmp_path):
    kept = Ledger(tmp_path / "memory")
    yield kept
    kept.close()


def watch(site: Site, ledger: Ledger) -> Watch:
    return Watch(site.web(), ledger, [site.url("/feed")])


def test_a_round_brings_what_is_new_and_each_page_once(ledger):
    with serving({}) as site:
        site.pages |= {
            "/feed": says(feed(site, "/a", "/b")),
            "/a": says(page("A page of it")),
            "/b": says(page("B page of it")),
        }
        first = watch(site, ledger)
        found = list(first.round())
        assert {item.url for item in found} == {site.url("/a"), site.url("/b")}
        for item in found:
            first.kept(item.id)
        assert list(watch(site, ledger).round()) == []
        assert sorted(site.paths()) == ["/a", "/b", "/feed"]
        assert first.rest() > 1000


def test_what_was_not_kept_comes_again_after_a_crash(ledger):
    with serving({}) as site:
        site.pages |= {
            "/feed": says(feed(site, "/a", "/b")),
            "/a": says(page("A page of it")),
            "/b": says(page("B page of it")),
        }
        first = watch(site, ledger)
        one, other = first.round()
        first.kept(one.id)  # and then the power fails
        (again,) = watch(site, ledger).round()
        assert again.id == other.id


def test_a_page_is_asked_for_again_and_only_sent_when_it_has_changed(ledger, monkeypatch):
    def act(handler):
        same = handler.headers.get("If-None-Match") == '"1"'
        handler.send(b"" if same else page(), 304 if same else 200, ETag='"1"')

    with serving({"/a": act}) as site:
        site.pages["/feed"] = says(feed(site, "/a"))
        first = watch(site, ledger)
        for item in first.round():
            first.kept(item.id)
        moment = time.time() + 4000
        monkeypatch.setattr(time, "time", lambda: moment)
        assert list(watch(site, ledger).round()) == []
        assert site.paths() == ["/feed", "/a", "/feed", "/a"]
        site.pages["/a"] = says(page(text=PARAGRAPHS[1]))
        monkeypatch.setattr(time, "time", lambda: moment + 9000)
        (corrected,) = watch(site, ledger).round()
        assert PARAGRAPHS[1] in corrected.text


def test_a_page_that_is_refused_is_kept_as_its_feed_has_it(ledger):
    with serving({"/robots.txt": says(b"User-agent: *\nDisallow: /a"), "/b": says(b"", 503)}) as site:
        site.pages["/feed"] = says(feed(site, "/a", "/b"))
        first = watch(site, ledger)
        found = list(first.round())
        (entry,) = (item for item in found if isinstance(item, Article))
        (problem,) = (item for item in found if isinstance(item, Problem))
        assert (entry.url, PARAGRAPHS[0] in entry.text) == (site.url("/a"), True)
        assert problem.where == site.url("/b")
        first.kept(entry.id)
        assert list(watch(site, ledger).round()) == []


def test_lists_of_addresses(tmp_path):
    text = "# mine\nhttps://a.example/rss  # the first\n\nhttps://b.example/world\n"
    assert addresses(text, "f") == ["https://a.example/rss", "https://b.example/world"]
    opml = "<opml><body><outline text='x'><outline xmlUrl='https://a.example/rss'/></outline></body></opml>"
    assert addresses(opml, "f") == ["https://a.example/rss"]
    for bad in ("", "nonsense", "<opml/>"):
        with pytest.raises(ReadoutError):
            addresses(bad, "f")
    other = tmp_path / "other"
    other.write_text("no database at all, but a text of some length that nobody made for us" * 20)
    with pytest.raises(ReadoutError):
        Ledger(other)


SECTION = (
    b"<html><body><a href='/world'>World</a><a href='/world/a-governor-opens-bridge'>A governor opens a bridge</a>"
    b"<a href='https://other.example/a-governor-opens-it'>A governor opens it too</a></body></html>"
)


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        (b"<urlset><url><loc>https://x.example/a</loc></url></urlset>", ["/a"]),
        (b'{"items": [{"url": "/a", "content_text": "One."}, {"url": "https://x.example/b"}]}', ["/a", "/b"]),
        (SECTION,
         ["/world/a-governor-opens-bridge"]),
    ],
)  # fmt: skip
def test_what_lists_lead_to(body, urls):
    answer = Answer("https://x.example/", 200, {}, body)
    assert [one.url for one in found_in(answer, "x")] == [f"https://x.example{path}" for path in urls]
