"""Attributions beside the clause: `according to X`, `..., X says`, `reportedly`, `X: words`."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.statements.context import Scene, is_source
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import (
    DEPTH,
    Range,
    agent,
    child,
    group,
    is_finite,
    is_passive,
    is_verb,
    lemma_of,
    minus,
    phrase,
    subject,
    trim,
)
from readout.extract.statements.table import Speech, words
from readout.model import Analysis


def find_asides(scene: Scene, inside: list[bool]) -> Iterator[Draft]:
    """The drafts of these patterns outside whole passages of direct speech."""
    a, table = scene.analysis, scene.table
    yield from _labelled(a)
    yield from _headline(a, table)
    for token, word in enumerate(a.lowers):
        if inside[token]:
            continue
        if word == "according" and token + 1 < len(a) and a.lowers[token + 1] == "to":
            draft = _according(a, token)
            if draft is not None:
                yield draft
        elif word in table.adverbs and a.pos[token] == "ADV":
            yield _adverb(a, token, table)
        elif is_verb(a, token) and not is_passive(a, token):
            cue = table.verbs.get(lemma_of(a, token))
            if cue is not None and "aside" in cue.frames:
                draft = _aside(scene, token)
                if draft is not None:
                    draft.act = cue.act
                    yield draft


def clause_of(a: Analysis, token: int) -> Range:
    """The words of the main clause or coordinated clause that a token stands in."""
    head = token
    for _ in range(DEPTH):
        up = a.heads[head]
        if up == head:
            break
        if (
            is_verb(a, head)
            and subject(a, head) is not None
            and a.deps[head] in ("conj", "ccomp", "parataxis")
            and head != token
        ):
            break
        head = up
    return a.edges[head]


def _according(a: Analysis, token: int) -> Draft | None:
    to = token + 1
    named = child(a, to, "pobj", "pcomp")
    if named is None:
        named = next((t for t in range(to + 1, min(to + 6, len(a))) if a.pos[t] in ("NOUN", "PROPN", "PRON")), None)
        if named is None:
            return None
    sentence = a.sentences[a.sentence_of[token]]
    source = phrase(a, named, to + 1, sentence[1])
    if source[0] >= source[1]:
        return None
    clause = clause_of(a, a.heads[token])
    content = [trim(a, *r) for r in minus([clause], (token, _past_citing(a, source[1])))]
    return Draft("according to", token, (token, to + 1), content, named, source)


def _past_citing(a: Analysis, end: int) -> int:
    """Where a source ends that cites another one: `according to the radio, citing officials,`."""
    citing = end + (end < len(a) and a.words[end] == ",")
    if citing < len(a) and a.tags[citing] == "VBG" and lemma_of(a, citing) in words("sources"):
        return a.edges[citing][1]
    return end


def _adverb(a: Analysis, token: int, table: Speech) -> Draft:
    cue = table.adverbs[a.lowers[token]]
    clause = clause_of(a, a.heads[token])
    return Draft("adverb", token, (token, token + 1), minus([clause], (token, token + 1)), act=cue.act)


def _aside(scene: Scene, verb: int) -> Draft | None:
    """`The plan is dead, officials said on Monday.`, `The plan, officials say, is dead.`"""
    a = scene.analysis
    own = subject(a, verb) if is_finite(a, verb) else None
    if own is None and a.deps[verb] in ("acl", "relcl") and a.heads[verb] < verb:
        # A noun that can speak cannot have a past tense hang on it: it is the subject, if the parse knows or not.
        lone = a.heads[verb] == verb - 1 and agent(a, verb) is None
        past = a.tags[verb] == "VBD" or (a.tags[verb] == "VBN" and lone)
        own = a.heads[verb] if past and is_source(scene, a.heads[verb]) else None
    if own is None:
        return None
    start, end = a.sentences[a.sentence_of[verb]]
    first, last = group(a, verb)
    if a.words[_past_time(a, last, end)] not in _COMMAS and any(
        a.deps[k] in ("ccomp", "xcomp") and a.edges[k][0] == last for k in a.children[verb]
    ):
        return None
    low = _opening(a, own, start) if own < verb else first
    if low - start < 2 or not _is_parted(a, low) or (own < verb and _comma_between(a, own, first)):
        return None
    high = max(last, a.edges[own][1]) if own > verb else last
    if own > verb and high < end and a.words[high - 1] == ",":
        high -= 1
    while high < end and a.words[high] not in _COMMAS and a.words[high] not in _STOPS:
        if (is_verb(a, high) and is_finite(a, high)) or high - last > _TAIL:
            return None
        high += 1
    content = [trim(a, start, low - 1)]
    if not any((is_verb(a, t) and is_finite(a, t)) or a.words[t] in _MARKS for t in range(start, low)) and (
        high >= end or a.words[high] not in _COMMAS or _turns(a, verb, high + 1, end)
    ):
        return None
    if high < end and a.words[high] in _COMMAS and not _turns(a, verb, high + 1, end):
        content.append(trim(a, high + 1, next((t for t in range(high + 1, end) if a.words[t] == ";"), end)))
    source = phrase(a, own, low, end) if own > verb else trim(a, low, first)
    return Draft("aside", verb, (first, last), content, own, source)


def _is_parted(a: Analysis, token: int) -> bool:
    """Whether a comma stands before a token, at most with the mark that closes a quotation between."""
    before = a.words[token - 1]
    return before in _COMMAS or (before in _MARKS and token > 1 and a.words[token - 2] in _COMMAS)


def _opening(a: Analysis, own: int, start: int) -> int:
    """Where the subject's phrase begins, back to a comma when the parse draws it too long or too short."""
    low = a.edges[own][0]
    if low > start:
        while low > start and a.pos[low - 1] in _NOMINAL and not _is_parted(a, low):
            low -= 1
        return low
    for token in range(own, start, -1):
        if a.words[token - 1] in _COMMAS:
            return token
    return low


def _comma_between(a: Analysis, own: int, verb: int) -> bool:
    """Whether a lone comma parts a subject from its verb: then it is no short `X says`."""
    return sum(a.words[t] == "," for t in range(own, verb)) == 1


def _past_time(a: Analysis, token: int, end: int) -> int:
    """The token behind a time that stands right behind a cue: `said late on Thursday,`."""
    while token < end - 1 and (
        a.lowers[token] in _WHEN or a.words[token].isdigit() or a.lowers[token] in words("when")
    ):
        token += 1
    return min(token, len(a) - 1)


def _turns(a: Analysis, verb: int, token: int, end: int) -> bool:
    """Whether what follows `X said,` is about the saying, not what is said."""
    while token < end and a.pos[token] in ("ADV", "CCONJ", "PUNCT"):
        if a.pos[token] == "CCONJ":
            return not _resumes(a, verb, token)
        token += 1
    return token >= end or a.tags[token] in ("VBG", "WP") or a.lowers[token] in _TURNS or _hangs(a, verb, token)


def _resumes(a: Analysis, verb: int, conjunction: int) -> bool:
    """Whether `and` behind `X said,` goes on with the words before it: `It broke, X said, and "flooded" the town.`"""
    near = range(conjunction + 1, min(conjunction + 4, len(a)))
    return a.heads[conjunction] < verb and any(a.words[t] in _MARKS for t in near)


def _hangs(a: Analysis, verb: int, token: int) -> bool:
    """Whether a noun phrase behind `X said,` hangs on the saying: `, a move that ...`, `, a day after ...`."""
    for _ in range(DEPTH):
        if a.heads[token] == verb:
            mark = child(a, token, "mark")
            late = mark is not None and a.lowers[mark] in words("conditions")
            return late or a.deps[token] in ("dobj", "npadvmod", "advcl", "appos", "dep")
        token = a.heads[token]
    return False


_MARKS = frozenset({'"', "“", "”", "''", "‘", "’", "'"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_COMMAS = frozenset({",", "—", "–", "--", "-", "―"})
_STOPS = frozenset({".", "!", "?", ";", ":"})
_TURNS = frozenset(
    {"while", "although", "though", "after", "before", "as", "when", "which", "in", "at", "with", "during"}
)
_WHEN = frozenset({"on", "late", "early", "earlier", "last", "this"})
_LABELS = frozenset({"PROPN", "ADP", "DET", "PUNCT", "PART"})
# The most tokens between `X said` and the end of the sentence or the next comma.
_TAIL = 10


def _labelled(a: Analysis) -> Iterator[Draft]:
    """`Name: words` in a headline that quotes."""
    number, start, end = next(_blocks(a), (1, 0, 0))
    colon = next((t for t in range(start + 1, min(start + 7, end - 2)) if a.words[t] == ":"), None)
    if number != 0 or colon is None or a.pos[colon - 1] != "PROPN":
        return
    named = all(a.pos[t] in _LABELS and a.words[t] not in _STOPS for t in range(start, colon))
    if named and any(a.words[t] in _MARKS for t in range(colon, end)):
        yield Draft("headline label", colon, (colon, colon + 1), [trim(a, colon + 1, end)], colon - 1, (start, colon))


def _headline(a: Analysis, table: Speech) -> Iterator[Draft]:
    """`Mayor Says Bridge Is Safe`: a headline in capitals, which parsers do not read."""
    for number, start, end in _blocks(a):
        if not (number == 0 or a.article.blocks[number].kind == "headline"):
            continue
        words = [t for t in range(start, end) if a.words[t][:1].isalpha()]
        if len(words) < 4 or sum(a.words[t][:1].isupper() for t in words) < 0.7 * len(words):
            continue
        for token in words[1:]:
            lemma = _third_person(a, token, table)
            if lemma:
                draft = Draft(
                    "headline", token, (token, token + 1), [trim(a, token + 1, end)], token - 1, (start, token)
                )
                draft.lemma = lemma
                if token + 1 < end:
                    yield draft
                break


def _third_person(a: Analysis, token: int, table: Speech) -> str:
    """The lemma of a reporting verb in the present tense, whatever the tagger takes it for."""
    word = a.lowers[token]
    if not word.endswith("s"):
        return ""
    for lemma in (word[:-1], word[:-2], word[:-3] + "y"):
        cue = table.verbs.get(lemma)
        if cue is not None and "headline" in cue.frames:
            return lemma
    return ""


def _blocks(a: Analysis) -> Iterator[tuple[int, int, int]]:
    """Each block with tokens as (number, first, last)."""
    start = 0
    for token in range(1, len(a) + 1):
        if token == len(a) or a.block_of[token] != a.block_of[start]:
            yield a.block_of[start], start, token
            start = token
