"""CSV of office holders: name, aliases, office, country, from, to, id (and organisation, wikidata where given)."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from readout.people.rows import QID, BadRow, PersonRow, Row, TermRow, day, state

_COLUMNS = {
    "aliases": "aliases", "alias": "aliases", "office": "office", "position": "office", "role": "office",
    "country": "country", "state": "country", "from": "from", "start": "from", "begin": "from", "to": "to",
    "end": "to", "until": "to", "id": "id", "name": "name", "organisation": "organisation",
    "organization": "organisation", "wikidata": "wikidata", "qid": "wikidata",
}  # fmt: skip


def csv_rows(lines: Iterator[tuple[int, bytes]]) -> Iterator[Row]:
    """One row a line; lines with one id, or without ids one name and country, are one person with several offices."""
    first = next(lines)[1]
    text = first.decode("utf-8", "replace")
    delimiter = max(",;\t", key=text.count)
    columns = [_COLUMNS.get(c.strip().lower(), "") for c in next(csv.reader([text], delimiter=delimiter))]
    at = [1]

    def rest() -> Iterator[str]:
        for number, line in lines:
            at[0] = number
            yield line.decode("utf-8") + "\n"

    reader = csv.reader(rest(), delimiter=delimiter, strict=True)
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield BadRow(at[0], "this is no UTF-8 text")
            continue
        except csv.Error as error:
            yield BadRow(at[0], f"this is no line of CSV: {error}")
            continue
        if any(value.strip() for value in values):
            yield _row(dict(zip(columns, values, strict=False)), at[0])


def _row(cells: dict[str, str], line: int) -> Row:
    cell = {key: " ".join(value.split()) for key, value in cells.items()}
    name, country = cell.get("name", ""), cell.get("country", "")
    if not name:
        return BadRow(line, "the name is missing")
    code = state(country) if country else None
    if country and code is None:
        return BadRow(line, f"{country!r} is no country: write its English name or its ISO 3166 code")
    try:
        begin, until = day(cell.get("from")), day(cell.get("to"))
    except ValueError as error:
        return BadRow(line, str(error))
    if begin and until and until < begin[: len(until)]:
        return BadRow(line, f"the term ends ({until}) before it begins ({begin})")
    key, wikidata = cell.get("id", ""), cell.get("wikidata", "")
    qid = next((value for value in (wikidata, key) if QID.match(value)), None)
    office, body = cell.get("office", ""), cell.get("organisation") or None
    aliases = [alias.strip() for alias in cell.get("aliases", "").replace("|", ";").split(";")]
    return PersonRow(
        key or f"{name}|{code or ''}",
        tuple(dict.fromkeys([name, *(a for a in aliases if a)])),
        (code,) if code else (),
        qid,
        (TermRow(office, code, body, begin, until, line),) if office else (),
        line,
    )
