"""`readout user`, and `readout serve` where others than this computer can ask."""

from __future__ import annotations

import signal
from pathlib import Path

import httpx
import pytest

from readout.store import open_store
from tests.cli.made import call, failures, run, start

WORDS = "correct horse battery"


def test_users_are_made_listed_changed_and_removed(tmp_path: Path) -> None:
    file = str(tmp_path / "store.sqlite3")
    made = run("user", "add", "Ann Lee", "--role", "review", "--store", file, input=f"{WORDS}\n")
    assert (made.returncode, made.stdout) == (0, "Ann Lee may sign in: review\n")
    with open_store(file) as store:
        assert store.users.sign_in("ann lee", WORDS)
    assert "Ann Lee: review" in call("user", "list", "--store", file).stdout
    assert "1 open session\n" in call("user", "list", "--store", file).stdout
    assert call("user", "role", "ann lee", "admin", "--store", file).stdout == "ann lee: admin\n"
    done = run("user", "password", "ann lee", "--store", file, input="some other words\r\n")
    assert done.returncode == 0
    listed = call("user", "list", "--json", "--store", file).stdout
    assert '"role":"admin"' in listed
    assert '"sessions":0' in listed
    with open_store(file) as store:
        assert store.users.sign_in("ann lee", "some other words")
    assert call("user", "remove", "Ann Lee", "--store", file).stdout == "Ann Lee removed\n"
    assert call("user", "list", "--store", file).stdout == "no users\n"


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("add", "Ann"), "short\n", "Ann: the password has 5 characters; take 12 to 1000"),
        (("remove", "Ann"), "", "Ann: there is no user of this name; see readout user list"),
        (("password", "Ann"), f"{WORDS}\n", "Ann: there is no user of this name; see readout user list"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], given: str, told: str, tmp_path: Path) -> None:
    open_store(tmp_path / "store.sqlite3").close()
    done = run("user", *arguments, store=tmp_path / "store.sqlite3", input=given)
    assert done.returncode == 1
    assert failures(done.stderr) == [told]


def test_others_are_served_only_when_somebody_can_sign_in(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    done = run("serve", "--host", "0.0.0.0", "--port", "0", store=file)
    assert done.returncode == 1
    assert "nobody could sign in: the store has no users" in done.stderr
    with open_store(file) as store:
        store.users.add("ann", "read", WORDS)
    # Listening on the loopback only; --login asks for the same as another address would.
    serving = start("serve", "--login", "--port", "0", store=file)
    assert serving.stdout is not None
    address = serving.stdout.readline().strip()
    assert httpx.get(address).headers["location"] == "/sign-in"
    assert httpx.get(f"{address}api/v1/counts").status_code == 401
    serving.send_signal(signal.SIGTERM)  # as a system ends a service
    assert serving.communicate(timeout=60)[1].strip() == ""
    assert serving.returncode == 0
