"""What people corrected, what the machine itself read of such articles, and how doubtful each item is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Three tables."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("exact", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("whole", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("note", sa.Text),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
    )
    op.create_index("correction_article", "correction", ["article"])
    op.create_table(
        "reading",
        sa.Column("article", sa.Integer, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "doubt",
        sa.Column("article", sa.Integer, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("ref", sa.Text, primary_key=True),
        sa.Column("doubt", sa.Float, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
    )
    op.create_index("doubt_order", "doubt", ["settled", "doubt"])
