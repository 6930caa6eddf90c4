"""Countries, places and organisations of the tables as drafts of the scene."""

from __future__ import annotations

from collections import Counter, defaultdict

from readout.extract.entities.gazetteer import agencies, countries, is_states_own, state_of_body
from readout.extract.entities.metonyms import is_visited, stands_for_state
from readout.extract.entities.people import folded
from readout.extract.entities.phrases import is_person_noun, is_specific, phrase_at
from readout.extract.entities.scene import Draft, Found, Scene
from readout.extract.entities.words import name_words
from readout.lexicon import table
from readout.model import Analysis, EntityKind

_SHORT = 4
_SHORT_NAME = (2, 6)  # letters
_DATELINE = 12  # tokens
_KINDS: dict[str, EntityKind] = {"organisation": "organisation", "place": "place", "people": "group"}


# A state named so many times as often as the USA is the one that an article is about.
_FEW = 4


class World:
    """The countries, places and organisations of one scene, each entered once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.by_code: dict[str, Draft] = {}
        self.written: dict[str, Counter[str]] = defaultdict(Counter)
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.by_initials: dict[str, tuple[str, str]] = {}
        self.others: dict[tuple[str, str], Draft] = {}

    def country(self, code: str) -> Draft:
        """The draft of a state."""
        if code not in self.by_code:
            draft = Draft("country", countries()[code]["names"][0], code, gender="n")
            self.by_code[code] = self.scene.draft(draft)
        return self.by_code[code]

    def other(self, kind: EntityKind, name: str, country: str | None) -> Draft:
        """The draft of a place, organisation or people by its name; namesakes of two states are two."""
        key = (kind, folded(name).removeprefix("the "))
        known = self.others.get(key)
        if known is not None and country and known.country not in (country, None):
            key = (kind, f"{key[1]} {country}")
        if key not in self.others and kind == "organisation":
            self._alias(key)
            self._initials(key, name)
        if key not in self.others:
            self.others[key] = self.scene.draft(Draft(kind, name, country, gender="n"))
        draft = self.others[key]
        draft.country = draft.country or country
        return draft

    def _alias(self, key: tuple[str, str]) -> None:
        """Let "Toyota" and "Toyota Motor Corp." be one: a name with and without its words of trade."""
        kind, name = key
        first = name.split()[0] if name.split() else name
        for other in self.by_word[first]:
            short, long = sorted((name, other), key=len)
            rest = long.removeprefix(short).split()
            if long.startswith(short + " ") and rest[-1] in name_words().organisation:
                self.others[key] = self.others[(kind, other)]
                return
        self.by_word[first].append(name)

    def _initials(self, key: tuple[str, str], name: str) -> None:
        """Let "IRA" and "Irish Republican Army" be one: capitals and the name that they begin."""
        if name.isalpha() and name.isupper() and _SHORT_NAME[0] <= len(name) <= _SHORT_NAME[1]:
            short = name
        else:
            capitals = [word[0] for word in name.removeprefix("The ").replace("-", " ").split() if word[0].isupper()]
            short = "".join(capitals)
            short = short if len(capitals) > _SHORT_NAME[0] or short in agencies() else ""
        known = self.by_initials.get(short) if short else None
        if known is None:
            self.by_initials[short] = key
        elif known in self.others and (known[1] == short.lower()) != (name == short):
            draft = self.others[key] = self.others[known]
            draft.name = max(draft.name, name, key=len)

    def enter(self, row: Found) -> None:
        """Make a found name a mention of its draft."""
        scene = self.scene
        self._opened(row)
        if row.what == "agencies" and _in_dateline(scene.a, row.first):
            return
        if row.what in ("country", "adjective") and row.country:
            if row.what == "country":
                self.written[row.country][scene.a.text(row.first, row.last)] += 1
            scene.mention(self.country(row.country), row.first, row.last, "name")
        elif row.what == "capital" and row.country and stands_for_state(scene.a, row.first, row.last):
            seat = table("organisations")["seats"].get(row.name)
            draft = self.other("organisation", seat, None) if seat else self.country(row.country)
            scene.mention(draft, row.first, row.last, "metonym")
        elif row.what in ("capital", "city", "continent") or (row.what == "houses" and _is_spot(scene.a, row)):
            scene.mention(self.other("place", row.name, row.country), row.first, row.last, "name")
        elif row.what in ("people", "stateless"):
            self._people(row)
        elif row.what in ("organisation", "place"):
            own = row.name not in table("organisations")["shared"]["houses"] or is_american(scene.a.lowers)
            country = row.country or self._owner(row.first) or (state_of_body(row.name) if own else None)
            scene.mention(self.other(_KINDS[row.what], row.name, country), row.first, row.last, "name")
        else:
            name = scene.a.text(row.first, row.last)
            country = row.country if is_states_own(row) else self._owner(row.first) if row.country else None
            draft = self.other("organisation", row.name if row.what in ("world", "party") else name, country)
            draft.family = row.what
            self.written[f"world {draft.name}"][name] += row.what == "world"
            scene.mention(draft, row.first, row.last, "name")

    def _opened(self, row: Found) -> None:
        """The state or world body that opens a table's name: "U.N. Security Council", "U.S. State Department"."""
        a = self.scene.a
        if row.last - row.first < 2 or row.what not in ("world", "houses", "parliaments"):
            return
        if a.words[row.first] in ("U.N.", "UN"):
            self.scene.mention(self.other("organisation", "United Nations", None), row.first, row.first + 1, "name")
        elif a.words[row.first] in ("U.S.", "US"):
            self.scene.mention(self.country("USA"), row.first, row.first + 1, "name")

    def _people(self, row: Found) -> None:
        """A people or faith, where several of it are meant and not its adjective; as such it is described."""
        scene, noun = self.scene, row.last - 1
        a = scene.a
        if (
            a.pos[noun] == "ADJ"
            or a.deps[noun] in ("compound", "amod")
            or not a.lowers[noun].endswith(("s", "i", "u", "a", "h"))
        ):
            return
        phrase = phrase_at(a, noun)
        if not is_specific(a, phrase):
            return
        draft = self.other("group", row.name, row.country)
        draft.plural, draft.gender = True, None
        scene.mention(draft, min(phrase.first, row.first), max(phrase.last, row.last), "description")

    def _owner(self, first: int) -> str | None:
        """The state before a name: "Ukraine's Foreign Ministry", "Kenya Election Board", "Austrian utility OMV"."""
        a, holder = self.scene.a, self.scene.holder
        begin = a.sentences[a.sentence_of[first]][0]
        if first - 3 >= begin and a.lowers[first - 2 : first] == ["-", "based"]:
            seat = holder[first - 3]
            return seat.country if seat is not None and seat.kind in ("place", "country") else None
        before = first - 2 if first and a.tags[first - 1] == "POS" else first - 1
        while before > max(begin, first - 5) and a.tags[before] in ("NN", "JJ") and holder[before] is None:
            if is_person_noun(a, before):
                return None
            before -= 1
        held = holder[before] if before >= 0 and a.sentence_of[before] == a.sentence_of[first] else None
        public = held is not None and (held.kind == "country" or (held.family == "houses" and before < first - 1))
        return held.country if held is not None and public else None

    def place_by_neighbour(self) -> None:
        """Give a place without a state that of the place after its comma: "Cedar Rapids, Iowa"."""
        a, holder = self.scene.a, self.scene.holder
        for draft in self.others.values():
            for _, last, _ in draft.refs if draft.kind == "place" and not draft.country else ():
                beyond = holder[last + 1] if last + 1 < len(a) and a.words[last] == "," else None
                if beyond is not None and beyond.kind in ("place", "country"):
                    draft.country = draft.country or beyond.country

    def name_as_written(self) -> None:
        """Name each state and body as the text does: by the usual name where that occurs, else the commonest."""
        drafts = {**self.by_code, **{f"world {d.name}": d for d in self.others.values()}}
        for key, draft in drafts.items():
            forms = +self.written[key]
            if forms and draft.name not in forms:
                long = [form for form in forms if len(form) > _SHORT]
                best = max(long or forms, key=lambda form: forms[form])
                draft.name = best if key in self.by_code else max(forms, key=len)
        for draft in self.others.values():
            names = [self.scene.a.text(*ref[:2]) for ref in draft.refs if ref.form == "name" and draft.kind != "group"]
            if names and folded(draft.name) not in map(folded, names):
                draft.name = max(names, key=len)


def _is_spot(a: Analysis, row: Found) -> bool:
    """Is a house of government where somebody is or goes?"""
    return row.name in table("organisations")["palaces"] and is_visited(a, row.first, row.last)


def _in_dateline(a: Analysis, first: int) -> bool:
    """Does a bracket that follows a block's first capitals hold a name: "PARIS, France (AFP)"?"""
    begin = first - 1
    if begin < 1 or a.words[begin] != "(":
        return False
    while begin > 0 and a.block_of[begin - 1] == a.block_of[first] and first - begin < _DATELINE:
        begin -= 1
        if a.words[begin][0].islower() or a.words[begin] == ".":
            return False
    return begin == 0 or a.block_of[begin - 1] != a.block_of[first]


def the_right_georgia(known: list[Found]) -> list[Found]:
    """Georgia of the USA is meant where the text names the USA and nothing else of the Caucasus."""
    codes = Counter(row.country for row in known if row.name != "Georgia")
    adjectives = any(row.what != "country" and row.country == "GEO" for row in known)
    if adjectives or codes["USA"] < 1 or codes["GEO"] or codes["RUS"] > codes["USA"]:
        return known
    return [
        row._replace(what="city", country="USA") if row.name == "Georgia" and row.what == "country" else row
        for row in known
    ]


def whose_houses(known: list[Found], lowers: list[str]) -> list[Found]:
    """The names of the tables with the right state for a house that many states have: "the Senate", "Congress".

    It is the USA's only where the text speaks of the USA; else that of the one state that it names more than once.
    """
    shared: dict[str, list[str]] = table("organisations")["shared"]
    others = Counter(row.country for row in known if row.country and row.name not in shared["houses"])
    american = others["USA"] + is_american(lowers)
    (top, most), *_ = [*((c, n) for c, n in others.most_common() if c != "USA"), ("", 0)]
    if american and _FEW * american >= most:
        return known
    own = top if most > 1 and sum(others.values()) == most else None
    return [row._replace(country=own) if row.name in shared["houses"] else row for row in known]


def is_american(lowers: list[str]) -> int:
    """How many words of a text are of the politics of the USA."""
    return sum(word in table("organisations")["shared"]["american"] for word in lowers)
