"""`readout token`: made once, listed without the token, removed."""

from __future__ import annotations

from pathlib import Path

from readout.store import open_store
from tests.cli.made import call


def test_a_token_is_printed_once_listed_without_itself_and_removed(tmp_path: Path) -> None:
    file = str(tmp_path / "store.sqlite3")
    open_store(file).close()
    made = call("token", "add", "desk", "--scope", "review", "--until", "2100", "--store", file)
    assert made.returncode == 0
    token = made.stdout.strip()
    with open_store(file) as store:
        row = store.tokens.known(token)
        assert row is not None
        assert (row.name, row.scope, row.until) == ("desk", "review", "2100-12-31")
    listed = call("token", "list", "--store", file)
    assert "desk: review" in listed.stdout
    assert token not in listed.stdout
    assert '"scope":"review"' in call("token", "list", "--json", "--store", file).stdout.replace(" ", "")
    assert call("token", "remove", "desk", "--store", file).stdout == "desk removed\n"
    assert call("token", "list", "--store", file).stdout == "no tokens\n"
