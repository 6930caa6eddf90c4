"""What stands round a cue and makes a statement more or less likely: names of contexts, weighed in the table."""

from __future__ import annotations

from readout.extract.statements.grammar import RELATIVE, child, is_infinitive, is_passive
from readout.model import Analysis

_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_SECOND = frozenset({"you", "your"})
_THING = frozenset({"it", "this", "that", "there", "what", "these", "those", "its"})
_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them", "his", "their", "who"})
_CONDITIONS = frozenset(
    {
        "if",
        "when",
        "while",
        "because",
        "as",
        "unless",
        "until",
        "though",
        "although",
        "before",
        "after",
        "since",
        "whether",
    }
)
_NAMED = {"PERSON": "named", "ORG": "named", "NORP": "named", "GPE": "named"}


def named_tokens(a: Analysis) -> list[bool]:
    """By token, whether it is in a name of people, an organisation or a country."""
    named = [False] * len(a)
    for name in a.names:
        if name.label in _NAMED:
            for token in range(name.first, name.last):
                named[token] = True
    return named


def of_speaker(a: Analysis, speaker: int | None, named: list[bool]) -> str:
    """The context that a source makes."""
    if speaker is None:
        return "by nobody"
    word = a.lowers[speaker]
    if word in _FIRST:
        return "by us"
    if word in _SECOND:
        return "by you"
    if word in _THING and a.deps[a.heads[speaker]] != "relcl":
        return "by it"
    if word in RELATIVE:
        return "by which"
    if word in _PEOPLE:
        return "by them"
    if named[speaker]:
        return "by name"
    return "by " + ("plural" if a.tags[speaker] in ("NNS", "NNPS") else "noun")


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
        found.append("relative")
    elif dep == "acl" and child(a, verb, "mark") is not None:
        found.append("of noun")
    elif dep == "ccomp":
        found.append("nested")
    elif dep == "advcl":
        opener = child(a, verb, "mark")
        opener = child(a, verb, "advmod") if opener is None else opener
        if opener is not None and a.lowers[opener] in _CONDITIONS:
            found.append("adverbial")
    for kid in a.children[verb]:
        if a.deps[kid] == "neg":
            found.append("negated")
        elif a.tags[kid] == "MD" and a.deps[kid] == "aux":
            found.append("modal")
    return found
