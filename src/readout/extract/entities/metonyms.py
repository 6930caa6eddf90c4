"""A capital as a place ("arrived in Oslo") or as the government ("Oslo would sign"), by grammar."""

from __future__ import annotations

from readout.extract.entities.words import word_set
from readout.model import Analysis

_PREPOSITIONS = {
    "to": "to_state",
    "from": "from_state",
    "on": "on_state",
    "upon": "on_state",
    "for": "for_state",
    "of": "of_state",
    "between": "between_state",
    "toward": "toward_state",
    "towards": "toward_state",
    "over": "over_state",
    "about": "about_state",
    "behind": "of_state",
}


def _in(key: str, word: str) -> bool:
    return word in word_set("places", key)


def stands_for_state(a: Analysis, first: int, last: int) -> bool:
    """Does the capital on tokens [first, last) act, speak, own or receive as a government?"""
    head = _head(a, first, last)
    if _set_off(a, first, last):
        return False
    for _ in range(6):
        dep, up = a.deps[head], a.heads[head]
        if dep != "conj" or up == head:
            break
        head = up
    return _by_role(a, head, first, last)


def is_visited(a: Analysis, first: int, last: int) -> bool:
    """Is the house or palace on tokens [first, last) a place that one goes to, is at, or that is hit?"""
    head = _head(a, first, last)
    dep, up = a.deps[head], a.heads[head]
    if dep == "conj":
        head = up
        dep, up = a.deps[head], a.heads[head]
    if dep == "pobj":
        word = a.lowers[up]
        of = a.lemmas[a.heads[up]]
        moves = _in("motion", of) or _in("arrival", of)
        return _in("spot", word) or (word in ("to", "from", "for") and moves) or (word == "of" and _in("parts", of))
    if dep == "dobj":
        return _in("visited", a.lemmas[up])
    return dep == "nsubjpass" and _in("visited", a.lemmas[up])


def _head(a: Analysis, first: int, last: int) -> int:
    """The token of a name whose head lies outside it."""
    return next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)


def _set_off(a: Analysis, first: int, last: int) -> bool:
    """Is the city a dateline's, or followed by its country, as in "Moscow, Russia"?"""
    begin, end = a.sentences[a.sentence_of[first]]
    if a.lowers[last - 1] in ("d.c.", "dc"):
        return True
    opens_block = begin == 0 or a.block_of[begin - 1] != a.block_of[begin]
    after = a.words[last] if last < end else ""
    if (
        opens_block
        and first - begin <= 1
        and (after in ("—", "–", "―", "--", "(") or (after in ("-", ",") and a.words[first].isupper()))
    ):
        return True
    if after == "," and last + 1 < end:
        beyond = next((name for name in a.names if name.first == last + 1), None)
        return (
            beyond is not None
            and beyond.label == "GPE"
            and a.deps[last + 1] in ("appos", "npadvmod", "conj", "compound")
        )
    return False


def _by_role(a: Analysis, head: int, first: int, last: int) -> bool:
    dep, up = a.deps[head], a.heads[head]
    if last + 1 < len(a) and a.words[last] == "-" and a.starts[last] == a.ends[last - 1]:
        return _in("linked_state", a.lowers[last + 1])
    if dep in ("nsubj", "csubj"):
        return _subject(a, up)
    if dep in ("nsubjpass",):
        return not _in("passive_place", a.lemmas[up])
    if dep == "poss":
        return _owns(a, up)
    if dep in ("dobj", "dative", "iobj", "oprd"):
        return not _in("object_place", a.lemmas[up])
    if dep == "pobj":
        return _after_preposition(a, up)
    if dep in ("compound", "nmod", "amod"):
        return _in("owned_state_heads", a.lemmas[up]) or _in("owned_state_heads", a.lowers[up])
    if dep == "ROOT":
        return last < len(a) and a.words[last] == ":" and a.sentence_of[last] == a.sentence_of[head]
    return dep == "agent"


def _subject(a: Analysis, verb: int) -> bool:
    if _in("subject_place", a.lemmas[verb]):
        acts = any(a.deps[c] == "dobj" for c in a.children[verb])
        return acts and _in("subject_alone", a.lemmas[verb])
    if a.lemmas[verb] == "be":
        for child in a.children[verb]:
            if child > verb and _in("subject_place_nouns", a.lemmas[child]):
                return False
    return True


def _owns(a: Analysis, owned: int) -> bool:
    first, last = a.edges[owned]
    words = (*a.lowers[max(first, owned - 3) : owned], a.lemmas[owned], *a.lowers[owned : min(last, owned + 1)])
    if any(_in("owned_state_heads", word) for word in words):
        return True
    if a.pos[owned] == "PROPN" and a.words[owned][0].isupper():
        return False
    return not (_in("owned_place", a.lemmas[owned]) or _in("owned_place", a.lowers[owned]))


def _after_preposition(a: Analysis, preposition: int) -> bool:
    word, up = a.lowers[preposition], a.heads[preposition]
    if word in ("between", "and"):
        up = a.heads[preposition]
    if _in("always_place", word):
        return False
    if _in("always_state", word):
        return word != "by" or a.deps[preposition] == "agent" or a.pos[up] in ("NOUN", "PROPN")
    key = _PREPOSITIONS.get(word)
    if key is None:
        return False
    lemma = a.lemmas[up]
    if word == "to" and _in("motion", lemma):
        return False
    if _in(key, lemma):
        return True
    # "put pressure on", "talks opened between": the noun of dealing stands beside the verb.
    beside = [c for c in a.children[up] if a.deps[c] in ("dobj", "nsubj", "nsubjpass") and a.pos[c] == "NOUN"]
    if a.pos[up] in ("VERB", "AUX") and word in ("on", "between") and any(_in(key, a.lemmas[c]) for c in beside):
        return True
    # "sent weapons to": the preposition may hang from the object of a verb of dealing.
    if a.pos[up] in ("NOUN", "PROPN") and a.deps[up] in ("dobj", "pobj") and word in ("to", "from"):
        verb = a.heads[up]
        return _in(key, a.lemmas[verb]) and not _in("motion", a.lemmas[verb])
    return False
