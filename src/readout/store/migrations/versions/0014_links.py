"""What linking keeps, in tables that one more article reads and writes few rows of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Tables in place of those of 0010; the first question fills them."""
    for table in ("link_word", "link_event", "link_article", "link_state"):
        op.drop_table(table)
    op.create_table(
        "link_due",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("linked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "link_article",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("filed", sa.LargeBinary, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "link_key",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("period", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_name",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("speaks", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_tie",
        sa.Column("one", sa.Integer, primary_key=True),
        sa.Column("other", sa.Integer, primary_key=True),
        sa.Column("likeness", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_node",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("node", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_member",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("band", sa.Integer, nullable=False),
    )
    op.create_index("link_member_band", "link_member", ["band"])
    op.create_table(
        "link_band",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("band", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "link_meet",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("place", sa.LargeBinary, primary_key=True),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("met", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("link_meet_article", "link_meet", ["article"])
    op.create_table(
        "link_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
    )
    op.create_index("link_event_newest", "link_event", ["newest"])
    op.create_index("link_event_seen", "link_event", ["seen"])
    op.create_index("link_event_until", "link_event", ["until"])
    op.create_table(
        "link_account",
        sa.Column("event", sa.Integer, sa.ForeignKey("link_event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("claim", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "link_told",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("beside", sa.Boolean, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("link_event.id", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("link_told_event", "link_told", ["event"])
    op.create_table(
        "link_word",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("link_event.id", ondelete="CASCADE"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("link_word_event", "link_word", ["event"])
    op.create_table(
        "link_around",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("long", sa.Boolean, primary_key=True),
        sa.Column("first", sa.Integer, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("link_event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("link_around_event", "link_around", ["event"])
    op.create_table(
        "link_state",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.Column("linking", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("judged", sa.Text, nullable=False),
    )
