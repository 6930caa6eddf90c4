"""The fuzzer that coverage leads: a few seconds of it, and that it finds what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.fuzz import guided, test_fuzz

SECONDS = os.environ.get("READOUT_FUZZ_SECONDS", "5")


def test_nothing_fails_for_a_while() -> None:
    asked = [sys.executable, "-m", "tests.fuzz.guided", "--seconds", SECONDS]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=float(SECONDS) + 300, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Done " in done.stderr


def test_a_failure_is_told(tmp_path: Path) -> None:
    """A reader that cannot stand a byte: the fuzzer ends with another status and names the input."""
    broken = tmp_path / "broken.py"
    broken.write_text(
        "from tests.fuzz import guided, test_fuzz\n"
        "def fails(data, name):\n    assert b'<' not in data\n"
        "test_fuzz.read_whole = fails\n"
        f"guided.inside('', ['-seed=1', '-max_total_time=20', '-artifact_prefix={tmp_path}/', '{tmp_path}/seeds'])\n"
    )
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    seeds.joinpath("a").write_bytes(b"\0<p>")
    done = subprocess.run(
        [sys.executable, str(broken)],
        capture_output=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode != 0
    assert [file.read_bytes() for file in tmp_path.glob("crash-*")] == [b"\0<p>"]


def test_a_run_begins_with_every_kind_and_what_was_kept(tmp_path: Path) -> None:
    guided.begin(tmp_path)
    kinds = len(test_fuzz.SEEDS) + 1
    inputs = [file.read_bytes() for file in tmp_path.iterdir()]
    assert {data[0] % kinds for data in inputs} == set(range(kinds))
    assert len(inputs) > kinds + 50
    assert guided.GROWN.stat().st_size < 1_000_000
