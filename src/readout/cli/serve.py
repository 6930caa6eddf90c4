"""`readout serve`: the store in a browser."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import click

from readout.cli.common import complain, guarded, options, quiet_option, store_option, user_name, verbose_option

if TYPE_CHECKING:
    from readout.store.tokens import Scope

EVERYWHERE = ("", "0.0.0.0", "::")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Seconds after which a thread that computes lets those that answer have their turn.
_TURN = 0.001
# Seconds for which an idle caller's connection is kept: programs that ask now and then need not connect anew.
_IDLE = 75


@click.command("serve", short_help="Show the store in a browser.")
@options(
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at."),
    click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes a free one."),
    click.option(
        "--token/--no-token",
        "token",
        default=None,
        help="Answer programs (/api/v1) only with a token; the default where others than this computer can ask.",
    ),
    click.option(
        "--rate", type=click.IntRange(1, 100_000), default=600, show_default=True, help="Requests a minute of a token."
    ),
    click.option(
        "--login/--no-login",
        default=None,
        help="Let only users in who sign in (readout user); the default where others than this computer can ask. "
        "Without it everyone there may read, and nobody more.",
    ),
    click.option("--as", "user", metavar="NAME", help="Under whose name you judge; default: the user of this machine."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(
    host: str,
    port: int,
    token: bool | None,
    rate: int,
    login: bool | None,
    user: str | None,
    store: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show the store in a browser: articles with their words marked, events, statements. Ctrl-C ends it.

    Only this computer can open the pages, without a password, unless --host says otherwise: then users sign in, whom
    `readout user` makes. Passwords cross the network as they are unless a proxy before it speaks https (docs/page.md).
    Programs ask at /api/v1 (docs/api.md), from other computers only with a token (readout token).

    \b
    Examples:
      readout serve
      readout serve --port 0 --store case.sqlite3
      readout serve --host 192.0.2.7
    """
    from readout.api import open
    from readout.settings import store_name

    name = store_name(store)
    if "://" in name or os.path.lexists(name):
        open(name, create=False).close()  # a store that cannot be used must fail here, not at the first page
    elif not quiet:
        complain(f"{name}: there is no store here yet; `readout add PAGE` makes one")
    afar = host not in LOOPBACK
    asked = afar if login is None else login
    if asked:
        _check_users(name)
    listener = _listening(host, port)
    import uvicorn

    from readout.cli.linker import LinkerProcess
    from readout.cli.reader import ReaderProcess
    from readout.cli.voice import VoiceProcess, has_voice
    from readout.present.http import Terms
    from readout.present.web import LOCAL, app

    reader, linker, voice = ReaderProcess(), LinkerProcess(), VoiceProcess() if has_voice() else None
    sys.setswitchinterval(_TURN)
    # The server ends by it as by Ctrl-C, and then tells itself so again, which would leave the processes beside it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = f"[{host}]" if ":" in host else host
    click.echo(f"http://{address}:{listener.getsockname()[1]}/")
    hosts = None if host in EVERYWHERE else (*LOCAL, address)
    needed = afar or asked if token is None else token
    terms = Terms(needed, rate, reader, user or user_name())
    role: Scope = "read" if afar else "admin"
    config = uvicorn.Config(
        app(name, hosts, terms, asked, role, voice=voice, apart=linker),
        log_level="info" if verbose else "warning",
        access_log=verbose,
        timeout_keep_alive=_IDLE,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        reader.close()
        linker.close()
        if voice:
            voice.close()


def _check_users(name: str) -> None:
    """Raises ReadoutError where nobody could sign in."""
    from readout.api import open
    from readout.model import ReadoutError
    from readout.settings import shown_store

    nobody = "://" not in name and not os.path.lexists(name)
    if not nobody:
        with open(name, create=False) as store:
            nobody = not store.users.all()
    if nobody:
        do = "`readout user add NAME --role admin` makes the first; --no-login lets everyone read"
        raise ReadoutError(shown_store(name), "nobody could sign in: the store has no users", do)


def _listening(host: str, port: int) -> socket.socket:
    from readout.model import ReadoutError

    try:
        host.encode("idna")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).partition(" (while ")[0]
        raise ReadoutError(f"{host}:{port}", f"cannot listen here: {reason}", "try --port 0") from error
