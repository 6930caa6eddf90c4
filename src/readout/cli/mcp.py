"""`readout mcp`: the store for assistants."""

from __future__ import annotations

import click

from readout.cli.common import guarded, opened, options, store_option, verbose_option


@click.command("mcp", short_help="Answer an assistant about the store (MCP).")
@options(store_option, verbose_option)
@guarded
def command(store: str | None, verbose: bool) -> None:
    """Answer an assistant's questions about the store by the Model Context Protocol, on standard input and output.

    The assistant starts it: write `readout mcp` into its list of servers. Its tools only read, and each answer bears
    the exact words and their article. It takes the extra: pip install 'readout-news[mcp]'.

    \b
    Examples:
      readout mcp --store case.sqlite3
    """
    from readout.extras import missing

    with opened(store, verbose) as kept:  # a store that can't be used must fail here, not at the first question
        where = kept.address
    try:
        from readout.present.mcp import serve
    except ImportError as error:
        raise missing("mcp", error, "mcp") from error
    serve(where)
