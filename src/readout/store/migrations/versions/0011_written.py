"""A mark that each write of what the store tells leaves, so that what was made from it is known to hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """A table of one row."""
    written = op.create_table("written", sa.Column("mark", sa.Text, primary_key=True))
    op.bulk_insert(written, [{"mark": "0"}])
