"""Which entity a phrase names: by its head, by where its name begins or ends."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.model import Analysis, Entity, Mention


class Names:
    """An article's mentions by token; a phrase names only the entity whose mention it heads, nobody behind it."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._a, self._cast = analysis, cast
        self._countries = {e.country: e for e in cast.entities if e.kind == "country" and e.country}
        self._from: dict[int, tuple[Entity, int, int]] = {}
        self._to: dict[int, tuple[Entity, int, int]] = {}
        self._inside: set[int] = set()
        for first, last, mention, entity in cast.within(0, len(analysis)):
            if mention.form in ("name", "metonym") and first < last:
                self._inside.update(range(first, last))
                for rows, key in ((self._from, first), (self._to, last)):
                    if key not in rows or last - first > rows[key][2] - rows[key][1]:
                        rows[key] = entity, first, last

    def named(self, token: int) -> Entity | None:
        """The entity whose mention a token heads; `it` only as a subject."""
        found = self._headed(token)
        return found[1] if found is not None else None

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

    def country_of(self, entity: Entity) -> Entity | None:
        """The country that an entity belongs to, if the article has it as an entity."""
        return self._countries.get(entity.country) if entity.country else None
