"""What the parse tells of a cue: its verb group, who does it, how far its phrases go; by token numbers."""

from __future__ import annotations

from collections.abc import Iterable

from readout.model import Analysis

Range = tuple[int, int]

# A climb stops here: real sentences are never this deep, garbage may be.
DEPTH = 12
# Verbs whose object is who speaks.
QUOTES = frozenset({"cite", "quote"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# What the lemmatiser makes of some cue words, and what they are.
_LEMMAS = {"hop": "hope", "addresse": "address", "retweete": "retweet", "defie": "defy", "sau": "say", "denie": "deny"}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_EDGES = frozenset({",", ".", ";", ":", "–", "—", "-", "--", "...", "…"})
_CONJUNCTIONS = frozenset({"and", "but", "or", "so", "because"})


def child(a: Analysis, token: int, *deps: str) -> int | None:
    """The first child of a token with one of these dependencies."""
    for kid in a.children[token]:
        if a.deps[kid] in deps:
            return kid
    return None


def lemma_of(a: Analysis, token: int) -> str:
    """A token's lemma in small letters."""
    lemma = a.lemmas[token].lower()
    return _LEMMAS.get(lemma, lemma)


def is_verb(a: Analysis, token: int) -> bool:
    """Whether a token is a verb form."""
    return a.pos[token] in ("VERB", "AUX") or a.tags[token].startswith("VB")


def is_passive(a: Analysis, verb: int) -> bool:
    """Whether a verb has a passive subject or auxiliary."""
    return a.tags[verb] == "VBN" and child(a, verb, "auxpass", "nsubjpass") is not None


def is_finite(a: Analysis, verb: int) -> bool:
    """Whether a verb heads a finite clause."""
    if a.tags[verb] in _FINITE:
        return True
    return any(a.tags[k] in _FINITE for k in a.children[verb] if a.deps[k] in ("aux", "auxpass"))


def is_infinitive(a: Analysis, verb: int) -> bool:
    """Whether a verb stands with `to`."""
    return any(a.tags[k] == "TO" for k in a.children[verb] if a.deps[k] == "aux")


def group(a: Analysis, verb: int) -> Range:
    """A verb with the auxiliaries, negation and adverbs right before it and the particle right behind it."""
    first = verb
    while first > 0 and a.heads[first - 1] == verb and a.deps[first - 1] in _GROUP and a.tags[first - 1] != "WRB":
        first -= 1
    last = verb + 1
    if last < len(a) and a.heads[last] == verb and a.deps[last] == "prt":
        last += 1
    return first, last


def subject(a: Analysis, verb: int) -> int | None:
    """The head of a verb's own subject: of several the one next to it."""
    found = None
    for kid in a.children[verb]:
        if a.deps[kid] in ("nsubj", "nsubjpass") and (found is None or kid < verb):
            found = kid
    return found


def agent(a: Analysis, verb: int) -> int | None:
    """The head of `by ...` at a passive."""
    by = child(a, verb, "agent")
    return None if by is None else child(a, by, "pobj")


def _is_participle(a: Analysis, verb: int) -> bool:
    """Whether a verb is a participle that something is done to: `approved in May and intended to help`."""
    if a.tags[verb] != "VBN" or child(a, verb, "aux", "nsubj") is not None:
        return False
    over = a.heads[verb]
    beside = a.deps[verb] == "conj" and a.tags[over] == "VBN" and a.deps[over] == "acl"
    return beside or a.deps[verb] in ("acl", "advcl")


def doer(a: Analysis, verb: int) -> int | None:
    """Who does what a verb says: its subject, a passive's agent, or the subject of what it hangs on."""
    if is_passive(a, verb) or _is_participle(a, verb):
        return agent(a, verb)
    for _ in range(DEPTH):
        own = subject(a, verb)
        if own is not None:
            return own
        dep, head = a.deps[verb], a.heads[verb]
        if head == verb:
            return None
        if dep in ("acl", "relcl"):
            return head
        over = quoting(a, verb)
        if over is not None:
            return subject(a, over) if is_passive(a, over) else child(a, over, "dobj")
        if dep == "pcomp":
            head = a.heads[head]
            if not is_verb(a, head):
                owner = child(a, head, "poss")
                if owner is not None:
                    return owner
                over = _governor(a, head)
                if over is None:
                    return None
                head = over
        elif dep == "xcomp":
            pushed = child(a, head, "dobj")
            if pushed is not None and pushed < verb:
                return pushed
        elif dep not in ("conj", "advcl", "ccomp", "dep", "parataxis"):
            return None
        verb = head
    return None


def quoting(a: Analysis, verb: int) -> int | None:
    """The verb of `quoted as saying` above its `saying`, or a passive `was quoted` itself."""
    if lemma_of(a, verb) in QUOTES and is_passive(a, verb):
        return verb
    over = a.heads[verb]
    if a.deps[verb] != "pcomp" or a.lowers[over] != "as":
        return None
    above = _governor(a, over)
    return above if above is not None and lemma_of(a, above) in QUOTES else None


def _governor(a: Analysis, token: int) -> int | None:
    """The nearest verb above a token."""
    for _ in range(DEPTH):
        if a.heads[token] == token:
            return None
        token = a.heads[token]
        if is_verb(a, token):
            return token
    return None


def phrase(a: Analysis, head: int, floor: int, ceiling: int) -> Range:
    """The words of a noun phrase that lie in [floor, ceiling), without an age or a comma at its end."""
    if a.lowers[head] in RELATIVE or (a.deps[head] == "poss" and a.pos[head] == "PRON"):
        return head, head + 1
    first, last = a.edges[head]
    first, last = max(first, floor), min(last, ceiling)
    for kid in a.children[head]:
        more = any(kid < k < last and a.deps[k] in ("relcl", "appos") for k in a.children[head])
        if kid > head and not more and a.words[kid].isdigit() and a.deps[kid] in ("appos", "nummod", "npadvmod"):
            last = min(last, kid)
    return trim(a, first, last)


def trim(a: Analysis, first: int, last: int) -> Range:
    """A token range without the punctuation and conjunctions at its ends; brackets and quote marks stay."""
    while first < last and (a.words[first] in _EDGES or (a.deps[first] == "cc" and a.lowers[first] in _CONJUNCTIONS)):
        first += 1
    while last > first and (a.words[last - 1] in _EDGES or a.lowers[last - 1] in _CONJUNCTIONS):
        last -= 1
    return first, last


def meet(one: Range, other: Range) -> bool:
    """Whether two ranges share a token."""
    return one[0] < other[1] and other[0] < one[1]


def minus(ranges: Iterable[Range], *cuts: Range | None) -> list[Range]:
    """Token ranges without the tokens of others."""
    left = [r for r in ranges if r[0] < r[1]]
    for cut in cuts:
        if cut is None or cut[0] >= cut[1]:
            continue
        kept: list[Range] = []
        for first, last in left:
            if cut[1] <= first or cut[0] >= last:
                kept.append((first, last))
                continue
            if first < cut[0]:
                kept.append((first, cut[0]))
            if cut[1] < last:
                kept.append((cut[1], last))
        left = kept
    return left
