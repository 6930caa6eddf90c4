"""Rows of titles and labels are no sentences, however they end."""

import pytest

from readout.read.line import is_prose


@pytest.mark.parametrize(
    "line",
    [
        "Archives Got a Tip? Careers Events Store Newsroom Directory Reprints, Rights and Permissions",
        "Real Estate Immigration Wellness South Asia Travel events Epaper Horoscope Philosophy contact us Post Ads",
        "Place an Ad Classifieds Jobs Local Ads Marketplace Why The Herald?",
    ],
)
def test_rows_of_labels(line):
    assert not is_prose(line, line.count(" ") + 1)


@pytest.mark.parametrize(
    "line",
    [
        "The mayors of Paris, London, Rome and Berlin met in Vienna on Monday.",
        "WASHINGTON (AP) — U.S. President Jane Roe met Prime Minister John Doe of Freedonia in New York.",
        "Q: Marie Curie, Ada Lovelace or Grace Hopper?",
        "“We Are One” by The Two Rivers was played by the Royal Brass Band of York while people waited.",
    ],
)
def test_sentences(line):
    assert is_prose(line, line.count(" ") + 1)
