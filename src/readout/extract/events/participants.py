"""Which entities stand behind the phrases round a trigger."""

from __future__ import annotations

from functools import cache

from readout.extract.cast import Cast
from readout.extract.events.grammar import conjuncts, content, is_of_many, is_title
from readout.extract.events.kinds import people, words
from readout.lexicon import table
from readout.model import Analysis, Entity, Mention

_MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
_SOURCES = ("of", "by", "from", "in", "throughout", "across", "within")
_DEPTH = 4
_JOINED = frozenset({"conj", "cc"})
_OTHERS = frozenset({"he", "she", "they", "him", "her", "them"})


def is_vague(entity: Entity) -> bool:
    """A group of which the text says no more than that they are people: who they belong to stands beside it."""
    return entity.kind == "group" and entity.name.islower()


def _may_stand(entity: Entity, word: str, body: bool) -> bool:
    """Whether what follows a preposition may stand for the phrase before it."""
    if word in ("of", "by", "from"):
        return body or not is_vague(entity)
    return entity.kind == "country"


@cache
def _demonyms() -> frozenset[str]:
    rows = table("countries")["countries"].values()
    return frozenset(word for row in rows for word in row.get("adjectives", ()) if word[1:].islower())


class Parties:
    """Resolves phrases to entities."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._a, self._cast = analysis, cast
        self._countries = {e.country: e for e in cast.entities if e.kind == "country" and e.country}
        self._persons = frozenset(n.last - 1 for n in analysis.names if n.label == "PERSON")
        self._known: dict[tuple[int, bool], list[Entity]] = {}
        self._words = [frozenset(map(str.lower, analysis.lemmas[low:high])) for low, high in analysis.sentences]
        self._all = frozenset().union(*self._words)

    def is_amid(self, token: int, amid: frozenset[str], apart: frozenset[str]) -> bool:
        """Whether the article speaks of one of the words `amid`, and no sentence at the token's of one `apart`."""
        here = self._a.sentence_of[token]
        near = self._words[max(0, here - 1) : here + 2]
        return (not amid or bool(amid & self._all)) and not any(apart & words for words in near)

    def country_of(self, entity: Entity) -> Entity | None:
        """The country that an entity belongs to, if the article has it as an entity."""
        return self._countries.get(entity.country) if entity.country else None

    def capital_of(self, country: Entity) -> Entity | None:
        """A country's capital, if the article has it as an entity."""
        capitals = table("countries")["countries"].get(country.country, {}).get("capitals", ())
        return next((e for e in self._cast.entities if e.kind == "place" and e.name in capitals), None)

    def named(self, token: int) -> Entity | None:
        """The entity whose mention a token heads."""
        found = self._mention(token)
        return found[0] if found is not None else None

    def _mention(self, token: int) -> tuple[Entity, int, int] | None:
        """The mention that a token heads: its entity and its tokens [first, last)."""
        a, word = self._a, self._a.lowers[token]
        if a.deps[token] != "nsubj" and (word == "it" or word.endswith("self")):
            return None
        for found in (self._cast.headed(token), self._cast.at(token)):
            if found is not None:
                first, last = a.tokens(found[0].start, found[0].end)
                if a.heads[token] == token or not first <= a.heads[token] < last:
                    return found[1], first, last
        inner = self._cast.at(token)
        return (inner[1], token, token + 1) if inner is not None else None

    def somebody(self, token: int) -> bool:
        """Whether a phrase is of people or a body, named or not: `she`, `two of the suspects`, `a federal judge`."""
        a, token = self._a, content(self._a, token)
        if a.tags[token] == "PRP":
            return a.lowers[token] in _OTHERS
        if self._is_compatriot(token):
            return True
        return a.lemmas[token].lower() in people() or a.lowers[token] in people() or bool(self.of(token, False))

    def _is_compatriot(self, token: int) -> bool:
        """Whether a people's adjective stands for one person, never for the country: `the 40-year-old Australian`."""
        a, word = self._a, self._a.words[token]
        if word not in _demonyms() or a.deps[token] in _MODIFIERS:
            return False
        below = a.children[token]
        aged = any(a.lowers[c] == "old" or a.tags[c] == "CD" for c in below)
        alone = not word.endswith(("ese", "sh", "ch", "ss")) and any(a.deps[c] == "det" for c in below)
        return aged or alone

    def all(self, tokens: list[int], deep: bool) -> list[Entity]:
        """The entities of several phrases and of what is coordinated with each, without doubles."""
        parts = (part for token in tokens for one in conjuncts(self._a, token) for part in (one, *self._strayed(one)))
        rows = (row for part in parts for row in self.of(part, deep))
        return list({row.id: row for row in rows}.values())

    def _strayed(self, token: int) -> list[int]:
        """Persons whom the parse hangs on the place of the one before: `Presidents Kuchma of Ukraine and Yeltsin`."""
        named = self.named(token)
        if named is None or named.kind != "person":
            return []
        a = self._a
        below = [p for c in a.children[token] if a.lowers[c] == "of" for p in a.children[c] if a.deps[p] == "pobj"]
        beside = [c for p in below for c in a.children[p] if a.deps[c] == "conj"]
        return [c for c in beside if (other := self.named(c)) is not None and other.kind == "person"]

    def of(self, token: int, deep: bool, depth: int = 0) -> list[Entity]:
        """The entities of one phrase: its own, or those behind it.

        Behind a phrase for people or a body (`Serb forces`, `members of X`) stands whom it belongs to. With `deep`,
        also whoever did or owns a thing (`a US offer`, `calls by X`).
        """
        key = token, deep
        if key not in self._known:
            self._known[key] = []  # a phrase that leads back to itself in a circular parse stands for nobody
            self._known[key] = self._of(token, deep, depth)
        return self._known[key]

    def _of(self, token: int, deep: bool, depth: int) -> list[Entity]:
        if self._is_compatriot(token):
            return []
        named = self.named(token)
        if named is not None and named.name.islower() and (far := self._far_apposition(token)):
            return [far]
        if named is not None and (who := self._renamed(token, named)) is not None:
            return [who]
        if named is not None and not is_vague(named):
            return [*(self._apposed(token, named) or self._together(token, named)), *self._included(token)]
        if depth > _DEPTH or token in self._persons:
            return [named] if named is not None else []
        rows = self._behind(token, deep, depth) or ([named] if named is not None else [])
        return [*rows, *(row for row in self._included(token) if row not in rows)]

    def _included(self, token: int) -> list[Entity]:
        """Those whom a phrase names as some of its number: `other unions, including the AFL-CIO`."""
        a = self._a
        below = (c for c in a.children[token] if a.lowers[c] == "including")
        return self.all([p for c in below for p in a.children[c] if a.deps[p] == "pobj"], False)

    def _behind(self, token: int, deep: bool, depth: int) -> list[Entity]:
        """Who stands behind a phrase that names nobody itself."""
        a = self._a
        for child in a.children[token]:
            if a.deps[child] == "appos" and (found := self.of(child, False, depth + 1)):
                return found
        if far := self._far_apposition(token):
            return [far]
        lemma = a.lemmas[token].lower()
        body = lemma in words("bodies")
        many = is_of_many(a, token) if depth == 0 else None
        if many is not None and (found := self.all([many], False)):
            return found
        rows: list[Entity] = []
        for child in a.children[token]:
            if a.deps[child] in _MODIFIERS and (body or deep or a.deps[child] != "poss"):
                found = self._adjective(child, body or deep, depth)
                own = a.deps[child] == "poss" and lemma in words("followers")
                rows += [r for r in found if not (own or (r.kind == "place" and lemma in words("people")))]
        for child in a.children[token]:
            if body and a.lowers[child] == "including":
                rows += self.all([p for p in a.children[child] if a.deps[p] == "pobj"], False)
        if rows:
            return rows
        if body or deep or lemma in words("counts"):
            for word in _SOURCES:
                for child in a.children[token]:
                    if a.lowers[child] != word or a.deps[child] not in ("prep", "agent"):
                        continue
                    for below in a.children[child]:
                        if a.deps[below] == "pobj" and (body or deep or word == "of"):
                            for part in conjuncts(a, below):
                                rows += [r for r in self.of(part, deep, depth + 1) if _may_stand(r, word, body)]
                if rows:
                    return rows
        if deep:
            made = [c for c in a.children[token] if a.deps[c] == "acl" and a.tags[c] == "VBN"]
            by = [p for v in made for c in a.children[v] if a.deps[c] == "agent" for p in a.children[c]]
            rows = self.all([p for p in by if a.deps[p] == "pobj"], False)
            if rows:
                return rows
            verbs = [c for c in a.children[token] if a.deps[c] == "acl" and a.tags[c] == "VB"]
            rows = self.all(
                [
                    p
                    for v in verbs
                    for c in a.children[v]
                    if a.deps[c] in ("dobj", "prep")
                    for p in (c, *a.children[c])
                    if a.deps[p] in ("dobj", "pobj")
                ],
                body,
            )
            against = [
                c for v in a.children[token] if a.deps[v] == "acl" for c in a.children[v] if a.lowers[c] == "against"
            ]
            named = [p for c in against for p in a.children[c] if a.deps[p] == "pobj" and not is_title(a, c, p)]
            rows += self.all(named, False)
        return rows

    def _apposed(self, token: int, named: Entity) -> list[Entity]:
        """The person whom a title before the name stands for: `Japan's prime minister, Fumio Kishida`."""
        if named.kind != "group":
            return []
        rows = [self.named(c) for c in self._a.children[token] if self._a.deps[c] == "appos"]
        return [row for row in rows if row is not None and row.kind == "person"]

    def _renamed(self, token: int, named: Entity) -> Entity | None:
        """Who is named right behind a description of one: `the owner, Canadian firm X`, `the oil firm, X`."""
        if not named.name.islower() or self._a.tags[token] != "NN":
            return None
        rows = (self.named(c) for c in self._a.children[token] if self._a.deps[c] == "appos")
        kinds = ("person", "organisation") if named.kind == "person" else ("organisation",)
        return next((r for r in rows if r is not None and r.kind in kinds and not r.name.islower()), None)

    def _far_apposition(self, token: int) -> Entity | None:
        """The person named behind all of a phrase: `the moderator of Monday's debate, Lester Holt`."""
        a = self._a
        if a.tags[token] != "NN" or a.lemmas[token].lower() not in people():
            return None
        words = ("of", "at", "for", "in", "to")
        below = [p for c in a.children[token] if a.lowers[c] in words for p in a.children[c]]
        near = [n for p in below if a.deps[p] == "pobj" for n in a.children[p] if a.deps[n] == "appos"]
        near += [p for p in below if a.deps[p] == "pobj" and self._is_behind_place(p)]
        # The parse may hang the name on the verb instead, right behind a comma.
        after = [c for c in a.children[a.heads[token]] if c > token and a.deps[c] in ("dep", "appos")]
        near += [c for c in after if any(a.words[t] == "," for t in range(token, c))]
        rows = (self.named(n) for n in near)
        return next((row for row in rows if row is not None and row.kind == "person"), None)

    def _is_behind_place(self, token: int) -> bool:
        """Whether a person's name stands right behind a country's in one phrase: `envoy to Chad Ann Lee`."""
        named = self._mention(token)
        if named is None or named[0].kind != "person":
            return False
        before = self._cast.at(named[1] - 1) if named[1] else None
        return before is not None and before[1].kind in ("country", "place") and self._a.words[named[1] - 1].istitle()

    def _together(self, token: int, named: Entity) -> list[Entity]:
        """All whom a mention stands for: `the two leaders`, `the Chinese and Russian sides`."""
        a, (_, first, last) = self._a, self._mention(token) or (named, token, token + 1)
        rows = [entity for low, high, _, entity in self._cast.within(first, last) if (low, high) == (first, last)]
        rows = rows if named in rows else [named, *rows]
        below = [c for t in (token, *self._titles(token)) for c in a.children[t]]
        for child in below:
            if a.deps[child] in ("amod", "nmod", "compound") and any(a.deps[c] in _JOINED for c in a.children[child]):
                before = self._cast.at(child)
                # Inside the phrase only a person stands for himself: `Kishida and party leaders`.
                if before is not None and (child < first or before[1].kind == "person"):
                    rows.append(self._row(before))
        return rows

    def _titles(self, token: int) -> list[int]:
        """The words of a title before a name, under which the parse may hang whoever is named before it."""
        return [c for c in self._a.children[token] if self._a.deps[c] == "compound" and self._a.pos[c] == "NOUN"]

    def _adjective(self, token: int, deep: bool, depth: int) -> list[Entity]:
        """The entities of a phrase's modifiers; a people's adjective means its country where the article has that."""
        a, rows = self._a, []
        for part in conjuncts(a, token):
            if part > 1 and a.words[part - 1] == "-" and a.lowers[part - 2] in ("pro", "anti", "non"):
                continue
            if a.deps[part] == "poss" or (part != token and a.deps[token] == "poss"):
                rows += self.of(part, deep, depth + 1)
                continue
            named = self._cast.at(part)
            if named is None:
                for child in a.children[part]:
                    if (
                        a.deps[child] in ("compound", "amod", "npadvmod")
                        and (below := self._cast.at(child)) is not None
                    ):
                        rows.append(self._row(below))
                continue
            rows.append(self._row(named))
        return rows

    def _row(self, found: tuple[Mention, Entity]) -> Entity:
        _, entity = found
        country = self.country_of(entity) if entity.kind == "group" else None
        return country or entity
