"""What of the input is done: an entry a shard, written when all its files lie in their places.

`DIR/_manifest/run.json` says how pages are read, `DIR/_manifest/NAME.json` what a shard gave. What has no entry counts
for nothing: it is removed when the next run begins.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from readout.bulk.parts import By, Written, files_of
from readout.model import ReadoutError

if TYPE_CHECKING:
    from io import BufferedWriter

# Grows when the tables or the folders change so that older output can't be gone on with.
FORMAT = 1
# Problems that an entry names; all of them are in the table `problems`.
NAMED = 10
Kept = TypeVar("Kept", bound=Struct)


class Run(Struct, frozen=True):
    """How the pages of a folder are read; it is the same for all of them."""

    fast: bool = False
    by: By = "month"
    people: str | None = None
    threshold: float = 0.5
    format: int = FORMAT


class Entry(Struct, frozen=True):
    """What a shard gave: `shard` is its name as given, `modified` its file's time in nanoseconds, `counts` are rows."""

    shard: str
    sha256: str
    size: int
    modified: int
    counts: dict[str, int]
    problems: tuple[str, ...]
    files: tuple[Written, ...]

    @property
    def name(self) -> str:
        """What its files begin with."""
        return self.sha256[:16]


class Folder:
    """The output of runs, and what is done of it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._manifest = self.path / "_manifest"

    @contextmanager
    def writing(self, run: Run) -> Iterator[None]:
        """Hold the folder for one run, which goes on with what is there; raises ReadoutError when it can't."""
        if self.path.exists() and not self._manifest.is_dir() and any(self.path.iterdir()):
            raise ReadoutError(str(self.path), "holds something else", "name an empty or a new folder with --out")
        self._manifest.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._begin(run)
            self._sweep()
            try:
                yield
            finally:
                shutil.rmtree(self.path / "_tmp", ignore_errors=True)

    def run(self) -> Run:
        """How its pages are read; raises ReadoutError where nothing was written by readout."""
        try:
            return msgspec.json.decode((self._manifest / "run.json").read_bytes(), type=Run)
        except (OSError, msgspec.MsgspecError) as error:
            what = "holds no output of readout bulk"
            raise ReadoutError(str(self.path), what, "name the folder that was --out") from error

    def entries(self) -> list[Entry]:
        """What is done, by the names of the shards."""
        found = [self._read(path) for path in self._manifest.glob("*.json") if path.name != "run.json"]
        return sorted(found, key=lambda entry: (entry.shard, entry.sha256))

    def entry(self, sha256: str) -> Entry | None:
        """What is known of these very bytes."""
        path = self._path(sha256[:16])
        return self._read(path) if path.exists() else None

    def keep(self, entry: Entry) -> None:
        """Note that a shard is done."""
        _write(self._path(entry.name), entry)

    def forget(self, entry: Entry) -> None:
        """Take out what a shard gave that is there no more: first the entry, then the files."""
        self._path(entry.name).unlink(missing_ok=True)
        for file in entry.files:
            (self.path / file.path).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._manifest / f"{name}.json"

    def _read(self, path: Path) -> Entry:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Entry)
        except (OSError, msgspec.MsgspecError) as error:
            raise ReadoutError(str(path), f"is damaged: {error}", "delete it: its shard is then read anew") from error

    def _begin(self, run: Run) -> None:
        path = self._manifest / "run.json"
        if not path.exists():
            _write(path, run)
        elif (before := self.run()) != run:
            differ = [f for f in Run.__struct_fields__ if getattr(before, f) != getattr(run, f)]
            what = f"was begun with another {' and '.join(differ)}"
            raise ReadoutError(str(self.path), what, "read as before, or name another --out")

    def _sweep(self) -> None:
        """Remove what interrupted runs left."""
        shutil.rmtree(self.path / "_tmp", ignore_errors=True)
        known = {file.path for entry in self.entries() for file in entry.files}
        for path in files_of(self.path):
            if path.relative_to(self.path).as_posix() not in known:
                path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other run write here meanwhile; the system lets go of the lock when this process ends."""
        with (self._manifest / "lock").open("ab") as file:
            if not _locked(file):
                raise ReadoutError(str(self.path), "another run writes here", "wait for it, or name another --out")
            yield


def _locked(file: BufferedWriter) -> bool:
    try:
        import fcntl
    except ImportError:  # a system without: nothing watches over two runs there
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write(path: Path, value: Struct) -> None:
    """A file that is there as a whole or not at all, for this process's name among several that write it."""
    beside = path.with_name(f".{path.name}.{os.uname().nodename if hasattr(os, 'uname') else ''}.{os.getpid()}")
    try:
        with beside.open("wb") as out:
            out.write(msgspec.json.encode(value))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
