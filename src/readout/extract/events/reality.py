"""What speaks against a trigger telling something real: that it is only wanted, feared, denied, supposed or usual."""

from __future__ import annotations

from readout.extract.events.grammar import DEPTH
from readout.extract.events.kinds import words
from readout.extract.verbs import form, is_verb, marker, negated
from readout.model import Analysis

_MODALS = frozenset({"could", "should", "must", "ought", "can", "might", "may", "ca", "need"})
_OPEN = frozenset({"could", "might", "may"})
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "dobj", "pcomp", "pobj", "oprd", "acomp", "attr", "prep", "dative", "nsubjpass"}
)
# Prepositions whose gerund tells what was done.
_FACTUAL = frozenset(
    {"by", "after", "in", "since", "with", "upon", "while", "despite", "during", "when", "following", "including"}
)
_SINCE = frozenset({"after", "since", "because", "when", "while", "although", "though"})
_NOMINAL = frozenset({"for", "of", "on", "to", "against", "about", "over", "from", "with", "in"})


def doubt(a: Analysis, trigger: int, arranged: bool, refused: bool = False) -> str | None:
    """What speaks against a token's event being real: nothing (""), a reason, or None when it is no event at all.

    Reasons: negated, modal, mark (`if`), adjective (`possible`), verb (`want`), noun (`the fear of`), purpose, gerund.
    `arranged` kinds (visits, meetings) are told also as what may come and as the purpose of a journey.
    """
    if _is_usual(a, trigger) or _is_asked(a, trigger) or _is_imperative(a, trigger):
        return None
    if negated(a, trigger) and not refused:
        return "negated"
    if form(a, trigger) == "would" and any(a.lowers[c] == "have" for c in a.children[trigger] if a.deps[c] == "aux"):
        return None  # `would have objected`
    token, beside = trigger, False
    for step in range(DEPTH + 4):
        if is_verb(a, token) and not beside:
            modals = {a.lowers[c] for c in a.children[token] if a.deps[c] == "aux"} & _MODALS
            if modals and not (arranged and modals <= _OPEN and step < 2):
                return "modal"
            if any(a.deps[c] in ("mark", "advmod") and a.lowers[c] in words("unreal.marks") for c in a.children[token]):
                return "mark"
            if step and negated(a, token) and a.deps[token] != "relcl":
                return "negated"
        elif not is_verb(a, token) and any(
            a.lowers[c] in words("unreal.adjectives") for c in a.children[token] if a.deps[c] in ("amod", "advmod")
        ):
            return "adjective"
        head, dep = a.heads[token], a.deps[token]
        if dep == "relcl":
            return None if _is_anyone(a, head, token) else ""
        if head == token or _is_settled(a, token):
            return ""
        # `was not there and left`: what is said of a verb is not said of a finite one beside it.
        # Nor is what is said of a verb behind a whole clause: `the cause is under investigation, but it was not fire`.
        beside = (dep == "conj" and form(a, token) in ("past", "present")) or (dep == "ccomp" and token < head)
        if (reason := _open(a, token, head, dep, arranged, step)) is not None:
            return reason
        token = head
    return ""


def _is_settled(a: Analysis, verb: int) -> bool:
    """Whether a clause tells something done, whatever stands above: `an accord signed by X`, `after X attacked`."""
    if a.deps[verb] == "acl":
        return a.tags[verb] == "VBN"
    return a.deps[verb] == "advcl" and form(a, verb) == "past" and marker(a, verb) in _SINCE


def _is_imperative(a: Analysis, verb: int) -> bool:
    """Whether a verb stands bare: `meet people twice`, also in the title of a show."""
    bare = a.tags[verb] == "VB" and not any(a.deps[c] in ("aux", "nsubj", "nsubjpass") for c in a.children[verb])
    return bare and a.deps[verb] in ("ROOT", "pobj", "dep", "parataxis", "ccomp")


def _is_anyone(a: Analysis, noun: int, verb: int) -> bool:
    """Whether a relative clause in the present says who is meant: `women who back them`, `the panel that funds it`."""
    if a.tags[verb] == "VBZ" and any(a.lowers[c] == "that" and a.deps[c] == "nsubj" for c in a.children[verb]):
        return True
    if any(a.deps[c] == "det" and a.lowers[c] in ("any", "every", "each") for c in a.children[noun]):
        return True
    if a.tags[verb] not in ("VBP", "VBZ") and not any(
        a.tags[c] in ("VBP", "VBZ") for c in a.children[verb] if a.deps[c] in ("aux", "auxpass")
    ):
        return False
    if a.tags[noun] == "NNS":
        return not any(a.deps[c] in ("det", "nummod", "poss") for c in a.children[noun])
    return a.lowers[noun] in ("anyone", "those", "someone", "everyone", "whoever", "somebody", "anybody")


def _is_open_gerund(a: Analysis, prep: int) -> bool:
    """Whether a gerund after a preposition is only an idea: `talked about killing`, `rather than giving`."""
    head = a.heads[prep]
    if a.lowers[prep] in _FACTUAL:
        return a.lemmas[head].lower() in words("unreal.nouns")
    return a.lowers[prep] not in ("of", "for") or a.lemmas[head].lower() not in ("accuse", "blame", "responsibility")


def _open(a: Analysis, token: int, head: int, dep: str, arranged: bool, step: int) -> str | None:
    """Why what a token hangs on leaves open that it comes true, or None when it does not."""
    lemma = a.lemmas[head].lower()
    infinitive = is_verb(a, token) and any(a.tags[c] == "TO" for c in a.children[token])
    if dep == "pcomp" and a.tags[token] in ("VBG", "VB") and _is_open_gerund(a, head):
        return "gerund"
    if infinitive and (dep == "advcl" or (dep in ("xcomp", "acl") and not arranged)):
        known = lemma in words("infinitives") or (arranged and lemma in words("purposes"))
        if not known:
            return "purpose"
    if is_verb(a, head):
        if dep == "advcl" and infinitive:
            return None if arranged and lemma in words("purposes") else "purpose"
        if dep in _COMPLEMENTS and lemma in words("unreal.verbs"):
            under = dep != "prep" or a.lowers[token] in ("for", "of", "on", "to", "against", "about", "with")
            return "verb" if under else None
        return None
    if dep == "acl" and (infinitive or any(a.lowers[c] == "that" for c in a.children[token])):
        return "noun" if lemma in words("unreal.nouns") else None
    if dep in ("xcomp", "ccomp") and a.pos[head] == "ADJ":
        return "adjective" if lemma in words("unreal.adjectives") else None
    if dep == "prep" and a.lowers[token] in _NOMINAL and step:
        return "noun" if lemma in words("unreal.nouns") else None
    return None


def _is_usual(a: Analysis, trigger: int) -> bool:
    """Whether a trigger tells a habit: `leaders often meet`."""
    for child in a.children[trigger]:
        if a.deps[child] == "advmod" and a.lowers[child] in words("unreal.adverbs"):
            return True
        if a.deps[child] == "npadvmod" and any(a.lowers[c] in ("each", "every") for c in a.children[child]):
            return True
    return False


def _is_asked(a: Analysis, trigger: int) -> bool:
    first, last = a.sentences[a.sentence_of[trigger]]
    return any(a.words[t] == "?" for t in range(max(first, last - 3), last))
