"""What the verbs share: options, the way they fail, what they print. Nothing heavy is imported at the top."""

from __future__ import annotations

import functools
import io
import os
import re
import sys
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from readout.model import Problem, Record
    from readout.store import Store

Command = Callable[..., Any]
Row = TypeVar("Row")

_PAGE = 500


def first_day(value: str) -> str:
    """The first day of a year, month or day (2025, 2025-05, 2025-05-08) as an ISO date."""
    return _day(value, lambda most: 1)


def last_day(value: str) -> str:
    """The last day of a year, month or day as an ISO date."""
    return _day(value, lambda most: most)


def _day(value: str, missing: Callable[[int], int]) -> str:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, 0, 0)
    month = missing(12) if month is None else month
    if not year or not 1 <= month <= 12:
        raise click.BadParameter(f"{value!r} is no date: write 2025, 2025-05 or 2025-05-08")
    most = monthrange(year, month)[1]
    day = missing(most) if day is None else day
    if not 1 <= day <= most:
        raise click.BadParameter(f"{value!r} is no date: that month has {most} days")
    return f"{year:04}-{month:02}-{day:02}"


# Whether a file can be read is found out where it is opened: one that cannot must not stop the others as wrong usage.
FILE = click.Path(readable=False)

pages_argument = click.argument("pages", metavar="PAGE...", type=FILE, nargs=-1, required=True)
store_option = click.option(
    "--store",
    metavar="FILE|URL",
    type=FILE,
    envvar="READOUT_STORE",
    help="The store; default: the user's own (READOUT_STORE).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
quiet_option = click.option("--quiet", is_flag=True, help="No progress bar and no remarks; failures are still named.")
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is done.")
fast_option = click.option("--fast", is_flag=True, help="Find statements by rules alone, without the trained tagger.")
people_option = click.option(
    "--people",
    metavar="FILE",
    type=FILE,
    envvar="READOUT_PEOPLE",
    help="The index of people; default: the user's own (READOUT_PEOPLE).",
)
llm_option = click.option(
    "--llm", is_flag=True, help="Ask the large language model at READOUT_LLM_URL too; off by default (docs/llm.md)."
)
limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(min=0), default=50, help="At most so many rows (50); 0 for all."
)
since_option = click.option(
    "--from", "since", type=first_day, metavar="DATE", help="On this day, month or year or later."
)
until_option = click.option(
    "--to", "until", type=last_day, metavar="DATE", help="On this day, month or year or before."
)


def options(*some: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, listed in this order."""
    return lambda function: functools.reduce(lambda f, option: option(f), reversed(some), function)


reading_options = options(fast_option, llm_option, people_option)
many_options = options(
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(min=0),
        envvar="READOUT_JOBS",
        help="Read in N processes; default: one a core. 0: in this process, which a page may then bring down.",
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0),
        default=300,
        show_default=True,
        help="The longest that one page may take in a process; 0 for no limit.",
    ),
)
printing = options(json_option, quiet_option, verbose_option)
asking = options(store_option, limit_option, printing)


def guarded(function: Command) -> Command:
    """The verb with its ReadoutErrors as one clear line each on standard error, and status 1."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        import logging

        from readout.model import ReadoutError

        # Libraries' log lines are no part of the output; with -v they are.
        logging.basicConfig(
            handlers=None if kwargs.get("verbose") else [logging.NullHandler()], format="readout: %(name)s: %(message)s"
        )
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return function(*args, **kwargs)
        except ReadoutError as error:
            complain(str(error))
            return 1

    return run


def complain(line: str) -> None:
    """One line on standard error, whatever characters it holds; what stands on standard output comes before it."""
    sys.stdout.flush()
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
    click.echo(f"readout: {shown}", err=True)


class Complaints:
    """Problems with inputs, each named when it comes up and counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: Problem) -> None:
        self.count += 1
        complain(f"{problem.where}: {problem.what}")


def opened(store: str | None, verbose: bool) -> Store:
    """The store to ask; it must be there."""
    from readout.api import open

    kept = open(store, create=False)
    if verbose:
        complain(f"{kept.where}: {kept.counts().articles} articles")
    return kept


def print_json(value: Any) -> None:
    """One JSON object as a line of UTF-8, there for the next program at once."""
    from readout.model import to_json

    sys.stdout.buffer.write(to_json(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def colour() -> bool:
    """Whether standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paged(ask: Callable[[int, int], list[Row]], limit: int) -> Iterator[Row]:
    """The rows that `ask(limit, offset)` gives, a page at a time; `limit` 0 is all of them."""
    offset = 0
    while not limit or offset < limit:
        rows = ask(min(_PAGE, limit - offset) if limit else _PAGE, offset)
        yield from rows
        offset += len(rows)
        if len(rows) < _PAGE:
            return


def print_rows(
    ask: Callable[[int, int], list[Row]],
    table: Callable[..., str],
    limit: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Rows of the store for people, or for programs one JSON object a line."""
    if as_json:
        for row in paged(ask, limit):
            print_json(row)
        return
    rows: Sequence[Row] = list(paged(ask, limit + 1 if limit else 0))
    shown = rows[:limit] if limit else rows
    click.echo(table(shown, colour=colour()), nl=False)
    if len(rows) > len(shown) and not quiet:
        complain(f"there are more than {limit}; --limit 0 prints all")


def print_listed(rows: Sequence[Row], shown: Callable[[Row], str], none: str, as_json: bool, quiet: bool) -> None:
    """Rows that are few, a line each, or for programs one JSON object a line."""
    for row in rows:
        if as_json:
            print_json(row)
        else:
            click.echo(shown(row))
    if not rows and not as_json and not quiet:
        click.echo(none)


@contextmanager
def whole_file(path: Path, binary: bool = False) -> Iterator[IO[Any]]:
    """A file to write text or bytes to; it takes its name only when it is on the disk as a whole, never when empty."""
    how: tuple[Any, ...] = ("wb",) if binary else ("w", -1, "utf-8")
    if path.exists() and not path.is_file():  # a device or a pipe keeps its place; a folder fails
        with path.open(*how) as out:
            yield out
        return
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open(*how) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if beside.stat().st_size:
            beside.replace(target)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            beside.unlink()


def counted(items: Iterable[Row], shown: bool) -> Iterator[Row]:
    """The items, with a bar on standard error that counts them; none when `shown` is false or it is no terminal."""
    if not shown or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} pages"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for item in items:
            yield item
            progress.advance(task)


def read_records(pages: tuple[str, ...], complaints: Complaints, bar: bool) -> Iterator[Record]:
    """The records of pages; what cannot be read is complained of."""
    from readout.api import each
    from readout.fetch import read_pages
    from readout.model import Problem

    for item in each(counted(read_pages(pages), bar)):
        if isinstance(item, Problem):
            complaints(item)
        elif item is not None:
            yield item


def once(records: Iterable[Record]) -> Iterator[Record]:
    """Records, each article's first only."""
    seen: set[str] = set()
    for record in records:
        if record.article.id not in seen:
            seen.add(record.article.id)
            yield record


def article_meant(kept: Store, begins: str, name: str) -> str | None:
    """The one article whose id begins so, None where none does; ReadoutError, for what was named, where several do."""
    from readout.model import ReadoutError

    found = kept.find(begins) if begins else []
    if len(found) > 1:
        raise ReadoutError(name, f"more than one article begins so: {', '.join(found)}", "write more of the ID")
    return found[0] if found else None


def judging(judgement: str) -> Callable[[Command], Command]:
    """A verb with two arguments that notes a judgement on them."""

    def decorated(function: Command) -> Command:
        @click.argument("one", metavar="A")
        @click.argument("other", metavar="B")
        @options(
            click.option("--undo", is_flag=True, help="Take your judgement on these two back."),
            click.option("--user", metavar="NAME", help="Who judges; default: the user of this machine."),
            store_option,
            quiet_option,
            verbose_option,
        )
        @guarded
        @functools.wraps(function)
        def run(
            one: str, other: str, undo: bool, user: str | None, store: str | None, quiet: bool, verbose: bool
        ) -> None:
            with opened(store, verbose) as kept:
                things = kept.judge(one, other, "none" if undo else judgement, user or user_name())
                rows = [] if quiet else [row for thing in things for row in kept.who(thing)]
            for row in rows:
                click.echo(f"{row.id}  {row.name}: {', '.join(row.spellings)}; in {len(row.articles)} articles")

        return run

    return decorated


def user_name() -> str:
    """The name by which the machine knows its user."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # none of the system's names is set
        return "user"
