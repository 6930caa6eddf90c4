"""`readout review`: what is doubtful, and what people decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    complain,
    guarded,
    limit_option,
    opened,
    options,
    print_listed,
    printing,
    quiet_option,
    store_option,
    user_name,
    verbose_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.store.corrections import Doubtful
    from readout.store.corrections_model import Correction

_ITEM = click.argument("item", metavar="ARTICLE:ID")
_writing = options(
    click.option("--user", metavar="NAME", help="Who decides; default: the user of this machine."),
    store_option,
    quiet_option,
    verbose_option,
)


@click.group("review", short_help="Decide on what is doubtful, and correct it.")
def command() -> None:
    """Decide on events (ARTICLE:v1), statements (:s1) and entities (:e1): accept, reject, correct, undo.

    What people decide wins over the machine in every view, verb, answer and export, and stays when articles are read
    again; who did what and when is kept. In the browser: readout serve, /review (docs/review.md).

    \b
    Examples:
      readout review list --limit 10
      readout review reject 3f9a2c41d0aa:v1
      readout review set 3f9a2c41d0aa:v2 status=cancelled
      readout review export --out corrections.jsonl
    """


@command.command("list", short_help="The most doubtful items.")
@options(
    click.option("--part", type=click.Choice(["event", "statement"]), help="Only these."),
    limit_option,
    store_option,
    printing,
)
@guarded
def listed(part: str | None, limit: int, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List what nobody decided on yet, the most doubtful first, with the reasons.

    \b
    Examples:
      readout review list --part event
    """
    with opened(store, verbose) as kept:
        rows = kept.corrections.queue(part, limit=limit or 1_000_000)
    print_listed(rows, _doubtful, "nothing waits for a decision", as_json, quiet)


def _doubtful(row: Doubtful) -> str:
    from readout.store.corrections_doubt import why_of

    return f"{row.article}:{row.ref}  doubt {row.doubt:.2f}  {'; '.join(map(why_of, row.why))}"


@command.command("log", short_help="Who decided what and when.")
@options(limit_option, store_option, printing)
@guarded
def log(limit: int, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List the corrections, the latest first.

    \b
    Examples:
      readout review log --json
    """
    with opened(store, verbose) as kept:
        rows = kept.corrections.rows(limit=limit or 1_000_000)
    print_listed(rows, _correction, "nothing was corrected", as_json, quiet)


def _correction(row: Correction) -> str:
    done = f"{row.action} {row.undoes}" if row.undoes else row.action
    fields = f"  {', '.join(row.change.fields())}" if row.change.fields() else ""
    return f"{row.number}  {row.made}  {row.user}  {done}  {row.article} {row.part} {row.at.exact!r}{fields}"


@command.command("accept", short_help="It is right.")
@_ITEM
@_writing
@guarded
def accept(item: str, user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Vouch for an item as it stands.

    \b
    Examples:
      readout review accept 3f9a2c41d0aa:s2
    """
    _judge(item, "right", user, store, quiet, verbose)


@command.command("reject", short_help="It is wrong.")
@_ITEM
@_writing
@guarded
def reject(item: str, user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Take an item out of every answer.

    \b
    Examples:
      readout review reject 3f9a2c41d0aa:v1
    """
    _judge(item, "wrong", user, store, quiet, verbose)


def _judge(item: str, word: str, user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    with opened(store, verbose) as kept:
        _say(kept.corrections.judge(item, word, user or user_name()), quiet)


@command.command("set", short_help="Correct fields of an item.")
@_ITEM
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@_writing
@guarded
def put(item: str, fields: tuple[str, ...], user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Correct fields of one word: type, status, attendee_count; act, voice, said_on; name, kind, role, country.

    Words, parties, days and places are corrected in the browser.

    \b
    Examples:
      readout review set 3f9a2c41d0aa:v2 status=cancelled type=visit
    """
    import msgspec

    from readout.store.corrections import Wish
    from readout.store.corrections_model import Change

    given = dict(field.partition("=")[::2] for field in fields)
    wrong = next((name for name in given if name not in _WORDS), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is none of {', '.join(_WORDS)}")
    try:
        change = msgspec.convert(given, Change, strict=False)
    except msgspec.ValidationError as error:
        raise click.BadParameter(str(error)) from error
    with opened(store, verbose) as kept:
        article, part, of = kept.corrections.item(item)
        stray = next((name for name in given if part not in _WORDS[name]), None)
        if stray is not None:
            raise click.BadParameter(f"no {part} has {stray!r}")
        _say(kept.corrections.make(Wish(article, part, of, "correct", change), user or user_name()), quiet)


# Which parts have the fields that `set` sets.
_WORDS = {
    **dict.fromkeys(("type", "status", "attendee_count"), ("event",)),
    **dict.fromkeys(("act", "voice", "said_on"), ("statement",)),
    **dict.fromkeys(("name", "kind", "role", "country"), ("entity",)),
}


@command.command("undo", short_help="Take a correction back.")
@click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
@_writing
@guarded
def undo(number: int, user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Take a correction back by its number in the log; that can be undone as well.

    \b
    Examples:
      readout review undo 12
    """
    with opened(store, verbose) as kept:
        _say(kept.corrections.undo(number, user or user_name()), quiet)


@command.command("export", short_help="Write what was corrected as training data.")
@options(
    click.option("--out", metavar="FILE", type=FILE, required=True, help="The file: one record a line (JSON)."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def export(out: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Write the reviewed articles as readings by hand (docs/annotation.md): `readout evaluate FILE` measures by them.

    \b
    Examples:
      readout review export --out corrections.jsonl
    """
    from readout.present.export.corrections import lines

    many = 0
    with opened(store, verbose) as kept, whole_file(Path(out)) as file:
        for line in lines(kept.corrections.reviewed()):
            file.write(line)
            many += 1
    if not quiet:
        complain(f"wrote {out}: {many} articles" if many else "nothing was corrected: nothing to write")


def _say(row: Correction, quiet: bool) -> None:
    if not quiet:
        click.echo(_correction(row))
