"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _belongs(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def upgrade() -> None:
    """Articles, their versions, and the index of the newest versions."""
    op.create_table(
        "article",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("headline", "publisher", "published", "day", "url")),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("word_count", sa.Integer, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Index("article_day", "day"),
    )
    op.create_table(
        "version",
        sa.Column("article", sa.Integer, _belongs("article"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("headline", sa.Text),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "name",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("folded", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, _belongs("article"), nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.UniqueConstraint("article", "ref"),
        sa.Index("entity_country", "country", "kind"),
    )
    op.create_table(
        "entity_name",
        sa.Column("name", sa.Integer, sa.ForeignKey("name.id"), primary_key=True),
        sa.Column("entity", sa.Integer, _belongs("entity"), primary_key=True),
        sa.Column("metonym", sa.Boolean, nullable=False),
        sa.Index("entity_name_entity", "entity"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, _belongs("article"), nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("speaker", sa.Integer, _belongs("entity")),
        sa.Column("source", sa.Text),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("day", sa.Text),
        sa.UniqueConstraint("article", "ref"),
        sa.Index("statement_speaker", "speaker"),
        sa.Index("statement_day", "day"),
    )
    op.create_table(
        "statement_about",
        sa.Column("entity", sa.Integer, _belongs("entity"), primary_key=True),
        sa.Column("statement", sa.Integer, _belongs("statement"), primary_key=True),
        sa.Index("statement_about_statement", "statement"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, _belongs("article"), nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("plover", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("begin", sa.Text),
        sa.Column("until", sa.Text),
        sa.Column("place", sa.Integer, _belongs("entity")),
        sa.UniqueConstraint("article", "ref"),
        sa.Index("event_type", "type"),
        sa.Index("event_begin", "begin"),
        sa.Index("event_place", "place"),
    )
    op.create_table(
        "participant",
        sa.Column("event", sa.Integer, _belongs("event"), primary_key=True),
        sa.Column("entity", sa.Integer, _belongs("entity"), primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("status", sa.Text),
        sa.Index("participant_entity", "entity"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        _words_of_postgres()
        return
    # Contentless: the words stand in version.record, and a deletion names the words that it takes out.
    tokens = "tokenize='porter unicode61 remove_diacritics 2'"
    op.execute(f"CREATE VIRTUAL TABLE article_words USING fts5(headline, text, content='', {tokens})")
    op.execute(f"CREATE VIRTUAL TABLE statement_words USING fts5(text, content='', {tokens})")


def _words_of_postgres() -> None:
    for table, of in (("article_words", "article"), ("statement_words", "statement")):
        key = f"rowid integer PRIMARY KEY REFERENCES {of} ON DELETE CASCADE"
        op.execute(f"CREATE TABLE {table} ({key}, words tsvector NOT NULL)")
        op.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")
