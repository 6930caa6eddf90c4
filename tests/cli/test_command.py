"""The command itself: help, examples, completion, interruption, closed pipes, the server."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from readout.cli import VERBS, commands
from readout.cli.common import first_day, last_day
from readout.model import Article, Entity, Mention, Record, Status
from readout.store import open_store
from tests.bulk.made_shards import bulk
from tests.cli.conftest import Kept
from tests.cli.made import READOUT, environment, failures, make_gold, run, start


def command(verb: str) -> click.Command:
    found = commands.get_command(click.Context(commands), verb)
    assert found is not None
    return found


def examples(verb: str) -> list[list[str]]:
    """The runs that a verb's help shows, without remarks and redirections."""
    text = (command(verb).help or "").partition("Examples:")[2]
    lines = [re.split(r"\s{2,}|\s>", line.strip())[0] for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("readout ")]


def processor_time() -> float:
    """Seconds that ended child processes took: wall time would measure what else the machine does."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


PERSONS = "name,office,country,from,to,id\nRobert Fico,prime minister,Slovakia,2023-10-25,,Q57606\n"


def named(article: str, name: str) -> Record:
    """An article that only names a person, as its fourth entity and its second."""
    mention = (Mention(0, len(name), "name"),)
    cast = tuple(Entity(f"e{n}", "person", name, mentions=mention) for n in (2, 4))
    return Record(Article(article, article, name), cast)


# Servers and a watch go on until they are stopped, and no test asks the web: tests/fetch has a server for that.
ENDLESS = frozenset({"mcp", "serve", "watch"})
RUNS = [
    run for verb in VERBS if verb not in ENDLESS for run in examples(verb) if not any("://" in part for part in run)
]


def test_every_verb_has_help_with_examples() -> None:
    shown = run("--help")
    assert shown.returncode == 0
    for verb in VERBS:
        assert re.search(rf"\n  {verb} +{re.escape(VERBS[verb])}\n", shown.stdout)
        assert command(verb).get_short_help_str(400) == VERBS[verb]
        assert examples(verb)
        assert all(example[0] == verb for example in examples(verb))
    assert "..." not in shown.stdout.partition("Commands:")[2]
    help_of_events = command("events").help or ""
    assert all(status in help_of_events for status in get_args(Status))


def test_a_file_that_may_not_be_read_is_no_wrong_usage() -> None:
    files = [p.type for verb in VERBS for p in command(verb).params if isinstance(p.type, click.Path)]
    assert len(files) > 10
    assert not any(file.readable for file in files)


@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_the_examples_of_the_help_work(arguments: list[str], kept: Kept, tmp_path: Path) -> None:
    shutil.copytree(kept.pages, tmp_path / "pages")
    shutil.copy(kept.pages / "bridge.html", tmp_path / "page.html")
    shutil.copy(kept.pages / "lines.jsonl", tmp_path / "articles.jsonl")
    shutil.copy(kept.pages / "lines.jsonl", tmp_path / "articles.jsonl.gz")
    shutil.copy(kept.store, tmp_path / "store.sqlite3")
    if arguments[0] == "evaluate":
        make_gold(tmp_path)
    if "shards/" in arguments and "--out" not in arguments:
        bulk(tmp_path / "articles.jsonl", tmp_path / "shards")
    if arguments[0] == "restore":
        shutil.copy(kept.store, tmp_path / "copy.sqlite3")
    if arguments[0] == "hear":
        said = ["speak", str(tmp_path / "page.html"), "--out", str(tmp_path / "report.mp3")]
        assert CliRunner().invoke(commands, said).exception is None
    if arguments[0] in ("same", "differ"):
        with open_store(tmp_path / "store.sqlite3") as store:
            list(store.add([named("3f9a2c", "Volodymyr Zelensky"), named("77ab01", "Wolodymyr Selenskyj")]))
            list(store.add([named("k1", "Kim Jong Un"), named("k2", "Kim Jong Il")]))
    if arguments[0] == "compare":
        told = (kept.pages / "bridge.html").read_text()
        (tmp_path / "monday.html").write_text(told)
        (tmp_path / "tuesday.html").write_text(told.replace("bridge", "tunnel"))
        with open_store(tmp_path / "store.sqlite3") as store:
            for name in ("Jan Novak", "Jana Novakova", "Petr Novak"):
                list(store.add([named("3f9a2c", name)]))
    if "--corrections" in arguments:
        first = CliRunner().invoke(commands, ["review", "list", "--store", str(tmp_path / "store.sqlite3")])
        item = first.stdout.split()[0]
        done = CliRunner().invoke(commands, ["review", "accept", item, "--store", str(tmp_path / "store.sqlite3")])
        assert done.exception is None, done.output
    people = str(tmp_path / "people.sqlite3")
    if arguments[0] == "people":
        (tmp_path / "persons.csv").write_text(PERSONS)
        CliRunner().invoke(commands, ["people", "import", "--people", people, str(tmp_path / "persons.csv")])
    own = {"READOUT_PEOPLE": people} if arguments[0] == "people" else {}
    runner = CliRunner(env={"READOUT_STORE": str(tmp_path / "store.sqlite3"), **own})
    if arguments[:2] == ["alert", "check"]:  # it says nothing where nothing is new
        assert runner.invoke(commands, ["alert", "add", "--all", "any", "events"]).exception is None
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = runner.invoke(commands, arguments, input="correct horse battery\n")  # of `user add`
    assert done.exception is None, done.output
    assert done.return_value in (None, 0), done.output
    assert done.stdout or {"--html", "--json", "--out"} & set(arguments)


def test_help_answers_at_once_and_loads_nothing_heavy() -> None:
    def seconds() -> float:
        begun = processor_time()
        subprocess.run([READOUT, "--help"], check=True, capture_output=True)
        return processor_time() - begun

    assert min(seconds() for _ in range(3)) < 0.3
    heavy = [
        "spacy",
        "sqlalchemy",
        "rich",
        "starlette",
        "uvicorn",
        "msgspec",
        "trafilatura",
        "jinja2",
        "yaml",
        "alembic",
    ]
    code = (
        "import sys, click, readout, readout.cli as c\n"
        "for v in c.VERBS: c.commands.get_command(click.Context(c.commands), v)\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True).stdout == "[]\n"


def test_version_and_schema() -> None:
    assert re.fullmatch(r"readout, version \d+\.\d+\.\d+\S*\n", run("--version").stdout)
    shown = json.loads(run("schema").stdout)
    assert shown["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(shown)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_the_command_answers(shell: str) -> None:
    script = CliRunner().invoke(commands, ["completion", shell])
    assert "_READOUT_COMPLETE" in script.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script.stdout, text=True, check=True)


def test_verbs_statuses_and_files_are_completed() -> None:
    def completed(words: str) -> list[str]:
        asked = {"_READOUT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        done = subprocess.run([READOUT], env={**environment("x"), **asked}, text=True, capture_output=True, check=True)
        return done.stdout.split()

    assert completed("readout eve") == ["plain,events"]
    assert completed("readout events --status sch") == ["plain,scheduled"]
    assert completed("readout read pa") == ["file,pa"]
    assert completed("readout events --store st") == ["file,st"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-03-05", ("2024-03-05", "2024-03-05")),
        ("0001", ("0001-01-01", "0001-12-31")),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(written: str, days: tuple[str, str]) -> None:
    assert (first_day(written), last_day(written)) == days


@pytest.mark.parametrize(
    "written", ["", "24", "2024-13", "2024-00", "2023-02-29", "2024-1-1", "0000", "today", "2024-03-05T10"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    for day in (first_day, last_day):
        with pytest.raises(click.BadParameter, match="is no date"):
            day(written)


def test_a_reader_that_goes_away_ends_the_command_quietly(kept: Kept) -> None:
    running = start("said", "--json", store=kept.store)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    assert running.wait(timeout=60) == 1


def test_output_that_has_no_room_is_one_clear_line() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run([READOUT, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert failures(done.stderr) == ["output: No space left on device"]


def test_ctrl_c_is_status_130_without_a_word() -> None:
    running = start("read", "--json", "-", stdin=subprocess.PIPE)
    time.sleep(2)
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=60) == ("", "\n")  # the shell's prompt starts on a line of its own
    assert running.returncode == 130


@pytest.mark.parametrize(("options", "bar"), [([], True), (["--quiet"], False)])
def test_a_bar_counts_pages_on_a_terminal_unless_quiet(kept: Kept, options: list[str], bar: bool) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "wb") as terminal:
        arguments = [READOUT, "add", *options, kept.pages]
        done = subprocess.run(
            arguments, env=environment(kept.store), stdout=subprocess.PIPE, stderr=terminal, check=True
        )
        terminal.write(b"end")
    shown = b""
    while not shown.endswith(b"end"):
        shown += os.read(ours, 4096)
    os.close(ours)
    assert (b"4 pages" in shown) == (f"kept in {kept.store}".encode() in shown) == bar
    assert done.stdout == (b"" if options else f"4 unchanged in {kept.store}\n".encode())


def test_serve_shows_the_store_until_ctrl_c(kept: Kept) -> None:
    serving = start("serve", "--port", "0", store=kept.store)
    assert serving.stdout is not None
    address = serving.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert "Governor opens bridge" in answer.read().decode()
    port = address.rstrip("/").rpartition(":")[2]
    second = run("serve", "--port", port, store=kept.store)
    assert second.returncode == 1
    assert failures(second.stderr) == [f"127.0.0.1:{port}: cannot listen here: Address already in use; try --port 0"]
    serving.send_signal(signal.SIGINT)
    assert serving.communicate(timeout=60)[1].strip() == ""
    assert serving.returncode == 130
