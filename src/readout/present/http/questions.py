"""The questions a store answers, as a table: what can be asked, what comes back, and what finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from readout.link.accounts import Account
from readout.link.claims import Claim, Voice
from readout.link.questions import Change, Leg, Line, Quote, first_told
from readout.model import Record
from readout.present.http import asked
from readout.present.http.asked import iso
from readout.present.http.paging import MOST_RANKED, Cursors, Key, Ordered, Rows, Walks, bad_cursor
from readout.present.http.problems import Refusal
from readout.store import (
    ArticleRow,
    Counts,
    EventRow,
    EventWord,
    Hit,
    JudgementRow,
    StatementRow,
    Store,
    Thing,
    VersionRow,
)
from readout.store.paging import Place
from readout.store.query import RANKED
from readout.store.tokens import Scope, TokenRow

if TYPE_CHECKING:
    from readout.present.web.known import Known
    from readout.present.web.library import Library, Overview

Row = TypeVar("Row")
_LARGEST = 2**53


class Page(Struct, Generic[Row], frozen=True):
    """Some rows of an answer: `next` is the address of those after them, for an assistant their cursor.

    `left_out` are the store's oldest articles that an answer over all of them does not know, where it is very large.
    """

    rows: tuple[Row, ...]
    next: str | None = None
    left_out: int = 0


class Headline(Struct, frozen=True):
    """An article of a story; `day` is that of its publication (ISO)."""

    article: str
    headline: str | None
    publisher: str | None
    day: str | None


class Story(Struct, frozen=True):
    """Articles that tell of the same, the oldest first."""

    articles: tuple[Headline, ...]


class Format(Struct, frozen=True):
    """A format of exports."""

    name: str
    media: str
    suffix: str
    about: str


class Question(NamedTuple):
    """One question: its path (with at most one name from it), what may be asked, and the type of row or answer.

    `find(books, asked, name)` gives rows by limit and place if `paged`, or else the answer. `scope` may ask it.
    """

    path: str
    about: str
    asks: type[asked.Plain]
    answers: Any
    find: Callable[[Books, Any, str], Any]
    paged: bool = True
    tag: str = "articles"
    linked: bool = False
    scope: Scope = "read"


class Books:
    """The store and what its articles say together, or a refusal (503) that says when to ask again."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.walks = Walks()
        library.prepare.append(_ordered)

    @property
    def store(self) -> Store:
        """The open store."""
        found = self.library.store()
        if found is None:
            raise Refusal(503, "There is no store here yet.", ["`readout add PAGE` makes one."])
        return found

    @property
    def overview(self) -> Overview:
        """Everyone who is named."""
        # Many programs ask at once: they are given what is at hand, while others write and it is made anew.
        if self.store and (found := self.library.overview(0) or self.library.overview()) is not None:
            return found
        raise _unready()

    def known(self, on: date | None = None) -> Known:
        """What the articles say together, as known on a day."""
        seen, web = self.library.at_hand() if self.store else (None, None)
        if seen is None or web is None:
            seen, web = self.overview, self.library.web()
        if web is None:
            raise _unready()
        return web.known(iso(on) or seen.on)

    def left(self) -> int:
        """How many articles are not among the linked ones."""
        from readout.present.web.library import MOST_LINKED

        return max(0, self.library.counted - MOST_LINKED)


def _unready() -> Refusal:
    return Refusal(503, "The articles are still being linked.", headers={"Retry-After": "4"})


def _who(*names: str | None) -> tuple[str, ...]:
    return tuple(filter(None, names))


def _articles(books: Books, q: asked.Articles, _: str) -> Rows:
    return lambda limit, last: books.store.paging.articles(limit, last, q.publisher, iso(q.since), iso(q.until))


def _article(books: Books, q: asked.Version, name: str) -> Record:
    numbers = {row.version for row in books.store.versions(name)}
    if not numbers or (q.version and q.version not in numbers):
        raise Refusal(404, "The store has no such article." if not numbers else f"It has no version {q.version}.")
    return books.store.record(name, q.version)


def _versions(books: Books, q: asked.OfArticle, _: str) -> tuple[VersionRow, ...]:
    found = books.store.versions(q.article)
    if not found:
        raise Refusal(404, "The store has no such article.")
    return tuple(found)


def _search(books: Books, q: asked.Search, _: str) -> Rows:
    paging, bounds = books.store.paging, (q.publisher, iso(q.since), iso(q.until))
    find, fetch = partial(paging.ranked, q.q), partial(paging.hits, q.q)
    # Whoever walks on behind the first of them has all the others ranked.
    return books.walks.rows(lambda: find(RANKED, 0, *bounds), fetch, lambda: find(MOST_RANKED, 0, *bounds))


def _events(books: Books, q: asked.Events, _: str) -> Rows:
    put = (q.who, q.where, q.kind, q.status, iso(q.since), iso(q.until), q.article)
    return lambda limit, last: books.store.paging.events(limit, last, *put)


def _statements(books: Books, q: asked.Statements, _: str) -> Rows:
    put = (q.by, q.about, iso(q.since), iso(q.until), q.article)
    return lambda limit, last: books.store.paging.statements(limit, last, *put)


def _entities(books: Books, q: asked.Entities, _: str) -> Rows:
    seen = books.overview
    some = seen.called(q.name or "", q.kind, q.country or "")

    def found() -> list[Key]:
        return [(thing.id,) for thing in some[:MOST_RANKED]]

    return books.walks.rows(found, lambda keys: {key: seen.by_id[key[0]] for key in keys if key[0] in seen.by_id})


def _entity(books: Books, _: asked.Plain, name: str) -> Thing:
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 17 else 0
    found = books.store.finder.thing(number) if 0 < number < _LARGEST else None
    if found is None:
        raise Refusal(404, "The store knows nobody and nothing by this number.")
    return books.overview.by_id.get(found.id, found)


def _timeline(books: Books, q: asked.Timeline, _: str) -> Rows:
    known, who, bounds = books.known(q.on), _who(q.who, q.beside), (iso(q.since), iso(q.until))

    def fits(line: Line) -> bool:
        return q.kind in (None, line.kind) and q.status in (None, line.status)

    return partial(_ordered(known, who, *bounds).behind, fits=fits)


def _ordered(known: Known, who: Sequence[str] = (), *bounds: str | None) -> Ordered[Line]:
    """The lines that fit, in the order of their places."""

    def ordered() -> Ordered[Line]:
        return Ordered((told.line for told in known.told(who, *bounds)), _of_line)

    return known.once("ordered lines", ordered, *who, *bounds)


def _of_line(line: Line) -> Place:
    return line.begin or first_told(line) or "", line.kind, "; ".join(line.parties), *_of_words(line.quotes[0])


def _of_words(words: Quote | Voice) -> Place:
    return words.article, words.start


def _whereabouts(books: Books, q: asked.Person, _: str) -> Rows:
    known = books.known(q.on)

    def place(stay: tuple[Line, Account]) -> Place:
        line, _ = stay
        return line.begin, line.until or line.begin, line.place, *_of_words(line.quotes[0])

    stays = Ordered(known.stays(q.who, iso(q.since), iso(q.until)), place)

    def behind(limit: int, last: Place | None) -> list[tuple[Place, Leg]]:
        # A leg is worked out from its articles: no more of them than are asked for.
        found: list[tuple[Place, Leg]] = []
        while len(found) < limit and (some := stays.behind(limit - len(found), last)):
            last = some[-1][0]
            found += [(at, leg) for at, stay in some if (leg := known.leg(q.who, *stay))]
        return found

    return behind


def _met(books: Books, q: asked.Person, _: str) -> Rows:
    return Ordered(books.known(q.on).met(q.who, iso(q.since), iso(q.until)), _of_line).behind


def _upcoming(books: Books, q: asked.Upcoming, _: str) -> Rows:
    return Ordered(books.known(q.on).upcoming(_who(q.who)), _of_line).behind


def _changes(books: Books, q: asked.Changes, _: str) -> Rows:
    found = books.known(q.on).changes(q.since.isoformat(), _who(q.about))
    return Ordered(found, lambda change: (change.step.day or "", change.step.status, *_of_line(change.line))).behind


def _claims(books: Books, q: asked.Claims, _: str) -> Rows:
    known, who = books.known(q.on), _who(q.about)

    def keyed() -> dict[Place, Claim]:
        return {_of_claim(claim): claim for claim in known.claims(who, q.contradicted)}

    found = known.once("keyed claims" if not q.contradicted else "keyed contradictions", keyed, *who)
    return books.walks.rows(lambda: list(found), lambda keys: {key: found[key] for key in keys if key in found})


def _of_claim(claim: Claim) -> Place:
    first = claim.voices[0]
    return (f"{first.article} {first.start} {claim.type} {'; '.join(claim.parties)}",)


def _stories(books: Books, q: asked.Stories, _: str) -> Rows:
    known = books.known()
    linker = known.linker

    def order() -> list[Key]:
        ranked = known.once("stories", lambda: sorted(linker.stories(), key=lambda story: (-len(story), story)))
        return [(story[0],) for story in takewhile(lambda story: len(story) >= q.least, ranked)]

    def fetch(keys: Sequence[Any]) -> dict[Key, Story]:
        # A story that was joined to an older one is told with that one.
        stories = {key: story for key in keys if (story := linker.story(key[0]))[0] == key[0]}
        told = books.store.finder.headlines([number for story in stories.values() for number in story])
        pages = {number: Headline(*row) for number, row in told.items()}
        some = {key: [pages[number] for number in story if number in pages] for key, story in stories.items()}
        return {
            key: Story(tuple(sorted(ones, key=lambda one: (one.day or "", one.article)))) for key, ones in some.items()
        }

    return books.walks.rows(order, fetch)


def _formats(*_: Any) -> tuple[Format, ...]:
    from readout.present.export.registry import exporters

    return tuple(Format(one.name, one.media, one.suffix, one.about) for one in exporters())


def _counts(books: Books, *_: Any) -> Counts:
    return books.store.counts()


def _alike(books: Books, *_: Any) -> Rows:
    return Ordered(books.store.judgements(), lambda row: (-row.number,)).behind


def _on_events(books: Books, *_: Any) -> Rows:
    return Ordered(books.store.event_words(), _of_word).behind


def _of_word(word: EventWord) -> Place:
    return -datetime.fromisoformat(word.made).timestamp(), int(word.other is None), -word.number


def _tokens(books: Books, *_: Any) -> tuple[TokenRow, ...]:
    return tuple(books.store.tokens.all())


_SAID = "with the exact words and where they stand in their article"
QUESTIONS: tuple[Question, ...] = (
    Question("/articles", "Articles, the latest first.", asked.Articles, ArticleRow, _articles),
    Question("/articles/{id}", "An article and all that it reports.", asked.Version, Record, _article, False),
    Question("/versions", "The versions of an article.", asked.OfArticle, tuple[VersionRow, ...], _versions, False),
    Question("/search", "Articles that hold some words, the best first.", asked.Search, Hit, _search),
    Question("/counts", "How much the store holds.", asked.Plain, Counts, _counts, False),
    Question(
        "/events", f"Events as single articles tell them, {_SAID}.", asked.Events, EventRow, _events, tag="record"
    ),
    Question("/statements", f"Who said what, {_SAID}.", asked.Statements, StatementRow, _statements, tag="record"),
    Question("/entities", "Persons, bodies and places.", asked.Entities, Thing, _entities, tag="record"),
    Question("/entities/{id}", "One of them by number.", asked.Plain, Thing, _entity, False, "record"),
    Question(
        "/timeline",
        f"Events over all articles, each once, {_SAID}.",
        asked.Timeline,
        Line,
        _timeline,
        True,
        "linked",
        True,
    ),
    Question("/whereabouts", "Where someone was and is to be.", asked.Person, Leg, _whereabouts, True, "linked", True),
    Question("/met", "Whom someone met.", asked.Person, Line, _met, True, "linked", True),
    Question("/upcoming", "What is planned.", asked.Upcoming, Line, _upcoming, True, "linked", True),
    Question("/changes", "What became of events.", asked.Changes, Change, _changes, True, "linked", True),
    Question("/claims", "Who says and who denies what.", asked.Claims, Claim, _claims, True, "linked", True),
    Question("/stories", "Articles that tell one story.", asked.Stories, Story, _stories, True, "linked", True),
    Question("/exports", "The formats of exports.", asked.Plain, tuple[Format, ...], _formats, False, "exports"),
    Question(
        "/judgements/entities", "What was judged of who is who.", asked.Paged, JudgementRow, _alike, tag="judgements"
    ),
    Question("/judgements/events", "What was judged of events.", asked.Paged, EventWord, _on_events, tag="judgements"),
    Question(
        "/tokens", "Whose tokens there are.", asked.Plain, tuple[TokenRow, ...], _tokens, False, "tokens", scope="admin"
    ),
)


def answered(books: Books, question: Question, q: Any, name: str) -> tuple[Any, str | None]:
    """The answer, and the cursor of the rows behind it if there are any."""
    found = question.find(books, q, name)
    if not question.paged:
        return found, None
    cursors = Cursors(question.path, q)
    last = cursors.place(q.cursor) if q.cursor else None
    try:
        pairs = found(q.limit + 1, last)
    except (TypeError, ValueError, OverflowError) as error:
        if last is None:
            raise
        raise bad_cursor() from error  # its mark is right, but nothing here makes such a place
    some = pairs[: q.limit]
    left = books.left() if question.linked else 0
    after = cursors.of(some[-1][0]) if len(pairs) > q.limit else None
    return Page(tuple(row for _, row in some), after, left), after
