"""Whether a trigger tells of something real: not what is only wanted, feared, denied, supposed or usual."""

from __future__ import annotations

from readout.extract.events.grammar import DEPTH
from readout.extract.events.kinds import words
from readout.extract.verbs import is_verb, negated
from readout.model import Analysis

_MODALS = frozenset({"could", "should", "must", "ought", "can", "might", "may", "ca", "need"})
_OPEN = frozenset({"could", "might", "may"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pcomp", "pobj", "oprd", "acomp", "attr", "prep", "dative", "nsubjpass"})
_NOMINAL = frozenset({"for", "of", "on", "to", "against", "about", "over", "from", "with", "in"})


def told(a: Analysis, trigger: int, arranged: bool) -> bool:
    """Whether the text tells the event of a token as real, planned or claimed.

    `arranged` kinds (visits, meetings) are told also as what may come and as the purpose of a journey.
    """
    if negated(a, trigger) or _usual(a, trigger) or _asked(a, trigger):
        return False
    token = trigger
    for step in range(DEPTH + 4):
        if is_verb(a, token):
            modals = {a.lowers[c] for c in a.children[token] if a.deps[c] == "aux"} & _MODALS
            if modals and not (arranged and modals <= _OPEN and step < 2):
                return False
            if any(a.deps[c] in ("mark", "advmod") and a.lowers[c] in words("unreal.marks") for c in a.children[token]):
                return False
            if step and negated(a, token) and a.deps[token] != "relcl":
                return False
        elif any(a.lowers[c] in words("unreal.adjectives") for c in a.children[token] if a.deps[c] in ("amod", "advmod")):
            return False
        head, dep = a.heads[token], a.deps[token]
        if head == token or dep == "relcl":
            return True
        if _is_open(a, token, head, dep, arranged, step):
            return False
        if dep in ("nsubj", "parataxis", "appos") and step == 0 and dep != "appos":
            pass
        token = head
    return True


def _is_open(a: Analysis, token: int, head: int, dep: str, arranged: bool, step: int) -> bool:
    """Whether what a token hangs on leaves open that it comes true."""
    lemma = a.lemmas[head].lower()
    infinitive = is_verb(a, token) and any(a.tags[c] == "TO" for c in a.children[token])
    if infinitive and dep in ("xcomp", "ccomp", "acl", "advcl") and not arranged or (infinitive and dep == "advcl"):
        if lemma not in words("infinitives") and not (arranged and lemma in words("purposes")):
            return a.heads[token] != token and dep != "ccomp"
    if is_verb(a, head):
        if dep == "advcl" and infinitive:
            return not (arranged and lemma in words("purposes"))
        if dep in _COMPLEMENTS and lemma in words("unreal.verbs"):
            return dep != "prep" or a.lowers[token] in ("for", "of", "on", "to", "against", "about", "with")
        return False
    if dep == "acl" and (infinitive or any(a.lowers[c] == "that" for c in a.children[token])):
        return lemma in words("unreal.nouns")
    if dep in ("xcomp", "ccomp") and a.pos[head] == "ADJ":
        return lemma in words("unreal.adjectives")
    if dep == "prep" and a.lowers[token] in _NOMINAL and step:
        return lemma in words("unreal.nouns")
    return False


def _usual(a: Analysis, trigger: int) -> bool:
    """Whether a trigger tells a habit: `leaders often meet`."""
    return any(a.deps[c] == "advmod" and a.lowers[c] in words("unreal.adverbs") for c in a.children[trigger])


def _asked(a: Analysis, trigger: int) -> bool:
    first, last = a.sentences[a.sentence_of[trigger]]
    return any(a.words[t] == "?" for t in range(max(first, last - 3), last))
