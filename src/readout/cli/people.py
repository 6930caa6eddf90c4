"""`readout people`: the user's own list of who is who and who held which office when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    Complaints,
    complain,
    guarded,
    json_option,
    limit_option,
    options,
    people_option,
    print_json,
    print_rows,
    printing,
    quiet_option,
    verbose_option,
)

if TYPE_CHECKING:
    from readout.people import People, Person


@click.group("people", short_help="Keep who is who and who held which office.")
def command() -> None:
    """Keep a list of persons and their offices, so that readings give persons ids and know office holders by the day.

    Once a file is imported, `readout read` and `readout add` use it: a person gets the file's id where name and office
    or state agree, and "the Slovak prime minister" is whoever the file says held that office on the article's day.
    Nothing is guessed: where two rows fit, there is no id.

    \b
    Examples:
      readout people import persons.csv
      readout people show Q57606
      readout people holder "prime minister" Slovakia --on 2025-05-08
    """


@command.command("import", short_help="Take people from files.")
@click.argument("files", metavar="FILE...", type=FILE, nargs=-1, required=True)
@options(people_option, json_option, quiet_option, verbose_option)
@guarded
def import_(files: tuple[str, ...], people: str | None, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Take persons and their offices from files, gzipped or not.

    A FILE holds FollowTheMoney entities as JSON lines (OpenSanctions' entities.ftm.json), Wikidata items (lines of a
    dump, or entity JSON), or CSV with the columns name, aliases (with ; between), office, country, from, to, id. A file
    takes the place of an earlier one of its name. Lines that cannot be read are named; the others are imported.

    \b
    Examples:
      readout people import heads-of-government.csv
      readout people import entities.ftm.json
    """
    from readout.people import import_file, open_people
    from readout.settings import people_name

    complaints = Complaints()
    with open_people(people_name(people), create=True) as kept:
        for file in files:
            done = import_file(kept, file, complaints)
            if as_json:
                print_json(done)
            elif not quiet:
                click.echo(f"{done.file}: {done.persons} persons, {done.terms} offices")
        if verbose:
            complain(f"{kept.where}: {kept.count()} persons")
    return 1 if complaints.count else 0


@command.command("list", short_help="List persons.")
@click.argument("words", nargs=-1)
@options(people_option, limit_option, printing)
@guarded
def list_(words: tuple[str, ...], people: str | None, limit: int, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List persons by name, those whose names hold WORDS if given; with -v first the files that they come from.

    \b
    Examples:
      readout people list
      readout people list fico --json
    """
    with _opened(people) as kept:
        if verbose:
            for name, imported, many in kept.files():
                complain(f"{name}: {many} persons, imported {imported}")
        asked = " ".join(words)
        print_rows(lambda n, at: kept.listed(asked, n, at), _table, limit, as_json, quiet)


@command.command("show", short_help="Print one person.")
@click.argument("name", metavar="ID|NAME")
@options(people_option, printing)
@guarded
def show(name: str, people: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """Print a person by id, Wikidata item or name in any spelling: names, offices with their days, and the file's line.

    \b
    Examples:
      readout people show Q57606
      readout people show "Vladimir Zelenskiy"
    """
    from readout.model import ReadoutError

    with _opened(people) as kept:
        one = kept.person(name)
        found = [one] if one else kept.called(name)
        if not found:
            raise ReadoutError(name, "no such person", "`readout people list` prints them")
        for person in found:
            if as_json:
                print_json(person)
            else:
                click.echo(_card(person), nl=False)


@command.command("holder", short_help="Say who held an office on a day.")
@click.argument("office")
@click.argument("country")
@options(
    click.option("--on", "day", metavar="DATE", help="The day (2025-05-08); default: today."), people_option, printing
)
@guarded
def holder(
    office: str, country: str, day: str | None, people: str | None, as_json: bool, quiet: bool, verbose: bool
) -> int:
    """Say who held an OFFICE of a COUNTRY (its name or ISO code) on a day, by the files.

    \b
    Examples:
      readout people holder "foreign minister" RUS --on 2014-03-18
    """
    from readout.cli.common import first_day
    from readout.model import ReadoutError
    from readout.people.rows import state

    code = state(country)
    if code is None:
        raise ReadoutError(country, "no such country", "write its English name or its ISO 3166 code")
    asked = first_day(day) if day else datetime.now(UTC).date().isoformat()
    with _opened(people) as kept:
        found = kept.holders(office, code, asked)
        for person, term in found:
            if as_json:
                print_json({"person": person.id, "name": person.name, "wikidata": person.wikidata, "term": term})
            else:
                click.echo(f"{person.name} ({person.id}): {_term(term)}")
    if not found and not quiet:
        complain(f"the files do not settle who was {office} of {code} on {asked}")
    return 0 if found else 1


@command.command("remove", short_help="Take out a file's people, or one person.")
@click.argument("what", metavar="FILE|ID")
@options(people_option, quiet_option)
@guarded
def remove_(what: str, people: str | None, quiet: bool) -> None:
    """Take out the people of an imported FILE (by its name), or one person by ID.

    \b
    Examples:
      readout people remove persons.csv
    """
    from readout.model import ReadoutError
    from readout.people import remove

    with _opened(people) as kept:
        gone = remove(kept, what)
        if not gone:
            files = ", ".join(name for name, _, _ in kept.files()) or "none"
            raise ReadoutError(what, "no such file or person", f"the imported files are: {files}")
        if not quiet:
            click.echo(f"{gone} removed; {kept.count()} persons left")


def _opened(where: str | None) -> People:
    from readout.people import open_people
    from readout.settings import people_name

    return open_people(people_name(where))


def _table(persons: list[Person], colour: bool) -> str:
    if not persons:
        return "Nobody. `readout people import FILE` brings people in.\n"
    return "".join(f"{p.id}  {p.name}{_where(p)}\n" for p in persons)


def _where(person: Person) -> str:
    last = person.terms[-1] if person.terms else None
    told = _term(last) if last else " ".join(person.countries)
    return f": {told}" if told else ""


def _card(person: Person) -> str:
    lines = [f"{person.name} ({person.id}), {person.source}"]
    lines += [f"  also {', '.join(person.names[1:])}"] * bool(person.names[1:])
    lines += [f"  {', '.join(person.countries)}"] * bool(person.countries)
    lines += [f"  {_term(term)}, {term.source}" for term in person.terms]
    return "\n".join(lines) + "\n"


def _term(term: object) -> str:
    from readout.people import Term

    assert isinstance(term, Term)
    days = f" {term.begin or '?'} to {term.until or 'now'}" if term.begin or term.until else ""
    return f"{term.title}{days}"
