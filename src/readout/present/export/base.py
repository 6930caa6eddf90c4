"""What an exporter is, and what it is given: records as they come, and linked where a format is of several articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from readout.model import Record

if TYPE_CHECKING:
    from readout.link.judgements import Judgement
    from readout.link.linker import Linked
    from readout.present.export.happenings import Happening


@dataclass(frozen=True)
class Corpus:
    """Records to be exported, read once and as they come.

    `versions` has the number of each article's version where it isn't the first; `base` is the address at which the
    store's pages answer, if they do; `on` is today (ISO) and stands only where a format wants a date and no article has
    one. A `linker` that holds these very records already saves linking them anew.
    """

    records: Iterable[Record]
    versions: Mapping[str, int] = field(default_factory=dict)
    judgements: Iterable[Judgement] = ()
    base: str | None = None
    on: str = field(default_factory=lambda: date.today().isoformat())
    linker: Linked | None = None

    def version(self, article: str) -> int:
        """The number of an article's version."""
        return self.versions.get(article, 1)

    @cached_property
    def linked(self) -> Linked:
        """The records linked; all of them are held in memory then."""
        from readout.link.linker import Linker

        return self.linker or Linker(self.records, self.judgements)

    @cached_property
    def happenings(self) -> list[Happening]:
        """The events of all records, each once, by day."""
        from readout.present.export.happenings import happenings

        return happenings(self.linked, self.version)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: `write` turns records into the pieces of a file; `linked` ones hold all records at once, others stream.

    `suffix` has its dot, `media` is a media type; `extra` is the optional part of readout that it needs.
    """

    name: str
    media: str
    suffix: str
    about: str
    write: Callable[[Corpus], Iterator[str]] | Callable[[Corpus], Iterator[bytes]]
    linked: bool = False
    extra: str = ""

    def pieces(self, corpus: Corpus) -> Iterator[bytes]:
        """The file in pieces, text as UTF-8."""
        for piece in self.write(corpus):
            yield piece if isinstance(piece, bytes) else piece.encode()
