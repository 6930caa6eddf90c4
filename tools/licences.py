"""Bill of materials and licences: `make sbom` writes them and fails on a licence that does not fit MIT code.

What readout needs to run is looked at with its extras; what only tests and tools need is listed and not judged.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Words of licences under which what uses a package would have to be given away under them too.
COPYLEFT = (
    "AGPL",
    "Affero",
    "GPL-2.0",
    "GPL-3.0",
    "GPLv2",
    "GPLv3",
    "GNU General Public",
    "SSPL",
    "Non-Commercial",
    "NonCommercial",
)
LESSER = ("LGPL", "Lesser", "Library")


def wanted() -> list[str]:
    """What readout asks for, its extras in."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]


def needed(lines: list[str]) -> set[str]:
    """The installed packages that these requirements bring, step by step."""
    found: set[str] = set()
    todo: list[tuple[list[str], frozenset[str]]] = [(lines, frozenset())]
    while todo:
        some, extras = todo.pop()
        for line in some:
            want = Requirement(line)
            marks = [{"extra": extra} for extra in ("", *extras)]
            key = canonicalize_name(want.name)
            if key in found or (want.marker is not None and not any(want.marker.evaluate(mark) for mark in marks)):
                continue
            try:
                brings = distribution(want.name).requires or []
            except PackageNotFoundError:
                continue
            found.add(key)
            todo.append((brings, frozenset(want.extras)))
    return found


def misfits(rows: list[dict[str, str]], run: set[str]) -> list[str]:
    """Packages that run with readout under a licence that does not fit, or under none that is named."""
    found = []
    for row in rows:
        licence = row["License"]
        ors = [part for part in licence.replace(";", " OR ").split(" OR ") if part.strip()]
        fits = any(
            not any(word in part for word in COPYLEFT) or any(word in part for word in LESSER) for part in ors
        ) and licence.upper() not in ("UNKNOWN", "")
        if canonicalize_name(row["Name"]) in run and not fits:
            found.append(f"{row['Name']} {row['Version']}: {licence}")
    return found


def main(out: Path) -> int:
    """Write sbom.json and licences.csv to a folder; 1 when a licence does not fit."""
    out.mkdir(parents=True, exist_ok=True)
    beside = Path(sys.executable).parent
    sbom = [
        str(beside / "cyclonedx-py"),
        "environment",
        "--output-reproducible",
        "-o",
        str(out / "sbom.json"),
        sys.executable,
    ]
    subprocess.run(sbom, check=True, capture_output=True)
    asked = [str(beside / "pip-licenses"), "--format=json", "--from=mixed", "--with-urls", f"--python={sys.executable}"]
    rows = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    run = needed(wanted())
    with (out / "licences.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(("name", "version", "licence", "needed to run", "address"))
        for row in rows:
            runs = "yes" if canonicalize_name(row["Name"]) in run else ""
            table.writerow((row["Name"], row["Version"], row["License"], runs, row["URL"]))
    bad = misfits(rows, run)
    parts = len(json.loads((out / "sbom.json").read_text(encoding="utf-8"))["components"])
    print(f"{parts} components, {len(run)} of them needed to run, {len(bad)} under licences that do not fit")
    for line in bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))
