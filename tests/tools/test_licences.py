"""Which packages run with readout, and which licences do not fit."""

from __future__ import annotations

import pytest

from tools.licences import misfits, needed, wanted


def test_what_runs_with_readout_is_found_step_by_step() -> None:
    found = needed(wanted())
    assert {"spacy", "thinc", "numpy", "hibari-tts", "num2words", "ctranslate2", "cffi"} <= found
    assert not {"mutagen", "pytest", "mypy"} & found


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT License", True),
        ("GNU General Public License v2 or later (GPLv2+)", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GNU Library or Lesser General Public License (LGPL)", True),
        ("GNU Affero General Public License v3", False),
        ("UNKNOWN", False),
    ],
)
def test_licences_that_fit(licence: str, fits: bool) -> None:
    row = {"Name": "Some_Package", "Version": "1", "License": licence}
    assert (misfits([row], {"some-package"}) == []) is fits
    assert misfits([row], set()) == []
