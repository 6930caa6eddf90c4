"""`readout evaluate`: how right the records are, part by part, against readings by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    complain,
    counted,
    fast_option,
    guarded,
    opened,
    options,
    print_json,
    printing,
    store_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.evaluate import Error, Reading, Row, Tally

Readings = dict[str, "Reading"]


@click.command("evaluate", short_help="Measure records against readings by hand.")
@click.argument("gold", metavar="[GOLD]", type=FILE, required=False)
@options(
    click.option("--corrections", is_flag=True, help="Measure against what people corrected in the store, not GOLD."),
    store_option,
    click.option("--part", "parts", metavar="PART", multiple=True, help="Only this part (events) and its sub-parts."),
    click.option("--found", metavar="RECORDS", type=FILE, help="Measure these records; read no article anew."),
    click.option("--against", metavar="RECORDS", type=FILE, help="Say what changed since these records."),
    click.option("--errors", metavar="N", type=click.IntRange(min=0), help="List the N errors that tell most; 0: all."),
    click.option("--html", metavar="FILE", type=FILE, help="Write one page: each text marked twice."),
    click.option("--floors", metavar="FILE", type=FILE, help="Fail where a figure is under its floor in this file."),
    click.option("--raise-floors", is_flag=True, help="Raise the floors in that file to what is measured."),
    fast_option,
    printing,
)
@guarded
def command(
    gold: str | None,
    corrections: bool,
    store: str | None,
    parts: tuple[str, ...],
    found: str | None,
    against: str | None,
    errors: int | None,
    html: str | None,
    floors: str | None,
    raise_floors: bool,
    fast: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Measure the reading of articles against GOLD, a folder or file of records made by hand.

    Each part of the record gets precision, recall and F1 with a 95 % interval (bootstrap over articles). The articles
    of GOLD are read anew, unless --found names records of them: those of another version, or a second reading by hand,
    and the figures are then how far two readers agree. RECORDS is a folder of .json files, or a file with one record a
    line. Items marked `"optional": true` neither help nor hurt.

    With --corrections the readings are those of the store's reviewed articles (docs/review.md): what people vouch for
    is wanted, what they rejected is wrong, and what nobody looked at is optional.

    \b
    Examples:
      readout evaluate gold/
      readout evaluate gold/ --part events --errors 20
      readout evaluate gold/ --found second/ --html differences.html
      readout evaluate gold/ --against old.jsonl       which change is more than noise
      readout evaluate gold/ --floors floors.json --raise-floors
      readout evaluate --corrections --part events
    """
    from readout.evaluate import below, compared, judge, load, read_floors, rows, written

    if (gold is None) != corrections:
        raise click.UsageError("name a GOLD, or else --corrections")
    if raise_floors and not floors:
        raise click.UsageError("--raise-floors needs --floors FILE")
    asked = _asked(parts)
    least = read_floors(Path(floors), missing=raise_floors) if floors else {}
    wanted = load(gold) if gold else _corrected(store)
    others = load(against) if against else None
    ours = load(found) if found else _read(wanted, fast, not quiet)
    known = _known(wanted, ours, found or "the program")
    if others is not None:
        in_both = set(_known(wanted, others, against or ""))
        known = [name for name in known if name in in_both]
    judged = [judge(wanted[name], ours[name]) for name in known]
    if others is None:
        figures = rows(judged, asked)
    else:
        figures = compared(judged, [judge(wanted[name], others[name]) for name in known], asked)
    _print(figures, _worst(judged, asked, errors), as_json)
    if html:
        _write_page(
            html, figures, [(wanted[n], ours[n], _all(j, asked)) for n, j in zip(known, judged, strict=True)], quiet
        )
    fallen = below(figures, least)
    for line in fallen:
        complain(line)
    if floors and raise_floors and not fallen:
        with whole_file(Path(floors)) as out:
            out.write(written(figures, least))
    return 1 if fallen or len(known) < len(wanted) else 0


def _corrected(store: str | None) -> Readings:
    """What people corrected in a store, as readings."""
    from readout.evaluate import readings
    from readout.model import ReadoutError
    from readout.present.export.corrections import lines

    with opened(store, verbose=False) as kept:
        found = [(kept.where, line.encode()) for line in lines(kept.corrections.reviewed())]
        if not found:
            raise ReadoutError(kept.where, "nobody corrected anything here yet", "see readout review list")
        return readings(found, f"{kept.where}: corrections")


def _asked(parts: Sequence[str]) -> list[str]:
    """The parts and their sub-parts, in the order of the table; all when none is named."""
    from readout.evaluate import PARTS

    for part in parts:
        if part not in PARTS:
            raise click.BadParameter(f"{part!r} is none of {', '.join(PARTS)}", param_hint="--part")
    return [name for name in PARTS if not parts or name in parts or name.partition(".")[0] in parts]


def _read(wanted: Readings, fast: bool, bar: bool) -> Readings:
    """The records that the program makes of the articles."""
    from readout.evaluate import Reading
    from readout.flow import Means, records
    from readout.model import Article

    articles = counted((reading.record.article for reading in wanted.values()), bar)
    read = records((article for article in articles if isinstance(article, Article)), Means(fast))
    return {record.article.id: Reading(record) for record in read}


def _known(wanted: Readings, found: Readings, where: str) -> list[str]:
    """The articles that both have, with the same text; the others are named."""
    from readout.model import ReadoutError

    known = []
    for name, reading in wanted.items():
        if name not in found:
            complain(f"{where}: no record of article {name}; it is left out")
        elif found[name].record.article.text != reading.record.article.text:
            complain(f"{where}: article {name} has another text; it is left out")
        else:
            known.append(name)
    if not known:
        raise ReadoutError(where, "no record of any article to measure")
    return known


def _all(judged: dict[str, Tally], asked: Sequence[str]) -> list[Error]:
    """The errors of an article, part by part in the order of the text."""
    from readout.evaluate import distinct

    def place(error: Error) -> int:
        return min(span.start for span in (*error.wanted_at, *error.found_at))

    return distinct(error for part in asked for error in sorted(judged[part].errors, key=place))


def _worst(judged: Sequence[dict[str, Tally]], asked: Sequence[str], most: int | None) -> list[Error]:
    from readout.evaluate import telling

    if most is None:
        return []
    return telling([{part: article[part] for part in asked} for article in judged], most or None)


def _print(figures: Sequence[Row], errors: Sequence[Error], as_json: bool) -> None:
    if as_json:
        for item in (*figures, *errors):
            print_json(item)
        return
    from readout.present.compare import listed, table

    click.echo(table(figures) + ("\n" + listed(errors) if errors else ""), nl=False)


def _write_page(
    file: str, figures: Sequence[Row], articles: Sequence[tuple[Reading, Reading, Sequence[Error]]], quiet: bool
) -> None:
    from readout.present.compare import render

    with whole_file(Path(file)) as out:
        out.write(render(figures, [(w.record, f.record, errors) for w, f, errors in articles]))
    if not quiet:
        complain(f"wrote {file}")
