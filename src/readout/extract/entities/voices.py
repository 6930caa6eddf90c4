""" "I" and "we" in quoted words: whoever the text says spoke them."""

from __future__ import annotations

from typing import NamedTuple

from readout.extract.entities.ranking import SUBJECTS, Mentions
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_set
from readout.model import Analysis

_I = ("i", "me", "my", "mine", "myself")
_WE = ("we", "us", "our", "ours", "ourselves")
_GAP = 30  # tokens between two quotations of one speaker
_TOP = ("state", "government")


class Quotation(NamedTuple):
    """Tokens [first, last) between quotation marks."""

    first: int
    last: int


def resolve_speakers(scene: Scene, mentions: Mentions) -> None:
    """Give each pronoun of the first person in a quotation to its speaker."""
    a = scene.a
    states = {d.country: d for d in scene.drafts if d.kind == "country" and d.country}
    speaker: Draft | None = None
    before: Quotation | None = None
    for quotation in _quotations(a, mentions.quoted):
        own = _speaker(scene, mentions, quotation)
        goes_on = before is not None and _goes_on(a, before, quotation)
        speaker = own or (speaker if goes_on else None)
        before = quotation
        if speaker is None:
            continue
        for token in range(*quotation):
            one = a.lowers[token] in _I
            if (one or a.lowers[token] in _WE) and a.pos[token] in ("PRON", "DET"):
                meant = speaker if one else _together(states, speaker)
                if meant is not None:
                    scene.mention(meant, token, token + 1, "pronoun")


def _quotations(a: Analysis, quoted: list[bool]) -> list[Quotation]:
    """The stretches of quoted words that are longer than a name in quotes."""
    found, token = [], 0
    while token < len(a):
        if not quoted[token]:
            token += 1
            continue
        first = token
        while token < len(a) and quoted[token] and a.block_of[token] == a.block_of[first]:
            token += 1
        if token - first > 2:
            found.append(Quotation(first, token))
    return found


def _goes_on(a: Analysis, before: Quotation, now: Quotation) -> bool:
    """Does a quotation go on where the one before broke off?"""
    near = a.block_of[now.first] - a.block_of[before.last - 1] <= 1
    return near and now.first - before.last <= _GAP


def _speaker(scene: Scene, mentions: Mentions, quotation: Quotation) -> Draft | None:
    """The subject of the verb of speaking beside a quotation: in the sentences that it shares, or before a colon."""
    a = scene.a
    first, last = a.sentence_of[quotation.first], a.sentence_of[quotation.last - 1]
    begin, end = a.sentences[first][0], a.sentences[last][1]
    closing = a.words[quotation.last : quotation.last + 1] and end == quotation.last + 1
    if closing and last + 1 < len(a.sentences) and a.block_of[end - 1] == a.block_of[min(end, len(a) - 1)]:
        end = min(a.sentences[last + 1][1], end + 6) if a.words[end - 2] == "," else end
    if quotation.first - begin <= 1 and begin and a.words[begin - 1] == ":":
        begin = a.sentences[first - 1][0]
    outside = [t for t in range(begin, end) if not quotation.first <= t < quotation.last]
    verbs = [t for t in outside if a.lemmas[t] in word_set("offices", "speaking") and not mentions.quoted[t]]
    verbs.sort(key=lambda t: min(abs(t - quotation.first), abs(t - quotation.last)))
    for verb in [*verbs, *_governor(a, quotation)]:
        draft = _subject(scene, verb)
        if draft is not None:
            return draft
    return None


def _governor(a: Analysis, quotation: Quotation) -> list[int]:
    """The word outside a quotation that its first word hangs from."""
    token, steps = quotation.first + 1, 0
    while quotation.first <= token < quotation.last and a.heads[token] != token and steps < 40:
        token, steps = a.heads[token], steps + 1
    return [] if quotation.first <= token < quotation.last else [token]


def _subject(scene: Scene, verb: int) -> Draft | None:
    """The person or body that is a verb's subject, its own or that of the verb it hangs from."""
    a = scene.a
    for _ in range(4):
        for child in a.children[verb]:
            if a.deps[child] in SUBJECTS:
                held = scene.cover[child]
                return held if held is not None and held.kind in ("person", "organisation", "country") else None
        if a.deps[verb] not in ("advcl", "conj", "xcomp", "acl", "relcl") or a.heads[verb] == verb:
            return None
        if a.deps[verb] in ("acl", "relcl"):
            held = scene.cover[a.heads[verb]]
            return held if held is not None and held.kind == "person" else None
        verb = a.heads[verb]
    return None


def _together(states: dict[str, Draft], speaker: Draft) -> Draft | None:
    """Whom a speaker means by "we": the body for which it speaks, a ruler's state, a body itself; else nobody plain."""
    if speaker.kind == "person" and speaker.body is not None:
        return speaker.body
    if speaker.kind == "person" and speaker.family in _TOP and speaker.country:
        return states.get(speaker.country)
    return speaker if speaker.kind != "person" else None
