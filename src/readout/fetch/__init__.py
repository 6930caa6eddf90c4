"""The web, politely: pages and feeds fetched as their servers allow, never from inside the user's own network."""

from readout.fetch.ledger import Ledger
from readout.fetch.pages import open_pages, read_pages
from readout.fetch.watch import Watch
from readout.fetch.web import Limits, Web

__all__ = ["Ledger", "Limits", "Watch", "Web", "open_pages", "read_pages"]
