"""Records and rows as plain text for a terminal: aligned, as wide as asked, coloured only when asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from readout.model import Record, Span
from readout.present.view import ArticleView, DiscrepancyCard, EventCard, RelationCard, Speaker, StatementCard, view
from readout.present.words import Quote, count, day, lasting, moment, percent, pieces, plain, visible, when

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from readout.store import ArticleRow, EventRow, Hit, RelationRow, StatementRow

WIDEST = 110
_STYLES = {
    "happened": "",
    "ongoing": "cyan",
    "scheduled": "blue",
    "expected": "blue",
    "proposed": "blue",
    "uncertain": "yellow",
    "claimed": "yellow",
    "postponed": "yellow",
    "denied": "red",
    "cancelled": "red",
}


def render(record: Record, *, colour: bool = False, width: int | None = None) -> str:
    """What a reader wants to know of one article: what happens when and how sure, who said what, in which words."""
    seen = view(record)
    return _printed(lambda console: _article(console, seen), colour, width)


def events(rows: Sequence[EventRow], *, colour: bool = False, width: int | None = None) -> str:
    """Events of the store: when, what and how sure, who, where, the words, who says so and in which article."""
    if not rows:
        return "No event fits. Ask with fewer conditions, or add pages with `readout add`.\n"

    def show(row: EventRow) -> Text:
        text = _line((plain(row.type), "bold"), (row.status, _STYLES[row.status]), (percent(row.probability), "dim"))
        _below(
            text,
            ", ".join(_seat(p.name, p.status, p.reason) for p in row.participants)
            + (f", in {row.place.name}" if row.place else ""),
        )
        _quoted(text, row.quote, [row.trigger_span], row.start)
        _below(text, f"says {', '.join(s.name for s in row.sources)}" if row.sources else "")
        return _origin(text, row)

    return _ledger([(when(r.time) or "no date", show(r)) for r in rows], colour, width)


def statements(rows: Sequence[StatementRow], *, colour: bool = False, width: int | None = None) -> str:
    """Statements of the store: when said, by whom, how, in which words and in which article."""
    if not rows:
        return "No statement fits. Ask with fewer conditions, or add pages with `readout add`.\n"

    def show(row: StatementRow) -> Text:
        role = row.speaker.role if row.speaker else None
        text = _line((row.said_by or "unnamed source", "bold"), (role or "", "dim"))
        _quoted(text, row.quote, [])
        _below(text, "; ".join(_how(row.cue, row.act, row.kind, row.addressee, row.via, percent(row.probability))))
        return _origin(text, row)

    return _ledger([(day(r.said_on or (r.published or "")[:10]) or "no date", show(r)) for r in rows], colour, width)


def relations(rows: Sequence[RelationRow], *, colour: bool = False, width: int | None = None) -> str:
    """Relations: since when, who stands in what to whom, the words, who says so and in which article."""

    def show(row: RelationRow) -> Text:
        status = row.status if row.status != "holds" else ""
        said = _held(row.type, row.object.name if row.object else None, row.value)
        text = _line((row.subject.name, "bold"), (said, ""), (status, "yellow"), (percent(row.probability), "dim"))
        _quoted(text, row.quote, row.spans, row.start)
        _below(text, f"says {', '.join(s.name for s in row.sources)}" if row.sources else "")
        return _origin(text, row)

    return _ledger([(lasting(r.since, r.until) or "no date", show(r)) for r in rows], colour, width)


def hits(rows: Sequence[Hit], *, colour: bool = False, width: int | None = None) -> str:
    """Articles that a search found, each with the passage that has the words."""
    if not rows:
        return "Nothing found. Try fewer words, or the beginning of one with * after it.\n"

    def show(row: Hit) -> Text:
        text = _line((row.headline or row.article, "bold"))
        _quoted(text, row.snippet, row.matches, row.start)
        return _origin(text, row, headline=False)

    return _ledger([(day((r.published or "")[:10]) or "no date", show(r)) for r in rows], colour, width)


def articles(rows: Sequence[ArticleRow], *, colour: bool = False, width: int | None = None) -> str:
    """Articles of the store, one below the other."""
    if not rows:
        return "There is no article yet. `readout add PAGE` keeps one.\n"

    def show(row: ArticleRow) -> Text:
        return _origin(_line((row.headline or row.article, "bold")), row, headline=False)

    return _ledger([(day((r.published or "")[:10]) or "no date", show(r)) for r in rows], colour, width)


def table(records: Iterable[Record], *, colour: bool = False, width: int | None = None) -> str:
    """The events of records as one table, a row each."""
    groups = [[card for _, group in view(record).events for card in group] for record in records]
    cards = [card for group in groups for card in sorted(group, key=lambda card: card.quote.start)]
    if not cards:
        return "No event was found.\n"

    def draw(console: Console) -> None:
        from rich.table import Table

        made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=False)
        for name in ("When", "What", "Status", "Who", "Where", "Says"):
            made.add_column(name, overflow="fold")
        for card in cards:
            made.add_row(
                _text(card.when),
                _text(card.type),
                _text(card.status, _STYLES[card.status]),
                _text(", ".join(part.who.name for part in card.parts)),
                _text(card.place.name if card.place else ""),
                _text(", ".join(source.who.name for source in card.sources)),
            )
        console.print(made)

    return _printed(draw, colour, width)


def _article(console: Console, seen: ArticleView) -> None:
    article = seen.article
    console.print(_text(seen.title, "bold"))
    facts = [article.publisher, " and ".join(article.authors), moment(article.published or "")]
    facts.append(count(article.word_count, "word") if article.word_count else "")
    if line := " · ".join(f for f in facts if f):
        console.print(_text(line, "dim"))
    if seen.discrepancies:
        _section(console, "The article disagrees with itself", "bold red")
        _grid(console, [(_text(d.about), _sides(d)) for d in seen.discrepancies])
    for name, cards in seen.events:
        _section(console, name)
        _grid(console, [(_what(card), _event(card)) for card in cards])
    if seen.speakers:
        _section(console, "Who said what")
        _grid(
            console,
            [(_speaker(s) if not n else _text(""), _statement(c)) for s in seen.speakers for n, c in _numbered(s)],
        )
    if seen.relations:
        _section(console, "What holds over time")
        _grid(console, [(_text(card.who.name, "bold"), _relation(card)) for card in seen.relations])
    if seen.entities:
        _section(console, "People and places")
        _grid(
            console,
            [
                (_text(name), _text("; ".join(e.name + (f" ({e.note})" if e.note else "") for e in cards)))
                for name, cards in seen.entities
            ],
        )
    if seen.page_says:
        _section(console, "The page says of itself")
        _grid(console, [(_text(what), _text(words)) for what, words in seen.page_says])
    if seen.problems:
        _section(console, "Problems", "bold red")
        _grid(console, [(_text(p.where), _text(p.what)) for p in seen.problems])
    if not (seen.events or seen.speakers or seen.entities):
        console.print(_text("\nNo statement, event or name was found in this article."))


def _numbered(speaker: Speaker) -> Iterable[tuple[int, StatementCard]]:
    return enumerate(speaker.statements)


def _what(card: EventCard) -> Text:
    return _line((card.type, "bold"), (card.status, _STYLES[card.status]), gap="\n")


def _event(card: EventCard) -> Text:
    text = _text(", ".join(_seat(part.who.name, part.status, part.reason) for part in card.parts))
    _below(text, ", ".join(n for n in (card.when, card.place.name if card.place else "", card.attendees) if n))
    _cited(text, card.quote)
    says = [source.who.name + (f" “{source.cue}”" if source.cue else "") for source in card.sources]
    return _below(text, " · ".join(n for n in (f"says {', '.join(says)}" if says else "", card.sure) if n), "dim")


def _relation(card: RelationCard) -> Text:
    status = card.status if card.status != "holds" else ""
    text = _text(_held(card.type, card.other.name if card.other else None, card.value))
    _below(text, ", ".join(n for n in (status, card.when) if n))
    _cited(text, card.quote)
    says = ", ".join(source.who.name for source in card.sources)
    return _below(text, " · ".join(n for n in (f"says {says}" if says else "", card.sure) if n), "dim")


def _held(kind: str, other: str | None, value: str | None) -> str:
    """A relation in words: `office held Chile (president)`."""
    return " ".join(n for n in (plain(kind), other or "", f"({value})" if value and other else value) if n)


def _seat(name: str, status: str | None, reason: str | None) -> str:
    """A participant, with the status and reason that are theirs alone."""
    own = ": ".join(word for word in (status, reason) if word)
    return f"{name} ({own})" if own else name


def _speaker(speaker: Speaker) -> Text:
    return _line((speaker.who.name, "bold"), (speaker.note, "dim"), gap="\n")


def _statement(card: StatementCard) -> Text:
    text = _text("")
    _quoted(text, " … ".join(q.words for q in card.quotes), [])
    how = _how(card.cue, card.act, card.kind, card.to.name if card.to else None, [v.name for v in card.via], card.sure)
    return _below(text, "; ".join([*how[:1], *([card.said_on] if card.said_on else []), *how[1:]]), "dim")


def _how(cue: str | None, act: str, kind: str, to: str | None, via: Sequence[str], sure: str) -> list[str]:
    """How a statement is reported, the verb first."""
    how = [f"“{cue}”" if cue else plain(act), kind]
    how += [f"to {to}"] if to else []
    how += [f"via {', '.join(via)}"] if via else []
    return how + ([sure] if sure else [])


def _sides(card: DiscrepancyCard) -> Text:
    text = _text("")
    for value, quote in card.sides:
        _below(text, value, "bold")
        if quote:
            _cited(text, quote)
    return text


def _text(words: str, style: str = "") -> Text:
    """Words of an article, on one line and without power over the terminal."""
    from rich.text import Text

    return Text(visible(" ".join(words.split())), style)


def _line(*pieces: tuple[str, str], gap: str = "  ") -> Text:
    from rich.text import Text

    return Text(gap).join(_text(words, style) for words, style in pieces if words)


def _below(text: Text, words: str, style: str = "") -> Text:
    """Add a line, if there is anything to say."""
    if words:
        text.append("\n" if text.plain else "")
        text.append_text(_text(words, style))
    return text


_MARKS = ("“", "”", '"', "«", "»")


def _quoted(text: Text, words: str, marked: Iterable[Span], offset: int = 0) -> None:
    """Add the article's words as a line of their own, the marked ones underlined, in quote marks but for their own."""
    opening, closing = ("", "") if words[:1] in _MARKS and words[-1:] in _MARKS else ("“", "”")
    text.append("\n" + opening if text.plain else opening)
    for piece, mark in pieces(words, marked, offset):
        text.append(visible(re.sub(r"\s", " ", piece)), "bold underline" if mark else "")
    text.append(closing)


def _cited(text: Text, quote: Quote) -> None:
    _quoted(
        text, quote.before + quote.words + quote.after, [Span(quote.start, quote.end)], quote.start - len(quote.before)
    )


def _origin(text: Text, row: EventRow | StatementRow | RelationRow | Hit | ArticleRow, headline: bool = True) -> Text:
    """Add the line that leads back to the article."""
    facts = [row.publisher, moment(row.published or ""), row.headline if headline else None]
    _below(text, " · ".join(f for f in facts if f), "dim")
    return _below(text, row.article, "dim")


def _section(console: Console, name: str, style: str = "bold") -> None:
    console.print()
    console.print(_text(name.upper(), style))


def _grid(console: Console, rows: Sequence[tuple[Text, Text]], apart: bool = False) -> None:
    """Rows of a narrow and a wide column, or one below the other where there is little room."""
    from rich.padding import Padding
    from rich.table import Table

    if console.width < 50:
        for left, right in rows:
            console.print(left)
            console.print(Padding(right, (0, 0, 0, 2)))
        return
    made = Table.grid(padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    made.add_column(width=min(24, console.width // 4), overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    for number, (left, right) in enumerate(rows):
        if apart and number:
            made.add_row()
        made.add_row(left, right)
    console.print(made)


def _ledger(rows: Sequence[tuple[str, Text]], colour: bool, width: int | None) -> str:
    return _printed(
        lambda console: _grid(console, [(_text(left), right) for left, right in rows], apart=True), colour, width
    )


def _printed(draw: Callable[[Console], Any], colour: bool, width: int | None) -> str:
    """What `draw` prints, lines without blanks at their end."""
    from rich.console import Console

    out = StringIO()
    draw(
        Console(
            file=out,
            width=max(20, width or min(WIDEST, get_terminal_size((100, 24)).columns)),
            force_terminal=colour,
            color_system="standard" if colour else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )
    )
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()) if not colour else out.getvalue()
