"""The whole OpenAPI asked at random by schemathesis: no server error, no answer that is not described."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from readout.present.http.openapi import described

from .conftest import served

# Of each operation and mode; more by hand: READOUT_EXAMPLES=100 pytest tests/present/http/test_contract.py
EXAMPLES = int(os.environ.get("READOUT_EXAMPLES", "2"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# What can't be asked wrongly: there is nothing to ask, or any words may be.
ANYTHING = (
    "get /articles/{id}",
    "get /entities/{id}",
    "get /counts",
    "get /exports",
    "get /tokens",
    "delete /tokens/{name}",
)
SCHEMA = schemathesis.openapi.from_dict(described(False))
OPERATIONS = [(path, method) for path, methods in described(False)["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def address(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the small store is asked, and written to."""
    file = tmp_path_factory.mktemp("contract") / "store.sqlite3"
    copy(small_store, file)
    with served(file, read=lambda *_: iter(())) as found:
        yield found


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_an_operation_answers_as_described(path: str, method: str, address: str) -> None:
    operation = SCHEMA[path][method]

    def ask(case: Any) -> None:
        case.call_and_validate(base_url=address, checks=CHECKS, timeout=120)

    modes = (GenerationMode.POSITIVE, *((GenerationMode.NEGATIVE,) if f"{method} {path}" not in ANYTHING else ()))
    for mode in modes:
        cases = operation.as_strategy(generation_mode=mode)
        settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))(given(cases)(ask))()
