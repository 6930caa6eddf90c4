"""Who does what to whom, by the parse: the phrases that stand in each place round a verb or a noun."""

from __future__ import annotations

from readout.extract.events.kinds import words
from readout.extract.verbs import is_verb
from readout.model import Analysis

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# The places of a verb that has no subject of its own where it shares the one of the verb above.
_SHARING = frozenset({"xcomp", "ccomp", "advcl", "conj", "dep", "oprd", "acomp", "attr"})
_WITHIN = frozenset({"within", "among", "inside", "across"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
# A chain of control is never this long; a garbage parse may go round.
DEPTH = 8


def matches(a: Analysis, token: int, wanted: frozenset[str]) -> bool:
    """Whether a noun, or the noun with the words before it (`phone call`), is among the wanted ones."""
    lemma = a.lemmas[token].lower()
    if lemma in wanted or a.lowers[token] in wanted:
        return True
    if token and a.sentence_of[token - 1] == a.sentence_of[token]:
        two = f"{a.lowers[token - 1]} {lemma}"
        return two in wanted or (token > 1 and f"{a.lowers[token - 2]} {two}" in wanted)
    return False


def start_of(a: Analysis, token: int, wanted: frozenset[str]) -> int:
    """The first token of the words by which `matches` is true."""
    lemma = a.lemmas[token].lower()
    if lemma in wanted or a.lowers[token] in wanted:
        return token
    return token - 1 if f"{a.lowers[token - 1]} {lemma}" in wanted else token - 2


def conjuncts(a: Analysis, token: int) -> list[int]:
    """A phrase's head and the heads that are coordinated with it."""
    found: list[int] = []
    rest = [token]
    while rest and len(found) < 60:
        token = rest.pop(0)
        found.append(token)
        rest += [c for c in a.children[token] if a.deps[c] == "conj" and a.pos[c] in _NOMINAL]
        rest += _alongside(a, token)
    return found


def _alongside(a: Analysis, token: int) -> list[int]:
    """Who is named as coming along: `the mayor, along with three aides`."""
    with_ = (w for c in a.children[token] if a.lowers[c] in ("along", "together") for w in a.children[c])
    return [p for w in with_ if a.lowers[w] == "with" for p in a.children[w] if a.deps[p] == "pobj"]


def content(a: Analysis, token: int) -> int:
    """What a phrase is about: `documents` in `a number of documents`."""
    for _ in range(DEPTH):
        counts = a.lemmas[token].lower() in words("counts") or a.lowers[token] in words("counts")
        if not counts and a.tags[token] != "CD":
            return token
        below = [p for c in a.children[token] if a.lowers[c] == "of" for p in a.children[c] if a.deps[p] == "pobj"]
        if not below:
            return token
        token = below[0]
    return token


def is_passive(a: Analysis, verb: int, depth: int = 0) -> bool:
    """Whether what stands as a verb's subject undergoes it."""
    deps = [a.deps[c] for c in a.children[verb]]
    if "nsubjpass" in deps or "auxpass" in deps:
        return True
    if a.deps[verb] == "conj" and a.tags[verb] in ("VBN", "VBD") and not {"nsubj", "dobj", "aux"} & set(deps):
        return depth < DEPTH and is_verb(a, a.heads[verb]) and is_passive(a, a.heads[verb], depth + 1)
    if a.tags[verb] != "VBN" or "nsubj" in deps or "aux" in deps:
        return False
    return a.deps[verb] in ("acl", "advcl", "ROOT", "amod") and "dobj" not in deps


def own_subject(a: Analysis, verb: int) -> int | None:
    """The subject that a verb itself carries, a relative pronoun read as what it stands for."""
    found = next((c for c in reversed(a.children[verb]) if a.deps[c] in _SUBJECTS and c < verb), None)
    if found is None:
        found = next((c for c in a.children[verb] if a.deps[c] in _SUBJECTS), None)
    if found is not None and a.lowers[found] in _RELATIVE and a.deps[verb] == "relcl":
        return a.heads[verb]
    return found


def surface_subject(a: Analysis, verb: int, depth: int = 0) -> int | None:
    """The phrase that a verb is told of, found up the chain of control, coordination and relative clauses."""
    found = own_subject(a, verb)
    head, dep = a.heads[verb], a.deps[verb]
    if found is not None or head == verb or depth > DEPTH:
        return found
    if dep in ("relcl", "acl"):
        above = a.heads[a.heads[head]]
        if (
            dep == "acl"
            and a.tags[verb] == "VBG"
            and a.deps[head] == "pobj"
            and a.pos[head] == "PROPN"
            and is_verb(a, above)
        ):
            return surface_subject(a, above, depth + 1)  # `posted on X accusing them`: whoever posts does
        return _of_noun(a, verb, head, depth)
    if dep in ("prep", "agent"):
        return surface_subject(a, head, depth + 1) if is_verb(a, head) else _behind(a, head, depth)
    if dep == "pcomp":
        return _of_gerund(a, head, depth)
    if is_verb(a, head):
        if dep in ("xcomp", "ccomp", "advcl") and a.lemmas[head].lower() in words("object_control"):
            below = next((c for c in a.children[head] if a.deps[c] in ("dobj", "nsubjpass")), None)
            if below is not None and dep != "advcl":
                return below
        return surface_subject(a, head, depth + 1) if dep in _SHARING else None
    if dep in ("xcomp", "conj", "ccomp", "advcl"):
        return surface_subject(a, head, depth + 1) if a.pos[head] in ("ADJ", "ADV") else _behind(a, head, depth)
    if a.pos[verb] in ("ADJ", "ADV") or dep in ("acomp", "attr"):
        return surface_subject(a, head, depth + 1)
    return None


def _of_noun(a: Analysis, verb: int, noun: int, depth: int) -> int | None:
    """Whose doing a noun's clause is: the noun's own (`leaders attending`) or its owner's (`his wish to attend`)."""
    infinitive = any(a.tags[c] == "TO" for c in a.children[verb])
    body = a.lemmas[noun].lower() in words("bodies") or a.pos[noun] == "PROPN"
    return noun if body or not infinitive or a.deps[verb] == "relcl" else _behind(a, noun, depth)


def _behind(a: Analysis, noun: int, depth: int) -> int | None:
    """Who does what a noun names: its owner, or the subject of the verb that it belongs to."""
    owner = next((c for c in a.children[noun] if a.deps[c] == "poss"), None)
    if owner is not None:
        return owner
    by = next((p for c in a.children[noun] if a.lowers[c] == "by" for p in a.children[c] if a.deps[p] == "pobj"), None)
    if by is not None:
        return by
    head = a.heads[noun]
    for _ in range(DEPTH):
        if is_verb(a, head):
            return surface_subject(a, head, depth + 1) if depth <= DEPTH else None
        if a.heads[head] == head:
            return None
        head = a.heads[head]
    return None


def _of_gerund(a: Analysis, prep: int, depth: int) -> int | None:
    """Whose doing a gerund after a preposition is: `accused them of supplying`, `helped by supplying`."""
    head = a.heads[prep]
    if a.deps[head] == "dobj" and a.lowers[prep] == "of" and a.lemmas[a.heads[head]].lower() in words("object_control"):
        return head  # `convicted Lee, 51, of killing`
    if not is_verb(a, head):
        return surface_subject(a, head, depth + 1) if a.pos[head] in ("ADJ", "ADP") else _behind(a, head, depth)
    if a.lowers[prep] in ("of", "for", "from") and a.lemmas[head].lower() in words("object_control"):
        return next((c for c in a.children[head] if a.deps[c] in ("dobj", "nsubjpass")), None)
    return surface_subject(a, head, depth + 1)


def is_of_many(a: Analysis, token: int) -> int | None:
    """The subject of `X is one of the leaders`, for `leaders`; also of `X is the first leader`."""
    for _ in range(3):
        head = a.heads[token]
        if a.deps[token] == "attr" and a.lemmas[head] in ("be", "become", "remain"):
            return own_subject(a, head)
        if a.deps[token] == "pobj" and a.lowers[head] in ("of", "among"):
            token = a.heads[head]
        else:
            return None
    return None


def objects(a: Analysis, verb: int) -> list[int]:
    """The phrases that undergo a verb."""
    found = [c for c in a.children[verb] if a.deps[c] in ("dobj", "nsubjpass")]
    if a.deps[verb] == "relcl":
        if (
            not found
            and any(a.deps[c] in _SUBJECTS for c in a.children[verb])
            and own_subject(a, verb) != a.heads[verb]
        ):
            found = [a.heads[verb]] if not any(a.tags[c] == "WRB" for c in a.children[verb]) else []
        found = [a.heads[verb] if a.lowers[f] in _RELATIVE else f for f in found]
    if not found and is_passive(a, verb):
        subject = surface_subject(a, verb)
        found = [] if subject is None else [subject]
    return found


def prepositions(a: Analysis, token: int) -> list[tuple[str, int]]:
    """The prepositional phrases under a token as (preposition, head of its phrase)."""
    found: list[tuple[str, int]] = []
    for child in a.children[token]:
        dep = a.deps[child]
        if dep in ("prep", "agent", "dative", "conj", "prt") and a.pos[child] in ("ADP", "SCONJ"):
            word = a.lowers[child]
            for below in a.children[child]:
                if a.deps[below] in ("pobj", "pcomp") and not is_title(a, child, below):
                    found.append((word, below))
                elif a.deps[below] == "prep" or (a.deps[below] == "conj" and a.pos[below] == "ADP"):
                    same = word if a.lowers[below] in _WITHIN else a.lowers[below]
                    found += [(same, p) for p in a.children[below] if a.deps[p] == "pobj"]
        elif dep == "dative":
            found.append(("to", child))
        elif dep in ("advmod", "prt") and a.children[child]:
            found += [
                (a.lowers[c], p)
                for c in a.children[child]
                if a.deps[c] == "prep"
                for p in a.children[c]
                if a.deps[p] == "pobj"
            ]
    return found


def is_title(a: Analysis, prep: int, token: int) -> bool:
    """Whether the parse hangs a word of a title before a name on the preposition: `against X co-founder Ann Lee`."""
    after = [c for c in a.children[prep] if c > token and a.deps[c] == "pobj"]
    return bool(after) and all(a.pos[t] in ("NOUN", "PROPN") or a.words[t] == "-" for t in range(token, after[-1] + 1))


def clause_subjects(a: Analysis, verb: int) -> list[int]:
    """The subjects of the clauses that a verb governs: `that Hungary lift`, `Sudan to open`."""
    return [
        subject
        for child in a.children[verb]
        if a.deps[child] in ("ccomp", "xcomp", "advcl")
        and is_verb(a, child)
        and (child > verb or a.deps[child] == "ccomp")
        for subject in a.children[child]
        if a.deps[subject] in _SUBJECTS
    ]


def inner(a: Analysis, verb: int) -> list[int]:
    """The phrases inside a verb's infinitive: `Norway` in `threatened to expel the envoys of Norway`."""
    found: list[int] = []
    for child in a.children[verb]:
        if a.deps[child] in ("xcomp", "ccomp", "advcl") and is_verb(a, child) and child > verb:
            found += [c for c in a.children[child] if a.deps[c] == "dobj"]
            found += [p for _, p in prepositions(a, child) if a.deps[p] == "pobj"]
            found += [
                p
                for c in a.children[child]
                if a.deps[c] == "dobj"
                for _, p in prepositions(a, c)
                if a.deps[p] == "pobj"
            ]
    return found
