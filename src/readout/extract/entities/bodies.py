"""Organisations, places and peoples that no table knows: by the model's labels and by their last word."""

from __future__ import annotations

from readout.extract.entities.runs import Marks, is_capital, is_dateline, is_title, runs
from readout.extract.entities.scene import Found
from readout.extract.entities.words import given_names, name_words, offices, people, word_set
from readout.model import Analysis

_LABELS = {"ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}
_STATES = ("country", "adjective", "people", "capital")
_LOCATIVE = ("in", "at", "near", "outside", "around", "across", "through", "to", "from", "into")
_QUOTES = "'’‘\"“”"


class BodyFinder:
    """Finds the names that are no person's; `own` are tokens that belong to another finder."""

    def __init__(self, marks: Marks, known: list[Found], persons: list[Found], own: set[int]) -> None:
        self.marks, self.a = marks, marks.a
        self.taken = [token in own for token in range(len(self.a))]
        for row in persons:
            self.taken[row.first : row.last] = [True] * (row.last - row.first)
        self.inner = {token: row for row in known for token in range(row.first, row.last)}
        self.found: list[Found] = []
        self._places: set[str] | None = None

    def find(self) -> list[Found]:
        """All mentions by name."""
        a, words = self.a, name_words()
        for first, last, label in a.names:
            if not self.marks.is_loud(first) or is_dateline(a, first, last):
                self._named(first, last, label)
        for first, last in runs(a, self.taken):
            if self._opened(first, last):
                self._add(first, self._onward(first, last), self._told_by(last - 1))
        blocked = [self.taken[t] or t in self.inner for t in range(len(a))]
        for first, last in runs(a, blocked):
            if last - first > 1 and a.lowers[last - 1] in words.organisation and not self.marks.is_loud(first):
                self._add(first, self._onward(first, last), "organisation")
        self._again()
        return sorted(self.found)

    def _opened(self, first: int, last: int) -> bool:
        """Does a state or town open a body's or place's name: "the California Highway Patrol", "the Pacific Basin"?"""
        a = self.a
        if last - first < 3 - (a.lowers[first - 1 : first] == ["the"]) or self.marks.is_loud(first):
            return False
        own = [t for t in range(first, last) if t not in self.inner]
        whole = first in self.inner and own == list(range(self.inner[first].last, last)) and bool(own)
        proper = all(a.pos[t] == "PROPN" and is_capital(a, t) and not is_title(a.lowers[t]) for t in own)
        return whole and proper and self._told_by(last - 1) != ""

    def _told_by(self, last: int) -> str:
        """What the last word of a name says that it names; empty when nothing."""
        lower, words = self.a.lowers[last], name_words()
        kinds = (("organisation", words.organisation), ("place", words.place))
        return next((kind for kind, some in kinds if lower in some), "")

    def _again(self) -> None:
        """Take the unlabelled repetitions of organisations' names of one word, away from longer names."""
        a = self.a
        names = {row.name: row for row in self.found if row.what == "organisation" and row.last - row.first == 1}
        for long in self.found:
            if long.what == "organisation" and self._has_short(long):
                names.setdefault(a.words[long.first], long)
        for token in range(len(a)):
            row = names.get(a.words[token])
            if row is None or self.taken[token] or token in self.inner or not is_capital(a, token):
                continue
            beside = [t for t in (token - 1, token + 1) if 0 <= t < len(a) and a.sentence_of[t] == a.sentence_of[token]]
            joined = any(is_capital(a, t) and a.pos[t] == "PROPN" and t not in self.inner for t in beside)
            if not joined or self.marks.is_loud(token):
                self._add(token, token + 1, row.what, row if a.words[token] != row.name else None)

    def _has_short(self, row: Found) -> bool:
        """May a firm's first word stand for its name: "Carnival" for "Carnival Cruise Lines Inc."?"""
        a = self.a
        first = a.words[row.first]
        trade = a.lowers[row.last - 1] in name_words().trade and row.last - row.first > 1
        return trade and first.isalpha() and a.lowers[row.first] not in {*given_names(), *name_words().not_person}

    def _add(self, first: int, last: int, kind: str, same: Found | None = None) -> None:
        if any(self.taken[first:last]):
            return
        a = self.a
        states = [self.inner[t] for t in range(first, last) if t in self.inner]
        local = last - first > 1 and a.lowers[last - 1] in name_words().organisation - word_set("names", "clubs")
        named = (r.country for r in states if r.what in _STATES or (local and r.what == "city"))
        name = a.text(first, last)
        name = name.title() if is_dateline(a, first, last) else name
        private = any(word in word_set("names", "private") for word in a.lowers[first:last])
        own = self.inner.get(last - 1) if last - first > 2 else None
        of = own is not None and own.first > first and a.lowers[own.first - 1] == "of"
        if of and own is not None and not word_set("names", "clubs") & set(a.lowers[first:last]):
            country = own.country
        else:
            country = None if private else next(named, None)
        self.found.append(
            Found(first, last, kind, name, country) if same is None else same._replace(first=first, last=last)
        )
        self.taken[first:last] = [True] * (last - first)

    def _named(self, first: int, last: int, label: str) -> None:
        """Take a name of the model's for what it is, if it is one."""
        a, words = self.a, name_words()
        first, last = clean(a, first, last)
        if first >= last or not any(is_capital(a, t) for t in range(first, last)):
            return
        if is_title(a.lowers[first]) and a.lowers[first + 1 : first + 2] == ["of"] and last - first > 2:
            first += 2
        kind = self._kind(first, last, label)
        if kind is None or (last - first == 1 and self._is_common(first)):
            return
        if kind == "organisation" and last - first > 1:
            first = self._widened(first)
        last = self._whole(first, last) if kind != "people" else last
        if kind == "organisation":
            last = self._onward(first, last)
        lowers = a.lowers[first:last]
        long = last - first > 1
        opens = lowers[0] in words.organisation or lowers[0] in words.opening
        within = "of" in lowers and any(w in words.organisation for w in lowers)
        body = long and (lowers[-1] in words.organisation or lowers[-1] in words.trade or opens or within)
        body = body or (long and label == "ORG" and last - 1 not in self.inner and a.pos[last - 1] == "PROPN")
        spot = long and (lowers[-1] in words.place or (label in ("LOC", "FAC") and last - 1 not in self.inner))
        embedded = any(t in self.inner for t in range(first, last))
        whole = embedded and self.inner.get(first, first) == self.inner.get(last - 1, last)
        if whole or (embedded and not (body or spot)) or (kind == "people" and "-" in a.text(first, last)):
            return
        if lowers[-1] in words.event or all(w in words.not_person and w not in words.organisation for w in lowers):
            return
        self._add(first, last, "organisation" if body else "place" if spot else kind)

    def _is_common(self, token: int) -> bool:
        """Is a single capitalised word a common noun, or a medium on which something is written?"""
        a, lower = self.a, self.a.lowers[token]
        if lower in word_set("names", "common") or lower in word_set("groups", "group") or lower[:-1] in people():
            return True
        return lower in word_set("names", "media") and token > 0 and a.lowers[token - 1] in ("on", "via", "through")

    def _kind(self, first: int, last: int, label: str) -> str | None:
        a = self.a
        if first > 1 and a.lowers[first - 1] == "of" and a.lowers[first - 2] in word_set("groups", "towns"):
            return "place"
        if label == "PERSON":
            if is_dateline(a, first, last):
                return "place"
            before = first and a.lowers[first - 1] in word_set("groups", "organisation")
            before = before or (last - first > 1 and a.lowers[last - 1] in name_words().organisation)
            return "organisation" if before or a.text(first, last) in self.marks.firms else None
        kind = _LABELS.get(label)
        follower = a.lowers[last] if last < len(a) else ""
        if self._is_portfolio(first, last, follower):
            return None
        single = last - first == 1 and first not in self.inner
        if label == "ORG" and single and first and a.lowers[first - 1] == "in" and not a.words[first].isupper():
            return "place"
        if label == "GPE" and single:
            trades = follower in word_set("names", "business") or a.text(first, last) in self.marks.firms
            return "organisation" if trades or not self._located(a.words[first]) else kind
        return kind

    def _is_portfolio(self, first: int, last: int, follower: str) -> bool:
        """Are these words what an office is about: "External Affairs" Minister, Chancellor of the "Exchequer"?"""
        a, modifiers = self.a, offices().modifiers
        own = [a.lowers[t] for t in range(first, last) if t not in self.inner]
        body = a.lowers[last - 1] in word_set("groups", "organisation") | name_words().organisation
        if (
            own
            and all(word in modifiers for word in own)
            and last - 1 not in self.inner
            and not (body and last - first > 1)
        ):
            behind = a.lowers[last : last + 4]
            if is_title(follower) or (follower in ("and", ",") and word_set("names", "several") & set(behind)):
                return True
        the = first - 1 if first and a.lowers[first - 1] == "the" else first
        of = the > 1 and a.lowers[the - 1] == "of" and is_title(a.lowers[the - 2])
        return of and a.lowers[last - 1] in word_set("offices", "portfolios")

    def _located(self, word: str) -> bool:
        """Does the text ever write an unknown name as a place: after "in" or "town of", before a comma and a state?"""
        if self._places is None:
            a = self.a
            self._places = set()
            for first, last, label in a.names:
                before = a.lowers[first - 1] if first else ""
                of = before == "of" and first > 1 and a.lowers[first - 2] in word_set("names", "place")
                beyond = last + 1 < len(a) and a.words[last] == "," and last + 1 in self.inner
                if label in ("GPE", "LOC", "FAC") and (of or beyond or before in _LOCATIVE):
                    self._places.add(a.words[first])
        return word in self._places

    def _onward(self, first: int, last: int) -> int:
        """The end of a body's name with "for the Homeless", "of Ohio" behind its last word."""
        a = self.a
        end = a.sentences[a.sentence_of[first]][1]
        if last - first < 2 or a.lowers[last - 1] not in name_words().organisation or last + 1 >= end:
            return last
        start = last + 1 + (a.lowers[last + 1] == "the")
        if a.lowers[last] not in ("for", "of") or a.heads[last] != last - 1 or start >= end:
            return last
        token = start
        while token < end and is_capital(a, token) and a.pos[token] in ("PROPN", "ADJ", "NOUN"):
            token += 1
        return token if token > start and not any(self.taken[start:token]) else last

    def _whole(self, first: int, last: int) -> int:
        """The end of a name with the capitals right behind it that the model left out: "Bukit" Sama village.

        Those before an office are the office's: "Senate" Majority Leader.
        """
        a, labelled = self.a, self.marks.label
        end = a.sentences[a.sentence_of[first]][1]
        whole = last
        while whole < end and is_capital(a, whole) and a.pos[whole] == "PROPN" and not labelled[whole]:
            if is_title(a.lowers[whole]):
                return last
            other = a.lowers[whole] in name_words().event or whole in self.inner
            if other or self.taken[whole] or self.marks.is_loud(first) or not a.words[whole].isalpha():
                break
            whole += 1
        return whole

    def _widened(self, first: int) -> int:
        """The start of an organisation's name with the capitals right before it that the model left out."""
        a = self.a
        begin = a.sentences[a.sentence_of[first]][0]
        while first - 1 > begin and is_capital(a, first - 1) and a.pos[first - 1] == "PROPN":
            if first - 1 in self.inner or is_title(a.lowers[first - 1]):
                break
            first -= 1
        return first


def clean(a: Analysis, first: int, last: int) -> tuple[int, int]:
    """A model's name without articles, possessive endings, quotes and what follows a bracket or colon."""
    for token in range(first + 1, last):
        if a.words[token] in ("(", ":", ";", "—", "–", "|"):
            last = token
            break
    while first < last and (a.pos[first] in ("DET", "PUNCT", "PRON", "ADP") or a.words[first] in _QUOTES):
        first += 1
    while first < last and (
        a.tags[last - 1] == "POS" or a.pos[last - 1] in ("PUNCT", "ADP") or a.words[last - 1] in _QUOTES
    ):
        last -= 1
    return first, last
