"""What is done with one page: opened if it is not yet, looked up in the store, read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from readout.model import Article, Problem, ReadoutError, Record

if TYPE_CHECKING:
    from readout.flow import Means
    from readout.read import Unread
    from readout.store import Added, Store

Page: TypeAlias = "Article | Unread | Problem"
Outcome: TypeAlias = "Record | Problem | Added"


@contextmanager
def reader(
    store: str | None, fast: bool, llm: bool, people: str | None
) -> Iterator[Callable[[Page], tuple[Outcome, ...]]]:
    """What reads a page that the store, if there is one, does not have."""
    from readout.api import open, reading

    with reading(fast, llm, people) as means, nullcontext() if store is None else open(store, create=False) as kept:
        yield partial(read_page, kept, means)


def read_page(kept: Store | None, means: Means, page: Page) -> tuple[Outcome, ...]:
    """What comes of a page: its records, what `kept` has of it already, and Problems."""
    from readout.api import each
    from readout.read import Unread, read_unread

    where = page.where if isinstance(page, Problem) else page.source
    items: Iterable[Article | Problem] = read_unread(page) if isinstance(page, Unread) else (page,)
    found: list[Outcome] = []
    try:
        found.extend(each(items, (lambda _: None) if kept is None else kept.known, means))
    except ReadoutError:
        raise
    except MemoryError:
        found.append(Problem(where, "needs more memory than a page may take; split it"))
    except RecursionError:
        found.append(Problem(where, "is nested too deeply to be read"))
    except Exception as error:  # a fault of ours in one page must not cost the others
        found.append(Problem(where, f"reading it failed ({type(error).__name__}: {error}); please report this"))
    return tuple(found)


def known(kept: Store | None, page: Page) -> tuple[Problem | Added, ...] | None:
    """What is known of a page without reading it."""
    if isinstance(page, Problem):
        return (page,)
    if kept is None or not isinstance(page, Article):
        return None
    added = kept.known(page)
    return None if added is None else (added,)


def size(page: Page) -> int:
    """About how many bytes a page holds."""
    if isinstance(page, Problem):
        return 0
    return len(page.text) if isinstance(page, Article) else len(page.data)
