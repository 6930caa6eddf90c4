"""The cast under construction: drafts of entities, and which draft each token belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from readout.extract.cast import core
from readout.model import Analysis, EntityKind, MentionForm


class Ref(NamedTuple):
    """Tokens [first, last) that mention a draft."""

    first: int
    last: int
    form: MentionForm


class Found(NamedTuple):
    """Tokens [first, last) that name something: `what` is a table's section or a kind, `name` the usual name."""

    first: int
    last: int
    what: str
    name: str
    country: str | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """An entity to be. `family` is its office's or table's, `head` a group's noun, `body` its employer.

    A `latent` one is no entity unless more than one mention means it.
    `told` are the words and `number` how many that set a group apart from others of its noun.
    `nouns` are the common nouns that stood beside its name ("a French donor, X"), `party` a politician's.
    """

    kind: EntityKind
    name: str
    country: str | None = None
    role: str | None = None
    family: str | None = None
    gender: str | None = None
    plural: bool = False
    latent: bool = False
    head: str = ""
    told: frozenset[str] = frozenset()
    number: str = ""
    body: Draft | None = None
    party: str | None = None
    nouns: set[str] = field(default_factory=set)
    refs: list[Ref] = field(default_factory=list)


class Scene:
    """An analysis with its drafts so far; `holder[i]` is the innermost draft at token i, `cover[i]` the outermost."""

    def __init__(self, analysis: Analysis) -> None:
        self.a = analysis
        self.drafts: list[Draft] = []
        self.holder: list[Draft | None] = [None] * len(analysis)
        self.cover: list[Draft | None] = [None] * len(analysis)
        self.widths: list[int] = [0] * len(analysis)
        self.spans: list[int] = [0] * len(analysis)
        self._seen: set[tuple[int, int, int]] = set()

    def draft(self, draft: Draft) -> Draft:
        """Enter a draft."""
        self.drafts.append(draft)
        return draft

    def mention(self, draft: Draft, first: int, last: int, form: MentionForm) -> None:
        """Say that tokens [first, last) mention a draft; the same stretch mentions it once."""
        key = (id(draft), first, last)
        if first >= last or key in self._seen:
            return
        self._seen.add(key)
        draft.refs.append(Ref(first, last, form))
        width = last - first
        for token in range(first, core(self.a, first, last) if form == "description" else last):
            if self.holder[token] is None or width < self.widths[token]:
                self.holder[token], self.widths[token] = draft, width
            if width > self.spans[token]:
                self.cover[token], self.spans[token] = draft, width

    def hand_over(self, old: Draft, new: Draft) -> None:
        """Let all mentions of one draft be another's."""
        for ref in old.refs:
            self.mention(new, *ref)
            for token in range(ref.first, ref.last):
                self.replace(token, old, new)
        old.refs.clear()

    def replace(self, token: int, old: Draft, new: Draft) -> None:
        """Let one draft stand where another stood."""
        for rows in (self.holder, self.cover):
            if rows[token] is old:
                rows[token] = new
