"""What is to be done of the input, what came of it, and who does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from readout.bulk.manifest import Entry, Folder
from readout.bulk.shards import Shard, digest
from readout.model import Problem
from readout.read.decode import clean

# What reads shards and tells of each that is done, or could not be.
Engine = Callable[[list[Shard]], Iterator[Entry | Problem]]


@dataclass(slots=True)
class Plan:
    """The input: shards to read, how many are done already, what can't be read."""

    shards: list[Shard] = field(default_factory=list)
    done: int = 0
    problems: list[Problem] = field(default_factory=list)
    replaced: dict[str, list[Entry]] = field(default_factory=dict)


def plan(files: Iterable[Path | Problem], folder: Folder) -> Plan:
    """Which files are to be read: each whose bytes were not read yet, the same bytes once.

    A file that was not touched since it was read is not even looked into.
    """
    entries = folder.entries()
    untouched = {(entry.shard, entry.size, entry.modified): entry.sha256 for entry in entries}
    known = {entry.sha256 for entry in entries}
    made, used = Plan(), set[str]()
    for path in files:
        if isinstance(path, Problem):
            made.problems.append(path)
            continue
        name = clean(str(path))
        try:
            state = path.stat()
            sha256 = untouched.get((name, state.st_size, state.st_mtime_ns)) or digest(path)
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}; check it and run again"
            made.problems.append(Problem(name, what))
            continue
        if sha256 in known or sha256 in used:
            made.done += 1
        else:
            made.shards.append(Shard(path, sha256, state.st_size, state.st_mtime_ns))
        used.add(sha256)
    for entry in entries:
        if entry.sha256 not in used:
            made.replaced.setdefault(entry.shard, []).append(entry)
    return made


def carry_out(made: Plan, folder: Folder, engine: Engine) -> Iterator[Entry | Problem]:
    """Have the shards read; what an earlier file of the same name gave goes when the new one is done."""
    if made.shards:
        for entry in engine(made.shards):
            if isinstance(entry, Entry):
                for old in made.replaced.pop(entry.shard, ()):
                    folder.forget(old)
            yield entry
