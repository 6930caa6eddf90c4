"""Press releases as PDF documents: headline, date, paragraphs out of lines."""

from __future__ import annotations

from readout.model import Article, Problem
from readout.read import read_bytes
from tests.read.made import pdf

HEAD = [(50, 800, 9, "Ministry of Roads"), (50, 780, 9, "5 May 2025"),
        (50, 740, 18, "Ministry signs agreement with Kenya"), (50, 718, 18, "on a second bridge")]  # fmt: skip
FIRST = ["NAIROBI - The ministry signed an agreement with Kenya on Monday that lets both gov-",
         "ernments build a second bridge, Minister Ann Osei said in a statement on the long-",
         "term plan of the two states. The work will begin in June."]  # fmt: skip
SECOND = ["“We will finish it next year,” Osei told reporters after the ceremony, and she said",
          "that the long-term plan was sound."]  # fmt: skip


def lines(top: float, *paragraphs: list[str]) -> list[tuple[float, float, float, str]]:
    out = []
    for paragraph in paragraphs:
        for words in paragraph:
            out.append((50, top, 11, words))
            top -= 14
        top -= 10
    return out


def test_a_press_release():
    data = pdf(
        [
            [*HEAD, *lines(680, FIRST, SECOND), (280, 30, 8, "Page 1 of 2")],
            [*lines(780, ["The deal is the third of its kind, the ministry said on Monday in the capital."], ["ENDS"],
                    ["Contact: press@roads.example"]), (280, 30, 8, "Page 2 of 2")],
        ]
    )  # fmt: skip
    (release,) = read_bytes(data, "release.pdf")
    assert release.headline == "Ministry signs agreement with Kenya on a second bridge"
    assert release.published == "2025-05-05"
    words = [release.text[b.start : b.end] for b in release.blocks if b.kind == "paragraph"]
    assert words[0] == (
        "NAIROBI - The ministry signed an agreement with Kenya on Monday that lets both governments build a second "
        "bridge, Minister Ann Osei said in a statement on the long-term plan of the two states. "
        "The work will begin in June."
    )
    assert words[1].endswith("the long-term plan was sound.")
    assert len(words) == 3
    whys = {d.text: d.why for d in release.dropped}
    assert whys["Page 2 of 2"] == "running head"
    assert whys["Ministry of Roads"] == "letterhead"
    assert whys["Contact: press@roads.example"] == "note after the end"


def test_a_paragraph_runs_on_over_the_page():
    data = pdf([lines(100, ["The ministry said on Monday that the bridge over the river will be built by"]),
                lines(780, ["a company from Kenya, which won the tender in April against four others."])])  # fmt: skip
    (release,) = read_bytes(data, "release.pdf")
    assert "built by a company" in release.text


def test_a_scan_and_a_damaged_document_are_one_line_each():
    whole = pdf([lines(700, FIRST)])
    for data, what in (
        (pdf([[]]), "without a text layer"),
        (whole[:200], "damaged"),
        (b"%PDF-1.7\n" + bytes(500), "damaged"),
    ):
        (problem,) = read_bytes(data, "a.pdf")
        assert isinstance(problem, Problem)
        assert what in problem.what
    assert all(isinstance(item, Article) for item in read_bytes(whole, "a.pdf"))
