"""Numbered migrations of the store, run by alembic when a store is opened."""
