"""The README's table is made of what the commands printed, and of nothing else."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from benchmarks import proof


def test_the_table_of_the_readme_is_the_one_that_was_proved() -> None:
    proved = json.loads(proof.PROVED.read_text("utf-8"))
    text = proof.README.read_text("utf-8")
    assert proof.written(text, proof.table(proof.claims(), proved)) == text
    assert set(proved) <= set(proof.claims())


def test_each_claim_names_figures_that_it_looks_for() -> None:
    for name, claim in proof.claims().items():
        assert set(re.findall(r"\{(\w+)\}", claim["says"])) == set(claim["find"]), name
        assert all(re.compile(pattern).groups == 1 for pattern in claim["find"].values()), name


def test_a_figure_is_taken_from_what_was_printed_and_one_that_is_missing_is_named() -> None:
    claim = {"find": {"f": r"^joint.*?F1 (\S+)", "p": r"^joint\s+P (\S+)"}}
    assert proof.figures(claim, "content F1 0.9\njoint  P 0.845  R 0.705  F1 0.768\n") == {"f": ".768", "p": ".845"}
    with pytest.raises(KeyError, match="f"):
        proof.figures(claim, "content F1 0.9\n")


def test_a_command_is_run_by_this_environment_and_its_failure_is_told() -> None:
    assert proof.run("readout --version", "").startswith("readout, version")
    with pytest.raises(subprocess.CalledProcessError):
        proof.run("readout nonsense", "")
