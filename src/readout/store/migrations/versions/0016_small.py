"""Tables that questions are answered by, smaller: countries of those that have one, doubts in numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """An index of the few entities that have a country; doubts in small numbers, found by article."""
    op.drop_index("entity_country", "entity")
    some = sa.text("country IS NOT NULL")
    op.create_index("entity_country", "entity", ["country", "kind"], sqlite_where=some, postgresql_where=some)
    _doubts()


def _doubts() -> None:
    op.drop_index("doubt_order", "doubt")
    op.rename_table("doubt", "doubt_old")
    op.create_table(
        "doubt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
        sa.Column("part", sa.SmallInteger, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("doubt", sa.SmallInteger, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
    )
    op.execute("""
        INSERT INTO doubt(article, part, ref, doubt, why, settled)
        SELECT article, CASE part WHEN 'event' THEN 0 ELSE 1 END, ref, CAST(round(doubt * 10000) AS INTEGER), why,
            settled
        FROM doubt_old ORDER BY article, part, ref
    """)
    op.drop_table("doubt_old")
    op.create_index("doubt_article", "doubt", ["article"])
    op.create_index("doubt_order", "doubt", ["settled", "doubt"])
