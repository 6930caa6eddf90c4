"""Names of persons: the model's guesses, mended by titles, given names, tables and the article itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from readout.extract.entities.runs import Marks, is_capital, is_dateline, is_ship, is_thing, is_title, is_titled
from readout.extract.entities.scene import Found
from readout.extract.entities.singles import SingleNames
from readout.extract.entities.words import given_names, name_words, offices, people, word_set

MOST_TOKENS = 7
# A capital inside a word of no surname's kind: "SpaceX", "iPhone", but not "McCain" or "DeVos".
_BRAND = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)[A-Za-z][a-z]+[A-Z]")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$")
_SYLLABLES = ("he", "an", "do", "so", "my", "to", "no", "in", "on", "you", "may")
_SIDE = ("compound", "amod", "nmod")
_HUMAN = ("nsubj", "nsubjpass", "agent", "appos", "poss")
_QUOTES = ('"', "“", "”", "'", "‘", "’", "``", "''")


def bare(name: str) -> str:
    """A name without a possessive ending that the tokens left on it."""
    return name[:-2] if name.endswith(("'s", "’s", "‘s", "`s")) else name


class PersonFinder:
    """Finds the persons of one article by full name or by a single name that the text treats as a person's."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.a = marks, marks.a
        self.label, self.group = marks.label, marks.group
        a = self.a
        self.small = {a.lowers[t] for t in range(len(a)) if a.words[t][0].islower() and len(a.words[t]) > 2}

    def find(self) -> list[Found]:
        """All mentions of persons by name."""
        found: list[Found] = []
        single: list[tuple[int, int]] = []
        for first, last in self._candidates():
            if self.a.text(first, last) in self.marks.firms:
                continue
            if last - first == 1 or not self._full(first, last):
                single.append((first, last))
            elif last - first <= MOST_TOKENS and self._credible(first, last):
                found.append(Found(first, last, "person", bare(self.a.text(first, last))))
        return SingleNames(self.marks, self.small, found).find(single)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        a, words = self.a, name_words()
        for first, last in self.marks.runs:
            if self.marks.is_loud(first):
                continue
            first = self._past_titles(first, last)
            cut = first
            for token in range(first, last + 1):
                other = token < last and a.lowers[token] in words.not_person and is_capital(a, token)
                if token == last or (other and not self._borne(token)):
                    if cut < token and self._is_person(cut, token, first, last):
                        yield from self._trimmed(cut, token)
                    cut = token + 1

    def _borne(self, token: int) -> bool:
        """Is an everyday word here a given name or surname, as in "Bill Clinton" or "Theresa May"?"""
        a, given, group = self.a, given_names(), self.group
        if a.lowers[token] in word_set("names", "firm"):
            return False
        if a.lowers[token] in given and self._leads(token):
            return True
        if a.lowers[token] == "may" and self._is_may(token):
            return True
        if self.label[token] != "PERSON" or a.lowers[token] in name_words().event:
            return False
        follows = token > 0 and group[token - 1] == group[token]
        follows = follows and (a.lowers[token - 1] in given or a.lowers[token] in _SYLLABLES)
        leads = a.lowers[token] in given and token + 1 < len(a) and group[token + 1] == group[token]
        return follows or leads

    def _is_may(self, token: int) -> bool:
        """Is "May" a surname: behind a given name or a form of address, with no day or year behind it?"""
        a = self.a
        if token == 0 or a.sentence_of[token - 1] != a.sentence_of[token] or not is_capital(a, token):
            return False
        given = a.lowers[token - 1] in given_names() and is_capital(a, token - 1)
        dated = token + 1 < len(a) and a.words[token + 1][0].isdigit()
        return (given or a.lowers[token - 1] in offices().address) and not dated

    def _leads(self, token: int) -> bool:
        """Does a given name that is an everyday word too stand before a surname: "Mayor Bill de Blasio", "Bill Ray"?"""
        a = self.a
        if token + 1 >= len(a) or a.sentence_of[token + 1] != a.sentence_of[token]:
            return False
        particle = a.lowers[token + 1] in name_words().particles and token + 2 < len(a) and is_capital(a, token + 2)
        if is_titled(self.a, token):
            return particle or is_capital(a, token + 1)
        before = token > 0 and a.sentence_of[token - 1] == a.sentence_of[token] and is_capital(a, token - 1)
        named = a.pos[token] == a.pos[token + 1] == "PROPN" and is_capital(a, token + 1)
        named = named and a.lowers[token] in word_set("names", "everyday")
        return (
            named and not before and a.lowers[token + 1] not in name_words().not_person and len(a.words[token + 1]) > 2
        )

    def _past_titles(self, first: int, last: int) -> int:
        """The start of the name behind titles such as "Former Vice President" or "Sen."."""
        o, lowers, given = offices(), self.a.lowers, given_names()
        titles = [token for token in range(first, last) if is_title(lowers[token])]
        bare = all(is_title(word) or word in o.modifiers for word in lowers[first:last])
        if titles and titles[-1] == last - 1 > first and bare:
            return last
        if titles and titles[-1] + 1 < last:
            title = titles[-1]
            before = title - 1 if title > first else first - 1
            named = lowers[title] in given and before >= 0 and self.a.sentence_of[before] == self.a.sentence_of[title]
            held = title > first or (named and is_title(lowers[before]) and title + 2 == last)
            named = named and held and lowers[before] not in o.modifiers
            return first if named else title + 1
        if (
            first + 1 < last
            and (lowers[first] in o.modifiers or lowers[first] in o.passing)
            and lowers[first] not in given
        ):
            return first + 1
        return first

    def _is_person(self, first: int, last: int, run_first: int, run_last: int) -> bool:
        """Do the model, a title or a given name call this a person, and no other word of the run something else?"""
        a, words = self.a, name_words()
        if first and first == run_first and a.words[first - 1] in word_set("groups", "organisation"):
            return False
        if self._is_firm(first, last) or is_ship(self.a, first):
            return False
        if last < run_last and a.lowers[run_last - 1] in words.ends and not self._borne(run_last - 1):
            return False
        if is_titled(self.a, first):
            return last - first > 1 or not (is_title(a.lowers[first]) or a.lowers[first] in offices().modifiers)
        if last < run_last and a.lowers[last] in words.ends:
            return False
        if self._described(first, last) or self._initialled(first, last):
            return True
        labels = Counter(self.label[token] for token in range(first, last))
        size, given = last - first, a.lowers[first] in given_names()
        if labels["PERSON"] * 2 >= size:
            return size == 1 or run_first == first or given or self.label[first] == "PERSON"
        if size == 1 or not given or labels["GPE"] == size or labels["WORK_OF_ART"]:
            return False
        return labels["ORG"] < size or a.lowers[last - 1] not in words.organisation

    def _described(self, first: int, last: int) -> bool:
        """Does ", who" or ", a lawyer" follow two capitalised words that the model calls something else?"""
        a = self.a
        if last - first != 2 or a.words[last : last + 1] != [","] or self.label[first] not in ("ORG", "PERSON", "GPE"):
            return False
        if a.lowers[last + 1 : last + 2] == ["who"]:
            return True
        if (
            a.deps[last - 1] == "appos"
            and a.words[first - 1 : first] == [","]
            and is_title(a.lowers[a.heads[last - 1]])
        ):
            return True  # "the spokesman of the firm, Femi Sotayo, said"
        phrase = a.lowers[last + 1 : last + 7]
        return phrase[:1] in (["a"], ["an"]) and any(is_title(w) for w in phrase[1 : _stop(phrase)])

    def _initialled(self, first: int, last: int) -> bool:
        """Do an initial and two capitalised words that the model does not name make a name: "M. Dane Waters"?"""
        a = self.a
        plain = all(self.label[t] in ("", "PERSON") and is_capital(a, t) for t in range(first, last))
        return plain and last - first == 3 and bool(_INITIAL.match(a.words[first])) and a.words[first + 1].isalpha()

    def _is_firm(self, first: int, last: int) -> bool:
        """Does an ampersand or "which" beside a name say that it is no person's?"""
        a = self.a
        beside = a.lowers[last : last + 2]
        return (
            beside[:1] in (["&"], ["amp"])
            or (beside == [",", "which"] and not self._is_of_plan(first, last))
            or (first > 0 and a.lowers[first - 1] in ("&", "amp"))
        )

    def _is_of_plan(self, first: int, last: int) -> bool:
        """Is it someone's trial or visit that the "which" behind the name points to?"""
        a = self.a
        above = a.heads[last - 1]
        return (
            a.deps[last - 1] == "pobj"
            and above < first
            and a.lemmas[a.heads[above]].lower() in word_set("status", "arranged")
        )

    def _trimmed(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The person inside a run, without what the model left unnamed before it and capitals behind it."""
        a, given = self.a, given_names()
        begin = a.sentences[a.sentence_of[first]][0]
        calling = a.lowers[first] in people() and a.lowers[first] not in given and not is_title(a.lowers[first])
        if last - first > 1 and calling:
            first += 1
        elif first == begin and last - first == 2 and a.lowers[first] in self.small:
            first += a.lowers[first] not in given
        while first < last - 1 and self.label[first] != "PERSON" and a.lowers[first] not in given:
            if not any(self.label[token] == "PERSON" for token in range(first + 1, last)):
                break
            if first != begin and a.pos[first] == "PROPN" and self.label[first] == "":
                break
            first += 1
        shouted = [len(a.words[token]) > 2 and a.words[token].isupper() for token in range(first, last)]
        if shouted and shouted[-1] and last - first > 1 and not all(shouted):
            if a.lowers[first] not in given:
                return
            last = first + shouted.index(True, 1) if True in shouted[1:] else last
        while last > first + 1 and (a.words[last - 1] == "-" or a.lowers[last - 1] in name_words().particles):
            last -= 1
        last = self._past_nickname(last)
        if first < last and any(len(a.words[t]) > 1 and is_capital(a, t) for t in range(first, last)):
            yield first, last

    def _past_nickname(self, last: int) -> int:
        """The end of a name that goes on after a nickname in quotes: 'Robert C. "Bobby" Scott'."""
        a = self.a
        end = a.sentences[a.sentence_of[last - 1]][1]
        if last + 3 >= end or a.words[last] not in _QUOTES or a.words[last + 2] not in _QUOTES:
            return last
        if not is_capital(a, last + 1) or not is_capital(a, last + 3) or a.pos[last + 3] != "PROPN":
            return last
        last += 4
        while last < end and is_capital(a, last) and a.pos[last] == "PROPN" and not self.marks.taken[last]:
            last += 1
        return last

    def _full(self, first: int, last: int) -> bool:
        """Is a run of two tokens or more a full name, not one name with a suffix or an initial?"""
        a = self.a
        real = [t for t in range(first, last) if is_capital(a, t) and a.lowers[t] not in name_words().suffixes]
        return len(real) > 1 or (bool(real) and not is_capital(a, first))

    def _credible(self, first: int, last: int) -> bool:
        """Is a run of two words or more likely a person's name, not a team, a title of a work or a product?"""
        a = self.a
        if is_dateline(a, first, last) or is_thing(a, first, last):
            return False
        head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
        speaks = a.lemmas[a.heads[head]] in ("say", "tell", "add") or a.words[last : last + 1] == [","]
        plural = a.tags[last - 1] == "NNPS" and a.words[last - 1].endswith("s") and self.label[last - 1] != "PERSON"
        if is_titled(self.a, first):
            return True
        if any(a.lowers[t] in given_names() or len(a.words[t]) < 3 for t in range(first, last - 1)):
            return speaks or not plural
        if plural or any(a.lowers[t] in self.small for t in range(first, last)):
            return False
        return a.deps[head] not in _SIDE or a.lemmas[a.heads[head]] in name_words().followers


def _stop(words: list[str]) -> int:
    """Where a phrase of words ends: at the first mark or preposition."""
    return next((n for n, word in enumerate(words) if word in (",", ".", "of", "for", "in", "at", "with")), len(words))
