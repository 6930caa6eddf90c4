"""Which entity a phrase names: by its head, by where its name begins or ends."""

from __future__ import annotations

from collections import Counter

from readout.extract.cast import Cast
from readout.model import Analysis, Entity, Mention


class Names:
    """An article's mentions by token; a phrase names only the entity whose mention it heads, nobody behind it."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._a, self._cast = analysis, cast
        self._from: dict[int, tuple[Entity, int, int]] = {}
        self._to: dict[int, tuple[Entity, int, int]] = {}
        self._inside: set[int] = set()
        self._shared = _shared(cast)
        for first, last, mention, entity in cast.within(0, len(analysis)):
            if mention.form in ("name", "metonym") and first < last:
                self._inside.update(range(first, last))
                if entity.kind == "person" and last - first == 1 and analysis.words[first] in self._shared:
                    continue
                for rows, key in ((self._from, first), (self._to, last)):
                    if key not in rows or last - first > rows[key][2] - rows[key][1]:
                        rows[key] = entity, first, last

    def named(self, token: int) -> Entity | None:
        """The entity whose mention a token heads; `it` only as a subject."""
        found = self._headed(token)
        if found is None:
            return None
        mention, entity = found
        # A description of a body or place is too often read as the wrong one; of a person it is not.
        unsure = self._is_shared(mention) if entity.kind == "person" else self._is_guess(token, mention, entity)
        return None if unsure else entity

    def _is_guess(self, token: int, mention: Mention, entity: Entity) -> bool:
        """Whether a description means a named entity only by coreference: it is neither its name nor set beside it."""
        words = self._a.article.text[mention.start : mention.end]
        if mention.form != "description" or words == entity.name or " " not in entity.name:
            return False
        beside = self._headed(self._a.heads[token]) if self._a.deps[token] == "appos" else None
        return beside is None or beside[1].id != entity.id

    def _is_shared(self, mention: Mention) -> bool:
        """Whether a mention is a surname alone that several persons of the article bear."""
        return self._a.article.text[mention.start : mention.end] in self._shared

    def _headed(self, token: int) -> tuple[Mention, Entity] | None:
        a = self._a
        if a.tags[token] == "PRP" and (
            a.lowers[token].endswith("self") or (a.lowers[token] == "it" and a.deps[token] != "nsubj")
        ):
            return None
        for found in (self._cast.headed(token), self._cast.at(token)):
            if found is not None:
                first, last = a.tokens(found[0].start, found[0].end)
                if a.heads[token] == token or not first <= a.heads[token] < last:
                    return found
        return None

    def by_name(self, token: int) -> bool:
        """Whether a token heads a mention by name."""
        found = self._headed(token)
        return found is not None and found[0].form in ("name", "metonym")

    def in_name(self, token: int) -> bool:
        """Whether a token is a word of a name."""
        return token in self._inside

    def begun(self, token: int) -> tuple[Entity, int] | None:
        """The entity whose name begins at a token, and the name's head."""
        found = self._from.get(token)
        if found is None:
            return None
        entity, first, last = found
        return entity, next((t for t in range(first, last) if not first <= self._a.heads[t] < last), last - 1)

    def ended(self, last: int) -> tuple[Entity, int] | None:
        """The entity whose name ends before token `last`, and where the name begins."""
        found = self._to.get(last)
        return (found[0], found[1]) if found is not None else None

    def pronoun(self, token: int) -> Entity | None:
        """Whom a possessive pronoun means."""
        found = self._cast.at(token)
        return found[1] if found is not None else None

    def end_of(self, token: int) -> int:
        """The end of the mention that a token heads, or of the token."""
        found = self._headed(token)
        return self._a.tokens(found[0].start, found[0].end)[1] if found is not None else token + 1

    def is_kin_of_other(self, persons: list[Entity], owners: list[Entity]) -> bool:
        """Whether a person bears the surname of somebody else in the article than whom a pronoun is read as."""
        known = {o.name.split()[-1] for o in owners}
        return any(" " in p.name and p.name.split()[-1] in self._shared - known for p in persons)


def _shared(cast: Cast) -> frozenset[str]:
    """Surnames of more than one person."""
    ends = Counter(e.name.split()[-1] for e in cast.entities if e.kind == "person" and " " in e.name)
    return frozenset(name for name, many in ends.items() if many > 1)
