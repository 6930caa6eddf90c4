"""`readout user`: who may sign in to the pages of `readout serve`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    guarded,
    opened,
    options,
    print_listed,
    printing,
    quiet_option,
    store_option,
    verbose_option,
)

if TYPE_CHECKING:
    from readout.store.users import UserRow

_role = click.option(
    "--role",
    type=click.Choice(["read", "review", "admin"]),
    default="read",
    show_default=True,
    help="What the user may do: read; judge and add too; rule too.",
)
_name = click.argument("name", metavar="NAME")
_changing = options(store_option, quiet_option, verbose_option)


@click.group("user", short_help="Say who may sign in to the pages.")
def command() -> None:
    """Make and remove the users who may sign in to the pages of `readout serve` (docs/page.md).

    \b
    Examples:
      readout user add "Ann Lee" --role review
      readout user list
    """


@command.command("add", short_help="Let somebody sign in.")
@_name
@_role
@_changing
@guarded
def add(name: str, role: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Let somebody sign in. The password is asked for, or is the first line of standard input.

    It has at least 12 characters; the store keeps an Argon2 hash of it.

    \b
    Examples:
      readout user add "Ann Lee" --role review
      readout user add desk < password.txt
    """
    from readout.api import open

    password = _password()
    with open(store) as kept:
        kept.users.add(name, role, password)  # type: ignore[arg-type]
    if not quiet:
        click.echo(f"{name} may sign in: {role}")


@command.command("list", short_help="List who may sign in.")
@options(store_option, printing)
@guarded
def listed(store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List the users: name, role, since when, how many sessions are open.

    \b
    Examples:
      readout user list
    """
    with opened(store, verbose) as kept:
        rows = kept.users.all()
    print_listed(rows, _line, "no users", as_json, quiet)


def _line(row: UserRow) -> str:
    return f"{row.name}: {row.role}, made {row.made}, {row.sessions} open session{'' if row.sessions == 1 else 's'}"


@command.command("remove", short_help="Let somebody in no more.")
@_name
@_changing
@guarded
def remove(name: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Remove a user, whose sessions end at once. What the user judged stays, under the name.

    \b
    Examples:
      readout user remove "Ann Lee"
    """
    with opened(store, verbose) as kept:
        kept.users.remove(name)
    if not quiet:
        click.echo(f"{name} removed")


@command.command("password", short_help="Give somebody a new password.")
@_name
@_changing
@guarded
def password(name: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Give a user a new password, asked for or from standard input; the user's sessions end at once.

    \b
    Examples:
      readout user password "Ann Lee"
    """
    given = _password()
    with opened(store, verbose) as kept:
        kept.users.set_password(name, given)
    if not quiet:
        click.echo(f"{name} has a new password")


@command.command("role", short_help="Allow somebody more, or less.")
@_name
@click.argument("role", type=click.Choice(["read", "review", "admin"]))
@_changing
@guarded
def role(name: str, role: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Give a user another role, which counts from the next request on.

    \b
    Examples:
      readout user role "Ann Lee" admin
    """
    with opened(store, verbose) as kept:
        kept.users.set_role(name, role)  # type: ignore[arg-type]
    if not quiet:
        click.echo(f"{name}: {role}")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
