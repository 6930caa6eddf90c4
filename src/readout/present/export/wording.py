"""How formats word what one article tells: an event in its own words, a statement with the words that say how."""

from __future__ import annotations

from collections.abc import Iterator

from readout.link.titles import marked_title
from readout.model import Record
from readout.present.export.clean import line, title
from readout.store.rows import EventRow, StatementRow, event_rows


def titled(record: Record, version: int) -> Iterator[tuple[EventRow, str]]:
    """The events of a record, each with one short line in the article's words, marked where it is not done."""
    for event, row in zip(record.events, event_rows(record, version), strict=True):
        yield row, title(marked_title(record, event))


def voiced(row: StatementRow) -> str:
    """Who says it, through whom, and how, `Ann Lee, via KBN (“does not want”)`: the words alone may mislead."""
    via = f", via {line(', '.join(row.via), 300)}" if row.via else ""
    how = f" (“{line(row.cue, 300)}”)" if row.cue else ""
    return f"{title(row.said_by) or 'Unnamed source'}{via}{how}"


def with_cue(row: StatementRow) -> str:
    """The words behind those that say how, for what is no plain assertion: `does not want to leave`."""
    return line(f"{row.cue} {row.quote}" if row.cue else row.quote)
