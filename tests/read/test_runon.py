"""Lines in which a head ran together are cut apart, sentences are not; authors and credits by agreement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import Article
from readout.read import read_bytes
from readout.read.build import paragraphs
from readout.read.runon import parted

TEXT = "The council of Ashford voted on Thursday to keep the bridge open."
BODY = "\n".join(
    f"{TEXT} Member {n} said that the vote was close and that more would follow in spring." for n in range(5)
)


def parts(line: str) -> list[str]:
    return [line[a:b] for a, b in parted(line, paragraphs(line))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"Bridge stays open By Ann Lee May 8, 2025 10:52 AM 2 min read {TEXT}", 3),
        (f"by Ann Lee May 8, 2025 10:52 AM {TEXT}", 2),
        (f"Bridge stays open Published May 8, 2025 | Updated May 9, 2025 {TEXT}", 3),
        ("Bridge stays open May 8, 2025 2 min read", 2),
        ("The bill was signed by Ann Lee on May 8, 2025 and took effect.", 1),
        ("The note was signed by Ann Lee May 8, 2025 and took effect.", 1),
        ("On July 4, 1976 Congress met in Ashford for a day of speeches.", 1),
    ],
)
def test_heads_are_cut_and_sentences_are_not(line: str, expected: int) -> None:
    assert len(parts(line)) == expected


@given(st.text(alphabet="aB yBy.|\n2025May 8,:", max_size=120))
def test_no_word_is_lost(text: str) -> None:
    assert "".join("".join(parts(text)).split()).strip("|-") in "".join(text.split())


def read(text: str) -> Article:
    (found,) = read_bytes(text.encode(), "page.txt")
    assert isinstance(found, Article)
    return found


def test_a_run_on_head_gives_headline_author_and_time() -> None:
    found = read(f"Subscribe\nBridge in Ashford stays open By Ann Lee May 8, 2025 10:52 AM 2 min read {TEXT}\n{BODY}")
    assert found.headline == "Bridge in Ashford stays open"
    assert (found.authors, found.published) == (("Ann Lee",), "2025-05-08T10:52")


def test_a_note_at_the_end_names_the_author_and_mends_a_byline() -> None:
    note = "Ann Lee\nFollow\nAnn Lee is a staff writer who covers bridges."
    assert read(f"Share\n{BODY}\n{note}").authors == ("Ann Lee",)
    assert read(f"Share\nBridge stays open\nBY ANN LEESTAFF WRITER\nMay 8, 2025\n{BODY}\n{note}").authors == (
        "Ann Lee",
    )


def test_an_owner_in_brackets_credits_the_picture_above() -> None:
    found = read(f"Share\n{BODY}\nThe bridge over the Stour at low tide\n(Stour Bridges Co.)\n{TEXT}")
    assert [i.credit.agency for i in found.images if i.credit] == ["Stour Bridges Co."]
