"""Unnamed persons that are one: a relative of one owner ("her daughter"), who did a deed and who suffered it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from readout.extract.cast import head_of
from readout.extract.entities.phrases import is_plural, singular
from readout.extract.entities.scene import Draft, Ref, Scene
from readout.extract.entities.words import people, word_map, word_set
from readout.lexicon import table
from readout.model import Analysis

_DOES, _SUFFERS = "does", "suffers"
_DEFINITE = ("the", "this", "that")
_SUBJECTS, _OBJECTS = ("nsubj",), ("dobj", "nsubjpass")
_FAR = 12  # sentences
_LEDE = 4  # sentences


def join_unnamed(scene: Scene) -> None:
    """Let persons whom the text plainly tells of twice be one."""
    _join_parties(scene)
    _join_relatives(scene)


def merge(scene: Scene, draft: Draft, into: Draft) -> None:
    """Let one person be another: its mentions, and what was known of it."""
    into.country = into.country or draft.country
    into.gender = into.gender or draft.gender
    scene.hand_over(draft, into)


def _persons(scene: Scene) -> list[Draft]:
    return sorted((d for d in scene.drafts if d.kind == "person" and d.refs), key=lambda d: min(d.refs)[:2])


def _described(scene: Scene, draft: Draft) -> Iterator[tuple[Ref, int]]:
    """A person's descriptions, each with its noun."""
    for ref in sorted(draft.refs):
        if ref.form == "description":
            yield ref, head_of(scene.a, ref.first, ref.last)


@cache
def _relations() -> dict[str, str]:
    """By noun the first noun of its row, for those of whom one has one or few."""
    rows = table("deeds")["single"] + table("deeds")["several"]
    return {noun: row[0] for row in rows for noun in row}


def _join_relatives(scene: Scene) -> None:
    """Join those whom one owner has: "her daughter, Kathina Thomas", later "my daughter"."""
    a = scene.a
    known: dict[tuple[int, str], list[Draft]] = defaultdict(list)
    for draft in _persons(scene):
        joined: Draft | None = None
        keys = []
        for ref, noun in _described(scene, draft):
            relation = _relations().get(a.lowers[noun])
            owner = _owner(scene, noun) if relation else None
            if owner is None or relation is None or owner is draft:
                continue
            key = (id(owner), relation)
            keys.append((key, owner))
            apart = any(a.lowers[t] in word_set("deeds", "apart") for t in range(ref.first, noun))
            if known[key] and not apart and draft.head:
                joined = known[key][-1]
            elif draft.head:
                joined = joined or _turned(known, owner, relation)
        if joined is not None and joined is not draft and _alike(joined, draft):
            merge(scene, draft, joined)
        for key, owner in keys:
            known[key].append(joined or draft)
            known[id(joined or draft), f"of {key[1]}"].append(owner)


def _turned(known: dict[tuple[int, str], list[Draft]], owner: Draft, relation: str) -> Draft | None:
    """Who the relative of an owner is if the owner was told to be its relative: "her daughter" of the girl's mother."""
    back = word_map("deeds", "turned").get(relation, ())
    return _only(list(dict.fromkeys(d for name in back for d in known.get((id(owner), f"of {name}"), ()))))


def _owner(scene: Scene, noun: int) -> Draft | None:
    """Whose relative a noun means: "her mother", "the victim's mother"."""
    a = scene.a
    token = next((c for c in a.children[noun] if a.deps[c] == "poss"), None)
    return scene.holder[token] if token is not None else None


def _alike(one: Draft, other: Draft) -> bool:
    """Do gender and state allow that two are one?"""
    genders = {one.gender, other.gender} - {None, ""}
    return len(genders) < 2 and (one.country is None or other.country in (one.country, None))


def _join_parties(scene: Scene) -> None:
    """Join who did a deed with "the suspect" after it, who suffered it with "the victim", both with "the man"."""
    a = scene.a
    several = {singular(a, t) for t in range(len(a)) if a.pos[t] == "NOUN" and is_plural(a, t)}
    parts = {id(draft): _parts(scene, draft) for draft in _persons(scene)}
    before: list[Draft] = []
    for draft in _persons(scene):
        other = _earlier(scene, draft, before, parts, several) if draft.head else None
        if other is None:
            before.append(draft)
            continue
        parts[id(other)] |= parts[id(draft)]
        merge(scene, draft, other)


def _parts(scene: Scene, draft: Draft) -> set[str]:
    """The parts of a person in deeds: by the nouns that describe it, by the verbs that it is beside."""
    a, found = scene.a, set()
    for ref in draft.refs:
        noun = head_of(a, ref.first, ref.last)
        if ref.form == "description":
            found |= _part_of(a.lowers[noun])
        verb, dep = a.heads[noun], a.deps[noun]
        lemma = a.lemmas[verb]
        negated = any(a.deps[c] == "neg" for c in a.children[verb])
        found |= _by_clause(a, noun)
        if negated or a.pos[verb] != "VERB":
            continue
        if lemma in word_set("deeds", "harm") and dep in _SUBJECTS and _is_bare(a, verb):
            dep = "nsubjpass"
        if dep in _OBJECTS:
            found |= {_SUFFERS} if lemma in word_set("deeds", "harm") else set()
            found |= {_DOES} if lemma in word_set("deeds", "charged") else set()
        elif dep in _SUBJECTS:
            found |= {_DOES} if lemma in word_set("deeds", "harm") else set()
            found |= {_SUFFERS} if lemma in word_set("deeds", "fate") else set()
    return found


def _is_bare(a: Analysis, verb: int) -> bool:
    """Is a verb without an object in a headline a passive: "Man stabbed to death"?"""
    block = a.article.blocks[a.block_of[verb]] if a.article.blocks else None
    loose = a.block_of[verb] == 0 or (block is not None and block.kind == "headline")
    return loose and a.tags[verb] in ("VBN", "VBD") and not any(a.deps[c] in ("dobj", "aux") for c in a.children[verb])


def _by_clause(a: Analysis, noun: int) -> set[str]:
    """A person's part by the clause behind its noun: "a girl who was kidnapped", "the man who shot her"."""
    found: set[str] = set()
    for verb in a.children[noun]:
        if verb < noun or a.deps[verb] not in ("relcl", "acl"):
            continue
        for one in (verb, *(c for c in a.children[verb] if a.deps[c] == "conj")):
            passive = a.deps[verb] == "acl" and a.tags[verb] == "VBN"
            passive = passive or any(a.deps[c] == "nsubjpass" for c in a.children[verb])
            active = any(a.deps[c] == "nsubj" and a.lowers[c] in ("who", "that") for c in a.children[verb])
            if a.lemmas[one] in word_set("deeds", "harm"):
                found |= {_SUFFERS} if passive else {_DOES} if active else set()
            elif a.lemmas[one] in word_set("deeds", "charged") and passive:
                found.add(_DOES)
    return found


def _part_of(noun: str) -> set[str]:
    if noun in word_set("deeds", "doers"):
        return {_DOES}
    return {_SUFFERS} if noun in word_set("deeds", "sufferers") else set()


def _earlier(
    scene: Scene, draft: Draft, before: list[Draft], parts: dict[int, set[str]], several: set[str]
) -> Draft | None:
    """The only person told of before whom an unnamed one can be; None when none is plain."""
    a = scene.a
    first = min(draft.refs)
    noun = head_of(a, first.first, first.last)
    lower = a.lowers[noun]
    part = _part_of(lower)
    if first.form == "description" and not _is_definite(a, first):
        opened = [d for d in before if d.head and _is_opening(a, d, first) and parts[id(d)] & parts[id(draft)]]
        return _only([d for d in opened if _alike(d, draft)]) if _opens(a, first) else None
    if first.form != "description":
        return None
    if part and not {lower} & several:
        fits = [d for d in before if parts[id(d)] & part and not parts[id(d)] - part and _alike(d, draft)]
        return _only(fits)
    own = parts[id(draft)]
    if lower in word_set("deeds", "anybody") and first.last == noun + 1 and (own or lower not in several):
        here = a.sentence_of[noun]
        near = [d for d in before if here - max(a.sentence_of[r.first] for r in d.refs if r < first) <= _FAR]
        fits = [d for d in near if d.head and _may_be(d, lower) and _alike(d, draft)]
        fits = [d for d in fits if parts[id(d)] & own] or (fits if lower not in several else [])
        return _only(fits)
    return None


def _is_opening(a: Analysis, draft: Draft, now: Ref) -> bool:
    """Has only the article's first block told of a person till now?"""
    return all(a.block_of[ref.first] == 0 for ref in draft.refs if ref < now)


def _opens(a: Analysis, ref: Ref) -> bool:
    """Does a mention stand in the first lines behind the headline?"""
    return a.block_of[ref.first] > 0 and a.sentence_of[ref.first] <= _LEDE


def _only(fits: list[Draft]) -> Draft | None:
    return fits[0] if len(fits) == 1 else None


def _may_be(draft: Draft, noun: str) -> bool:
    """May an unnamed person be called by a noun that anybody is called by?"""
    gender = people().get(noun, "")
    told = draft.head in word_set("deeds", "anybody") or bool(_part_of(draft.head))
    return told and (not gender or draft.gender in (gender, None, ""))


def _is_definite(a: Analysis, ref: Ref) -> bool:
    """Does a description speak of somebody known?"""
    return ref.first > 0 and a.lowers[ref.first - 1] in _DEFINITE
