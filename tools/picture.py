"""The picture of the README: `tools/picture.py PAGE docs/page.png` reads a page and shows it in headless Chromium."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from readout.flow import records
from readout.model import Article
from readout.present.html import render
from readout.read import read_inputs


def main(page: str, picture: str) -> None:
    """Read `page`, point at its first event, and write what is seen to the PNG file `picture`."""
    read = list(records(found for found in read_inputs([page]) if isinstance(found, Article)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder, "page.html")
        file.write_text(render(read), encoding="utf-8")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="light")
        shown.goto(file.as_uri())
        shown.hover(".m.p-event")
        shown.wait_for_timeout(800)
        shown.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
