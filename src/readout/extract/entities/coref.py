"""Pronouns given to whom they mean; those that are not plain to nobody."""

from __future__ import annotations

from readout.extract.entities.ranking import SUBJECTS, Candidate, Mentions, best
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_set
from readout.model import Analysis

_CERTAIN = 0.8  # a chance with which a pronoun tells a person's gender
GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "it": "n",
    "its": "n",
    "itself": "n",
    "they": "p",
    "them": "p",
    "their": "p",
    "theirs": "p",
    "themselves": "p",
}


def resolve_pronouns(scene: Scene, stop: int | None = None) -> Mentions:
    """Give each pronoun that is plain, of those before a character of the text, to its antecedent."""
    a = scene.a
    mentions = Mentions(scene)
    for token in range(len(a) if stop is None else a.tokens(0, stop)[1]):
        lower = a.lowers[token]
        drafts: tuple[Draft, ...] = ()
        if lower in GENDERS and a.pos[token] in ("PRON", "DET"):
            drafts = antecedent(scene, mentions, token, GENDERS[lower])
        elif lower in ("who", "whom", "whose", "which") and a.tags[token] in ("WP", "WP$", "WDT"):
            draft = _relative(scene, token)
            drafts = (draft,) if draft else ()
        for draft in drafts:
            scene.mention(draft, token, token + 1, "pronoun")
            mentions.add(token, draft)
    return mentions


def candidates(scene: Scene, mentions: Mentions, token: int, gender: str) -> list[Candidate]:
    """Whom a pronoun may mean by gender, number and grammar."""
    apart = _kept_apart(scene, token)
    if gender != "n" and mentions.quoted[token]:
        apart |= _speakers(scene, mentions, scene.a.sentence_of[token])

    def fits(drafts: tuple[Draft, ...]) -> bool:
        return all(id(d) not in apart for d in drafts) and _fit(drafts, gender)

    return mentions.candidates(token, fits)


def antecedent(scene: Scene, mentions: Mentions, token: int, gender: str) -> tuple[Draft, ...]:
    """Whom a pronoun means; nobody where that is not plain."""
    plain = by_grammar(scene, token, gender)
    if plain is not None:
        return plain
    found, chance = best(mentions, token, candidates(scene, mentions, token, gender), gender)
    if found is None:
        return ()
    first = found.drafts[0]
    if chance >= _CERTAIN and gender in ("m", "f"):
        first.gender = first.gender or gender
    return found.drafts


def by_grammar(scene: Scene, token: int, gender: str) -> tuple[Draft, ...] | None:
    """Whom a pronoun means where grammar alone tells; None where it does not."""
    if gender == "n" and _empty(scene.a, token):
        return ()
    ahead = _cataphor(scene, token, gender)
    if ahead is not None:
        return (ahead,)
    if scene.a.deps[token] == "poss" and gender != "p":
        joined = _joined(scene, token, gender)
        if joined is not None:
            return (joined,)
    return None


def _fit(drafts: tuple[Draft, ...], gender: str) -> bool:
    """May a pronoun of a gender, or in the plural (p), mean these?"""
    first = drafts[0]
    if gender == "p":
        return len(drafts) > 1 or first.plural or first.kind in ("group", "organisation")
    return len(drafts) == 1 and _fits(first, gender)


def _speakers(scene: Scene, mentions: Mentions, sentence: int) -> set[int]:
    """The drafts that speak a quotation in a sentence or the one before: in it they are "I", not "he" or "she"."""
    a = scene.a
    found = set()
    for here in (sentence, sentence - 1):
        for place in mentions.by_sentence[here] if here >= 0 else ():
            at, verb = place.token, a.heads[place.token]
            if not mentions.quoted[at] and a.deps[at] == "nsubj" and a.lemmas[verb] in word_set("offices", "speaking"):
                found.add(id(place.drafts[0]))
    return found


def _fits(draft: Draft, gender: str) -> bool:
    if gender == "n":
        return draft.kind in ("country", "organisation", "place") and not (draft.plural and draft.head)
    return draft.kind == "person" and draft.gender in (gender, None)


def _subject_of(a: Analysis, verb: int) -> int | None:
    return next((c for c in a.children[verb] if a.deps[c] in SUBJECTS), None)


def _empty(a: Analysis, token: int) -> bool:
    """Is "it" the subject of weather, seeming or "it is clear that"?"""
    if a.lowers[token] != "it":
        return False
    if a.deps[token] == "expl":
        return True
    verb = a.heads[token]
    if a.lemmas[verb] in ("seem", "appear", "happen", "rain", "snow", "take", "turn"):
        return True
    return (
        a.lemmas[verb] == "be"
        and any(a.deps[c] in ("acomp", "attr", "ccomp", "advcl") for c in a.children[verb] if c > token)
        and any(a.lowers[c] in ("that", "to") for t in a.children[verb] for c in a.children[t])
    )


def _kept_apart(scene: Scene, token: int) -> set[int]:
    """Whom grammar keeps apart from a pronoun: the subject beside an object ("he met him"), what it owns."""
    a = scene.a
    if a.deps[token] in SUBJECTS or a.lowers[token].endswith(("self", "selves")):
        return set()
    if a.deps[token] == "poss":
        held = scene.holder[a.heads[token]]
        return {id(held)} if held is not None else set()
    verb = a.heads[token]
    if a.deps[token] == "pobj" and a.pos[a.heads[verb]] in ("VERB", "AUX"):
        verb = a.heads[verb]
    subject, steps = _subject_of(a, verb), 0
    while subject is None and a.deps[verb] in ("conj", "xcomp") and steps < 5:
        verb, steps = a.heads[verb], steps + 1
        subject = _subject_of(a, verb)
    held = scene.holder[subject] if subject is not None else None
    return {id(held)} if held is not None else set()


def _cataphor(scene: Scene, token: int, gender: str) -> Draft | None:
    """ "During his visit, Smith said": the subject that follows an opening phrase with a pronoun in it."""
    a = scene.a
    begin = a.sentences[a.sentence_of[token]][0]
    if gender == "n" and a.lowers[token] != "its":
        return None
    up, steps = token, 0
    while a.heads[up] != up and a.deps[up] not in ("prep", "advcl") and steps < 12:
        up, steps = a.heads[up], steps + 1
    while a.deps[a.heads[up]] in ("prep", "advcl", "pobj") and steps < 24:
        up, steps = a.heads[up], steps + 1
    if a.deps[up] not in ("prep", "advcl") or up > begin + 1:
        return None
    subject = _subject_of(a, a.heads[up])
    if subject is None or subject < token or a.heads[up] < token:
        return None
    held = scene.cover[subject]
    if held is None or not _fits(held, gender):
        return None
    for before in range(begin, token):
        held_before = scene.holder[before]
        if held_before is not None and held_before is not held and _fits(held_before, gender):
            return None
    return held


def _joined(scene: Scene, token: int, gender: str) -> Draft | None:
    """ "the U.S. and its allies": the first of two that "and" joins."""
    a = scene.a
    owned = a.heads[token]
    if a.deps[owned] != "conj":
        return None
    first = a.heads[owned]
    held = scene.cover[first]
    return held if held is not None and _fits(held, gender) and a.pos[first] in ("PROPN", "NOUN") else None


def _relative(scene: Scene, token: int) -> Draft | None:
    """Whom a relative pronoun refers to: the noun that its clause modifies, when it stands right before."""
    a = scene.a
    verb, steps = a.heads[token], 0
    while a.deps[verb] != "relcl" and a.heads[verb] != verb and steps < 8:
        verb, steps = a.heads[verb], steps + 1
    if a.deps[verb] != "relcl":
        return None
    noun = a.heads[verb]
    held = scene.cover[noun]
    if held is None or noun >= token or a.words[token - 1] != ",":
        return None
    person = a.lowers[token] in ("who", "whom")
    if person:
        return held if held.kind in ("person", "group", "organisation") else None
    return held if held.kind in ("organisation", "country") or a.lowers[token] == "whose" else None
