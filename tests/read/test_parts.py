"""Dates, names, credits and the words around an article, one line at a time."""

from __future__ import annotations

import pytest

from readout.model import Credit, Dropped
from readout.read.credits import caption_date, captioned, only_credit
from readout.read.dates import find_date
from readout.read.line import look_at
from readout.read.names import byline, people, without_outlet
from readout.read.outlets import masthead, outlet


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("May 8, 2025 10:52 AM", "2025-05-08T10:52"),
        ("Published: 3 March 2024 14:05 GMT", "2024-03-03T14:05+00:00"),
        ("Thu 8 May 2025 14.05 CEST", "2025-05-08T14:05+02:00"),
        ("Published 10:02 AM EST Nov 19, 2019", "2019-11-19T10:02-05:00"),
        ("Updated 0339 GMT (1139 HKT) November 19, 2019", "2019-11-19T03:39+00:00"),
        ("Posted: Fri 6:45 PM, Feb 16, 2018", "2018-02-16T18:45"),
        ("PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019", "2019-11-19T10:48"),
        ("Published Wed, Nov 20 20194:29 AM ESTUpdated an hour ago", "2019-11-20T04:29-05:00"),
        ("Published On 18 Nov 202418 Nov 2024", "2024-11-18"),
        ("November 18, 2019 -- 19:14 GMT (19:14 GMT)", "2019-11-18T19:14+00:00"),
        ("Nov 18, 2019 at 9:24 pm ET", "2019-11-18T21:24-05:00"),
        ("July 1, 2019 at 9 a.m. ET", "2019-07-01T09:00-04:00"),
        ("2025-05-08T10:52:03.123Z", "2025-05-08T10:52:03+00:00"),
        ("Stand: 19. März 2019, 14:05 Uhr", "2019-03-19T14:05"),
        ("Publié le 1er août 2021 à 10h30", "2021-08-01T10:30"),
        ("19 ноября 2019 в 12:30", "2019-11-19T12:30"),
        ("12 de diciembre de 2020", "2020-12-12"),
        ("2025-05-08 10:52:03 +0300", "2025-05-08T10:52:03+03:00"),
        ("8th of May, 2025", "2025-05-08"),
        ("12:30 a.m. May 8, 2025", "2025-05-08T00:30"),
        ("21/06/2014", "2014-06-21"),
        ("08.05.2025", "2025-05-08"),
        ("May 8, 2025 10:52 IST", "2025-05-08T10:52"),
        ("Wed Nov 20 15:23:00 +0000 2019", "2019-11-20T15:23:00+00:00"),
        ("November 20 15:23 2019", "2019-11-20T15:23"),
        ("18 July 2024, 21h05", "2024-07-18T21:05"),
        ("03/04/2025", None),
        ("03/04/2025 07:12 AM EDT", "2025-03-04T07:12-04:00"),
        ("03/04/2025 07:12 BST", "2025-04-03T07:12+01:00"),
        ("03/04/2025 07:12 GMT", None),
        ("February 30, 2024", None),
        ("In May 2025 the 8 ministers met", None),
        ("version 1.2025", None),
    ],
)
def test_dates(text, iso):
    found = find_date(text)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize(
    ("caption", "published", "day"),
    [
        ("The port on July 17.", "2024-07-18T21:05", "2024-07-17"),
        ("The port, 17 July.", "2024-07-18", "2024-07-17"),
        ("The port on July 18th.", "2024-07-17", "2024-07-18"),  # a day may have begun elsewhere
        ("The port on December 30.", "2025-01-02", "2024-12-30"),
        ("The port, which is to open on July 17.", "2024-05-02", None),
        ("The port on July 16 and on July 17.", "2024-07-18", None),
        ("The port on July 17, 2019, and on May 5.", "2024-07-18", "2019-07-17"),
        ("The port may 5 times have burnt.", "2024-07-18", None),
        ("The port on February 30.", "2024-07-18", None),
        ("The port on July 17.", None, None),
        ("The port on July 17.", "2024", None),
    ],
)
def test_days_of_captions(caption, published, day):
    assert caption_date(caption, published) == day


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["REUTERS", "Africa"], "Reuters"),
        (["THE HARBOUR HERALD"], "The Harbour Herald"),
        (["Skip to content", "New York Gazette", "Subscribe"], "New York Gazette"),
        (["date 2024-05-08 The Harbour Herald: read all we print. Subscribe now."], "The Harbour Herald"),
        (["Harbour Herald ePaper: Sign up for our newsletter"], "Harbour Herald"),
        (["date 2024-05-08 REUTERS"], "Reuters"),
        (["Breaking News", "World News"], None),
        (["Contact Harbour Herald"], None),
        (["The Harbour Herald: ferry company was warned"], None),
        (["Home", "Islands", "Ferries", "The Harbour Herald"], None),
    ],
)
def test_mastheads(lines, name):
    assert masthead(lines) == name


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("by Kata Novak May 8, 2025 10:52 AM 2 min read", ("Kata Novak",)),
        ("Author: Kata Novak", ("Kata Novak",)),
        ("By Jane Doe, Reuters", ("Jane Doe",)),
        ("By JANE DOE and JOHN ROE, AP Business Writers", ("Jane Doe", "John Roe")),
        ("By Jane Doe in London and John Roe in Paris", ("Jane Doe",)),
        ("Analysis by Jane O'Neill, Editor-at-large", ("Jane O'Neill",)),
        ("By Jane DoeStaff Writer", ("Jane Doe",)),
        ("By Ludwig van der Berg, Maria de la Cruz & Zoë Müller-Lüdenscheidt",
         ("Ludwig van der Berg", "Maria de la Cruz", "Zoë Müller-Lüdenscheidt")),
        ("Posted by J. D. Vance Smith on November 19, 2019, 6:21 AM", ("J. D. Vance Smith",)),
        ("By Jane Doe | November 18, 2019 | Topic: Hardware", ("Jane Doe",)),
        ("By Reuters", ("Reuters",)),
        ("PTI, New Delhi, May 8, 2025", ("PTI",)),
        ("By Jane", ("Jane",)),
        ("By: PORT 24 | Jane Doe", ("Jane Doe",)),
        ("By admin", ()),
        ("By Staff", ()),
        ("By Reuters Staff", ()),
        ("By taking off just the top half of bread, you save", None),
        ("By Monday, the minister had left the country", None),
    ],
)  # fmt: skip
def test_bylines(line, authors):
    read = byline(line)
    assert (read.authors if read else None) == authors


def test_people_of_metadata():
    assert people([{"name": "By TOM KRIS, AP Auto Writer"}, "Zoë Ng", {"name": None}, 5]) == ("Tom Kris", "Zoë Ng")
    assert people("Jane Doe, John Roe and Ana Lee") == ("Jane Doe", "John Roe", "Ana Lee")
    assert people(["https://example.com/jane", "admin", "Science X staff", "Reuters Staff"]) == ()


@pytest.mark.parametrize(
    ("name", "outlet", "kept"),
    [
        ("Telegraph Sport", "The Telegraph", False),
        ("Beachbody", "The Beachbody Blog", False),
        ("Houston Politics", "Houston Chronicle", False),
        ("Reuters", "Reuters", False),
        ("Whitney Houston", "Houston Chronicle", True),
        ("Jane Doe", "The Telegraph", True),
        ("Jane Doe", "", True),
    ],
)
def test_desks_are_no_authors(name, outlet, kept):
    assert without_outlet([name], outlet) == ((name,) if kept else ())


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("A port. (Tom Reilly/Anadolu via Getty Images)", "A port.", Credit("Tom Reilly", "Anadolu", "Getty Images")),
        ("A port. (AP Photo/Tom Reilly)", "A port.", Credit("Tom Reilly", "AP", None)),
        ("A port. (AP Photo/Tom Reilly, File)", "A port.", Credit("Tom Reilly", "AP", None)),
        ("[1/3]A port. REUTERS/Tom Reilly", "A port.", Credit("Tom Reilly", "Reuters", None)),
        ("A port in May. | Tom Reilly/Getty Images", "A port in May.", Credit("Tom Reilly", "Getty Images", None)),
        ("A port. REUTERS/Tom Reilly", "A port.", Credit("Tom Reilly", "Reuters", None)),
        ("A port. Photograph: Tom Reilly/The Guardian", "A port.", Credit("Tom Reilly", "The Guardian", None)),
        ("A portCredit: EPA", "A port", Credit(None, "EPA", None)),
        ("A port. [File: Tom Reilly/Reuters]", "A port.", Credit("Tom Reilly", "Reuters", None)),
        ("A port (Image: GETTY)", "A port", Credit(None, "Getty", None)),
        ("Photo: Tom Reilly / AFP", "", Credit("Tom Reilly", "AFP", None)),
        ("Photo by Tom Reilly", "", Credit("Tom Reilly", None, None)),
        ("Image source, Getty Images", "", Credit(None, "Getty Images", None)),
        ("Image: A port in the north, seen from the sea", "A port in the north, seen from the sea", None),
    ],
)
def test_captions(line, caption, credit):
    read = captioned(line)
    assert read is not None
    assert (read.caption, read.credit) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "The port (built in 1900) was sold.",
        "He said so (though he was not sure of it at the time).",
        "Officials disagreed (see below)",
        "Pictures of the port were sold for a million",
    ],
)
def test_prose_is_no_caption(line):
    assert captioned(line) is None
    assert only_credit(line) is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("This audio is created with AI assistance", "disclosure"),
        ("Advertisement", "advertisement"),
        ("STORY CONTINUES BELOW", "advertisement"),
        ("Share this article", "sharing"),
        ("Facebook Twitter WhatsApp", "sharing"),
        ("Read also: Ferry to sail again", "related link"),
        ("Also Read | Ferry to sail again", "related link"),
        ("Sign up for our newsletter", "subscription"),
        ("Comments (12)", "comments"),
        ("© 2024 The Harbour Herald. All rights reserved.", "copyright"),
        ("Tags: ferry, islands", "tags"),
        ("Follow Jane Doe on Twitter @janedoe.", "author note"),
        ("Your browser does not support the audio element.", "player"),
        ("Privacy Policy", "legal"),
        ("Skip to content", "navigation"),
        ("This article was amended on 4 May 2024 to correct a name.", "disclosure"),
        ("Correction: An earlier version of this story misnamed the port.", "disclosure"),
        ("Powered by automated translation", "disclosure"),
        ("Our Standards: The Harbour Trust Principles.", "legal"),
        ("Listen - 4 min", "player"),
        ("Why the bakery queue is so long [VIDEO]", "related link"),
        ("Do you have a story for our news team? Email us at tips@example.com", "promotion"),
        ("The five stories you need, in your inbox every day", "subscription"),
        ("The White House briefing has been put off, a spokesman said.", None),
        ("This report was amended by parliament before the vote on Monday.", None),
        ("Do you have a plan? He did not answer.", None),
        ("The article was amended by parliament to bar a third term, officials said.", None),
        ("Support for the bill grew today, he said.", None),
        ("Share prices fell on Monday.", None),
        ("The report was published by the ministry on Tuesday.", None),
        ("Follow the money, she told the court.", None),
        ("Watch sales rose by a tenth in March.", None),
        ("Subscribers of the network fell to two million.", None),
    ],
)
def test_lines_around_an_article(line, why):
    assert look_at(line, 0, len(line)).why == why


@pytest.mark.parametrize(
    ("line", "why", "name"),
    [
        (
            "Our garden: The Harbour Herald's first-ever magazine. Be the first to get it.",
            "promotion",
            "The Harbour Herald",
        ),
        ("© 2024 The Harbour Herald. All rights reserved.", "copyright", "The Harbour Herald"),
        ("Subscribe to Harbour Times", "subscription", "Harbour Times"),
        ("Top News", "navigation", None),
        ("Get the latest news", "subscription", None),
        ("Read also: The Harbour Herald wins a prize", "related link", None),
    ],
)
def test_outlets(line, why, name):
    assert outlet([Dropped(line, why)]) == name
