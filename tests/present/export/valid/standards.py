"""The standards' schemas that lie beside the tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

FOLDER = Path(__file__).parent.parent / "standards"


@cache
def standard(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = standard(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def fits(value: Any, name: str) -> None:
    """Fail with the first place where a value is not as the schema says."""
    wrong = next(_validator(name).iter_errors(value), None)
    assert wrong is None, f"{name}: {wrong.json_path}: {wrong.message[:300]}"
