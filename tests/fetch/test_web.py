"""Fetching from a server that misbehaves in every way: each is one clear line, in time."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from itertools import pairwise

import pytest

from readout.fetch.address import Door, is_public
from readout.fetch.client import Limits, normal
from readout.fetch.errors import FetchError
from readout.fetch.pages import read_pages
from readout.fetch.web import Web, _seconds
from readout.model import Article, Problem
from tests.cli.made import call
from tests.fetch.site import (
    HURRY,
    Site,
    drip,
    drop_midway,
    endless_header,
    nonsense,
    onward,
    says,
    serving,
)
from tests.loopback import drop, flood, stall
from tests.read.made import page

PAGE = page()


def refused(site: Site, path: str = "/a", **more: list[str]) -> FetchError:
    with pytest.raises(FetchError) as error:
        site.web(**more).get(site.url(path))
    return error.value


def test_a_page_and_the_name_by_which_readout_asks(monkeypatch):
    monkeypatch.setenv("READOUT_CONTACT", "desk@courier.example")
    with serving({"/a": says(PAGE)}) as site:
        (article,) = read_pages([site.url("/a")], site.web())
    assert isinstance(article, Article)
    assert article.source == article.url == site.url("/a")
    assert article.retrieved
    assert site.asked[-1][2]["User-Agent"] == "readout/0.1 (+desk@courier.example)"


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (stall, "no answer in time"),
        (drip, "no answer in time"),
        (flood, "larger than"),
        (drop, "connection failed"),
        (drop_midway, "connection failed"),
        (nonsense, "connection failed"),
        (endless_header, "connection failed"),
        (says(gzip.compress(b" " * 5_000_000), Content_Encoding="gzip"), "larger than"),
        (says(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "cut short"),
        (says(b"no gzip", Content_Encoding="gzip"), "damaged"),
        (says(b"?", Content_Encoding="br"), "not asked for"),
        (says(b"", 404), "no such page (status 404)"),
        (says(b"", 403), "status 403"),
        (says(b"", 500), "status 500"),
        (onward("/a"), "redirects"),
        (onward("ftp://news.example/a"), "no address of the web"),
        (onward("http://["), "no address"),
    ],
)  # fmt: skip
def test_a_server_that_misbehaves(act, what):
    with serving({"/a": act}) as site:
        began = time.monotonic()
        web = Web(Limits(1.0, 0.5, 200_000, tries=2, wait=0.01, delay=0.0), site.door())
        (problem,) = read_pages([site.url("/a")], web)
        assert time.monotonic() - began < 20
    assert isinstance(problem, Problem)
    assert what in problem.what


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_packed_answers(pack):
    with serving({"/a": says(pack(PAGE), Content_Encoding="gzip" if pack is gzip.compress else "deflate")}) as site:
        assert site.web().get(site.url("/a")).data == PAGE


def test_what_fails_once_is_tried_again():
    with serving(
        {"/a": [says(b"", 503), drop, says(PAGE)], "/b": [says(b"", 429, Retry_After="1"), says(PAGE)]}
    ) as site:
        assert site.web().get(site.url("/a")).data == PAGE
        began = time.monotonic()
        assert site.web().get(site.url("/b")).data == PAGE
        assert time.monotonic() - began >= 1
        site.pages["/c"] = says(b"", 503, Retry_After="4000")
        error = refused(site, "/c")
        assert (error.again, error.after, site.paths().count("/c")) == (True, 4000.0, 1)


def test_conditional_requests():
    def act(handler):
        same = handler.headers.get("If-None-Match") == '"1"'
        handler.send(b"" if same else PAGE, 304 if same else 200, ETag='"1"')

    with serving({"/a": act}) as site:
        first = site.web().get(site.url("/a"))
        assert site.web().get(site.url("/a"), {"If-None-Match": first.fields["etag"]}).status == 304


def test_robots():
    rules = (
        b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.3\n\nUser-agent: readout\nDisallow: /no\nAllow: /no/but\n"
    )
    with serving(
        {"/robots.txt": says(rules), "/a": onward("/no/b"), "/no/but": says(PAGE), "/private": says(PAGE)}
    ) as site:
        web = site.web()
        for path in ("/no/b", "/a"):
            with pytest.raises(FetchError, match=r"robots\.txt keeps"):
                web.get(site.url(path))
        assert web.get(site.url("/no/but")).data == PAGE
        assert web.get(site.url("/private")).data == PAGE
        assert "/no/b" not in site.paths()
        assert [path for _, path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("act", "allowed"), [(says(b"", 403), True), (says(b"", 500), False), (says(b"", 429), False),
                                              (stall, False),
                                              (says(b"\xff\x00" * 90), True),
                                              (onward("/robots.txt"), True)])  # fmt: skip
def test_rules_that_cannot_be_had(act, allowed):
    with serving({"/robots.txt": act, "/a": says(PAGE)}) as site:
        if allowed:
            assert site.web().get(site.url("/a")).data == PAGE
        else:
            assert refused(site).again
            assert site.paths() == []


def test_one_request_at_a_time_and_a_pause_between_two():
    busy, most, moments = [0], [0], []

    def act(handler):
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        moments.append(time.monotonic())
        time.sleep(0.05)
        busy[0] -= 1
        handler.send(PAGE)

    with serving({f"/{n}": act for n in range(4)}) as site:
        web = site.web(Limits(delay=0.2))
        threads = [threading.Thread(target=web.get, args=(site.url(f"/{n}"),)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert most == [1]
    assert min(b - a for a, b in pairwise(moments)) >= 0.2


PRIVATE = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
           "224.0.0.1", "::1",
           "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::10.0.0.1", "::10.0.0.1",
           "240.0.0.1",
           "255.255.255.255", "not an address", "2001:db8::1", "192.0.2.1"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_never_connected_to(address):
    assert not is_public(address)
    door = Door(lambda host, port: [address])
    with pytest.raises(FetchError, match="private address"):
        Web(HURRY, door).get("http://news.example/")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"])
def test_public_addresses(address):
    assert is_public(address)


def test_numbers_for_names_are_private_too():
    for url in ("http://127.0.0.1/", "http://2130706433/", "http://localhost/", "http://[::1]/", "http://0x7f.1/"):
        with pytest.raises(FetchError):
            Web(HURRY).get(url)


def test_a_redirect_inside_is_not_followed():
    with serving({"/a": onward("http://inside.example/admin")}) as site:
        assert "private address" in refused(site, inside=["10.0.0.7"]).what


def test_the_address_that_was_checked_is_the_one_connected_to():
    """DNS rebinding: the name means the server first and something inside later; each connection is checked anew."""
    with serving({"/a": says(PAGE), "/b": says(PAGE)}) as site:
        web = site.web(rebind=["127.0.0.1", "127.0.0.1", "10.0.0.7"])
        assert web.get(site.url("/a", "rebind.example")).data == PAGE
        with pytest.raises(FetchError, match="private address"):
            web.get(site.url("/b", "rebind.example"))
    assert site.paths() == ["/a"]


def test_the_exemption_is_one_address_and_port_and_off_by_itself():
    assert Door().exempt == frozenset()
    with serving({"/a": says(PAGE)}) as one, serving({"/a": says(PAGE)}) as other:
        with pytest.raises(FetchError, match="private address"):
            Web(HURRY, one.door()).get(other.url("/a"))
        assert other.asked == []


def test_addresses():
    assert normal(" http://Bücher.example/ä?q=ü#x ") == "http://xn--bcher-kva.example/%C3%A4?q=%C3%BC"
    for url in (
        "",
        "ftp://x/",
        "http://",
        "http://a:b@x/",
        "http://x:99999/",
        "http://x:0/",
        "javascript:1",
        "http://[/",
    ):
        with pytest.raises(FetchError):
            normal(url)
    assert _seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert _seconds("soon") is None


def test_the_encoding_that_the_server_declares():
    text = page("Café closed by its owner").decode().encode("utf-16-le")
    with serving({"/a": says(text, Content_Type="text/html; charset=utf-16le")}) as site:
        (article,) = read_pages([site.url("/a")], site.web())
    assert article.headline == "Café closed by its owner"


@pytest.mark.parametrize("verb", [["link"], ["export", "jsonld"], ["code"]])
def test_every_verb_that_reads_pages_goes_to_addresses(verb):
    done = call(*verb, "http://127.0.0.1:9/a")
    assert "its host has a private address" in done.stderr
    assert done.returncode != 0
