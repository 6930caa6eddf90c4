"""The documentation: its examples print what it shows, every command it names exists, and the site builds."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sphinx.cmd.build import build_main

from readout.cli import commands
from tests.docs import examples

_BLOCK = re.compile(r"^```(?:console|sh|bash)?\n(.*?)^```$", re.M | re.S)
_CALL = re.compile(r"(?:^|[;|&] *|\$ )readout ([^;|&>#\n]+)", re.M)
_INLINE = re.compile(r"`readout ([a-z][^`|<>…]*)`")
_CHANCE = re.compile(r"\d+ %|confidence 0\.\d+")


@pytest.mark.parametrize("page", examples.pages(), ids=lambda page: page.name)
def test_examples_print_what_the_page_shows(page: Path) -> None:
    for command, shown, printed in examples.run(page.read_text("utf-8")):
        # Chances differ in the last digit from one kind of processor to another.
        assert _CHANCE.sub("N", printed) == _CHANCE.sub("N", shown), command


def calls() -> Iterator[tuple[str, str]]:
    for unit in sorted(Path("deploy").glob("*.service")):
        [started] = re.findall(r"^ExecStart=\S+/readout (.+)$", unit.read_text("utf-8"), re.M)
        yield unit.name, started
    for page in [Path("README.md"), *sorted(examples.DOCS.rglob("*.md"))]:
        text = page.read_text("utf-8")
        shown = (call for block in _BLOCK.findall(text) for call in _CALL.findall(block))
        yield from ((page.name, call) for call in (*_INLINE.findall(text), *shown))


def test_every_command_and_option_of_the_documentation_exists() -> None:
    asked = list(calls())
    assert len(asked) > 50
    for page, call in asked:
        command: click.Command | None = commands
        for word in shlex.split(call, comments=True):
            if isinstance(command, click.Group):
                if word.startswith("-"):
                    continue
                command = command.get_command(click.Context(commands), word)
                assert command is not None, f"{page}: readout {call}: no {word}"
            elif word.startswith("--") and command and not command.context_settings.get("ignore_unknown_options"):
                known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
                assert word.split("=")[0] in known | {"--help"}, f"{page}: readout {call}: no {word}"


def test_the_container_takes_what_is_there() -> None:
    taken = re.findall(r"^COPY (?!--from)(.+) \S+$", Path("deploy/Containerfile").read_text("utf-8"), re.M)
    assert all(Path(name).exists() for line in taken for name in line.split())
    assert len(taken) == 2


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    wrong = tmp_path / "warnings.txt"
    status = build_main(["-q", "-W", "--keep-going", "-w", str(wrong), str(examples.DOCS), str(tmp_path / "site")])
    assert status == 0, wrong.read_text("utf-8")
    kinds = (tmp_path / "site/reference/kinds.html").read_text("utf-8")
    assert re.search(r"<td>.*ceasefire.*</td>", kinds)
    assert "readout whereabouts" in (tmp_path / "site/reference/commands.html").read_text("utf-8")
