"""`readout who`: persons, bodies and places of the store, each once over all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readout.cli.common import guarded, limit_option, opened, options, print_json, print_rows, printing, store_option

if TYPE_CHECKING:
    from readout.store import JudgementRow, WhoRow


@click.command("who", short_help="Say who is who over all articles.")
@click.argument("name", nargs=-1)
@options(
    click.option("--judgements", is_flag=True, help="List what was judged to be one or not, by people and by readout."),
    store_option,
    limit_option,
    printing,
)
@guarded
def command(
    name: tuple[str, ...],
    judgements: bool,
    store: str | None,
    limit: int,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Say who is who: each person, body or place whose name holds NAME once over all articles of the store, with every
    spelling, office, state and article.

    The number (@12) names one of them to `readout same` and `readout differ`, which correct what readout took for one
    or for two.

    \b
    Examples:
      readout who zelensky
      readout who @1
      readout who --judgements zelensky
    """
    asked = " ".join(name)
    if not asked and not judgements:
        raise click.UsageError("write a NAME, or --judgements")
    with opened(store, verbose) as kept:
        if not judgements:
            print_rows(lambda n, at: kept.who(asked, n, at), _table, limit, as_json, quiet)
            return
        rows = kept.judgements(asked or None)
    for row in rows:
        if as_json:
            print_json(row)
        else:
            click.echo(_judgement(row))
    if not rows and not as_json:
        click.echo("Nothing was judged.")


def _table(rows: list[WhoRow], colour: bool) -> str:
    if not rows:
        return "Nobody and nothing in the store is called so.\n"
    return "\n".join(_card(row) for row in rows)


def _card(row: WhoRow) -> str:
    facts = [row.kind, *row.countries, *row.wikidata]
    lines = [f"{row.id}  {row.name} ({', '.join(facts)})"]
    if list(row.spellings) != [row.name]:
        lines.append("  called " + ", ".join(f"{name} ({many})" for name, many in row.spellings.items()))
    for held in row.offices:
        days = held.first if held.first == held.last else f"{held.first} to {held.last}"
        state = f" of {held.country}" if held.country else ""
        lines.append(f"  {held.office}{state}: {held.articles} articles" + (f", {days}" if held.first else ""))
    lines.append("  in " + ", ".join(row.articles))
    return "\n".join(lines) + "\n"


def _judgement(row: JudgementRow) -> str:
    sure = f" {row.score:.2f}" if row.score is not None else ""
    why = f" ({row.why})" if row.why else ""
    return f"{row.made}  {row.user}: {row.judgement}{sure}{why}  {row.left}  {row.right}"
