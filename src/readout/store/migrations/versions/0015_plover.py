"""Events of a PLOVER type that few are of are found by it."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """An index beside that of the types of our own."""
    op.create_index("event_plover", "event", ["plover"])
