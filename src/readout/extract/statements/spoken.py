"""Direct speech: each passage in quote marks that is a sentence of its own, with the cue before or behind it."""

from __future__ import annotations

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import (
    RELATIVE,
    Range,
    agent,
    child,
    doer,
    group,
    is_passive,
    is_verb,
    lemma_of,
    phrase,
    quoting,
    subject,
    trim,
)
from readout.extract.statements.labelled import signed
from readout.extract.statements.quotes import Quote
from readout.extract.statements.table import Speech
from readout.model import Analysis

_STOPS = frozenset({".", "!", "?", ";", "…", "..."})
# The longest way, in tokens, from a passage to its cue.
_REACH = 45
_SENTENCE_ENDS = frozenset({"", ".", "!", "?", "”", '"', "…", "'", "’", ")", ":"})


def find_spoken(a: Analysis, quotes: list[Quote], table: Speech) -> tuple[list[Draft], list[Quote]]:
    """The drafts of direct speech, and the passages that no cue is found for.

    Passages with one cue, and those that go on where the same speaker stopped, are one draft.
    """
    whole = [q for q in quotes if q.whole or _follows(a, q, table)]
    drafts: list[Draft] = []
    free: list[Quote] = []
    waiting: list[Quote] = []  # passages whose speaker may be named behind the next one
    last: Draft | None = None
    for number, quote in enumerate(whole):
        before = whole[number - 1] if number and whole[number - 1].block == quote.block else None
        after = whole[number + 1] if number + 1 < len(whole) and whole[number + 1].block == quote.block else None
        cue = _cue(a, quote, before, after, table)
        here = (quote.first, quote.last)
        name = signed(a, quote) if cue is None else None
        if waiting and _wordy(a, waiting[-1].last, quote.first):
            free += waiting
            waiting = []
        if cue is not None and (last is None or cue != last.head):
            last = _draft(a, cue, here, quote, table)
            last.content[:0] = [(q.first, q.last) for q in waiting]
            waiting = []
            drafts.append(last)
        elif name is not None:
            name.content[:0] = [(q.first, q.last) for q in waiting]
            waiting, last = [], None
            drafts.append(name)
        elif last is not None and (cue is not None or _goes_on(a, quote, last)):
            last.content.append(here)
        else:
            waiting.append(quote)
            last = None
    return drafts, free + waiting


def _wordy(a: Analysis, first: int, last: int) -> bool:
    """Whether tokens [first, last) hold a word."""
    return any(w[:1].isalnum() for w in a.words[first:last])


def _draft(a: Analysis, cue: int, here: Range, quote: Quote, table: Speech) -> Draft:
    known = table.verbs.get(lemma_of(a, cue))
    first, last = group(a, cue)
    who = doer(a, cue) if is_verb(a, cue) else None
    if is_passive(a, cue):
        who = subject(a, cue) if quoting(a, cue) is not None else agent(a, cue)
    elif who is None or here[0] <= who < here[1]:
        who = _beside(a, cue, here)
    draft = Draft("quote", cue, (first, last), [here], who, None, known.act if known else "say")
    draft.direct, draft.lemma = True, lemma_of(a, cue)
    if who is not None:
        floor, ceiling = (0, first) if who < cue else (last, len(a))
        if who < quote.first:  # the speaker's words never reach into the passage, on whichever side they stand
            ceiling = min(ceiling, quote.first)
        else:
            floor = max(floor, quote.last)
        source = trim(a, floor, ceiling) if _reads(a, cue) else phrase(a, who, floor, ceiling)
        draft.source = source if source[0] < source[1] else None
    if quote.lead == "," and cue < quote.first:
        said = child(a, cue, "ccomp")
        if said is not None and draft.source and a.edges[said][1] <= draft.source[0]:
            draft.content.insert(0, trim(a, *a.edges[said]))
    behind = child(a, cue, "ccomp")
    if behind is not None and a.edges[behind][0] > max(cue, quote.last) and _opens_with_that(a, behind):
        draft.content.append(trim(a, *a.edges[behind]))
    return draft


def _opens_with_that(a: Analysis, verb: int) -> bool:
    mark = child(a, verb, "mark")
    return mark is not None and a.lowers[mark] == "that"


def go_on(a: Analysis, free: list[Quote], drafts: list[Draft], sure: float) -> None:
    """Give a passage without a cue to the sure reported statement in the sentence before it, of the same paragraph."""
    best: dict[int, Draft] = {}
    for draft in drafts:
        sentence = a.sentence_of[draft.head]
        if draft.chance >= sure and (sentence not in best or draft.chance > best[sentence].chance):
            best[sentence] = draft
    for quote in free:
        before = quote.first - 1
        if before < 0 or quote.lead not in _SENTENCE_ENDS or a.block_of[before] != quote.block:
            continue
        told = best.get(a.sentence_of[before])
        # The mark itself may be in the sentence before: the word behind it counts.
        if told is not None and a.sentence_of[min(quote.first + 1, quote.last - 1)] != a.sentence_of[before]:
            told.content.append((quote.first, quote.last))
            best[a.sentence_of[quote.last - 1]] = told


def _beside(a: Analysis, cue: int, here: Range) -> int | None:
    """The noun next to a cue whose subject the parse does not know: `said X` behind the passage, else `X said`."""
    steps = range(cue + 1, min(cue + 7, len(a))) if here[1] <= cue else range(0)
    for token in steps:
        if a.pos[token] in ("PROPN", "NOUN", "PRON"):
            while a.heads[token] == token + 1 and a.deps[token] == "compound":
                token += 1
            return token
        if a.pos[token] not in ("DET", "ADJ", "NUM"):
            break
    for token in range(cue - 1, max(cue - 5, -1), -1):
        if here[0] <= token < here[1] or a.words[token] in _STOPS:
            break
        if a.pos[token] in ("PROPN", "NOUN", "PRON"):
            return token
    return None


def _cue(a: Analysis, quote: Quote, before: Quote | None, after: Quote | None, table: Speech) -> int | None:
    """The verb that says a passage."""
    lead = _cue_before(a, quote, before, table)
    tight = lead is not None and quote.first - lead <= 4
    if tight and quote.lead in (",", ":"):
        return lead
    behind = None
    if quote.tail != ".":
        behind = _cue_behind(a, quote, after, table)
    if behind is not None and not (lead is not None and quote.lead == ":"):
        return behind
    return lead


def _cue_behind(a: Analysis, quote: Quote, after: Quote | None, table: Speech) -> int | None:
    stop = min(len(a), quote.last + _REACH)
    if after is not None:
        stop = min(stop, after.first)
    spare = None
    for token in range(quote.last, stop):
        if a.block_of[token] != quote.block or a.words[token] in _STOPS:
            break
        if _reads(a, token):
            return token
        if not is_verb(a, token) or not _says(a, token, table):
            continue
        own = subject(a, token)
        if own is not None and a.lowers[own] in RELATIVE and own >= quote.last:
            continue
        if own is not None and (own >= quote.last or token - quote.last <= 1):
            return token
        if spare is None and (
            a.tags[token] in ("VBD", "VBZ", "VBN", "VBP") and (token - quote.last <= 4 or doer(a, token) is not None)
        ):
            spare = token
    return spare


def _reads(a: Analysis, token: int) -> bool:
    """Whether a word that the tagger takes for a noun is the verb of a writing: `the banner read.`"""
    return a.lowers[token] == "read" and a.pos[token] == "NOUN" and a.words[min(token + 1, len(a) - 1)] in _STOPS


def _cue_before(a: Analysis, quote: Quote, before: Quote | None, table: Speech) -> int | None:
    floor = max(0, quote.first - _REACH)
    block = quote.block
    if quote.lead == "" and quote.first > 0 and a.words[quote.first - 1].endswith(":"):
        block = a.block_of[quote.first - 1]
    elif quote.lead not in (",", ":", "—", "–", "-", ";") and quote.whole:
        return None
    if before is not None:
        floor = max(floor, before.last)
    for token in range(quote.first - 1, floor - 1, -1):
        if a.block_of[token] != block or a.words[token] in _STOPS:
            break
        if is_verb(a, token) and _says(a, token, table) and a.deps[token] != "relcl":
            return token
    return None


def _says(a: Analysis, token: int, table: Speech) -> bool:
    cue = table.verbs.get(lemma_of(a, token))
    return cue is not None and "quote" in cue.frames


def _reach(a: Analysis, draft: Draft) -> int:
    """The token behind a draft: the end of its last passage or of the sentence of its cue."""
    end = draft.content[-1][1]
    if draft.cue is not None:
        end = max(end, a.sentences[a.sentence_of[draft.head]][1])
    return end


def _goes_on(a: Analysis, quote: Quote, last: Draft) -> bool:
    """Whether a passage without a cue stands right behind the last speaker's words."""
    end = _reach(a, last)
    return quote.lead in _SENTENCE_ENDS and not _wordy(a, end, quote.first)


def _follows(a: Analysis, quote: Quote, table: Speech) -> bool:
    """Whether a passage stands right behind its verb: `writing "We stay."`, `he said, "is over"`."""
    before = quote.first - 1
    if before >= 1 and a.words[before] in (",", ":") and a.block_of[before - 1] == quote.block:
        return is_verb(a, before - 1) and _says(a, before - 1, table)
    return before >= 0 and quote.opens_sentence and is_verb(a, before) and _says(a, before, table)
