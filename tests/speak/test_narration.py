"""The sound: how loud, how long, how quickly made, marked as what it is, and understood by a recogniser."""

from __future__ import annotations

import io
import json
import re
import sys
import time
import wave
from itertools import pairwise
from pathlib import Path

import feedparser
import numpy as np
import pytest
import soundfile
import webvtt
from click.testing import CliRunner
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE

from readout.cli.hear import command as hear_command
from readout.cli.speak import command as speak_command
from readout.model import Article, Block, ReadoutError
from readout.speak.feed import podcast
from readout.speak.files import encoded
from readout.speak.hear import hear
from readout.speak.marks import SYNTHETIC
from readout.speak.narrate import LOUDNESS, Narration, loudness, narrate
from readout.speak.script import DISCLOSURE, of_article
from readout.speak.transcript import chapters_json
from readout.speak.transcript import webvtt as written
from readout.speak.voice import RATE, Voice
from readout.store import open_store
from tests.trust.test_forget import made as record

PARAGRAPHS = (
    "President Vladimir Putin met Xi Jinping in Moscow on May 9, 2025, and told him that talks would begin soon.",
    "“We will never give up,” Dr. Jones said at 9:30 a.m. The plan will cost $3.2 billion.",
)


def made() -> Article:
    blocks, text = [], ""
    for kind, words in (("paragraph", PARAGRAPHS[0]), ("heading", "What it costs"), ("paragraph", PARAGRAPHS[1])):
        blocks.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words + "\n"
    return Article(
        "a1", "made", text, headline="Leaders <meet>", publisher="Example", published="2025-05-09", blocks=tuple(blocks)
    )


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice()


@pytest.fixture(scope="module")
def narration(voice: Voice) -> Narration:
    return narrate(of_article(made()), voice)


def test_loudness_and_peaks(narration: Narration) -> None:
    assert abs(loudness(narration.wave) - LOUDNESS) <= 1
    assert float(np.abs(narration.wave).max()) < 1


def test_speech_is_made_faster_than_it_is_heard(voice: Voice) -> None:
    script = of_article(made())
    narrate(script, voice)  # what loads with the first words
    begin = time.process_time()
    done = narrate(script, voice)
    taken = time.process_time() - begin
    assert taken * 12 / done.seconds < 2


def test_words_are_timed_in_order(narration: Narration) -> None:
    for cue in narration.cues:
        begins = [word.begin for word in cue.words]
        assert begins == sorted(begins)
        assert all(cue.begin <= word.begin < word.end <= cue.end + 0.01 for word in cue.words)
    heard = [word.text for cue in narration.cues for word in cue.words]
    assert "$3.2 billion" in heard
    assert "Xi" in heard


def test_chapters_follow_each_other(narration: Narration) -> None:
    marks = narration.chapters
    assert [m.title for m in marks] == ["Leaders <meet>", "The article", "What it costs"]
    assert marks[0].begin == 0
    assert all(a.end == b.begin for a, b in pairwise(marks))
    assert marks[-1].end == pytest.approx(narration.seconds)


def test_a_recogniser_understands_it(narration: Narration, tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    file.write_bytes(encoded(narration, "said.wav"))
    heard = list(hear(file))
    words = " ".join(h.text for h in heard).lower()
    assert all(w in words for w in ("synthetic voice", "putin", "moscow", "never give up", "2 billion"))
    assert heard[-1].end == pytest.approx(narration.seconds, abs=2)
    told = CliRunner().invoke(hear_command, [str(file), "--json"])
    assert told.exit_code == 0
    assert json.loads(told.output.splitlines()[0])["begin"] == heard[0].begin


def test_the_transcript_is_webvtt_with_the_written_words(narration: Narration) -> None:
    text = written(narration)
    cues = list(webvtt.from_buffer(io.StringIO(text)))
    assert len(cues) == len(narration.cues)
    plain = [re.sub(r"<\d\d:[\d:.]+>", "", cue.raw_text) for cue in cues]
    assert plain[0] == "Leaders &lt;meet&gt;."
    assert any("$3.2 billion" in line for line in plain)
    assert "no person reads it" in text
    chapters = json.loads(chapters_json(narration, "a.mp3"))
    assert chapters["version"] == "1.2.0"
    assert len(chapters["chapters"]) == 3


def test_disclosure_is_spoken(narration: Narration) -> None:
    assert DISCLOSURE.startswith(narration.cues[2].text)


@pytest.mark.parametrize("ending", [".wav", ".mp3", ".opus"])
def test_every_format_holds_the_sound_and_says_what_it_is(narration: Narration, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"said{ending}"
    file.write_bytes(encoded(narration, file.name))
    sound, rate = soundfile.read(file)
    assert len(sound) / rate == pytest.approx(narration.seconds, abs=0.15)
    if ending == ".opus":
        comment = " ".join(
            OggOpus(file).tags["description"] if "description" in OggOpus(file).tags else OggOpus(file).tags["comment"]
        )
        assert SYNTHETIC in comment
        return
    tags = (MP3 if ending == ".mp3" else WAVE)(file).tags
    assert tags["TIT2"].text == ["Leaders <meet>"]
    assert tags["TXXX:DigitalSourceType"].text == [SYNTHETIC]
    assert "no person reads it" in str(tags["COMM::eng"])
    assert tags["CTOC:toc"].child_element_ids == ["ch0", "ch1", "ch2"]
    assert tags["CHAP:ch1"].sub_frames["TIT2"].text == ["The article"]
    xmp = tags.getall("PRIV")[0].data
    assert SYNTHETIC.encode() in xmp
    assert b"Leaders &lt;meet&gt;" in xmp
    if ending == ".wav":
        with wave.open(str(file)) as plain:
            assert (plain.getframerate(), plain.getnchannels(), plain.getnframes()) == (RATE, 1, len(narration.wave))


def test_an_unknown_format_is_refused(narration: Narration) -> None:
    with pytest.raises(ReadoutError, match="no such sound format"):
        encoded(narration, "said.docx")


def test_the_feed_is_a_podcast(narration: Narration, tmp_path: Path) -> None:
    for day in ("2025-05-08", "2025-05-09", "2025-99-99"):
        (tmp_path / f"{day}.mp3").write_bytes(b"mp3")
        (tmp_path / f"{day}.chapters.json").write_text(chapters_json(narration, f"{day}.mp3"))
    data = podcast(tmp_path, "https://news.example/pod/", "The brief")
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.version == "rss20"
    assert [e.enclosures[0].href for e in feed.entries] == [
        "https://news.example/pod/2025-05-09.mp3",
        "https://news.example/pod/2025-05-08.mp3",
    ]
    assert feed.entries[0].enclosures[0].type == "audio/mpeg"
    assert feed.namespaces["podcast"] == "https://podcastindex.org/namespace/1.0"
    assert feed.feed.podcast_guid
    assert feed.entries[0].podcast_transcript["type"] == "text/vtt"
    assert feed.entries[0].podcast_chapters["type"] == "application/json+chapters"


def test_speaking_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Rain</title></head><body><article><h1>Rain falls in Rome</h1>"
        "<p>Rain fell in Rome on May 9, 2025, and the river rose by 2 m, the mayor said.</p></article></body></html>"
    )
    run = CliRunner().invoke(speak_command, [str(page), "--script"])
    assert "the river rose by two metres, the mayor said." in run.output
    out = tmp_path / "rain.mp3"
    run = CliRunner().invoke(speak_command, [str(page), "--out", str(out), "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.output)["seconds"] > 5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.html", "rain.chapters.json", "rain.mp3", "rain.vtt"]


@pytest.mark.parametrize("args", [[], ["x", "--brief"], ["x", "--feed", "pod"], ["--brief", "--feed", "pod"]])
def test_wrong_usage(args: list[str]) -> None:
    assert CliRunner().invoke(speak_command, args).exit_code == 2


def test_what_cannot_be_heard(tmp_path: Path) -> None:
    for content in (b"", b"this is no sound" * 50):
        file = tmp_path / "no.wav"
        file.write_bytes(content)
        with pytest.raises(ReadoutError, match="no sound can be read"):
            list(hear(file))
    with pytest.raises(ReadoutError, match="no such file"):
        list(hear(tmp_path / "none.wav"))


def test_a_brief_becomes_an_episode(tmp_path: Path) -> None:
    store, folder = tmp_path / "store.sqlite3", tmp_path / "pod"
    with open_store(store) as kept:
        list(kept.add([record("a1", "Ann Osei", "Accra")]))
    runner = CliRunner(env={"READOUT_STORE": str(store)})
    brief = ["--brief", "--on", "2025-05-10"]
    assert (
        "quote, Ann Osei came to Accra on Monday, end quote."
        in runner.invoke(speak_command, [*brief, "--script"]).output
    )
    run = runner.invoke(
        speak_command, [*brief, "--most", "1", "--feed", str(folder), "--site", "https://n.example/pod"]
    )
    assert run.exit_code == 0, run.output
    assert {p.name for p in folder.iterdir()} >= {"2025-05-10.mp3", "2025-05-10.vtt", "feed.xml"}
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    assert [e.title for e in feed.entries] == ["News, 2025-05-10"]


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Rain falls\n\nRain fell in Rome on Monday, the mayor said, and the river rose.\n")
    monkeypatch.setitem(sys.modules, "soundfile", None)
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    run = CliRunner().invoke(speak_command, [str(page), "--out", str(tmp_path / "a.wav")], standalone_mode=False)
    assert run.return_value == 1
    assert re.search(r"pip install \S*\[audio,sign\]", run.stderr)
    run = CliRunner().invoke(hear_command, [str(page)], standalone_mode=False)
    assert re.search(r"pip install \S*\[hear\]", run.stderr)
