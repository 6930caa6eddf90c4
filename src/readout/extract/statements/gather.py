"""All drafts of an article, each with the chance that the table gives its frame where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.statements.asides import find_asides
from readout.extract.statements.context import named_tokens, of_speaker, of_verb
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, doer, group, is_verb, lemma_of, minus, phrase, trim
from readout.extract.statements.nouns import adjective_shapes, noun_owner, noun_shapes
from readout.extract.statements.quotes import Quote
from readout.extract.statements.spoken import find_spoken, go_on
from readout.extract.statements.table import Speech
from readout.extract.statements.verbs import shapes
from readout.model import Analysis

# A thought or a wish whose thinker is not named is no statement.
_MINDS = frozenset({"think", "want", "predict", "fear", "support", "praise"})


def gather(a: Analysis, quotes: list[Quote], table: Speech) -> list[Draft]:
    """The drafts of an article, of all patterns; many claim the same words."""
    inside = [False] * len(a)
    for quote in quotes:
        if quote.whole:
            for token in range(quote.first, quote.last):
                inside[token] = True
    named = named_tokens(a)
    spoken, free = find_spoken(a, quotes, table)
    taken = {d.head for d in spoken}
    drafts = []
    for draft in spoken:
        known = table.verbs.get(draft.lemma)
        prior = known.frames.get("quote") if known and draft.frame == "quote" else None
        draft.chance = table.chance(
            prior or table.patterns[draft.frame], ["said " + of_speaker(a, draft.speaker, named)]
        )
        drafts.append(draft)
    for draft in find_asides(a, inside, table):
        if draft.head not in taken:
            prior = None
            if draft.frame == "aside":
                prior = table.verbs[lemma_of(a, draft.head)].frames.get("aside")
                taken.add(draft.head)
            elif draft.frame == "headline":
                prior = table.verbs[draft.lemma].frames.get("headline")
            elif draft.frame == "adverb":
                prior = table.adverbs[a.lowers[draft.head]].frames.get("adverb")
            draft.chance = table.chance(
                prior or table.patterns[draft.frame], ["said " + of_speaker(a, draft.speaker, named)]
            )
            drafts.append(draft)
    for token in range(len(a)):
        if not inside[token] and token not in taken:
            drafts.extend(_at(a, token, named, table))
    go_on(a, free, [d for d in drafts if d.frame in ("clause", "aside", "that")], table.patterns["goes on"])
    return [d for d in drafts if d.chance >= table.floor and _tidy(a, d, quotes)]


def _at(a: Analysis, token: int, named: list[bool], table: Speech) -> Iterator[Draft]:
    """The drafts whose cue is the word at a token."""
    lemma = lemma_of(a, token)
    if is_verb(a, token):
        cue_group = group(a, token)
        if cue_group[1] - token > 1:
            lemma = f"{lemma} {a.lowers[token + 1]}"
        cue = table.verbs.get(lemma)
        if cue is None:
            return
        contexts = of_verb(a, token)
        speaker = doer(a, token)
        first = _chained(a, token, cue_group[0], table)
        if first < cue_group[0]:
            contexts.append("chained")
        contexts.append(of_speaker(a, speaker, named))
        for frame, content, preposition in shapes(a, token):
            prior = cue.frames.get(frame)
            if prior is None and frame == "judgement":
                prior = cue.frames.get("object")
            if prior is not None:
                if speaker is None and cue.act in _MINDS:
                    continue
                last = preposition + 1 if preposition == cue_group[1] else cue_group[1]
                chance = table.chance(prior, [("clause: " if frame == "clause" else "other: ") + c for c in contexts])
                yield _draft(a, frame, token, (first, last), content, speaker, cue.act, chance, lemma)
    elif a.pos[token] == "NOUN":
        cue = table.nouns.get(lemma)
        if cue is None:
            return
        owner, how = noun_owner(a, token)
        for frame, content, preposition in noun_shapes(a, token):
            prior = cue.frames.get(frame)
            if prior is not None:
                last = preposition + 1 if preposition == token + 1 else token + 1
                chance = table.chance(prior, ["noun " + how, "noun " + of_speaker(a, owner, named)])
                yield _draft(a, "noun " + frame, token, (token, last), content, owner, cue.act, chance, lemma)
    elif a.pos[token] == "ADJ" and a.deps[token] == "acomp":
        cue = table.adjectives.get(lemma)
        if cue is None:
            return
        verb = a.heads[token]
        speaker = doer(a, verb)
        contexts = ["adjective " + of_speaker(a, speaker, named)]
        for frame, content, preposition in adjective_shapes(a, token):
            prior = cue.frames.get(frame)
            if prior is not None:
                last = preposition + 1 if preposition == token + 1 else token + 1
                first = group(a, verb)[0] if verb < token else token
                yield _draft(
                    a,
                    "adjective " + frame,
                    token,
                    (first, last),
                    content,
                    speaker,
                    cue.act,
                    table.chance(prior, contexts),
                    lemma,
                )


def _chained(a: Analysis, verb: int, first: int, table: Speech) -> int:
    """Where the cue begins when verbs like `seem to` and `go on to` stand before it."""
    for _ in range(4):
        head = a.heads[verb]
        if a.deps[verb] != "xcomp" or head >= verb or lemma_of(a, head) not in table.chains:
            break
        if any(a.heads[t] not in (verb, head) for t in range(head + 1, first)):
            break
        verb, first = head, group(a, head)[0]
    return first


def _draft(
    a: Analysis,
    frame: str,
    head: int,
    cue: Range,
    content: list[Range],
    speaker: int | None,
    act: str,
    chance: float,
    lemma: str,
) -> Draft:
    source = None
    if speaker is not None:
        floor, ceiling = (0, cue[0]) if speaker < head else (head + 1, len(a))
        source = phrase(a, speaker, floor, ceiling)
        if source[0] >= source[1]:
            source = None
    return Draft(frame, head, cue, content, speaker, source, act, chance, lemma=lemma)


def _tidy(a: Analysis, draft: Draft, quotes: list[Quote]) -> bool:
    """Take the cue and the source out of a draft's content; false when nothing is left of it."""
    source = draft.source if not draft.direct else None
    draft.content = [
        r for r in minus(draft.content, draft.cue, source) if any(w[:1].isalnum() for w in a.words[r[0] : r[1]])
    ]
    return bool(draft.content)
