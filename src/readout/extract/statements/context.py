"""What stands round a cue and makes a statement more or less likely: names of contexts, weighed in the table."""

from __future__ import annotations

from dataclasses import dataclass

from readout.extract.cast import Cast
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import RELATIVE, child, is_infinitive, is_passive, subject
from readout.extract.statements.sources import body_before
from readout.extract.statements.table import Speech, words
from readout.model import Analysis

_NOBODY = frozenset({"nobody", "none", "neither"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_SECOND = frozenset({"you", "your"})
_THING = frozenset({"it", "this", "that", "there", "what", "these", "those", "its"})
_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them", "his", "their", "who"})
_DASHES = frozenset({"—", "–", "--", "-", "―"})
# The longest dateline in tokens.
_DATELINE = 14
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


@dataclass(frozen=True, slots=True)
class Scene:
    """An article with the table that weighs its drafts; `named`: by token, whether it is in a name that can speak."""

    analysis: Analysis
    table: Speech
    cast: Cast
    named: list[bool]

    @classmethod
    def of(cls, a: Analysis, table: Speech, cast: Cast) -> Scene:
        """The scene of an article."""
        named = [False] * len(a)
        for name in a.names:
            if name.label in _NAMED:
                named[name.first : name.last] = [True] * (name.last - name.first)
        return cls(a, table, cast, named)

    def weigh(self, draft: Draft, family: str, found: list[str]) -> None:
        """Give a draft its contexts and its chance in them; weights go by the frame's family."""
        by = of_speaker(self, draft.speaker)
        draft.contexts = tuple(f"{family}: {context}" for context in (*found, by))
        draft.chance = self.chance(draft)

    def chance(self, draft: Draft, without: str = "") -> float:
        """A draft's chance, or what it were without one of its contexts."""
        contexts = (c for c in draft.contexts if c != without)
        return self.table.chances.of(draft.frame, draft.lemma, contexts)


def datelines(a: Analysis) -> dict[int, int]:
    """By block, the token behind a dateline: `HANOI, Vietnam (AP) — `."""
    places = {token for name in a.names if name.label == "GPE" for token in range(name.first, name.last)}
    found: dict[int, int] = {}
    start = 0
    for token in range(len(a)):
        if a.block_of[token] != a.block_of[start]:
            start = token
        if a.words[token] not in _DASHES or not 0 < token - start <= _DATELINE or a.block_of[token] in found:
            continue
        capitals = len(a.words[start]) > 2 and a.words[start].isupper()
        if (capitals or a.words[token - 1] == ")" or (token - start == 1 and start in places)) and not any(
            a.pos[t] in ("VERB", "AUX", "PRON") for t in range(start, token)
        ):
            found[a.block_of[token]] = token + 1
    return found


def of_speaker(scene: Scene, speaker: int | None) -> str:
    """The context that a source makes."""
    if speaker is None:
        return "by nobody"
    a = scene.analysis
    word = a.lowers[speaker]
    if word in _NOBODY or (word == "one" and speaker > 0 and a.lowers[speaker - 1] == "no"):
        return "by no one"
    if word in _FIRST:
        return "by us"
    if word in _SECOND:
        return "by you"
    if word == "it" and body_before(a, scene.cast, speaker) is not None:
        return "by them"
    if word in _THING and a.deps[a.heads[speaker]] != "relcl":
        return "by it"
    if word in RELATIVE:
        return "by which"
    if word in _PEOPLE:
        return "by them"
    if scene.named[speaker]:
        return "by name"
    if a.lemmas[speaker].lower() in scene.table.people:
        return "by people"
    return "by " + ("plural" if a.tags[speaker] in ("NNS", "NNPS") else "noun")


def is_source(scene: Scene, token: int) -> bool:
    """Whether a noun is a name or a word for people, a body or a writing."""
    return of_speaker(scene, token) in ("by people", "by name")


def of_verb(a: Analysis, verb: int) -> list[str]:
    """The contexts that a verb's own clause makes."""
    found = []
    dep, tag = a.deps[verb], a.tags[verb]
    if is_infinitive(a, verb):
        found.append("infinitive" if dep != "xcomp" else "infinitive x")
    elif tag == "VBG" and child(a, verb, "aux") is None:
        found.append("gerund" if dep != "pcomp" else "gerund p")
    elif is_passive(a, verb):
        found.append("passive")
    elif tag == "VBN" and child(a, verb, "aux") is None:
        found.append("participle")
    elif tag == "VB":
        found.append("bare")
    if dep == "relcl":
        found.append("relative" if a.words[a.edges[verb][0] - 1] not in (",", "—", "(") else "relative aside")
    elif dep == "acl" and child(a, verb, "mark") is not None:
        found.append("of noun")
    elif dep == "ccomp":
        found.append("nested")
    elif dep == "advcl":
        opener = child(a, verb, "mark")
        opener = child(a, verb, "advmod") if opener is None else opener
        if opener is not None and a.lowers[opener] in words("conditions"):
            found.append("adverbial")
    for kid in a.children[verb]:
        if a.deps[kid] == "neg":
            found.append("negated")
        elif a.tags[kid] == "MD" and a.deps[kid] == "aux":
            found.append("modal")
    return found


def is_question(a: Analysis, verb: int) -> bool:
    """Whether a verb heads a question: `Did he say ...?`"""
    helper = child(a, verb, "aux", "auxpass")
    own = subject(a, verb)
    last = a.words[a.sentences[a.sentence_of[verb]][1] - 1]
    return last == "?" and helper is not None and own is not None and helper < own
