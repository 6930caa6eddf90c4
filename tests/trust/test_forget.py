"""A forgotten article is nowhere: not in a table, not in the index, not in the bytes of the files."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from readout.cli import commands
from readout.model import Article, Entity, Event, Mention, ReadoutError, Record, Span, Statement
from readout.store import open_store
from readout.store.forget import articles_from, articles_naming
from readout.store.packing import NUMBER, packing, zstd
from tests.present.serving import served

SECRET, PLACE = "Quixandra Velmorotskaya", "Zorblattville"


def made(name: str, who: str, place: str, publisher: str = "River Courier") -> Record:
    """An article with a person, a place, a statement and an event."""
    text = f"{who} came to {place} on Monday. She said that the {place} bridge will open.\n"
    said = text.index("that the")
    article = Article(
        name, f"{name}.html", text, url=f"https://www.{name}.example/a", publisher=publisher, headline=f"{who} arrives"
    )
    entities = (
        Entity("e1", "person", who, mentions=(Mention(0, len(who), "name"),)),
        Entity("e2", "place", place, mentions=(Mention(text.index(place), text.index(place) + len(place), "name"),)),
    )
    came = text.index("came")
    statement = Statement("s1", (Span(said, text.rindex(".")),), "e1", cue=Span(said - 5, said - 1))
    event = Event("v1", "visit", Span(came, came + 4), place="e2")
    return Record(article, entities, statements=(statement,), events=(event,))


def traces(folder: Path, *words: str) -> list[str]:
    """Which words stand in the bytes of any file of a folder, plain or in a packed record."""
    found = []
    for file in folder.iterdir():
        data = file.read_bytes()
        folded = data.lower()
        found += [f"{word} in {file.name}" for word in words if word.lower().encode() in folded]
        for at in range(len(data) - 2):
            if data[at] in (NUMBER, 0x78):
                unpacked = _unpacked(data[at:]).lower()
                found += [f"{word} packed in {file.name}" for word in words if word.lower().encode() in unpacked]
    return found


def _unpacked(data: bytes) -> bytes:
    """The words of a packed record that may begin here, or what zlib finds."""
    try:
        if data[0] == 0x78:
            return zlib.decompressobj().decompress(data[:200_000])
        begin = 9 + int.from_bytes(data[5:9], "big")
        words = zstd.ZstdDecompressor(zstd_dict=packing(NUMBER).dictionaries[1])
        return words.decompress(b"\x28\xb5\x2f\xfd" + data[begin : begin + 200_000]) if begin < 9_000 else b""
    except (zlib.error, zstd.ZstdError):
        return b""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one article to forget, in two versions, and two others; judged, corrected, linked and told of."""
    where = tmp_path / "store" / "store.sqlite3"
    with open_store(where) as store:
        secret = made("a1", SECRET, PLACE)
        list(store.add([secret, made("a2", "Ann Osei", "Accra"), made("a3", "Petr Novak", "Brno", "Fjord Post")]))
        list(store.add([replace(secret, article=replace(secret.article, headline=f"{SECRET} is here"))]))
        store.judge_event("different", "me", "a2:v1", "a1:v1")
        store.judge_event("wrong", "me", "a1:v1")
        store.judge("a1:e1", "a2:e1", "negative", "me")
    run(where, "alert", "add", "--all", "any", "events")
    run(where, "alert", "check")
    run(where, "claims")
    return where


def run(store: Path, *arguments: str) -> str:
    done = CliRunner(env={"READOUT_STORE": str(store)}).invoke(commands, list(arguments))
    assert done.exception is None, done.output
    return done.output


def test_no_byte_of_a_forgotten_article_is_left(file: Path) -> None:
    words = ("Velmorotskaya", "quixandra", "orblattvill", "a1.example")
    before = traces(file.parent, *words)
    assert len({trace.split()[0] for trace in before}) == len(words)
    assert any("packed" in trace for trace in before)
    assert "1 forgotten" in run(file, "forget", "a1", "--yes")
    assert traces(file.parent, *words) == []


def test_no_row_names_a_forgotten_article_and_the_others_are_as_they_were(file: Path) -> None:
    with open_store(file) as store:
        before = [store.record(name) for name in ("a2", "a3")]
    run(file, "forget", "--who", "velmorotskaya", "--yes")
    with sqlite3.connect(file) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if "_words" not in table:
                for row in raw.execute(f'SELECT * FROM "{table}"'):
                    assert not any(isinstance(v, str) and ("velmo" in v.lower() or "a1" in v.split(":")) for v in row)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in ("article_words", "statement_words"):
            raw.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    with open_store(file) as store:
        assert [store.record(name) for name in ("a2", "a3")] == before
        assert store.search("bridge")
        assert not store.search("Zorblattville")
        assert store.who("Velmorotskaya") == []
        assert store.event_judgements() == []
        assert {row.article for row in store.events()} == {"a2", "a3"}
    assert "Velmo" not in run(file, "claims") + run(file, "upcoming") + run(file, "alert", "check")


def test_the_same_article_can_be_added_again(file: Path) -> None:
    run(file, "forget", "a1", "--yes")
    with open_store(file) as store:
        assert [a.outcome for a in store.add([made("a1", SECRET, PLACE)])] == ["new"]
        assert store.who("Velmorotskaya")


def test_whom_a_name_and_a_source_mean(file: Path) -> None:
    with open_store(file) as store:
        assert list(articles_naming(store.engine, "quixandra velmorotskaya")) == ["a1"]
        assert list(articles_naming(store.engine, "Quix")) == []
        assert articles_from(store.engine, "fjord post") == ["a3"]
        assert articles_from(store.engine, "a2.example") == ["a2"]
        assert articles_from(store.engine, "example") == []
        assert articles_from(store.engine, "a2.html") == ["a2"]


def test_a_version_of_before_counts_too(file: Path) -> None:
    with open_store(file) as store:
        later = made("a2", "Someone Else", "Accra")
        list(store.add([later]))
        assert list(articles_naming(store.engine, "Ann Osei")) == ["a2"]


def test_pages_that_wait_to_be_read_are_forgotten_too(file: Path) -> None:
    page = f"<p>{SECRET.replace(' ', '</b> <i>')} came.".encode()
    with open_store(file) as store:
        store.waiting.put([("a.html", page), ("https://www.alder.example/b", None), ("c.pdf", b"%PDF-1.7")], "ann")
    run = CliRunner().invoke(
        commands, ["forget", "--who", SECRET, "--source", "alder.example", "--yes", "--store", str(file)]
    )
    assert run.exit_code == 0
    assert "1 page(s) wait to be read" in run.stderr
    with open_store(file) as store:
        (left,) = store.waiting.all()
        assert left.name == "c.pdf"
        with pytest.raises(ReadoutError, match="taken out of the store"):
            store.waiting.begin(left.number - 1)
    assert traces(file.parent, "Quixandra", "alder.example") == []


def test_nobody_is_forgotten_unasked(file: Path) -> None:
    runner = CliRunner(env={"READOUT_STORE": str(file)})
    assert runner.invoke(commands, ["forget", "a1"], input="n\n").exit_code == 1
    assert runner.invoke(commands, ["forget"]).exit_code == 2
    assert runner.invoke(commands, ["forget", "nobody", "--yes"], standalone_mode=False).return_value == 1
    assert run(file, "forget", "--who", "Nemo", "--yes") == "no such article\n"
    with open_store(file) as store:
        assert store.counts().articles == 3


def test_records_in_the_file_are_told_from_noise(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        data = raw.execute("SELECT record FROM version").fetchone()[0]
    assert SECRET in _unpacked(data).decode()


def test_a_server_that_runs_forgets_too(file: Path) -> None:
    with served(file) as site:

        def shown() -> str:
            pages = (f"{site}/", f"{site}/events", f"{site}/timeline", f"{site}/api/v1/events")
            return "".join(httpx.get(page, timeout=30).text for page in pages)

        assert "Velmorotskaya" in shown()
        run(file, "forget", "--source", "a1.example", "--yes")
        assert "Velmorotskaya" not in shown()
        assert httpx.get(f"{site}/api/v1/articles/a1").status_code == 404
    assert traces(file.parent, "Velmorotskaya") == []
