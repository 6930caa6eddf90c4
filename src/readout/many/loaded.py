"""Imported once by the process that all workers are forked from: what they share is loaded here, and never copied."""

from __future__ import annotations

import gc

import readout.store  # noqa: F401 - each worker looks pages up
from readout.analyse import language_model
from readout.flow import Means, records
from readout.model import Article
from readout.read import read_bytes

_PAGE = b"<html><body><article><h1>Ministers met</h1><p>The minister said on Monday that they met.</p></article></body>"


def warm(means: Means) -> None:
    """Read a page, so that all that is loaded or made at first use is there; and keep the collector's hands off it."""
    articles = [item for item in read_bytes(_PAGE, "page.html") if isinstance(item, Article)]
    assert len(list(records(articles, means))) == 1
    gc.collect()
    gc.freeze()


language_model()
warm(Means(fast=True))
