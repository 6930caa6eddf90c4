"""The load test of the API, for a few seconds: readers and writers at once, and nothing fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_readers_and_writers_at_once_without_an_error() -> None:
    small = ["--articles", "30", "--readers", "6", "--writers", "2", "--seconds", "2", "--pause", "0.3"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "api.py"), *small], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "errors 0" in done.stdout
    assert "/judgements/events" in done.stdout
