"""Tables that questions are answered by, smaller: numbers for words and for texts that are only compared."""

from __future__ import annotations

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_AT_ONCE = 5000


def upgrade() -> None:
    """Countries of those that have one; doubts by number; keys of profiles as hashes, found by key alone."""
    op.drop_index("entity_country", "entity")
    some = sa.text("country IS NOT NULL")
    op.create_index("entity_country", "entity", ["country", "kind"], sqlite_where=some, postgresql_where=some)
    _doubts()
    _keys()


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


def _keys() -> None:
    connection = op.get_bind()
    old = sa.table("profile_key", sa.column("key", sa.Text), sa.column("profile", sa.Integer))
    rows = connection.execute(sa.select(old.c.key, old.c.profile)).all()
    op.drop_table("profile_key")
    op.create_table(
        "profile_key",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("profile", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    hashed = sorted({(crc32(row.key.encode()) >> 1, row.profile) for row in rows})
    new = sa.table("profile_key", sa.column("key", sa.Integer), sa.column("profile", sa.Integer))
    for at in range(0, len(hashed), _AT_ONCE):
        some = [{"key": key, "profile": profile} for key, profile in hashed[at : at + _AT_ONCE]]
        connection.execute(sa.insert(new), some)
