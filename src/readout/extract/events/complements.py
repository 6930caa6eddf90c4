"""What a verb governs beside its objects: clauses, infinitives, and what it says that somebody is."""

from __future__ import annotations

from readout.extract.events.grammar import prepositions
from readout.extract.verbs import marker
from readout.model import Analysis


def predicate(a: Analysis, verb: int, wanted: frozenset[str]) -> int | None:
    """The adjective by which a verb of being tells an event: `is critical of`."""
    below = (c for c in a.children[verb] if a.deps[c] in ("acomp", "attr", "oprd"))
    return next((c for c in below if a.lowers[c] in wanted or a.lemmas[c].lower() in wanted), None)


def complement(a: Analysis, verb: int, wanted: frozenset[str]) -> bool:
    """Whether a verb has the complement that a frame wants."""
    clauses = [c for c in a.children[verb] if a.deps[c] in ("xcomp", "ccomp") and c > verb]
    if "none" in wanted and not clauses:
        return True
    infinitives = [c for c in a.children[verb] if a.deps[c] in ("xcomp", "ccomp", "advcl") and _is_infinitive(a, c)]
    if "to" in wanted and infinitives:
        return True
    if "whether" in wanted and any(marker(a, c) in ("if", "whether", "how", "why") for c in clauses):
        return True
    finite = [
        c for c in clauses if a.deps[c] == "ccomp" and c not in infinitives and marker(a, c) not in ("if", "whether")
    ]
    if "base" in wanted and any(a.tags[c] == "VB" and "aux" not in {a.deps[x] for x in a.children[c]} for c in finite):
        return True
    if "for" in wanted and any(a.lowers[x] == "for" for c in (*clauses, *infinitives) for x in a.children[c]):
        return True
    if "own" in wanted and any(
        a.tags[s] == "PRP" and {a.lowers[x] for x in a.children[c]} & {"will", "would", "'ll"}
        for c in finite
        for s in a.children[c]
    ):
        return True
    said = finite + [c for c in a.children[verb] if a.deps[c] == "ccomp" and c < verb]
    if "unless" in wanted and any(_is_condition(a, c) for c in finite):
        return True
    if "must" in wanted and any(a.lowers[x] == "must" for c in said for x in a.children[c]):
        return True
    if ("that" in wanted and finite) or ("ing" in wanted and any(a.tags[c] == "VBG" for c in clauses)):
        return True
    named = [
        c for c in a.children[verb] if a.deps[c] in ("oprd", "acomp", "attr", "xcomp", "ccomp", "dobj") and c > verb
    ]
    as_ = [p for word, p in prepositions(a, verb) if word == "as"]
    if "as" in wanted and (as_ or any(a.deps[c] == "oprd" for c in named)):
        return True
    named += as_ + [p for c in named for p in a.children[c] if a.deps[p] in ("attr", "appos", "acomp", "conj")]
    named += [p for c in named for word, p in prepositions(a, c) if word == "as"] + infinitives
    return any(a.lemmas[c].lower() in wanted or a.lowers[c] in wanted for c in named)


def _is_condition(a: Analysis, verb: int) -> bool:
    """Whether a clause says what will be done unless something else is."""
    ahead = any(a.lowers[c] in ("will", "would", "'ll") for c in a.children[verb])
    return ahead and any(a.deps[c] == "advcl" and marker(a, c) == "unless" for c in a.children[verb])


def _is_infinitive(a: Analysis, verb: int) -> bool:
    return any(a.tags[c] == "TO" for c in a.children[verb])
