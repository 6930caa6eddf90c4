"""The claims of the README, each with the command that proves it: `python benchmarks/proof.py [NAME...]` runs them.

`proof.toml` has for each claim what is claimed, of which data, the command, and where in its output the figures stand;
`proof.json` what the last run of each gave, and when. The README's table is made of both, between its two marks, so
that no figure in it is written by hand. Without names all are run: an hour or two, on a machine that does nothing
else. Exit status 1 when a command fails or a figure is not where it should be; the others' figures are kept.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

CLAIMS, PROVED, README = Path("benchmarks/proof.toml"), Path("benchmarks/proof.json"), Path("README.md")
BEGIN, END = "<!-- proof -->\n", "<!-- /proof -->"

Claim = Mapping[str, Any]
Proved = dict[str, dict[str, Any]]


def claims() -> dict[str, Claim]:
    """Each claim by its name, in the order of the table."""
    return tomllib.loads(CLAIMS.read_text("utf-8"))


def figures(claim: Claim, output: str) -> dict[str, str]:
    """The figures of a claim in what its command printed; KeyError names one that is not there."""
    found = {}
    for name, pattern in claim["find"].items():
        match = re.search(pattern, output, re.M | re.S)
        if match is None:
            raise KeyError(name)
        found[name] = re.sub(r"^0(?=\.)", "", match[1])
    return found


def run(command: str, data: str) -> str:
    """What a command prints, this environment's programs first; CalledProcessError when it fails."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        shlex.split(command.replace("DATA", data)),
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return done.stdout


def table(all_claims: Mapping[str, Claim], proved: Proved) -> str:
    """The table of the README."""
    rows = ["| what | data | figures | command, day |", "|---|---|---|---|"]
    for name, claim in all_claims.items():
        if name in proved:
            says = claim["says"].format_map(proved[name]["figures"])
            rows.append(f"| {claim['what']} | {claim['data']} | {says} | `{claim['command']}` {proved[name]['day']} |")
    return "\n".join(rows) + "\n"


def written(text: str, rows: str) -> str:
    """The README with the table between its marks."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + rows + END + rest.split(END, 1)[1]


def prove(names: Iterable[str], data: str) -> list[str]:
    """Run the claims' commands, each once, keep their figures, and give the names of those that failed."""
    known, outputs, failed = claims(), dict[str, str](), []
    for name in names:
        command = known[name]["command"]
        proved: Proved = json.loads(PROVED.read_text("utf-8"))
        try:
            began = time.monotonic()
            if command not in outputs:
                outputs[command] = run(command, data)
            proved[name] = {"day": date.today().isoformat(), "figures": figures(known[name], outputs[command])}
        except (subprocess.CalledProcessError, KeyError) as error:
            told = f"no {error} in its output" if isinstance(error, KeyError) else error
            print(f"{name}: {command}: {told}", file=sys.stderr)
            failed.append(name)
            continue
        print(f"{name}: {proved[name]['figures']} ({time.monotonic() - began:.0f} s)", flush=True)
        PROVED.write_text(json.dumps(dict(sorted(proved.items())), indent=1) + "\n", "utf-8")
    README.write_text(written(README.read_text("utf-8"), table(known, json.loads(PROVED.read_text("utf-8")))), "utf-8")
    return failed


def main() -> int:
    """Prove the claims that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {CLAIMS}")
    parser.add_argument("--data", default="../shared")
    options = parser.parse_args()
    if unknown := sorted(set(options.names) - set(claims())):
        parser.error(f"no claim {', '.join(unknown)}; there are: {', '.join(claims())}")
    return 1 if prove(options.names or claims(), options.data) else 0


if __name__ == "__main__":
    raise SystemExit(main())
