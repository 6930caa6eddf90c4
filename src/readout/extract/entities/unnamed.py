"""Single persons whom the text does not name, or names only later: "A judge ... Justice Frank Nervo"."""

from __future__ import annotations

from collections import defaultdict

from readout.extract.entities.gazetteer import countries
from readout.extract.entities.nominals import nationality
from readout.extract.entities.offices import is_office, office_at
from readout.extract.entities.phrases import Phrase, is_first_of_sentence, is_person_noun, is_plural, phrase_at
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import offices, people, word_map, word_set
from readout.model import Analysis

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "agent")
_DETERMINERS = ("a", "an", "the", "own", "one", "another")
# Who is "the president" is known, though not to this reader.
_KNOWN = ("state", "government", "deputy", "royal", "politics", "minister")
_LONGEST = 20  # tokens of a headline
_REACH = 4  # sentences to the name of one who was described first
_ALIKE = "alike"
_PARTY = ("nsubj", "nsubjpass", "dobj", "dative", "agent", "poss")
_AT = ("in", "at", "outside", "inside", "near", "on", "around", "across")


def find_unnamed(scene: Scene) -> None:
    """Enter single unnamed persons, who count only if another mention means them, or as who is named next."""
    a = scene.a
    last: dict[str, Draft] = {}
    headline, others = _headline(a), 0
    for noun in range(len(a)):
        if a.deps[noun] not in _ARGUMENTS or scene.holder[noun] is not None or is_plural(a, noun):
            continue
        place = a.lowers[noun] in word_set("groups", "places") and not is_person_noun(a, noun)
        if not place and not is_person_noun(a, noun):
            continue
        if a.pos[noun] != "NOUN" and noun >= headline:
            continue
        phrase = phrase_at(a, noun)
        bare = noun < headline and not phrase.determiner and a.pos[noun] in ("NOUN", "PROPN")
        if f"{a.lowers[noun - 1]} {a.lowers[noun]}" in word_set("groups", "organisation") and noun:
            continue
        if phrase.determiner not in _DETERMINERS and phrase.number != "one" and not bare:
            continue
        if phrase.determiner == "the" and offices().family.get(a.lowers[noun]) in _KNOWN:
            continue
        known = last.get(a.lowers[noun])
        first = known is not None and len(known.refs) == 1 and known.refs[0].first < headline
        definite = phrase.determiner == "the" and not (first and others)
        again = known if definite or (first and phrase.determiner in ("a", "an")) else None
        draft = (
            again
            or _capital(scene, phrase, noun)
            or (_place(scene, phrase, noun) if place else _entered(scene, phrase, noun))
        )
        draft.latent = draft.latent and not _told(a, phrase, noun, place)
        if phrase.owner is None:
            last[a.lowers[noun]] = draft
        others += noun >= headline and phrase.owner is None and not place
        scene.mention(draft, phrase.first, phrase.last, "description")
    _name(scene)


def _headline(a: Analysis) -> int:
    """The end of the tokens of a headline, marked as one or told by its lack of articles; 0 when there is none."""
    blocks = a.article.blocks
    end = next((t for t in range(len(a)) if a.block_of[t] != a.block_of[0]), 0) if len(a) else 0
    if not blocks or not 2 < end <= _LONGEST:
        return 0
    bare = not any(a.lowers[t] in ("the", "a", "an") for t in range(end))
    return end if blocks[0].kind == "headline" or (bare and end < len(a)) else 0


def _told(a: Analysis, phrase: Phrase, noun: int, place: bool) -> bool:
    """Is one mention enough: whose person it is, who takes part in what is told, or where something is?"""
    preposition = a.lowers[a.heads[noun]] if a.deps[noun] == "pobj" else ""
    if place:
        near = phrase.determiner in ("a", "an", "another") or a.lowers[noun] in word_set("groups", "areas")
        return near and phrase.determiner != "own" and preposition in _AT and a.lowers[noun + 1 : noun + 2] != ["of"]
    if phrase.determiner == "own":
        return a.deps[noun] in _PARTY or preposition in ("by", "with", "of", "from", "to", "for")
    verb = a.heads[noun]
    open_ = phrase.determiner in ("a", "an", "another") and a.deps[noun] == "dobj"
    open_ = open_ and any(a.tags[c] in ("TO", "MD") for c in a.children[verb])
    return a.deps[noun] in _PARTY and not open_ and not any(a.deps[c] == "neg" for c in a.children[verb])


def _capital(scene: Scene, phrase: Phrase, noun: int) -> Draft | None:
    """The town that "the Russian capital" means, if the text names it."""
    code = nationality(scene, phrase) if scene.a.lowers[noun] == "capital" else None
    names = countries()[code]["capitals"] if code and code in countries() else ()
    return next((d for d in scene.drafts if d.kind == "place" and d.country == code and d.name in names), None)


def _place(scene: Scene, phrase: Phrase, noun: int) -> Draft:
    """A new place without a name."""
    draft = Draft("place", scene.a.text(phrase.first, noun + 1), head=scene.a.lowers[noun], latent=True, gender="n")
    draft.country = nationality(scene, phrase)
    return scene.draft(draft)


def _entered(scene: Scene, phrase: Phrase, noun: int) -> Draft:
    """A new unnamed person."""
    a = scene.a
    draft = Draft("person", a.text(phrase.first, noun + 1), head=a.lowers[noun], latent=True)
    draft.country = nationality(scene, phrase)
    draft.gender = people()[a.lowers[noun]] or None
    party = word_set("deeds", "doers") | word_set("deeds", "sufferers")
    if is_office(scene, noun) and a.lowers[noun] not in offices().relations | party:
        draft.role = office_at(scene, noun).role
    return scene.draft(draft)


def _name(scene: Scene) -> None:
    """Let the unnamed be the one whom the text names soon after by the same office, or right after without one."""
    a = scene.a
    named = [d for d in scene.drafts if d.kind == "person" and not d.head and d.refs]
    first_in: dict[int, list[Draft]] = defaultdict(list)
    for draft in named:
        first_in[a.sentence_of[min(draft.refs).first]].append(draft)
    for draft in [d for d in scene.drafts if d.kind == "person" and d.head and d.refs]:
        sentence = a.sentence_of[min(draft.refs).first]
        near = [d for here in range(sentence + 1, sentence + _REACH + 1) for d in first_in.get(here, ())]
        alike = [d for d in near if _may_be(draft, d) and _shares(draft, d)]
        person = alike[0] if len(alike) == 1 else None if alike else _next(scene, draft, near)
        if person is not None:
            person.country = person.country or draft.country
            scene.hand_over(draft, person)


def _may_be(draft: Draft, person: Draft) -> bool:
    """Do neither gender nor state keep an unnamed and a named person apart?"""
    return (draft.gender is None or person.gender in (draft.gender, None)) and (
        draft.country is None or person.country in (draft.country, None)
    )


def _shares(draft: Draft, person: Draft) -> bool:
    """Is an unnamed person's noun one of a named person's offices or nouns?"""
    same = {draft.head, *word_map("offices", _ALIKE).get(draft.head, ())}
    return bool(same & (person.nouns | set((person.role or "").split())))


def _next(scene: Scene, draft: Draft, near: list[Draft]) -> Draft | None:
    """The person without an office who is named in full as the next sentence's subject, after one who was a subject."""
    a = scene.a
    token = next((t for t in range(*min(draft.refs)[:2]) if a.lowers[t] == draft.head), None)
    if token is None or not is_first_of_sentence(a, token) or draft.head in offices().family:
        return None
    sentence = a.sentence_of[token] + 1
    for person in near:
        first, last, _ = min(person.refs)
        subject = any(is_first_of_sentence(a, t) for t in range(first, last))
        plain = person.role is None and not person.nouns and last - first > 1
        if a.sentence_of[first] == sentence and subject and plain and _may_be(draft, person):
            return person
    return None


def _speaks(a: Analysis, verb: int) -> bool:
    """Does a verb tell of saying something, or of saying nothing ("declined to comment")?"""
    if a.lemmas[verb] in ("decline", "refuse"):
        return any(a.lemmas[c] in ("comment", *word_set("offices", "speaking")) for c in a.children[verb])
    return a.lemmas[verb] in word_set("offices", "speaking") or a.lemmas[verb] in ("describe", "report")


def is_source(scene: Scene, draft: Draft) -> bool:
    """Does an unnamed person only speak, as "an official said"?"""
    a = scene.a
    return all(
        any(a.deps[t] == "nsubj" and _speaks(a, a.heads[t]) for t in range(first, last))
        for first, last, form in draft.refs
        if form == "description"
    )
