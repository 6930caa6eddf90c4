"""Pictures of the served pages: `python tools/screens.py docs/screens [STORE]` shows them in headless Chromium.

Without a store one is made of reports on invented persons (tests/link/chains/build.yaml), read by rules alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from playwright.sync_api import Page, Playwright, sync_playwright

# Name, address, width and height of the window, light or dark.
SHOTS = (
    ("today", "/?on=2025-03-21&since=2025-03-01", 1280, 860, "light"),
    ("person", "/people?name=Velimir", 1280, 860, "light"),
    ("claims", "/claims?only=contradicted", 1280, 860, "light"),
    ("phone", "/timeline", 390, 844, "dark"),
)
REPORTS = Path(__file__).parent.parent / "tests/link/chains/build.yaml"


def made(file: Path) -> None:
    """Make a store of the invented reports."""
    from readout.api import open as open_store
    from readout.flow import Means, records
    from readout.model import Article, Block

    chains = yaml.safe_load(REPORTS.read_text(encoding="utf-8"))
    articles = [
        Article(
            f"{chain['name']}-{number}",
            REPORTS.name,
            report["text"],
            headline=report["text"][:80].rpartition(" ")[0],
            publisher=f"{chain['kind'].title()} Daily",
            published=str(report["published"]),
            language="en",
            blocks=(Block("paragraph", 0, len(report["text"])),),
        )
        for chain in chains
        for number, report in enumerate(chain["reports"])
    ]
    with open_store(file) as store:
        list(store.add(records(articles, Means(fast=True))))


def ready(page: Page, address: str) -> None:
    """Go there, and wait until the articles are linked."""
    while (answer := page.goto(address)) is not None and answer.status == 503:
        page.wait_for_timeout(1000)


def main(folder: Path, store: Path | None) -> None:
    """Write a PNG file of each view to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        file = store or Path(scratch, "store.sqlite3")
        if store is None:
            made(file)
        command = [sys.executable, "-m", "readout", "serve", "--port", "0", "--store", str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as play:
            try:
                assert server.stdout is not None
                _shots(server.stdout.readline().strip().rstrip("/"), folder, play)
            finally:
                server.terminate()


def _shots(site: str, folder: Path, play: Playwright) -> None:
    browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
    for name, address, width, height, scheme in SHOTS:
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        ready(page, site + address)
        if name == "person":
            page.click("table a >> nth=0")
        page.screenshot(path=folder / f"{name}.png")
    browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
