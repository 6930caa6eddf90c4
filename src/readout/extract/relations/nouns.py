"""Relations told by a noun for one side: `X, an ally of Y`, `Y's ally X`, `X is a member of Y`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from readout.extract.events.grammar import conjuncts, own_subject, surface_subject
from readout.extract.relations.grammar import Draft, fits, is_question, marked, objects_of, state_of
from readout.extract.relations.names import Names
from readout.extract.relations.table import Frame, lexicon, marks
from readout.extract.status import event_status
from readout.extract.verbs import form, negated, with_particle
from readout.lexicon import table
from readout.model import Analysis, Entity, RelationStatus

_COPULAS = frozenset({"be", "become", "remain"})
# As a title alone these say nothing of what office it is.
_BARE = frozenset({"secretary", "minister", "director", "chair", "commissioner"})
_POSTS = frozenset({"office_held", "head_of", "works_for"})
_ACTING = frozenset({"serve", "act", "continue", "remain"})
_INSIDE = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "VBN", "CD", "HYPH", "RB"})
_MARKS = frozenset({'"', "“", "”", "``", "''"})
_QUOTES = frozenset({'"', "“", "‘", "``", "'"})
_LIST = frozenset({"including", "as", "like"})
# An owner further left than so many words is another phrase's.
_REACH = 8
# Which place of an owner counts first where a phrase has several.
_ORDER = ("of", "left", "at", "for", "with", "to")


@dataclass(slots=True)
class Left:
    """What stands left of a noun in its phrase: whose it is, the words between, where the phrase begins."""

    first: int
    owners: list[Entity] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    weak: bool = False


def noun_drafts(a: Analysis, names: Names, token: int) -> Iterator[Draft]:
    """The relations that a noun tells."""
    key, frames = _frames(a, token)
    if not frames or a.words[min(token + 1, len(a) - 1)] == "-" or names.in_name(token) or is_question(a, token):
        return
    for frame in frames:
        found = list(_drafts(a, names, token, key, frame))
        if found:
            yield from found
            return


def _frames(a: Analysis, token: int) -> tuple[str, tuple[Frame, ...]]:
    """The longest words ending at a token that open a frame."""
    known = lexicon().nouns
    ends = {a.lemmas[token].lower(), a.lowers[token], a.lowers[token].removesuffix("s")}
    for size in (2, 1, 0):
        before = " ".join(a.lowers[max(0, token - size) : token]) if token >= size else None
        for end in ends if before is not None else ():
            key = f"{before} {end}".replace(" - ", "-").strip()
            if key in known:
                return key, known[key]
    return "", ()


def _drafts(a: Analysis, names: Names, token: int, key: str, frame: Frame) -> Iterator[Draft]:
    left = _left(a, names, token - len(key.replace("-", " - ").split()) + 1)
    if left.first and a.words[left.first - 1] in _QUOTES:
        return  # a nickname
    owners, last = _owners(a, names, token, frame, left)
    several = a.tags[token] in ("NNS", "NNPS")
    for told, bearers, at in _bearers(a, names, token, left, last, several):
        kin = left.weak and frame.kind.object == {"person"}
        if _is_parted(a, token, at) or (kin and names.is_kin_of_other(bearers, left.owners)):
            continue
        if told == "copula" and not owners and a.tags[at] == "PRP":
            continue  # `a world where he is president`
        if not owners and told == "title" and not several:
            owners = _realm(a, names, token)
        status = _status(a, token, told, at, left, frame)
        if status is None:
            continue
        pairs: list[tuple[Entity, Entity | None]] = [(x, y) for x in bearers for y in owners]
        if not owners and several and frame.flag("many") and len(bearers) > 1:
            pairs = [(x, y) for n, x in enumerate(bearers) for y in bearers[n + 1 :]]
        elif not owners and "none" in frame.kind.object and key not in _BARE:
            pairs = [(x, None) for x in bearers]
        for x, y in pairs:
            x, y = (y, x) if frame.flag("swap") and y is not None else (x, y)
            if fits(frame.kind, x, y):
                yield _draft(a, frame, token, key, left, last, told, status, x, y)


def _draft(
    a: Analysis,
    frame: Frame,
    token: int,
    key: str,
    left: Left,
    last: int,
    told: str,
    status: RelationStatus,
    x: Entity,
    y: Entity | None,
) -> Draft:
    value = _value(a, frame, token, key, left, x)
    tops = tuple(t for t in (a.heads[token],) if a.deps[token] in ("attr", "pobj", "nsubj") and told == "copula")
    weak = left.weak or told == "copula"
    return Draft(frame.kind, x, y, value, status, token, left.first, last, told, tops, weak=weak)


def _realm(a: Analysis, names: Names, token: int) -> list[Entity]:
    """The state or place behind a titled name: `President Daniel Noboa of Ecuador`."""
    title = names.begun(token + 1)
    behind = title[1] + 1 if title is not None else len(a)
    found = names.begun(behind + 1) if behind + 1 < len(a) and a.lowers[behind] == "of" else None
    return [found[0]] if found is not None and found[0].kind in ("country", "place") else []


# --- the left side


def _left(a: Analysis, names: Names, first: int) -> Left:
    """The owner before a noun and the words between: `Iran's largest`, `its`, `longtime Russian`, `NATO`."""
    found = Left(first)
    begin = max(a.sentences[a.sentence_of[first]][0], first - _REACH)
    token = first - 1
    while token >= begin:
        if a.tags[token] == "POS" or (a.tags[token] == "PRP$"):
            _own(a, names, token, found)
            return found
        held = names.ended(token + 1)
        if held is not None and not found.owners:
            found.owners, found.first = [held[0]], held[1]
            token = held[1] - 1
            continue
        if a.tags[token] == "DT":
            found.around.append(a.lowers[token])
            return found
        if a.tags[token] == "NN" and _is_other(a, token, first):
            return found
        known = a.tags[token] in _INSIDE or a.lowers[token] in table("offices")["modifiers"]
        if not known or (held is not None and found.owners):
            return found
        (found.around if found.owners else found.words).append(a.lowers[token])
        if not found.owners:
            found.first = token
        token -= 1
    return found


def _is_other(a: Analysis, token: int, noun: int) -> bool:
    """Whether a noun in small letters before a title in capitals belongs to another phrase: `the network President`."""
    small = a.words[token].islower() and a.words[noun][:1].isupper()
    return small and a.lowers[token] not in table("offices")["modifiers"]


def _own(a: Analysis, names: Names, token: int, found: Left) -> None:
    """Whose the noun is by a possessive; an owner met before it (`Turkey's NATO allies`) gives way to it."""
    if a.tags[token] == "PRP$":
        entity = names.pronoun(token)
        if entity is not None:
            found.owners, found.first, found.weak = [entity], token, True
        return
    held = names.ended(token)
    found.owners, found.first = ([held[0]], held[1]) if held is not None else ([], found.first)


def _owners(a: Analysis, names: Names, token: int, frame: Frame, left: Left) -> tuple[list[Entity], int]:
    """Whom the noun belongs to, and the end of the words that say so."""
    wanted = frame.words("owner")
    behind: dict[str, tuple[list[Entity], int]] = {}
    for word, phrase in objects_of(a, token, wanted - {"left"}):
        heads = [h for h in conjuncts(a, phrase) if not _frames(a, h)[1]]
        rows = [e for h in heads if (e := names.named(h)) is not None]
        if rows and word not in behind:
            behind[word] = rows, max(names.end_of(h) for h in heads)
    if frame.kind.name == "head_of" and "of" not in behind and any(a.lowers[c] == "of" for c in a.children[token]):
        return [], token + 1  # `head of trading at a bank` does not lead the bank
    near = left.owners and left.owners[0].kind in ("country", "place")
    bodies = [p for p in ("of", "for", "at") if p in behind and behind[p][0][0].kind == "organisation"]
    if near and bodies:
        return behind[bodies[0]]
    for place in _ORDER:
        if place == "left" and "left" in wanted and left.owners:
            return left.owners, token + 1
        if place in behind and any(e.kind in frame.kind.object | frame.kind.subject for e in behind[place][0]):
            return behind[place]
    return [], token + 1


# --- who it is


def _bearers(
    a: Analysis, names: Names, token: int, left: Left, last: int, several: bool
) -> Iterator[tuple[str, list[Entity], int]]:
    """Whom a noun is said of, with the grammar that says it and the token where they stand."""
    title = names.begun(token + 1) if token + 1 < len(a) else None
    if title is not None:
        yield "title", _all(a, names, title[1], several), title[1]
        return
    below = [c for c in a.children[token] if a.deps[c] == "appos" and c > token]
    if not below and last < len(a) - 1 and a.words[last] == ",":
        named = names.begun(last + 1)
        below = [named[1]] if named is not None and named[0].kind == "person" and a.deps[named[1]] == "appos" else []
    for child in below:
        if names.by_name(child):
            yield "appos", _all(a, names, child, several), child
            return
    if several and (listed := [p for _, p in objects_of(a, token, _LIST)]):
        yield "list", [e for p in listed for e in _all(a, names, p, True)], token
        return
    top = token
    while a.deps[top] == "conj" and a.heads[top] < top and a.pos[a.heads[top]] in ("NOUN", "PROPN"):
        top = a.heads[top]
    head = a.heads[top]
    if a.deps[top] == "appos" and head < top and names.by_name(head):
        yield "appos", _all(a, names, head, several), head
    elif a.deps[top] == "attr" and a.lemmas[head] in _COPULAS and (subject := own_subject(a, head)) is not None:
        yield "copula", _all(a, names, subject, True), subject
    elif a.deps[top] == "pobj" and a.lowers[head] == "as" and a.lemmas[a.heads[head]].lower() in _ACTING:
        doer = surface_subject(a, a.heads[head])
        yield "copula", _all(a, names, doer, False) if doer is not None else [], token if doer is None else doer
    elif a.deps[top] == "nsubj" and a.lemmas[head] == "be" and (left.owners or last > token + 1):
        called = [c for c in a.children[head] if a.deps[c] == "attr" and names.by_name(c)]
        yield "copula", [e for c in called for e in _all(a, names, c, True)], token
    elif (before := _beside(a, names, token, left, last)) is not None:
        yield "appos", [before], token


def _is_parted(a: Analysis, token: int, other: int) -> bool:
    """Whether a quote mark stands between a noun and a name: what is quoted ends or begins there."""
    return any(a.words[t] in _MARKS for t in range(min(token, other), max(token, other)))


def _beside(a: Analysis, names: Names, token: int, left: Left, last: int) -> Entity | None:
    """The name between whose comma and the next a noun's phrase stands, however the parse takes it."""
    first = left.first
    while first and a.tags[first - 1] in ("DT", "RB"):
        first -= 1
    closed = last >= len(a) or a.words[last] in (",", ".", ";")
    if not closed or first < 2 or a.words[first - 1] != "," or a.sentence_of[first - 2] != a.sentence_of[token]:
        return None
    found = names.ended(first - 1)
    return found[0] if found is not None else None


def _all(a: Analysis, names: Names, token: int, several: bool) -> list[Entity]:
    rows = conjuncts(a, token) if several else [token]
    return [e for row in rows if (e := names.named(row)) is not None]


# --- how it stands


def _status(a: Analysis, token: int, told: str, at: int, left: Left, frame: Frame) -> RelationStatus | None:
    """How sure a relation is, by the words in the noun's phrase and the clause's tense."""
    status: RelationStatus | None = "ended" if frame.flag("ended") else "holds"
    if told == "copula":
        top = token
        while a.deps[top] == "conj" and a.heads[top] < top:
            top = a.heads[top]
        verb = a.heads[top] if a.deps[top] in ("attr", "nsubj") else a.heads[a.heads[top]]
        status = None if negated(a, top) else state_of(a, verb)
        if status == "holds" and frame.flag("ended"):
            status = "ended"
        if (status, a.lemmas[verb]) in (("held", "become"), ("expected", "remain"), ("expected", "continue")):
            status = "holds"
    elif frame.kind.name in _POSTS and _leaves(a, at):
        status = "ended"
    beside = [a.lowers[c] for c in a.children[token] if c < token and a.deps[c] in ("advmod", "amod", "det")]
    beside += [a.lowers[t] for t in (left.first - 1,) if t >= 0 and a.tags[t] == "RB"]
    if a.deps[token] == "conj" and not any(a.deps[c] == "det" for c in a.children[token]):
        beside += [a.lowers[c] for c in a.children[a.heads[token]] if a.deps[c] == "amod"]
    if a.lowers[token] in ("elect", "designate"):
        beside.append(a.lowers[token])
    return marked([*left.words, *left.around, *beside], status) if status is not None else None


def _leaves(a: Analysis, person: int) -> bool:
    """Whether the clause tells that its subject leaves: `chairwoman X resigned`."""
    verb = a.heads[person]
    gone = a.deps[person] in ("nsubj", "nsubjpass") and with_particle(a, verb) in marks("leaving")
    return gone and form(a, verb) == "past" and event_status(a, verb)[0] == "happened"


def _value(a: Analysis, frame: Frame, token: int, key: str, left: Left, holder: Entity) -> str | None:
    """What a relation's type leaves open: the office, the kinship, the goods."""
    wanted = frame.row.get("value")
    if wanted == "goods":
        near = next(
            (w for w, t in zip(left.words, range(token - 1, -1, -1), strict=False) if a.tags[t][:2] == "NN"), None
        )
        return near or next((a.lemmas[p].lower() for _, p in objects_of(a, token, ("of",))), None)
    if wanted != "noun":
        return None
    if holder.role and key.split()[-1] in holder.role.replace("-", " ").split() and frame.kind.name == "office_held":
        return " ".join(w for w in holder.role.split() if w not in marks("ended"))
    kept: list[str] = []
    for word in left.words:
        if word in marks("ended") or word not in table("offices")["modifiers"]:
            break
        kept.insert(0, word)
    return " ".join([*kept, key])
