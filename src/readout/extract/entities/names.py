"""Names of persons, organisations and places: the model's guesses, mended by runs of capitals, tables and the article itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from readout.extract.entities.scene import Found
from readout.extract.entities.words import given_names, name_words, offices, word_set
from readout.model import Analysis

MOST_TOKENS = 7
_LABELS = {"ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}
_STATES = ("country", "adjective", "people", "capital")
_QUOTES = "'’‘\"“”"


def shouting(a: Analysis) -> list[bool]:
    """For each sentence: are (nearly) all its longer words capitalised, as in a headline?"""
    result = []
    headlines = {n for n, block in enumerate(a.article.blocks) if block.kind == "headline"}
    for first, last in a.sentences:
        words = [a.words[t] for t in range(first, last) if len(a.words[t]) > 3 and a.words[t].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        short = a.block_of[first] in headlines
        if any(a.pos[t] == "VERB" and a.words[t][0].islower() for t in range(first, last)):
            result.append(False)
            continue
        result.append(len(words) >= (2 if short else 3) and capitals >= 0.75 * len(words))
    return result


def is_capital(a: Analysis, token: int) -> bool:
    """Does a token begin with a capital letter?"""
    return a.words[token][0].isupper()


def _glued(a: Analysis, token: int) -> bool:
    """Does nothing stand between a token and the one before it?"""
    return token > 0 and a.starts[token] == a.ends[token - 1]


def _joins(a: Analysis, token: int, last: int) -> bool:
    """Can a run of a name's tokens go on through `token`?"""
    word, lower = a.words[token], a.lowers[token]
    after = token + 1 < last
    if word == "-":
        return after and _glued(a, token) and _glued(a, token + 1) and a.words[token + 1].isalpha()
    if token and a.words[token - 1] == "-" and _glued(a, token):
        return word[0].isalpha()
    if word[0].isupper():
        return a.pos[token] not in ("DET", "PRON", "AUX", "CCONJ", "SCONJ") or (token > 0 and len(word) <= 2)
    if lower in name_words().particles:
        return after and (
            is_capital(a, token + 1) or a.lowers[token + 1] in name_words().particles or a.words[token + 1] == "-"
        )
    return False


def runs(a: Analysis, taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised tokens that may be names, cut where a table's name stands."""
    for begin, end in a.sentences:
        token = begin
        while token < end:
            first = token
            while (
                token < end and not taken[token] and _joins(a, token, end) and (token > first or a.words[token] != "-")
            ):
                token += 1
            last = token
            while last > first and not is_capital(a, last - 1) and a.words[last - 2 : last - 1] != ["-"]:
                last -= 1
            if last > first:
                yield first, last
            token = max(token, first + 1)


def outside_persons(a: Analysis, known: list[Found]) -> list[Found]:
    """The tables' names without those that are part of a person's name, as in "Jordan Peterson" or "Denzel Washington"."""
    spans = [(first, last) for first, last, label in a.names if label == "PERSON" and last - first > 1]
    holder = {token: span for span in spans for token in range(*span)}
    starts = {row.first for row in known}
    bodies = {token for first, last, label in a.names if label in ("ORG", "FAC", "LOC") for token in range(first, last)}
    given = given_names()
    kept = []
    for row in known:
        if row.what not in ("country", "capital", "city", "stateless"):
            kept.append(row)
            continue
        span = holder.get(row.first)
        if span is not None and row.last <= span[1] and row.last - row.first < span[1] - span[0]:
            names = [t for t in range(*span) if is_capital(a, t)]
            if len(names) == span[1] - span[0] and any(a.lowers[t] in given for t in names[:-1]):
                continue
        before = a.lowers[row.first - 1] if row.first else ""
        single = row.last - row.first == 1 and row.what != "country"
        single = single and (row.first not in bodies or before == "," or is_title(before))
        if single and a.lowers[row.first] in given and _surname_follows(a, row.last, starts):
            continue
        kept.append(row)
    return kept


def _surname_follows(a: Analysis, token: int, starts: set[int]) -> bool:
    """Is the token after a given name a surname: a capitalised name of its own that no table knows?"""
    if token >= len(a) or token in starts or not is_capital(a, token) or a.pos[token] != "PROPN":
        return False
    lower = a.lowers[token]
    return (
        a.sentence_of[token] == a.sentence_of[token - 1]
        and lower not in name_words().not_person
        and not is_title(lower)
    )


def is_title(lower: str) -> bool:
    """Is a word an office or a form of address, of one person or more?"""
    o = offices()
    return lower in o.family or lower in o.short or lower in o.address or (lower[-1:] == "s" and lower[:-1] in o.family)


class NameFinder:
    """Names of one article that no table knows; see `find`."""

    def __init__(self, a: Analysis, known: list[Found]) -> None:
        self.a = a
        self.loud = shouting(a)
        self.label: list[str] = [""] * len(a)
        self.group: list[int] = [-1] * len(a)
        for number, (first, last, label) in enumerate(a.names):
            for token in range(first, last):
                self.label[token], self.group[token] = label, number
        self.taken = [False] * len(a)
        for row in known:
            for token in range(row.first, row.last):
                self.taken[token] = True

    def persons(self) -> list[Found]:
        """Persons by full name or by a single name that the text treats as a person's."""
        found: list[Found] = []
        single: list[tuple[int, int]] = []
        for first, last in self._person_runs():
            if last - first == 1 or not self._full(first, last):
                single.append((first, last))
            elif last - first <= MOST_TOKENS:
                found.append(Found(first, last, "person", bare(self.a.text(first, last))))
        return self._with_single(found, single)

    def _person_runs(self) -> Iterator[tuple[int, int]]:
        a, words = self.a, name_words()
        for first, last in runs(a, self.taken):
            if self.loud[a.sentence_of[first]]:
                continue
            first = self._past_titles(first, last)
            cut = first
            for token in range(first, last + 1):
                if token == last or (a.lowers[token] in words.not_person and not self._borne(token)):
                    if cut < token and self._is_person(cut, token, first, last):
                        yield from self._trimmed(cut, token)
                    cut = token + 1

    def _borne(self, token: int) -> bool:
        """Is an everyday word here a given name or surname, as in "Bill Clinton" or "Theresa May"?"""
        a, given, group = self.a, given_names(), self.group
        if a.lowers[token] in given and self._titled(token) and token + 1 < len(a) and is_capital(a, token + 1):
            return True
        if self.label[token] != "PERSON" or a.lowers[token] in name_words().event:
            return False
        follows = token > 0 and group[token - 1] == group[token] and a.lowers[token - 1] in given
        leads = a.lowers[token] in given and token + 1 < len(a) and group[token + 1] == group[token]
        return follows or leads

    def _past_titles(self, first: int, last: int) -> int:
        """The start of the name behind titles such as "Former Vice President" or "Sen."."""
        o, lowers = offices(), self.a.lowers
        titles = [token for token in range(first, last) if is_title(lowers[token])]
        if titles and titles[-1] + 1 < last:
            given = (
                titles[-1] > first and lowers[titles[-1]] in given_names() and lowers[titles[-1] - 1] not in o.modifiers
            )
            return first if given else titles[-1] + 1
        if first + 1 < last and lowers[first] in o.modifiers | o.passing and lowers[first] not in given_names():
            return first + 1
        return first

    def _titled(self, first: int) -> bool:
        if first == 0 or self.a.sentence_of[first - 1] != self.a.sentence_of[first]:
            return False
        return is_title(self.a.lowers[first - 1])

    def _is_person(self, first: int, last: int, run_first: int, run_last: int) -> bool:
        """Do the model, a title before or a given name call this run a person, and no other word of the run something else?"""
        a, words = self.a, name_words()
        if first and a.lowers[first - 1] in word_set("groups", "organisation") and first == run_first:
            return False
        ends = words.organisation | words.event | words.place
        if last < run_last and a.lowers[run_last - 1] in ends and not self._borne(run_last - 1):
            return False
        if self._titled(first):
            return last - first > 1 or not (is_title(a.lowers[first]) or a.lowers[first] in offices().modifiers)
        if last < run_last and a.lowers[last] in words.organisation | words.place | words.event:
            return False
        labels = Counter(self.label[token] for token in range(first, last))
        size = last - first
        shouted = [len(a.words[token]) > 2 and a.words[token].isupper() for token in range(first, last)]
        if shouted[-1] and size > 1 and not (all(shouted) and a.lowers[first] in given_names()):
            return False
        given = a.lowers[first] in given_names()
        if labels["PERSON"] * 2 >= size:
            return size == 1 or run_first == first or given or self.label[first] == "PERSON"
        if size == 1 or not given or labels["GPE"] == size or labels["WORK_OF_ART"]:
            return False
        return labels["ORG"] < size or a.lowers[last - 1] not in words.organisation

    def _trimmed(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The person inside a run: what the model left unnamed at a sentence's start is no part of the name."""
        a = self.a
        begin = a.sentences[a.sentence_of[first]][0]
        while first < last - 1 and self.label[first] != "PERSON" and a.lowers[first] not in given_names():
            if not any(self.label[token] == "PERSON" for token in range(first + 1, last)):
                break
            if first != begin and a.pos[first] == "PROPN" and self.label[first] == "":
                break
            first += 1
        while last > first + 1 and (a.words[last - 1] == "-" or a.lowers[last - 1] in name_words().particles):
            last -= 1
        if first < last and any(len(a.words[t]) > 1 and is_capital(a, t) for t in range(first, last)):
            yield first, last

    def _full(self, first: int, last: int) -> bool:
        """Is a run of two tokens or more a full name, not one name with a suffix or an initial?"""
        real = [
            t for t in range(first, last) if is_capital(self.a, t) and self.a.lowers[t] not in name_words().suffixes
        ]
        return len(real) > 1 or (last - first > 2 and bool(real))

    def _with_single(self, full: list[Found], single: list[tuple[int, int]]) -> list[Found]:
        """Add names of one token: those of persons named in full elsewhere, and others that stand where persons stand."""
        a = self.a
        family = parts_of(a, full)
        covered = {token for row in full for token in range(row.first, row.last)}
        times = Counter(a.lowers[first] for first, _ in single)
        found = list(full)
        for first, last in single:
            word = a.words[first]
            pieces = a.text(first, last).split("-")
            if len(pieces) > 1 and all(piece in family for piece in pieces):
                continue
            if word in family or (last - first == 1 and self._acts(first, times[a.lowers[first]])) or last - first > 1:
                found.append(Found(first, last, "person", a.text(first, last)))
                covered.update(range(first, last))
                family.add(word)
        for token in range(len(a)):
            if token not in covered and a.words[token] in family and self._alone(token, covered):
                found.append(Found(token, token + 1, "person", a.words[token]))
                covered.add(token)
        return self._merged(sorted(found))

    def _merged(self, found: list[Found]) -> list[Found]:
        """The names with those joined that stand side by side in a headline, where each was known by its letters."""
        merged: list[Found] = []
        for row in found:
            before = merged[-1] if merged else None
            if before and before.last == row.first and self.loud[self.a.sentence_of[row.first]]:
                merged[-1] = Found(before.first, row.last, "person", self.a.text(before.first, row.last))
            else:
                merged.append(row)
        return merged

    def _acts(self, token: int, times: int) -> bool:
        """Does a single capitalised word act, speak, own or carry a title as a person does?"""
        a = self.a
        word = a.words[token]
        if self._titled(token):
            return True
        if word.isupper() or not word.replace("-", "").isalpha() or a.pos[token] != "PROPN" or len(word) < 2:
            return False
        if self.label[token] != "PERSON":
            return False
        return times > 1 or a.deps[token] in ("nsubj", "agent", "appos") or a.lowers[token] in given_names()

    def _alone(self, token: int, covered: set[int]) -> bool:
        """Is a known person's surname here the person, and no part of another name ("Trump Tower")?"""
        a, words = self.a, name_words()
        if a.pos[token] not in ("PROPN", "NOUN", "ADJ", "VERB") and not self.loud[a.sentence_of[token]]:
            return False
        loud = self.loud[a.sentence_of[token]]
        for beside in (token - 1, token + 1):
            if not 0 <= beside < len(a) or a.sentence_of[beside] != a.sentence_of[token] or beside in covered:
                continue
            lower = a.lowers[beside]
            if beside > token and is_capital(a, beside) and lower in words.organisation | words.place | words.event:
                return False
            named = is_capital(a, beside) and a.pos[beside] == "PROPN" and not self.taken[beside]
            o = offices()
            title = is_title(lower) or lower in o.modifiers or lower in o.passing
            if named and not loud and not title and lower not in words.not_person:
                return False
        return True


def bare(name: str) -> str:
    """A name without a possessive ending that the tokens left on it."""
    return name[:-2] if name.endswith(("'s", "’s", "‘s", "`s")) else name


def parts_of(a: Analysis, persons: list[Found]) -> set[str]:
    """The single names by which persons named in full may be meant."""
    words = name_words()
    found: set[str] = set()
    for row in persons:
        tokens = [t for t in range(row.first, row.last) if is_capital(a, t) and a.lowers[t] not in words.suffixes]
        for token in tokens:
            word = a.words[token]
            if len(word) > 1 and word.isalpha() and a.lowers[token] not in words.not_person:
                found.add(word)
    return found


def find_others(finder: NameFinder, known: list[Found], persons: list[Found], own: set[int]) -> list[Found]:
    """Organisations, places and peoples by the model's labels and by their last word; not at the tokens of `own`."""
    a, words = finder.a, name_words()
    taken = [token in own for token in range(len(a))]
    for row in persons:
        taken[row.first : row.last] = [True] * (row.last - row.first)
    inner: dict[int, Found] = {token: row for row in known for token in range(row.first, row.last)}
    found: list[Found] = []

    def add(first: int, last: int, kind: str) -> None:
        states = [inner[t] for t in range(first, last) if t in inner]
        named = (r.country for r in states if r.what in _STATES or (r.what == "city" and a.lowers[r.first - 1] == "of"))
        country = next(named, None)
        found.append(Found(first, last, kind, a.text(first, last), country))
        taken[first:last] = [True] * (last - first)

    for first, last, label in a.names:
        kind = _LABELS.get(label)
        if label == "PERSON" and first and a.lowers[first - 1] in word_set("groups", "organisation"):
            kind = "organisation"
        if kind is None or finder.loud[a.sentence_of[first]]:
            continue
        first, last = _clean(a, first, last)
        if kind == "organisation" and last - first > 1:
            first = _widened(a, first, inner)
        if first >= last or any(taken[first:last]) or not any(is_capital(a, t) for t in range(first, last)):
            continue
        lowers = a.lowers[first:last]
        embedded = any(t in inner for t in range(first, last))
        named = last - first > 1 and bool({lowers[-1], lowers[0]} & words.organisation)
        alone = embedded and inner.get(first) == inner.get(last - 1)
        if alone or (embedded and not (named or (last - first > 1 and lowers[-1] in words.place))):
            continue
        if kind == "people" and "-" in a.text(first, last):
            continue
        follower = a.lowers[last] if last < len(a) else ""
        if last - first == 1 and lowers[0] in offices().modifiers and is_title(follower):
            continue
        if kind == "place" and not embedded and follower in word_set("names", "business"):
            kind = "organisation"
        if lowers[-1] in words.event or all(w in words.not_person and w not in words.organisation for w in lowers):
            continue
        if named:
            kind = "organisation"
        elif lowers[-1] in words.place and last - first > 1:
            kind = "place"
        add(first, last, kind)
    blocked = [taken[t] or t in inner for t in range(len(a))]
    for first, last in runs(a, blocked):
        loud = finder.loud[a.sentence_of[first]]
        if last - first > 1 and a.lowers[last - 1] in words.organisation and not loud and not any(taken[first:last]):
            add(first, last, "organisation")
    return sorted(found)


def _widened(a: Analysis, first: int, inner: dict[int, Found]) -> int:
    """The start of an organisation's name with the capitals right before it that the model left out."""
    begin = a.sentences[a.sentence_of[first]][0]
    while first - 1 > begin and is_capital(a, first - 1) and a.pos[first - 1] == "PROPN" and first - 1 not in inner:
        if is_title(a.lowers[first - 1]):
            break
        first -= 1
    return first


def _clean(a: Analysis, first: int, last: int) -> tuple[int, int]:
    """A model's name without articles, possessive endings, quotes and what follows a bracket or colon."""
    for token in range(first, last):
        if a.words[token] in ("(", ":", ";", "—", "–", "|") and token > first:
            last = token
            break
    while first < last and (a.pos[first] in ("DET", "PUNCT", "PRON", "ADP") or a.words[first] in _QUOTES):
        first += 1
    while first < last and (a.tags[last - 1] == "POS" or a.pos[last - 1] == "PUNCT" or a.words[last - 1] in _QUOTES):
        last -= 1
    return first, last
