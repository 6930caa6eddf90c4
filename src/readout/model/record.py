"""One article's record, as `readout read --json` prints it; offsets are Unicode code points of `article.text`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Offset = Annotated[int, Meta(ge=0)]
Probability = Annotated[float, Meta(ge=0.0, le=1.0)]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]

BlockKind = Literal["headline", "caption", "heading", "paragraph", "list", "quote"]
EntityKind = Literal["person", "organisation", "country", "place", "group"]
MentionForm = Literal["name", "pronoun", "description", "metonym"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimedBy = Literal["clause", "sentence", "carried", "published"]
StatementKind = Literal["direct", "indirect", "mixed"]
Role = Literal["actor", "recipient", "attendee"]
Status = Literal[
    "happened",
    "ongoing",
    "scheduled",
    "expected",
    "proposed",
    "uncertain",
    "claimed",
    "denied",
    "postponed",
    "cancelled",
]
RelationStatus = Literal["holds", "held", "ended", "expected", "claimed"]
ToldBy = Literal["page", "json-ld", "microdata", "opengraph", "meta"]
NoticeKind = Literal["ai", "sponsored", "correction", "agency", "opinion", "republished", "other"]


class Span(Struct, frozen=True, order=True):
    """`article.text[start:end]` is the quoted words."""

    start: Offset
    end: Offset


class Block(Struct, frozen=True):
    """A stretch of the text that the page sets apart."""

    kind: BlockKind
    start: Offset
    end: Offset


class Credit(Struct, frozen=True):
    """Who made a picture and who passed it on."""

    photographer: str | None = None
    agency: str | None = None
    via: str | None = None


class Image(Struct, frozen=True):
    """A picture of the page by its caption, with the date that the caption gives (ISO 8601)."""

    caption: str | None = None
    date: IsoDate | None = None
    credit: Credit | None = None


class Dropped(Struct, frozen=True):
    """Boilerplate that is no part of `text`, and why it was left out."""

    text: str
    why: str


class Told(Struct, frozen=True):
    """What one part of a page says, and which part: the page as seen, or one of the forms of data in it."""

    value: str
    by: ToldBy


class Disagreement(Struct, frozen=True):
    """What a page says of itself in two ways: `about` is a field of the article, the one taken is `told` first."""

    about: str
    told: tuple[Told, ...]


class Notice(Struct, frozen=True):
    """What a page discloses of its article, by kind: words of a disclosure, or a label such as "Opinion"."""

    kind: NoticeKind
    text: str


class Article(Struct, frozen=True):
    """A page as read: what it says of itself and its text, with blocks in the order of the text.

    `retrieved` is when the page was fetched (ISO 8601, UTC), where that is known: from the web, or out of an archive.
    """

    id: str
    source: str
    text: str
    url: str | None = None
    publisher: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    read_time_minutes: int | None = None
    word_count: int = 0
    blocks: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    disclosures: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    retrieved: str | None = None
    updated: str | None = None
    section: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    notices: tuple[Notice, ...] = ()


class Mention(Struct, frozen=True):
    """The words that name or point to an entity."""

    start: Offset
    end: Offset
    form: MentionForm


class Location(Struct, frozen=True):
    """Where a place is, in degrees (WGS 84)."""

    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]


class Identity(Struct, frozen=True):
    """Who a person is by the user's people file: its `id` and `name` there, and the row (`source`, as FILE:LINE).

    `by` says what agreed: the name with office or state, or the office (`office`, in the file's words) on that day.
    """

    id: str
    name: str
    source: str
    by: Literal["name", "office"]
    office: str | None = None


class Entity(Struct, frozen=True):
    """Someone or something that takes part; `country` is ISO 3166-1 alpha-3, `role` the office in the text's words.

    `wikidata` is an item's id (Q214) where it is known, never guessed; so are `location` and `identity`.
    """

    id: str
    kind: EntityKind
    name: str
    role: str | None = None
    country: str | None = None
    wikidata: str | None = None
    mentions: tuple[Mention, ...] = ()
    location: Location | None = None
    identity: Identity | None = None


class Time(Struct, frozen=True):
    """A TIMEX3 time expression; `begin` and `until` (`from` and `to` in JSON) bound it as ISO dates, both inclusive."""

    id: str
    start: Offset
    end: Offset
    type: TimeType
    value: str
    begin: IsoDate | None = field(default=None, name="from")
    until: IsoDate | None = field(default=None, name="to")


class Statement(Struct, frozen=True):
    """What someone is reported to say, think or want: attribution source, cue and content (after PolNeAR).

    `via` are those who passed it on, the outermost last; `within` is the innermost statement whose content holds it.
    """

    id: str
    content: tuple[Span, ...]
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    kind: StatementKind = "indirect"
    act: str = "say"
    said_on: IsoDate | None = None
    addressee: str | None = None
    via: tuple[str, ...] = ()
    probability: Probability = 1.0
    within: str | None = None
    found_by: Literal["readout", "llm"] = "readout"


class Participant(Struct, frozen=True):
    """An entity's part in an event; `status` and `reason` only where its own differs from the event's."""

    entity: str
    role: Role
    status: Status | None = None
    reason: str | None = None


class EventTime(Struct, frozen=True):
    """When an event is: TIMEX3 `value`, and the bounds `from` and `to` as ISO dates, both inclusive.

    `by` tells what says so: the event's own clause, its sentence, a sentence before, or only the publication date.
    """

    value: str | None = None
    begin: IsoDate | None = field(default=None, name="from")
    until: IsoDate | None = field(default=None, name="to")
    by: TimedBy = "clause"


class Event(Struct, frozen=True):
    """Something that happened, is planned or is alleged; `type` is a name of `lexicon/event_kinds.yaml`.

    `mentions` are the words of each telling, `trigger` of the one that tells most; `background` is what is only told to
    explain other news.
    """

    id: str
    type: str
    trigger: Span
    plover: str | None = None
    cameo: str | None = None
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    time: EventTime | None = None
    status: Status = "happened"
    attendee_count: int | None = None
    sources: tuple[str, ...] = ()
    probability: Probability = 1.0
    mentions: tuple[Span, ...] = ()
    background: bool = False


class Relation(Struct, frozen=True):
    """What holds between two entities over time; `type` is a name of `lexicon/relations.yaml`.

    `value` says in the text's words what the type leaves open (the office, the goods, the kinship); `since` and `until`
    are dates as precise as the text gives them (2014, 2014-03, 2014-03-05). `held` is what a past tense tells without
    an end. `spans` are the words of each telling.
    """

    id: str
    type: str
    subject: str
    spans: tuple[Span, ...]
    object: str | None = None
    value: str | None = None
    since: str | None = None
    until: str | None = None
    status: RelationStatus = "holds"
    sources: tuple[str, ...] = ()
    probability: Probability = 1.0


class Discrepancy(Struct, frozen=True):
    """Two or more values that the article gives for one thing, with the words of each."""

    about: str
    values: tuple[str, ...]
    spans: tuple[Span, ...]


class Problem(Struct, frozen=True):
    """Something that could not be read or did not fit: where, and what."""

    where: str
    what: str


class Record(Struct, frozen=True):
    """All that one article reports, every part of it with its words."""

    article: Article
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    problems: tuple[Problem, ...] = ()
