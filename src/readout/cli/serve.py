"""`readout serve`: the store in a browser."""

from __future__ import annotations

import os
import socket

import click

from readout.cli.common import complain, guarded, options, quiet_option, store_option, verbose_option

EVERYWHERE = ("", "0.0.0.0", "::")


@click.command("serve", short_help="Show the store in a browser.")
@options(
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at."),
    click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes a free one."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(host: str, port: int, store: str | None, quiet: bool, verbose: bool) -> None:
    """Show the store in a browser: articles with their words marked, events, statements. Ctrl-C ends it.

    Only this computer can open the page, unless --host says otherwise; it asks for no password.

    \b
    Examples:
      readout serve
      readout serve --port 0 --store case.sqlite3
    """
    from readout.api import open
    from readout.settings import store_name

    name = store_name(store)
    if "://" in name or os.path.lexists(name):
        open(name, create=False).close()  # a store that cannot be used must fail here, not at the first page
    elif not quiet:
        complain(f"{name}: there is no store here yet; `readout add PAGE` makes one")
    listener = _listening(host, port)
    import uvicorn

    from readout.present.web import LOCAL, app

    address = f"[{host}]" if ":" in host else host
    click.echo(f"http://{address}:{listener.getsockname()[1]}/")
    hosts = None if host in EVERYWHERE else (*LOCAL, address)
    config = uvicorn.Config(app(name, hosts), log_level="info" if verbose else "warning", access_log=verbose)
    uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    from readout.model import ReadoutError

    try:
        host.encode("idna")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).partition(" (while ")[0]
        raise ReadoutError(f"{host}:{port}", f"cannot listen here: {reason}", "try --port 0") from error
