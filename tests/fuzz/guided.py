"""Fuzzing led by coverage (atheris): `python -m tests.fuzz.guided --seconds 600`.

One process has all readers and the codec of records; the first byte of an input says which. What reached new code is
kept in `grown.zip` and is where the next run begins (`--keep` writes it); what fails is told, and kept in `corpus/`.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

CORPUS = Path(__file__).parent / "corpus"
GROWN = Path(__file__).parent / "grown.zip"
# An input that takes more seconds or megabytes has failed; seconds by the clock, so a busy machine needs many.
TIMEOUT, MEMORY = 60, 2000
MOST_BYTES = 20_000


def main() -> int:
    """Run the fuzzer beside, in a process that it may end, and keep what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1, help="the same seed makes the same inputs")
    asked.add_argument("--keep", action="store_true", help="write what reached new code into grown.zip")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grown, failed, least = (Path(folder, name) for name in ("grown", "failed", "least"))
        for made in (grown, failed, least):
            made.mkdir()
        begin(grown)
        limits = [f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEMORY}", f"-max_len={MOST_BYTES}", f"-seed={args.seed}"]
        told = [f"-artifact_prefix={failed}/", "-print_final_stats=1"]
        code = _fuzzer([str(grown), f"-max_total_time={args.seconds}", *limits, *told])
        for file in failed.iterdir():
            data = file.read_bytes()
            kept = CORPUS / f"{_kind(data)}.{crc32(data):08x}"
            kept.write_bytes(data[1:])
            print(f"failed: {kept.name}", file=sys.stderr)
        if args.keep and not code:
            # Of inputs that reach the same code the smallest stays.
            again = Path(folder, "again")
            again.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tests.fuzz.guided --inside "$0" "$@"\n')
            again.chmod(0o700)
            code = _fuzzer(["-merge=1", str(least), str(grown), *limits], str(again))
            with zipfile.ZipFile(GROWN, "w", zipfile.ZIP_DEFLATED) as packed:
                for file in sorted(least.iterdir()):
                    packed.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return code


def begin(folder: Path) -> None:
    """Where a run begins: what earlier ones kept, and a whole input of each kind."""
    from tests.fuzz.test_fuzz import SEEDS, a_record

    if GROWN.exists():
        with zipfile.ZipFile(GROWN) as packed:
            packed.extractall(folder)
    for number, kind in enumerate(SEEDS):
        folder.joinpath(f"seed-{kind}").write_bytes(bytes([number]) + SEEDS[kind]())
    folder.joinpath("seed-record").write_bytes(bytes([len(SEEDS)]) + a_record())


def _kind(data: bytes) -> str:
    from tests.fuzz.test_fuzz import SEEDS

    kinds = [*SEEDS, "record"]
    return kinds[data[0] % len(kinds)] if data else kinds[0]


def _fuzzer(arguments: list[str], again: str = "") -> int:
    """Run the fuzzer; `again` is the program by which it starts itself anew when it merges."""
    command = [sys.executable, "-m", "tests.fuzz.guided", "--inside", again, *arguments]
    return subprocess.run(command, check=False).returncode


def inside(program: str, arguments: list[str]) -> None:
    """Be the fuzzer; this process ends with its run."""
    import atheris

    # Readers are imported when they are first needed, so the whole run stands inside.
    with atheris.instrument_imports(include=["readout"]):
        from tests.fuzz import test_fuzz

        parts: list[Callable[[bytes], object]] = [
            lambda data, kind=kind: test_fuzz.read_whole(data, f"damaged.{kind}")  # type: ignore[misc]
            for kind in test_fuzz.SEEDS
        ]
        parts.append(test_fuzz.decode_whole)

        def one(data: bytes) -> None:
            if data:
                parts[data[0] % len(parts)](data[1:])

        atheris.Setup([program or sys.argv[0], *arguments], one)
        atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main())
