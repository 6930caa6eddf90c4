"""The few participants whose status is not their event's are found by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """An index of those rows alone."""
    own = sa.text("status IS NOT NULL")
    op.create_index("participant_status", "participant", ["status"], sqlite_where=own, postgresql_where=own)
