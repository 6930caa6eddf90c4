"""What the parts of a page say, taken together."""

from __future__ import annotations

import pytest

from readout.model import Notice, Told
from readout.read import read_bytes
from readout.read.agree import agreed_date, disagreement, same_day, same_names, same_words
from readout.read.notices import notices

TEXT = "The harbour board said on Friday that the ferry between the two islands will run again from Monday morning. "


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ([], None),
        ([Told("2024-03-02", "json-ld"), Told("2024-03-03", "opengraph"), Told("2024-03-03", "page")], "2024-03-03"),
        ([Told("2024-03-02", "json-ld"), Told("2024-03-03", "page")], "2024-03-02"),
        ([Told("2024-03-03", "page"), Told("2024-03-03T10:00+01:00", "json-ld")], "2024-03-03T10:00+01:00"),
        # A time without a zone that is another's in UTC is the same moment, be it another day there.
        ([Told("2024-03-03T03:00:00", "json-ld"), Told("2024-03-02T22:00-05:00", "page")], "2024-03-03T03:00:00+00:00"),
        ([Told("2024-03-03T15:00:00", "json-ld"), Told("2024-03-03T10:00-05:00", "page")], "2024-03-03T15:00:00+00:00"),
    ],
)
def test_the_date_that_most_of_a_page_gives(told, taken):
    assert agreed_date(told) == taken


def test_what_is_told_otherwise_is_kept_with_its_source():
    told = [Told("Harbour Media Ltd", "json-ld"), Told("The Harbour Herald", "opengraph")]
    found = disagreement("publisher", "The Harbour Herald", told, same_words)
    assert found is not None
    assert found.told == (told[1], told[0])
    assert disagreement("publisher", "Harbour Herald", told[1:], same_words) is None
    assert disagreement("publisher", None, told, same_words) is None


def test_sameness():
    assert same_names("Ana Lee, Bo Ek", "bo ek, ANA LEE")
    assert same_day("2024-03-03T01:00+01:00", "2024-03-03")
    assert not same_day("2024-03-03", "2024-03-04")


def test_a_page_that_says_two_things():
    page = f"""<html><head><title>Ferry to sail again after fire | Opinion</title>
    <meta property="og:title" content="Ferry to sail again after fire">
    <meta property="og:site_name" content="The Herald"><meta property="article:section" content="Opinion">
    <meta property="article:published_time" content="2024-03-03T13:05Z">
    <meta property="article:modified_time" content="2024-03-05T09:00Z">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-03-09", "publisher":
    {{"name": "Associated Press"}}}}</script></head><body><article><h1>Ferry to sail again after fire</h1>
    <time class="published" datetime="2024-03-03T13:05Z"></time><p>{TEXT * 3}</p><p>{TEXT * 2}</p></article>"""
    (article,) = read_bytes(page.encode(), "page.html")
    assert article.published == "2024-03-03T13:05+00:00"
    assert article.updated == "2024-03-05T09:00+00:00"
    assert article.section == "Opinion"
    assert article.notices == (Notice("opinion", "Opinion"),)
    assert {d.about: d.told[0].value for d in article.disagreements} == {
        "published": "2024-03-03T13:05+00:00",
        "publisher": "The Herald",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This article was translated with the help of AI.", "ai"),
        ("This is paid content from a partner.", "sponsored"),
        ("An earlier version of this article misstated the date.", "correction"),
        ("This story has been published from a wire agency feed.", "agency"),
        ("This article was originally published by The Herald.", "republished"),
        ("Disclosure: the writer owns a boat.", "other"),
    ],
)
def test_disclosures_have_a_kind(text, kind):
    assert notices([text], None, None, (), ()) == (Notice(kind, text),)


def test_labels_are_notices_only_where_they_stand_alone():
    assert notices([], None, "Editorial: the ferry", (), ()) == (Notice("opinion", "Editorial"),)
    assert notices([], None, "Opinion polls show a lead", (), ("Opinion polls",)) == ()
    assert notices([], "Business", "A ferry", ("Reuters",), ()) == (Notice("agency", "Reuters"),)
