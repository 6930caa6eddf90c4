"""Calendars, feeds and the IPTC's formats."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
from icalendar import Calendar
from lxml import etree
from NewsMLG2 import catalogstore, document
from NewsMLG2.conceptitem import ConceptItem
from NewsMLG2.core import BaseObject
from NewsMLG2.events import EventDetails
from NewsMLG2.newsitem import NewsItem

from tests.present.export.valid.standards import fits

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
_STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def ics(data: bytes) -> int:
    """RFC 5545: content lines of at most 75 octets, each event with its UID, stamp, days and status; nothing unread."""
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    events = list(calendar.walk("VEVENT"))
    for event in events:
        assert not event.errors, event.errors
        assert event["STATUS"] in _STATUSES
        assert event["DTEND"].dt > event["DTSTART"].dt
        assert int(event["SEQUENCE"]) >= 0
        assert isinstance(event["DTSTAMP"].dt, datetime)
        assert event["DTSTAMP"].dt.tzinfo is not None
    assert len({str(e["UID"]) for e in events}) == len(events)
    assert Calendar.from_ical(calendar.to_ical()) == calendar
    return len(events)


def ninjs(data: bytes) -> int:
    lines = data.decode().splitlines()
    for line in lines:
        fits(json.loads(line), "ninjs.json")
    return len(lines)


def newsml(data: bytes) -> int:
    """Each item as the IPTC's own library knows it: its elements and attributes alone, in its order, codes known."""
    root = etree.fromstring(data)
    assert root.tag == G2 + "newsMessage"
    assert [child.tag for child in root] == [G2 + "header", G2 + "itemSet"]
    items = list(root[1])
    for item in items:
        _check(item, {"newsItem": NewsItem, "conceptItem": ConceptItem}[etree.QName(item).localname])
    for item in items[:2]:  # the library reads its catalogues anew for each
        assert document.NewsMLG2Document(etree.tostring(item)).get_item().guid == item.get("guid")
    assert len({(i.get("guid"), i.get("version")) for i in items}) == len(items)
    return len(items)


# Groups of elements that the schema lets come in any order.
_CHOICES = {"contentMeta", "concept", "subject", "participant", "location", "infoSource", "creator"}
# What the library has no class for where the schema has it.
_BEYOND = {("concept", "eventDetails"): EventDetails}


@cache
def _definitions(known: type[BaseObject]) -> tuple[set[str], dict[str, tuple[int, Any]]]:
    """The attributes that a class of the library has, and its elements with their place and class.

    The library writes some names in small letters (`altid`) that the schema has as `altId`.
    """
    made = object.__new__(known)
    attributes = {d["xml_name"] for d in made.get_attribute_definitions().values()}
    elements = {
        d["xml_name"].lower(): (n, made.get_element_class(d["element_class"]))
        for n, (_, d) in enumerate(made.get_element_definitions())
    }
    return attributes, elements


def _check(element: Any, known: type[BaseObject]) -> None:
    name = etree.QName(element).localname
    attributes, elements = _definitions(known)
    for key, value in element.attrib.items():
        plain = key.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
        assert {plain, key, plain.removeprefix("xml:")} & attributes, (name, key)
        if key == "qcode" or (key == "type" and ":" in value):
            assert value.partition(":")[0] in _aliases(), f"{name}: {value}"
    last = -1
    for child in element:
        tag = etree.QName(child).localname
        if (name, tag) in _BEYOND:
            _check(child, _BEYOND[name, tag])
            continue
        assert tag.lower() in elements, f"{name} has no {tag}"
        place, inner = elements[tag.lower()]
        assert place >= last or name in _CHOICES, f"{tag} stands too late in {name}"
        last = place
        _check(child, inner)


@cache
def _aliases() -> set[str]:
    """The vocabularies of the IPTC's newest catalogue."""
    folder = Path(catalogstore.__file__).parent / "catalogs"
    newest = etree.parse(str(folder / "catalog.IPTC-G2-Standards_41.xml"))
    return {scheme.get("alias") for scheme in newest.iter(G2 + "scheme")}


def rss(data: bytes) -> int:
    root = etree.fromstring(data)
    assert root.tag == "rss"
    channel = root[0]
    assert {"title", "link", "description"} <= {child.tag for child in channel}
    return _feed(data, "rss20")


def atom(data: bytes) -> int:
    """RFC 4287: a feed and each entry has one id, title and updated; contents are text."""
    atom_ns = "{http://www.w3.org/2005/Atom}"
    root = etree.fromstring(data)
    entries = root.findall(atom_ns + "entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(atom_ns + name)) == 1, name
    assert root.find(f"{atom_ns}author/{atom_ns}name") is not None
    assert all(e.find(atom_ns + "content").get("type") == "text" for e in entries)
    assert len({e.findtext(atom_ns + "id") for e in entries}) == len(entries)
    return _feed(data, "atom10")


def _feed(data: bytes, version: str) -> int:
    read = feedparser.parse(data)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == version
    assert len({e.id for e in read.entries}) == len(read.entries)
    assert all(e.title and e.link for e in read.entries)
    return len(read.entries)


def json_feed(data: bytes) -> int:
    feed = json.loads(data)
    fits(feed, "json_feed.json")
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return len(feed["items"])
