"""Verb groups and clauses of the parse: which verb governs a token, and its tense and mood."""

from __future__ import annotations

from typing import Literal

from readout.model import Analysis

Form = Literal["future", "would", "may", "should", "infinitive", "progressive", "past", "present", "participle", "none"]

# A climb stops here: real sentences are never this deep, garbage may be.
DEPTH = 40
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
_WOULD = frozenset({"would", "'d", "’d"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "hardly", "nor"})
_NONE = frozenset({"no", "none", "nobody", "neither", "nothing"})
_BEFORE = frozenset({"det", "preconj"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_verb(a: Analysis, token: int) -> bool:
    """Whether a token is a verb by its tag or by the `to` before it: deverbal adjectives and nouns are none."""
    if a.tags[token] == "VB" and a.deps[token] in ("nsubj", "nsubjpass"):
        return False
    if a.tags[token][:2] in ("VB", "MD") or (a.pos[token] in _VERBAL and a.deps[token] != "amod"):
        return True
    return any(a.deps[c] == "aux" and a.tags[c] == "TO" for c in a.children[token])


def ancestors(a: Analysis, token: int) -> list[int]:
    """The heads above a token, nearest first."""
    found: list[int] = []
    while a.heads[token] != token and len(found) < DEPTH:
        token = a.heads[token]
        found.append(token)
    return found


def governor(a: Analysis, token: int) -> int | None:
    """The nearest verb above a token."""
    return next((head for head in ancestors(a, token) if is_verb(a, head)), None)


def auxiliaries(a: Analysis, verb: int) -> list[int]:
    """The auxiliaries of a verb; a later verb of a coordination shares those of the first when it has the same form."""
    own = [child for child in a.children[verb] if a.deps[child] in ("aux", "auxpass")]
    head = a.heads[verb]
    if own or head == verb or a.deps[verb] != "conj" or not is_verb(a, head):
        return own
    shares = not any(a.deps[child] in ("nsubj", "nsubjpass") for child in a.children[verb])
    same = a.tags[verb] == a.tags[head] or {a.tags[verb], a.tags[head]} == {"VBD", "VBN"}
    if shares and same and a.tags[verb] in ("VB", "VBN", "VBG"):
        return [child for child in a.children[head] if a.deps[child] in ("aux", "auxpass")]
    return own


def form(a: Analysis, verb: int) -> Form:
    """The tense, aspect and mood that a verb's own group shows."""
    tag, helpers = a.tags[verb], auxiliaries(a, verb)
    words = {a.lowers[h] for h in helpers}
    lemmas = {a.lemmas[h] for h in helpers}
    if any(a.tags[h] == "TO" for h in helpers):
        return "infinitive"
    if words & _WILL:
        return "future"
    if "would" in words or (words & _WOULD and tag in ("VB", "VBP")):
        return "would"
    if words & _MAY:
        return "may"
    if words & {"should", "must", "ought"}:
        return "should"
    if tag == "VBG":
        if "be" in lemmas:
            return "past" if any(a.tags[h] == "VBD" for h in helpers) else "progressive"
        return "past" if "have" in lemmas else "participle"
    if tag == "VBD" or lemmas & {"have"} or "did" in words:
        return "past"
    if tag == "VBN":
        if any(a.tags[h] == "VBD" for h in helpers):
            return "past"
        if "being" in words:
            return "progressive"
        return "present" if "be" in lemmas else "participle"
    if tag in ("VBZ", "VBP") or words & {"do", "does"}:
        return "present"
    return "none"


def negated(a: Analysis, token: int) -> bool:
    """Whether a negation stands at a verb, an adjective or a noun itself, or in a verb's subject (`nobody came`)."""
    for child in a.children[token]:
        if (
            a.deps[child] == "neg"
            or a.lowers[child] in _NEGATIVE
            or (a.deps[child] == "det" and a.lowers[child] in _NONE)
        ):
            return True
        if a.deps[child] in ("nsubj", "nsubjpass") and (
            a.lowers[child] in _NONE or any(a.deps[c] in _BEFORE and a.lowers[c] in _NONE for c in a.children[child])
        ):
            return True
    return False


def marker(a: Analysis, verb: int) -> str:
    """The conjunction that opens a verb's clause (if, whether, that, before, ...), or nothing."""
    return next(
        (a.lowers[c] for c in a.children[verb] if a.deps[c] in ("mark", "advmod") and a.tags[c] in ("IN", "WRB")), ""
    )


def with_particle(a: Analysis, verb: int) -> str:
    """A verb's lemma with its particle: `call off`."""
    particle = next((a.lowers[c] for c in a.children[verb] if a.deps[c] == "prt"), "")
    return f"{a.lemmas[verb].lower()} {particle}".strip()
