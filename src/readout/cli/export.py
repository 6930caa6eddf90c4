"""`readout export`: what articles report, in the formats of other programs and fields."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    Complaints,
    complain,
    guarded,
    once,
    opened,
    options,
    quiet_option,
    read_records,
    since_option,
    store_option,
    until_option,
    verbose_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.present.export.base import Exporter


@click.command("export", short_help="Write calendars, feeds, tables, graphs and more.")
@click.argument("name", metavar="FORMAT", required=False)
@click.argument("pages", metavar="[PAGE]...", type=FILE, nargs=-1)
@options(
    click.option("--out", metavar="FILE", type=FILE, help="Write to a file instead of standard output."),
    click.option("--who", metavar="NAME", help="Only what concerns this person, body or state."),
    since_option,
    until_option,
    click.option("--base", metavar="URL", help="The address of the store's pages (readout serve), for links to them."),
    click.option("--list", "listed", is_flag=True, help="Print the formats, one a line, and stop."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def command(
    name: str | None,
    pages: tuple[str, ...],
    out: str | None,
    who: str | None,
    since: str | None,
    until: str | None,
    base: str | None,
    listed: bool,
    store: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write what pages report, or without a PAGE what the store holds, in a FORMAT that other programs read.

    Formats: ics, rss, atom, jsonfeed; csv and parquet (of events; -statements, -entities, -relations of the others);
    jsonld (schema.org), ninjs, newsml, annotations, prov, ftm; graphml and gexf (who met whom), geojson; plover, cameo,
    gdelt-events, gdelt-mentions; bibtex, csl; brat, conllu. --list says more; docs/exports.md says what each one keeps
    and what it loses. What is only claimed, doubted or denied is nowhere given as a fact.

    --from and --to ask for the day of an article's publication.

    \b
    Examples:
      readout export ics --out news.ics
      readout export csv --who Putin --from 2025-05 --out events.csv
      readout export gexf pages/ --out met.gexf
      readout export --list
    """
    from readout.present.export.base import Corpus
    from readout.present.export.clean import url
    from readout.present.export.narrow import chosen
    from readout.present.export.registry import NAMES, exporter, exporters

    if listed:
        for one in exporters():
            click.echo(f"{one.name:20} {one.suffix:22} {one.about}")
        return 0
    if name is None:
        raise click.UsageError("name a FORMAT; --list prints them")
    if base is not None and url(base) is None:
        raise click.BadParameter(f"{base!r} is no address of the web: write https://HOST/...")
    if name not in NAMES:
        raise click.BadParameter(f"{name!r} is no format; --list prints those there are")
    form = exporter(name)
    if out is None and sys.stdout.isatty() and not _is_text(form):
        raise click.UsageError(f"{name} is no text: write it with --out FILE")
    complaints = Complaints()
    with opened(store, verbose) if not pages else nullcontext() as kept:
        found = kept.records() if kept else once(read_records(pages, complaints, not quiet))
        records = chosen(found, who, since, until)
        corpus = Corpus(records, base=base)
        if kept:
            corpus = Corpus(records, kept.numbers(), kept.event_judgements(), base)
        written = _write(form.pieces(corpus), out)
    if not quiet and not written:
        complain("nothing to write")
    elif out and not quiet:
        complain(f"wrote {out}: {written:,} bytes")
    return 1 if complaints.count else 0


def _is_text(form: Exporter) -> bool:
    return form.media not in ("application/zip", "application/vnd.apache.parquet")


def _write(pieces: Iterator[bytes], out: str | None) -> int:
    """Write the pieces as they come, and say how many bytes they were."""
    if out is None:
        return sum(sys.stdout.buffer.write(piece) for piece in pieces)
    with whole_file(Path(out), binary=True) as file:
        return sum(file.write(piece) for piece in pieces)
