"""Pronouns given to whom they mean; those that are not plain to nobody."""

from __future__ import annotations

from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_set
from readout.model import Analysis

_SINGULAR = {
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
}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_MARKS = ('"', "“", "”", "``", "''")
_MARGIN, _RIVAL = 0.75, 2.0


class Mentions:
    """Mentions by the sentence they stand in, as (token, draft), growing as pronouns are resolved."""

    def __init__(self, scene: Scene) -> None:
        self.by_sentence: list[list[tuple[int, Draft]]] = [[] for _ in scene.a.sentences]
        a = scene.a
        for draft in scene.drafts:
            for first, last, form in draft.refs:
                head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
                if draft.kind == "country" and form == "name" and a.pos[head] == "ADJ":
                    continue
                self.by_sentence[a.sentence_of[first]].append((head, draft))
        self.quoted = _quoted(a)
        for row in self.by_sentence:
            row.sort(key=lambda pair: pair[0])

    def add(self, sentence: int, token: int, draft: Draft) -> None:
        """Put a resolved pronoun among the mentions."""
        self.by_sentence[sentence].append((token, draft))


def resolve_pronouns(scene: Scene) -> None:
    """Give each pronoun that is plain to its antecedent."""
    a = scene.a
    mentions = Mentions(scene)
    for token in range(len(a)):
        lower = a.lowers[token]
        drafts: list[Draft] = []
        if lower in _SINGULAR and a.pos[token] in ("PRON", "DET"):
            draft = _antecedent(scene, mentions, token, _SINGULAR[lower])
            drafts = [draft] if draft else []
        elif lower in _PLURAL:
            drafts = _plural(scene, mentions, token)
        elif lower in ("who", "whom", "whose", "which") and a.tags[token] in ("WP", "WP$", "WDT"):
            draft = _relative(scene, token)
            drafts = [draft] if draft else []
        for draft in drafts:
            scene.mention(draft, token, token + 1, "pronoun")
            mentions.add(a.sentence_of[token], token, draft)


def _quoted(a: Analysis) -> list[bool]:
    """For each token: does it stand between quotation marks of its block?"""
    inside, block, result = False, -1, []
    for token, word in enumerate(a.words):
        if a.block_of[token] != block:
            inside, block = False, a.block_of[token]
        if word in _MARKS:
            inside = not inside if word == '"' else word in ("“", "``")
        result.append(inside)
    return result


def _speakers(scene: Scene, mentions: Mentions, sentence: int) -> set[int]:
    """The drafts that speak a quotation in a sentence or the one before: in it they are "I", not "he" or "she"."""
    a = scene.a
    found = set()
    for here in (sentence, sentence - 1):
        for at, draft in mentions.by_sentence[here] if here >= 0 else ():
            verb = a.heads[at]
            if not mentions.quoted[at] and a.deps[at] == "nsubj" and a.lemmas[verb] in word_set("offices", "speaking"):
                found.add(id(draft))
    return found


def _fits(draft: Draft, gender: str) -> bool:
    if gender == "n":
        return draft.kind in ("country", "organisation") or (draft.kind == "place")
    return draft.kind == "person" and draft.gender in (gender, None)


def _subject_of(a: Analysis, verb: int) -> int | None:
    return next((c for c in a.children[verb] if a.deps[c] in _SUBJECTS), None)


def _antecedent(scene: Scene, mentions: Mentions, token: int, gender: str) -> Draft | None:
    a = scene.a
    if gender == "n" and _empty(a, token):
        return None
    sentence = a.sentence_of[token]
    ahead = _cataphor(scene, token, gender)
    if ahead is not None:
        return ahead
    if a.deps[token] == "poss":
        joined = _joined(scene, token, gender)
        if joined is not None:
            return joined
    scores: dict[int, float] = {}
    drafts: dict[int, Draft] = {}
    clause = _clause_verb(a, token)
    apart = _kept_apart(scene, token)
    if gender != "n" and mentions.quoted[token]:
        apart |= _speakers(scene, mentions, sentence)
    for back in range(3):
        here = sentence - back
        if here < 0 or (back and a.block_of[a.sentences[here][0]] < a.block_of[token] - 1):
            break
        for number, (at, draft) in enumerate(mentions.by_sentence[here]):
            if at >= token or not _fits(draft, gender) or id(draft) in apart:
                continue
            score = 3.0 - 1.25 * back + 0.02 * number
            if a.deps[at] in _SUBJECTS:
                score += 2.0 if _over(a, a.heads[at], token) or back else 1.0
                score += 1.0 if clause is not None and a.heads[at] == clause else 0.0
            elif (
                clause is not None
                and a.deps[at] == "dobj"
                and a.heads[at] == a.heads[clause]
                and a.deps[clause] == "xcomp"
            ):
                score += 3.0
            elif a.deps[at] == "poss":
                score += 0.25
            elif draft.kind == "place":
                score -= 1.5
            score += 0.5 if draft.gender == gender else 0.0
            key = id(draft)
            if score > scores.get(key, 0.0):
                scores[key], drafts[key] = score, draft
    ranked = sorted(scores.items(), key=lambda row: -row[1])
    floor = 4.0 if gender == "n" else 1.5
    if not ranked or ranked[0][1] < floor:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    best = drafts[ranked[0][0]]
    # A person of known gender nearby is as likely as one whose name tells nothing.
    if best.gender is None and any(drafts[key].gender == gender for key, score in ranked[1:] if score >= _RIVAL):
        return None
    return best


def _clause_verb(a: Analysis, token: int) -> int | None:
    """The verb of the innermost clause that holds a possessive pronoun, where it is no subject's."""
    up, steps = a.heads[token], 0
    while a.pos[up] not in ("VERB", "AUX") and a.heads[up] != up and steps < 12:
        if a.deps[up] in ("nsubj", "nsubjpass"):
            return None
        up, steps = a.heads[up], steps + 1
    return up if a.pos[up] in ("VERB", "AUX") and a.deps[token] == "poss" else None


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


def _over(a: Analysis, verb: int, token: int) -> bool:
    """Does a verb's clause hold a token?"""
    first, last = a.edges[verb]
    return first <= token < last


def _kept_apart(scene: Scene, token: int) -> set[int]:
    """Whom grammar keeps apart from a pronoun: the subject beside an object ("he met him"), what it owns."""
    a = scene.a
    if a.deps[token] in _SUBJECTS or a.lowers[token].endswith(("self", "selves")):
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


def _plural(scene: Scene, mentions: Mentions, token: int) -> list[Draft]:
    """The plural subject before a plural pronoun: one group, or all that "and" joins."""
    a = scene.a
    sentence = a.sentence_of[token]
    apart = _kept_apart(scene, token)
    for here in (sentence, sentence - 1):
        if here < 0:
            break
        for at, draft in reversed(mentions.by_sentence[here]):
            if at >= token or a.deps[at] not in _SUBJECTS or id(draft) in apart:
                continue
            joined = [
                draft,
                *(held for c in a.children[at] if a.deps[c] == "conj" and (held := scene.cover[c]) is not None),
            ]
            if len(joined) > 1:
                return joined
            if draft.plural:
                return [draft]
    return []


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
    if held is None or noun >= token:
        return None
    person = a.lowers[token] in ("who", "whom")
    if person:
        return held if held.kind in ("person", "group", "organisation") else None
    return held if held.kind != "person" or a.lowers[token] == "whose" else None
