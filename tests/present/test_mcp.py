"""The MCP server, started as an assistant starts it and asked by the official client."""

from __future__ import annotations

import json
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from readout.store import open_store

from .made import TEXT, hostile, summit

READOUT = str(Path(sysconfig.get_path("scripts")) / "readout")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of two articles, one of them hostile."""
    file = tmp_path / "store.sqlite3"
    with open_store(file) as kept:
        list(kept.add([summit(), hostile()]))
    return file


def test_an_assistant_is_answered_with_words_and_their_source(store: Path) -> None:
    async def talk() -> dict[str, Any]:
        server = StdioServerParameters(command=READOUT, args=["mcp", "--store", str(store)])
        async with Client(server) as client:
            listed = await client.list_tools()
            return {
                "tools": {tool.name: tool for tool in listed.tools},
                "said": await client.call_tool("statements", {"by": "Kibet"}),
                "where": await client.call_tool("whereabouts", {"who": "Dahl"}),
                "article": await client.call_tool("article", {"id": "summit"}),
                "hostile": await client.call_tool("articles", {}),
                "nobody": await client.call_tool("met", {"who": "Nobody"}),
                "wrong": await client.call_tool("statements", {"by": "Kibet", "when": "now"}),
                "lost": await client.call_tool("article", {"id": "none"}),
            }

    # The browser of the other tests keeps an event loop in this thread.
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(anyio.run, talk).result()
    assert {"search", "events", "statements", "claims", "whereabouts"} <= set(found["tools"])
    assert found["tools"]["whereabouts"].input_schema["required"] == ["who"]
    (row,) = found["said"].structured_content["rows"]
    assert (row["said_by"], row["article"]) == ("Omar Kibet", "summit")
    assert TEXT[row["start"] : row["end"]] == row["quote"] == '"we will sign the deal" and that talks would go on'
    (leg,) = found["where"].structured_content["rows"]
    assert (leg["place"], leg["begin"], leg["quotes"][0]["said_by"]) == ("Nairobi", "2025-03-04", ["KBN"])
    assert found["article"].structured_content["article"]["text"] == TEXT
    assert found["hostile"].structured_content["rows"][-1]["headline"] == "<script>alert(1)</script>"
    assert json.loads(found["nobody"].content[0].text)["rows"] == []
    assert found["wrong"].is_error
    assert "unknown field `when`" in found["wrong"].content[0].text
    assert found["lost"].is_error
