"""Every regular expression of ours, and strings that are made to keep it busy: `python -m tests.trust.patterns`."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import readout

ROOT = Path(readout.__file__).parent
PAGES = Path(__file__).parents[1] / "pages"
_CALLS = frozenset({"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_SIZES = (64, 512, 2048)
_LONG = 0.004  # seconds on 2,048 characters from which growth counts; below, it is fast enough whatever it is
_GROWTH = 9.0  # four times the text may take four times as long, and what else the machine does twice that
_HANG = 1.0
_REPEATS = (re._constants.MAX_REPEAT, re._constants.MIN_REPEAT, re._constants.POSSESSIVE_REPEAT)  # type: ignore[attr-defined]
# What texts are full of, whatever the pattern is.
_COMMON = (
    " ",
    "\n",
    "a",
    "A",
    "1",
    "a ",
    "A ",
    "A. ",
    "1,",
    "a-",
    "-",
    ".",
    "'",
    '"',
    "“",
    "(",
    "<",
    "</",
    "é",
    " ,",
    "\t ",
)


def collected() -> dict[tuple[str, int], str]:
    """All patterns with their flags, and the file that has each: those written out, and those that are built."""
    found: dict[tuple[str, int], str] = {}
    real: Callable[[Any, Any], Any] = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: Any) -> Any:
        made = real(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        file = frame.f_code.co_filename if frame else ""
        if file.startswith(str(ROOT)) and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), os.path.relpath(file, ROOT))
        return made

    re._compile = noting  # type: ignore[attr-defined]
    try:
        for module in [name for name in sys.modules if name.startswith("readout.")]:
            del sys.modules[module]
        for info in pkgutil.walk_packages([str(ROOT)], "readout."):
            if "migrations" not in info.name and not info.name.endswith("__main__"):
                importlib.import_module(info.name)
        _exercise()
    finally:
        re._compile = real  # type: ignore[attr-defined]
    for pattern, flags, file in _written():
        found.setdefault((pattern, re.compile(pattern, flags).flags), file)
    return found


def _exercise() -> None:
    """Use what compiles its patterns when it is first used."""
    from readout import read

    read(PAGES / "bbc.html.gz", fast=True)
    from readout.speak.spoken import said

    said("Xi Jinping met João Wiśniewski on May 9.")


def _written() -> Iterator[tuple[str, int, str]]:
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            if node.func.attr in _CALLS and isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, _flags(node), str(file.relative_to(ROOT))


def used() -> dict[str, set[str]]:
    """How each pattern is used: {pattern: names of methods}; nothing where that cannot be told from the source."""
    names: dict[str, set[str]] = {}
    methods: dict[str, set[str]] = {}
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(ROOT.rglob("*.py"))]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _CALLS and isinstance(node.value, ast.Name):
                methods.setdefault(node.value.id, set()).add(node.attr)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if of_re and isinstance(first, ast.Constant) and node.func.attr != "compile":
                    names.setdefault(str(first.value), set()).add(node.func.attr)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                call, name = node.value, node.targets[0].id
                is_compiled = (
                    isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
                )
                if is_compiled and call.args and isinstance(call.args[0], ast.Constant):  # type: ignore[attr-defined]
                    names.setdefault(str(call.args[0].value), set()).update(methods.get(name, {"search"}))  # type: ignore[attr-defined]
    for pattern, how in _built(methods):
        names.setdefault(pattern, set()).update(how)
    return names


def _built(methods: Mapping[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """Patterns that are put together: those that a module has under a name, and the rules for lines, only matched."""
    from readout.read.boilerplate import _rules

    yield from ((rule.pattern.pattern, {"match"}) for rule in _rules())
    for module in [made for name, made in sys.modules.items() if name.startswith("readout.")]:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                # A pattern that also stands in a table or is handed on is tried in every way.
                yield value.pattern, methods.get(name, set()) or {"search"}


def _flags(call: ast.Call) -> int:
    flags = 0
    for part in ast.walk(call):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "re":
            value = getattr(re, part.attr, 0)
            flags |= value if isinstance(value, re.RegexFlag) else 0
    return int(flags)


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Beginnings and parts to be repeated, made from what the pattern itself repeats."""
    chance = random.Random(ascii(pattern))
    tree = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    parts: dict[tuple[str, str], None] = {}
    for before, inner in _repeated(tree, ""):
        for _ in range(2):
            part = "".join(_sample(inner, chance))
            if part:
                parts[before[:200], part[:40]] = None
    for part in list(dict.fromkeys(p for _, p in parts))[:6]:
        parts["", part] = None
    yield from list(parts)[:8]
    yield from (("", part) for part in _COMMON)


def _repeated(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Each repeated part of a pattern, with a text that leads up to it."""
    chance = random.Random(ascii(before))
    for op, value in tree:
        if op in _REPEATS:
            low, high, inner = value
            if high > 8:
                yield before, inner
            yield from _repeated(inner, before)
            before += "".join(_sample(inner, chance)) * max(1, low)
        elif op is re._constants.SUBPATTERN:  # type: ignore[attr-defined]
            yield from _repeated(value[3], before)
            before += "".join(_sample(value[3], chance))
        elif op is re._constants.BRANCH:  # type: ignore[attr-defined]
            for branch in value[1][:8]:
                yield from _repeated(branch, before)
            before += "".join(_sample(value[1][0], chance))
        else:
            before += "".join(_sample([(op, value)], chance))


def _sample(tree: Any, chance: random.Random) -> Iterator[str]:
    """A text that a part of a pattern matches, as far as that can be told without looking around."""
    c = re._constants  # type: ignore[attr-defined]
    for op, value in tree:
        if op is c.LITERAL:
            yield chr(value)
        elif op is c.NOT_LITERAL:
            yield "a" if value != ord("a") else "b"
        elif op is c.ANY:
            yield "a"
        elif op is c.IN:
            yield _one_of(value, chance)
        elif op in _REPEATS:
            yield from "".join(_sample(value[2], chance)) * max(value[0], min(1, value[1]))
        elif op is c.SUBPATTERN:
            yield from _sample(value[3], chance)
        elif op is c.BRANCH:
            yield from _sample(chance.choice(value[1]), chance)
        elif op is c.ATOMIC_GROUP:
            yield from _sample(value, chance)


_CLASSES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
}


def _one_of(items: Any, chance: random.Random) -> str:
    c = re._constants  # type: ignore[attr-defined]
    if items[0][0] is c.NEGATE:
        banned = re.compile("x")
        for letter in 'aA1 .-,"é':
            if not any(_is(letter, item) for item in items[1:]):
                return letter
        return banned.pattern
    op, value = chance.choice(items)
    if op is c.LITERAL:
        return chr(value)
    if op is c.RANGE:
        return chr(value[0])
    return _CLASSES.get(str(value), "a")


def _is(letter: str, item: Any) -> bool:
    c = re._constants  # type: ignore[attr-defined]
    op, value = item
    if op is c.LITERAL:
        return ord(letter) == value
    if op is c.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    kind = str(value)
    tests = {"DIGIT": letter.isdigit(), "SPACE": letter.isspace(), "WORD": letter.isalnum() or letter == "_"}
    name = kind.removeprefix("CATEGORY_")
    return not tests[name[4:]] if name.startswith("NOT_") else tests.get(name, False)


class Hung(Exception):
    """A pattern did not come to an end."""


def slow(pattern: str, flags: int, methods: set[str]) -> str | None:
    """An attack under which a pattern's time grows faster than the text, with its times; None when there is none."""
    compiled = re.compile(pattern, flags)
    try_it: Callable[[str], object] = lambda text: sum(1 for _ in compiled.finditer(text))  # noqa: E731
    if methods and methods <= {"match", "fullmatch"}:
        try_it = compiled.fullmatch if methods == {"fullmatch"} else compiled.match
    for before, part in attacks(pattern, flags):
        times = []
        for size in _SIZES:
            text = before + part * max(1, size // len(part)) + "\x00!"
            taken = _seconds(try_it, text)
            times.append(taken)
            if taken > _HANG or (size > _SIZES[0] and taken < _LONG / 40):
                break
        if times[-1] > _LONG and (times[-1] > _HANG or times[-1] > _GROWTH * times[-2]):
            again = min(_seconds(try_it, text) for _ in range(3))  # one slow moment of the machine is no finding
            if again > _LONG and again > _GROWTH * times[-2]:
                return f"{before[:30]!r} + {part!r} * n: {', '.join(f'{t:.4f}' for t in times)} s"
    return None


def _seconds(try_it: Callable[[str], object], text: str) -> float:
    def stop(*_: Any) -> None:
        raise Hung

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 4 * _HANG)
    begin = time.process_time()
    try:
        try_it(text)
    except Hung:
        return 2 * _HANG
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    return time.process_time() - begin


def main() -> int:
    """Print how many patterns there are and which are slow."""
    found, methods = collected(), used()
    begin = time.process_time()
    many = 0
    for (pattern, flags), file in found.items():
        if told := slow(pattern, flags, methods.get(pattern, set())):
            many += 1
            print(f"{file}: {pattern!a}\n    {told}", flush=True)
    print(f"{len(found)} patterns, {many} grow faster than the text, {time.process_time() - begin:.1f} s")
    return 1 if many else 0


if __name__ == "__main__":
    sys.exit(main())
