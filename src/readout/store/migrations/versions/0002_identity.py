"""Entities across articles: profiles, the keys that find them, and judgements, which are only ever added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Tables for profiles and judgements; the store profiles the entities that it has right after this."""
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("wikidata", sa.Text),
        sa.Column("pin", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("thing", sa.Integer, nullable=False),
        sa.Index("profile_thing", "thing"),
        sa.Index("profile_folded", "folded"),
    )
    op.create_table(
        "profile_key",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("profile", sa.Integer, sa.ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True),
        sa.Index("profile_key_profile", "profile"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entity_profile",
        sa.Column("entity", sa.Integer, sa.ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("profile", sa.Integer, sa.ForeignKey("profile.id"), nullable=False),
        sa.Index("entity_profile_profile", "profile"),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("left", sa.Text, nullable=False),
        sa.Column("right", sa.Text, nullable=False),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("why", sa.Text),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Index("judgement_left", "left"),
        sa.Index("judgement_right", "right"),
    )
