"""What linking found, kept: articles as filed, accounts of events, who takes part in them, and the state of all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """Four tables; the first question fills them."""
    op.create_table(
        "link_article",
        sa.Column("article", sa.Integer, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("filed", sa.LargeBinary, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "link_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("claim", sa.LargeBinary, nullable=False),
    )
    op.create_index("link_event_newest", "link_event", ["newest"])
    op.create_table(
        "link_word",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("link_event.id", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("link_word_event", "link_word", ["event"])
    op.create_table(
        "link_state",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("linking", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("judged", sa.Text, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )
