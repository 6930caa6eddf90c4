"""Webhooks of alerts: signed, tried again, kept until taken, and never sent to private addresses unasked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click import UsageError

from readout import open as open_store
from readout import read
from tests.cli.made import BRIDGE, call
from tests.loopback import Handler, Loopback, running


class Taking(Handler):
    """Notes each message; answers with the status that the server was told."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send(b"", self.server.status)


class Receiver(Loopback):
    status = 204

    def __init__(self) -> None:
        super().__init__(Taking)
        self.seen: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/news"


def run(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return call("alert", *arguments, store=store)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / "news.sqlite3"
    with open_store(file) as kept:
        list(kept.add([read(BRIDGE.encode(), source="bridge.html", fast=True)]))
    assert run(file, "add", "--all", "kenya", "events", "--where", "Kenya").returncode == 0
    return file


def waiting(store: Path) -> list[Any]:
    with closing(sqlite3.connect(store)) as raw:
        return raw.execute("SELECT tries, failed FROM delivery").fetchall()


def test_what_is_new_is_sent_once_and_signed(store: Path) -> None:
    with running(Receiver()) as receiver:
        hooked = run(store, "hook", "kenya", receiver.url, "--private")
        secret = hooked.stdout.strip()
        assert run(store, "check").returncode == 0
        assert run(store, "check").returncode == 0
    [(fields, body)] = receiver.seen
    told = json.loads(body)
    assert told["type"] == "readout.alert"
    assert told["data"]["alert"] == "kenya"
    assert {row["type"] for row in told["data"]["rows"]} == {"visit"}
    signed = f"{fields['webhook-id']}.{fields['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert fields["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert waiting(store) == []
    listed = run(store, "list", "--json").stdout + run(store, "list").stdout
    assert receiver.url in listed
    assert secret not in listed


def test_what_is_not_taken_waits_and_is_told(store: Path) -> None:
    with running(Receiver()) as receiver:
        run(store, "hook", "kenya", receiver.url, "--private")
        receiver.status = 500
        failed = run(store, "check")
        assert failed.returncode == 1
        assert "not taken (status 500); it waits for the next check" in failed.stderr
        assert len(receiver.seen) == 3
        assert [tries for tries, _ in waiting(store)] == [1]
        receiver.status = 200
        assert run(store, "check").returncode == 0
    assert len({fields["webhook-id"] for fields, _ in receiver.seen}) == 1
    assert waiting(store) == []


def test_private_addresses_are_refused_unless_allowed(store: Path) -> None:
    with running(Receiver()) as receiver:
        run(store, "hook", "kenya", receiver.url)
        failed = run(store, "check")
    assert failed.returncode == 1
    assert "private address" in failed.stderr
    assert receiver.seen == []


def test_addresses_are_taken_away_with_what_waits(store: Path) -> None:
    url = "http://127.0.0.1:9/news"
    run(store, "hook", "kenya", url)
    run(store, "check")
    assert len(waiting(store)) == 1
    assert run(store, "unhook", "kenya", url).returncode == 0
    assert waiting(store) == []
    assert "nothing of kenya is sent there" in run(store, "unhook", "kenya", url).stderr


def test_what_is_no_address_or_no_alert_is_told(store: Path) -> None:
    with pytest.raises(UsageError, match="no address of the web"):
        run(store, "hook", "kenya", "ftp://example.org")
    nobody = run(store, "hook", "peru", "https://example.org/")
    assert nobody.returncode == 1
    assert "no alert of this name" in nobody.stderr
