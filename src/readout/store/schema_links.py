"""The tables of what linking keeps: made from the articles alone, and made anew when they are not as they should be."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, Table, Text

from readout.store.schema import belongs, metadata

# Articles that are new, changed or gone since they were last linked, and whether they ever were. None of what linking
# keeps goes with an article: the next linking must know what it was part of.
link_due = Table(
    "link_due",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("linked", Boolean, nullable=False),
)

# What linking keeps of an article as it stood, and of its words.
link_article = Table(
    "link_article",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("filed", LargeBinary, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
)

# Articles by their weightiest words (hashed) and the period of their day; by whom they name and their day (0 for none).
link_key = Table(
    "link_key",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
link_name = Table(
    "link_name",
    metadata,
    Column("name", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
    Column("speaks", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# How alike two articles are, both ways; their places in the sets of each level (those alone have none); their groups.
link_tie = Table(
    "link_tie",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("likeness", Float, nullable=False),
    sqlite_with_rowid=False,
)
link_node = Table(
    "link_node",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("node", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
link_member = Table(
    "link_member",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("band", Integer, nullable=False),
    Index("link_member_band", "band"),
)
link_band = Table(
    "link_band", metadata, Column("id", Integer, primary_key=True), Column("band", LargeBinary, nullable=False)
)

# Tellings by what they meet by, in the order of their days.
link_meet = Table(
    "link_meet",
    metadata,
    Column("key", Text, primary_key=True),
    Column("place", LargeBinary, primary_key=True),
    Column("article", Integer, nullable=False),
    Column("met", LargeBinary, nullable=False),
    Index("link_meet_article", "article"),
    sqlite_with_rowid=False,
)

# Events over all articles: the days (ordinals, 0 for none) of the last report, of the last article that counts for it,
# and the last on which it is to be.
link_event = Table(
    "link_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newest", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Index("link_event_newest", "newest"),
    Index("link_event_seen", "seen"),
    Index("link_event_until", "until"),
)

# What is told of an event, and who says what.
link_account = Table(
    "link_account",
    metadata,
    Column("event", Integer, belongs("link_event"), primary_key=True),
    Column("account", LargeBinary, nullable=False),
    Column("claim", LargeBinary, nullable=False),
)

# The articles that tell an event, or bear on it otherwise.
link_told = Table(
    "link_told",
    metadata,
    Column("article", Integer, primary_key=True),
    Column("beside", Boolean, primary_key=True),
    Column("event", Integer, belongs("link_event"), primary_key=True),
    Index("link_told_event", "event"),
    sqlite_with_rowid=False,
)

# The words of the names that take part in an event.
link_word = Table(
    "link_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("event", Integer, belongs("link_event"), primary_key=True),
    Index("link_word_event", "event"),
    sqlite_with_rowid=False,
)

# The days between which articles that name at least so many of an event's parties may bear on it; `long` are the events
# that are not found by their first day.
link_around = Table(
    "link_around",
    metadata,
    Column("name", Text, primary_key=True),
    Column("long", Boolean, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("event", Integer, belongs("link_event"), primary_key=True),
    Column("last", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Index("link_around_event", "event"),
    sqlite_with_rowid=False,
)

# One row: by which code (`stamp`), in which linking, of how many articles and which judgements all this is.
link_state = Table(
    "link_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("linking", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("judged", Text, nullable=False),
)

# All of them, those that others belong to first.
KEPT = tuple(table for table in metadata.sorted_tables if table.name.startswith("link_"))
