"""Articles heard in the page, by the voice in its own process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page

from readout.cli.voice import VoiceProcess, has_voice
from readout.model import Article, ReadoutError, Record
from readout.present.web.heard import MOST_WORDS, Sounds
from readout.store import open_store
from readout.store.forget import forget

from .made import summit
from .serving import served
from .test_browser import AXE

Open = Callable[..., Page]
SAID = "She met Udo Falk in Oslo. They signed the deal 😀 on Friday."
LIT = "[...CSS.highlights].map(([name, marks]) => [name, [...marks].map(String).join('')])"


def _with(name: str, text: str, language: str = "en") -> Record:
    return Record(replace(summit(name).article, text=text, blocks=(), headline="Heard", language=language))


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    made = VoiceProcess()
    yield made
    made.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("heard") / "store.sqlite3"
    with open_store(found) as store:
        records = [summit(), _with("brief", SAID), _with("long", "word " * (MOST_WORDS + 1))]
        list(store.add([*records, _with("gone", "Left."), _with("de", "Sie ging.", "de")]))
    return found


@pytest.fixture(scope="module")
def site(file: Path, voice: VoiceProcess) -> Iterator[str]:
    assert has_voice()
    with served(file, voice=voice) as address:
        yield address


def _got(address: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    try:
        with urlopen(Request(address, headers=headers), timeout=120) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_words_light_up_as_they_are_heard(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/brief")
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id))") == []
    page.locator(".heard audio").evaluate("a => a.play()")
    page.wait_for_function("() => document.querySelector('audio').duration > 3")
    follow = json.loads(_got(f"{site}/sound/json/brief")[2])
    assert len(follow["cues"]) == 2
    for cue in follow["cues"]:
        start, end = cue["at"]
        middle = cue["words"][len(cue["words"]) // 2]
        page.locator("audio").evaluate("(a, t) => { a.pause(); a.currentTime = t; }", middle[2] + 0.01)
        page.wait_for_function(f"() => {LIT}.some(([name, words]) => words === {json.dumps(SAID[start:end])})")
        assert ["heard-word", SAID[middle[0] : middle[1]]] in page.evaluate(LIT)
    times = [time for cue in follow["cues"] for time in cue["time"]]
    assert times == sorted(times)


def test_the_sound_can_be_sought_and_kept(site: str) -> None:
    status, headers, part = _got(f"{site}/sound/mp3/brief", Range="bytes=0-9")
    assert (status, part[:3], headers["Content-Type"]) == (206, b"ID3", "audio/mpeg")
    assert _got(f"{site}/sound/vtt/brief?version=1")[2].startswith(b"WEBVTT")


def test_what_can_not_be_heard_is_told(site: str) -> None:
    for path, status, words in (
        ("/sound/mp3/nobody", 404, b"no such article"),
        ("/sound/mp3/summit?version=9", 404, b"no version 9"),
        ("/sound/flac/summit", 404, b"Not found"),
        ("/sound/mp3/long", 413, b"readout speak long"),
        ("/sound/mp3/summit?version=x", 400, b"version"),
    ):
        got, _, body = _got(site + path)
        assert (got, words in body) == (status, True), path
    assert _got(f"{site}/sound/mp3/summit", **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    for name in ("long", "de"):
        assert b"<audio" not in _got(f"{site}/articles/{name}")[2]


def test_without_a_voice_there_is_no_player(file: Path) -> None:
    with served(file) as address:
        assert b"<audio" not in _got(f"{address}/articles/summit")[2]
        assert _got(f"{address}/sound/mp3/summit")[0] == 404


def test_the_sound_of_an_article_that_is_gone_goes_too(site: str, file: Path) -> None:
    assert _got(f"{site}/sound/vtt/gone")[0] == 200
    with open_store(file) as store:
        forget(store.engine, store.where, ["gone"])
    assert _got(f"{site}/sound/vtt/gone")[0] == 404


def test_so_many_are_kept() -> None:
    made: list[str] = []

    def voice(article: Article) -> dict[str, bytes]:
        made.append(article.id)
        return {"mp3": article.id.encode(), "vtt": b"", "json": b""}

    sounds = Sounds(voice)
    names = [f"a{number}" for number in range(41)]
    stems = [sounds.of(replace(summit().article, id=name), 1) for name in names]
    again = sounds.of(replace(summit().article, id="a40"), 1)
    assert (made, again) == (names, stems[-1])
    first, second = (stem.with_suffix(".mp3") for stem in stems[:2] if stem)
    assert not first.exists()
    assert second.read_bytes() == b"a1"
    sounds.forget("a1")
    assert not second.exists()
    sounds.close()
    assert not second.parent.exists()


def test_a_voice_that_ended_is_told_and_begun_again(voice: VoiceProcess) -> None:
    article = replace(summit().article, text="Done.", blocks=(), headline="Short", authors=())
    assert set(voice(article)) == {"mp3", "vtt", "json"}
    assert voice._beside._pool is not None
    for process in voice._beside._pool._processes.values():
        process.kill()
    with pytest.raises(ReadoutError, match="gave up"):
        voice(article)
    assert set(voice(article)) == {"mp3", "vtt", "json"}
