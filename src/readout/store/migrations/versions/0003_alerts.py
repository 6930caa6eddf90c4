"""Questions that are asked again and again, and which of their answers were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Tables for alerts."""
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("checked", sa.Text),
    )
    op.create_table(
        "alert_told",
        sa.Column("alert", sa.Integer, sa.ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("mark", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
