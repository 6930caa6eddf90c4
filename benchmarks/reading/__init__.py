"""How well pages are read: HTML (`python -m benchmarks.reading.pages`) and scraped text (`...reading.scraped`)."""
