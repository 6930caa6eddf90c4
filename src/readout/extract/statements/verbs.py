"""Statements that a verb reports without marks: each frame of its parse says which of its words are the content."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.statements.grammar import (
    RELATIVE,
    Range,
    agent,
    child,
    is_finite,
    is_infinitive,
    is_passive,
    is_verb,
    lemma_of,
    subject,
)
from readout.extract.statements.table import words
from readout.model import Analysis

# Prepositions that carry on what an object begins: accuse him of, describe it as, blame her for.
_CARRIES_ON = frozenset({"for", "of", "as", "to", "over", "about", "with", "against", "from", "on", "by", "into"})
# Of these the preposition makes the object a judgement.
_JUDGES = frozenset({"for", "of", "as", "about", "over", "against"})
# Auxiliaries that make a participle a gerund: `having sold`, `being held`.
_HELPERS = frozenset({"aux", "auxpass"})
Shape = tuple[str, list[Range], int | None]


def shapes(a: Analysis, verb: int) -> Iterator[Shape]:
    """Each frame of a verb as (frame, content, the preposition that belongs to the cue)."""
    kids = a.children[verb]
    passive = is_passive(a, verb)
    theme = subject(a, verb) if passive else None
    thing = [a.edges[theme]] if theme is not None else []
    obj = child(a, verb, "dobj")
    if child(a, verb, "ccomp") is None:
        yield from _late_clause(a, verb, obj)
    named = [k for k in kids if k > verb and a.deps[k] == "oprd"]
    if len(named) > 1 and obj is None and not passive:  # `called him a liar` with both for names
        yield "predicate", [(a.edges[named[0]][0], a.edges[named[-1]][1])], None
    for kid in kids:
        dep = a.deps[kid]
        if dep == "ccomp" or (dep == "advcl" and kid > verb and (_opened_by_that(a, kid) or _asks(a, verb, kid))):
            yield from _clause(a, verb, kid, thing if passive and a.lowers[theme or 0] != "it" else [])
        elif dep == "xcomp" and kid > verb:
            if is_infinitive(a, kid):
                if obj is not None and obj < kid:
                    yield "oclause", [(a.edges[obj][0], a.edges[kid][1])], None
                else:
                    yield "oclause" if passive else "infinitive", [*thing, a.edges[kid]], None
            elif a.tags[kid] == "VBG" or any(a.tags[k] == "VBG" for k in a.children[kid] if a.deps[k] in _HELPERS):
                yield "gerund", [a.edges[kid]], None
        elif dep in ("advcl", "ccomp") and kid > verb and _opened_by_for(a, kid) and is_infinitive(a, kid):
            yield "for", [(a.edges[kid][0] + 1, a.edges[kid][1])], a.edges[kid][0]
        elif dep == "dobj" and kid > verb:
            yield _object(a, verb, kid)
        elif dep == "prep" and kid > verb and obj is None and (not passive or agent(a, verb) is not None):
            inner = child(a, kid, "pobj", "pcomp")
            behind = child(a, inner, "prep") if inner is not None and _is_when(a, kid) else None
            if behind is not None:  # `warned on Tuesday of`: the day has taken what the verb warns of
                kid, inner = behind, child(a, behind, "pobj", "pcomp")
            if inner is not None and inner > kid:
                last = a.edges[kid][1]
                if behind is not None:
                    last = next((a.edges[k][1] for k in kids if a.deps[k] == "prep" and k == last), last)
                then = child(a, verb, "xcomp")
                if then is not None and then > kid:
                    last = max(last, a.edges[then][1])
                yield a.lowers[kid], [*thing, (kid + 1, last)], kid
    if theme is not None:
        judged = child(a, verb, "oprd")
        if judged is not None:
            yield "predicate", [*thing, a.edges[judged]], None
        elif agent(a, verb) is not None or child(a, verb, "xcomp", "ccomp") is None:
            yield _judged(a, verb, thing)
    elif a.deps[verb] == "acl" and a.tags[verb] == "VBN" and agent(a, verb) is not None:
        yield "object", [(a.edges[a.heads[verb]][0], a.edges[verb][0])], None
    elif a.deps[verb] == "relcl" and child(a, verb, "dobj", "ccomp", "xcomp") is None:
        own = subject(a, verb)
        if own is not None and a.lowers[own] not in RELATIVE:
            yield "relative", [(a.edges[a.heads[verb]][0], a.edges[verb][0])], None


def _opened_by_that(a: Analysis, verb: int) -> bool:
    mark = child(a, verb, "mark")
    return mark is not None and a.lowers[mark] in ("that", "whether")


def _asks(a: Analysis, verb: int, kid: int) -> bool:
    """Whether a clause that the parse takes for one of time is what is told: `did not say when it would end`."""
    first = a.edges[kid][0]
    return first == verb + 1 and a.tags[first] == "WRB" and lemma_of(a, verb) in words("silences")


def _opened_by_for(a: Analysis, verb: int) -> bool:
    return a.lowers[a.edges[verb][0]] == "for"


def _clause(a: Analysis, verb: int, kid: int, thing: list[Range]) -> Iterator[Shape]:
    """The frames of a complement clause: finite, `X to do`, and the small clause without a verb."""
    content = [*thing, a.edges[kid]]
    first, behind = a.edges[kid]
    if first > verb and a.lowers[first] in ("who", "which") and a.words[first - 1] == ",":
        return  # a relative clause that the parse hangs on the verb
    if kid < verb and behind < len(a) and ";" in (a.words[behind], a.words[behind - 1]):
        return
    if is_verb(a, kid) and is_finite(a, kid):
        yield "clause", content, None
    elif kid > verb:
        has_subject = subject(a, kid) is not None
        if is_verb(a, kid) and has_subject and _opened_by_that(a, kid):
            yield "clause", content, None  # `demanded that he be freed`
        elif is_verb(a, kid) and is_infinitive(a, kid):
            yield "oclause" if has_subject else "infinitive", content, None
        elif is_verb(a, kid) and not has_subject:
            if a.tags[kid] != "VBN" or child(a, kid, "aux", "auxpass") is not None:
                yield "clause", content, None
        else:
            yield "predicate", content, None


def _object(a: Analysis, verb: int, obj: int) -> Shape:
    """An object with what carries it on: `him for his words`, `it a mistake`, `the plan as dead`."""
    first, last = a.edges[obj]
    frame = "object"
    for kid in a.children[verb]:
        if kid > obj and a.edges[kid][0] <= last + 1 and not _is_when(a, kid):
            if a.deps[kid] in ("prep", "dative") and a.lowers[kid] in _CARRIES_ON:
                frame = "judgement" if a.lowers[kid] in _JUDGES else frame
                last = max(last, a.edges[kid][1])
            elif a.deps[kid] in ("oprd", "acl"):
                frame = "predicate"
                last = max(last, a.edges[kid][1])
    return frame, [(first, last)], None


def _judged(a: Analysis, verb: int, thing: list[Range]) -> Shape:
    """A passive's subject with what it is judged for: `he was criticised for his words by X`."""
    over = [k for k in a.children[verb] if k > verb and a.deps[k] == "prep" and a.lowers[k] in _JUDGES]
    over = [k for k in over if not _is_when(a, k)]
    by = agent(a, verb)
    if by is not None and not over:  # `accused by three men of having lied`: the men have taken it
        over = [k for k in a.children[by] if a.lowers[k] in _JUDGES and child(a, k, "pcomp") is not None]
    return ("judgement", [*thing, *(a.edges[k] for k in over)], None) if over else ("object", thing, None)


def _is_when(a: Analysis, preposition: int) -> bool:
    """Whether a prepositional phrase tells when: `on Sunday`."""
    noun = child(a, preposition, "pobj")
    return noun is not None and (a.lowers[noun] in words("when") or a.lemmas[noun] in words("when"))


def _late_clause(a: Analysis, verb: int, obj: int | None) -> Iterator[Shape]:
    """A that-clause that the parse hangs on a noun between it and its verb: `told a crowd in Iowa that ...`."""
    end = min(a.sentences[a.sentence_of[verb]][1], verb + _LATE)
    for that in range(verb + 2, end):
        if a.words[that] in (";", ":") or (is_verb(a, that) and is_finite(a, that) and obj is None):
            return
        clause = a.heads[that]
        if a.lowers[that] != "that" or a.deps[that] not in ("mark", "dobj", "nsubj") or clause <= that:
            continue
        own = subject(a, clause)
        if (
            own is None
            or own == that
            or not is_finite(a, clause)
            or (a.heads[clause] <= verb and a.deps[clause] == "ccomp")
        ):
            continue
        if verb < a.heads[clause] < that:
            yield "late", [(that, max(a.edges[clause][1], clause + 1))], None
        return


# The longest way, in tokens, from a verb to such a clause.
_LATE = 30
