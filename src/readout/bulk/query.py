"""What may be asked: one SQL query that only reads, and reads nothing but the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from readout.bulk.tables import TABLES
from readout.model import ReadoutError

# Functions that give tables out of what the query itself holds. All others read files, addresses or memory, or hide
# from this very check what they run.
_FUNCTIONS = frozenset({"unnest", "range", "generate_series", "json_each", "json_tree", "regexp_split_to_table"})
_DO = "write one SELECT; readout ask --tables lists tables and columns"


def checked(connection: Any, sql: str) -> set[str]:
    """The tables that a query names, or words as they are called; raises ReadoutError when it is more than a query."""
    said = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchall()[0][0]
    tree = json.loads(said)
    if tree["error"]:
        if tree["error_type"] == "not implemented":
            raise ReadoutError("SQL", "is no query: only what reads is answered", _DO)
        raise ReadoutError("SQL", first_line(tree["error_message"]), _DO)
    if len(tree["statements"]) != 1:
        raise ReadoutError("SQL", f"{len(tree['statements'])} queries, not one", _DO)
    for node in _nodes(tree):
        kind = str(node.get("type", ""))
        if kind.endswith("_QUERY_NODE"):
            raise ReadoutError("SQL", f"holds a {kind.partition('_')[0]}: only what reads is answered", _DO)
        if kind == "TABLE_FUNCTION" and (name := _function(node)) not in _FUNCTIONS:
            raise ReadoutError("SQL", f"{name}() may not be asked: only the tables are read", _DO)
    words = set(re.findall(r"\w+", sql.lower()))
    return words & set(TABLES)


def first_line(message: str) -> str:
    """What an error says, without the query and its kind's name."""
    line = message.strip().partition("\n")[0]
    return re.sub(r"^[A-Z][\w ]* Error: ", "", line)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    todo = [tree]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield one
            todo += one.values()
        elif isinstance(one, list):
            todo += one


def _function(node: dict[str, Any]) -> str:
    return str((node.get("function") or {}).get("function_name", "a table function")).lower()
