"""The linked articles of a store as they were kept last, whatever was written since: for those who may not wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from readout.link.linker import Linked
from readout.model import ReadoutError
from readout.store import schema_links
from readout.store.engine import clear_failures
from readout.store.linking import KeptLinked, Stale, linked
from readout.store.sealed import Damaged

if TYPE_CHECKING:
    from readout.store import Store


def as_kept(store: Store) -> Linked:
    """The linked articles as they were kept last; brought up to date first where nothing sound is kept."""
    try:
        return _AsKept(store.where, store.engine, store.event_judgements())
    except (Damaged, Stale, ReadoutError, ValueError):
        return linked(store)


class _AsKept(KeptLinked):
    def _refreshed(self, anew: bool = False) -> str:
        if not anew:
            with clear_failures(self._where), self._engine.connect() as connection:
                kept = connection.execute(select(schema_links.link_state.c.linking)).scalar_one_or_none()
            if kept is not None:
                return str(kept)
        return super()._refreshed(anew)
