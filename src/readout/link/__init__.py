"""Across articles: which tell one story, and which tell of one event. Pure functions over records."""
