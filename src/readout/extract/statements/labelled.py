"""Words whose layout names their speaker: `"We stay." — Ann Lee`, and the turns of a transcript, `LEE: We stay.`"""

from __future__ import annotations

import re
from collections import Counter

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, is_verb
from readout.extract.statements.quotes import Quote
from readout.model import Analysis

_DASHES = frozenset({"—", "–", "--", "―"})
_MARKS = "”\"'’"
_PARTICLES = frozenset({"al", "ben", "da", "de", "del", "den", "der", "di", "du", "la", "le", "van", "von"})
# The most tokens of a name behind a dash.
_LONGEST = 8
_LABEL = re.compile(r"[\"“”‘']?((?:[^\W\d_][\w.'’-]*[ ]){0,4}[^\W\d_][\w.'’-]*)[ ]?:\s")
# From so many labelled paragraphs on, of which one comes again, a text is a transcript.
_TURNS = 3
# `(CROSSTALK)`, `[applause]`: nobody's words.
_NOISE = re.compile(r"(?:[^\w(\[]*+[(\[][^)\]]*+[)\]])++\W*")


def by_layout(a: Analysis, draft: Draft) -> bool:
    """Whether marks alone, no word, tie a draft's words to their speaker."""
    return (
        draft.direct and draft.cue is not None and not any(c.isalnum() for t in range(*draft.cue) for c in a.words[t])
    )


def signed(a: Analysis, quote: Quote) -> Draft | None:
    """A passage with its speaker's name behind a dash, at the end of the paragraph, line or sentence."""
    dash = quote.last if a.words[quote.last - 1].strip(_MARKS) not in _DASHES else quote.last - 1
    if dash >= len(a) or a.words[dash].strip(_MARKS) not in _DASHES or a.block_of[dash] != quote.block:
        return None
    end = dash + 1
    while end < min(len(a), dash + 1 + _LONGEST) and _in_name(a, end, dash + 1):
        end += 1
    while end > dash + 1 and not a.words[end - 1][:1].isupper():
        end -= 1
    if end == dash + 1 or (end < len(a) and _same_line(a, end) and is_verb(a, end)):
        return None  # nobody, or a sentence of its own
    here = (quote.first, quote.last if quote.last <= dash else dash)
    return Draft("quote", dash, (dash, dash + 1), [here], end - 1, (dash + 1, end), direct=True, lemma="say")


def _in_name(a: Analysis, token: int, first: int) -> bool:
    word = a.words[token]
    named = word[:1].isupper() or (token > first and word in _PARTICLES)
    return named and a.block_of[token] == a.block_of[first - 1] and (token == first or _same_line(a, token))


def _same_line(a: Analysis, token: int) -> bool:
    """Whether a token stands in the paragraph and line of the one before it."""
    between = a.article.text[a.ends[token - 1] : a.starts[token]]
    return a.block_of[token] == a.block_of[token - 1] and "\n" not in between


def turns(a: Analysis) -> list[Draft]:
    """What each speaker of a transcript says in turn, paragraphs without a label between two turns included."""
    text, blocks = a.article.text, a.article.blocks
    labels = {
        number: match
        for number, block in enumerate(blocks)
        if block.kind in ("paragraph", "heading") and (match := _LABEL.match(text, block.start, block.end))
    }
    people = _people(a, {n for n in labels if blocks[n].kind == "paragraph"})
    others = {n for n, m in labels.items() if m[1].isupper()}  # whose words these are, the text may tell nowhere else
    labels = {n: m for n, m in labels.items() if _surname(m) in people}
    if len(labels) < _TURNS or max(Counter(_surname(m) for m in labels.values()).values()) < 2:
        return []
    drafts: list[Draft] = []
    for number, block in enumerate(blocks[: max(labels) + 1]):
        label = labels.get(number)
        if label is not None and (draft := _turn(a, label, block.end)) is not None:
            drafts.append(draft)
        elif drafts and number not in others and not _NOISE.fullmatch(text, block.start, block.end):
            drafts[-1].content.append(a.tokens(block.start, block.end))
    return drafts


def _surname(label: re.Match[str]) -> str:
    return label[1].split()[-1].lower()


def _people(a: Analysis, labelled: set[int]) -> set[str]:
    """The words, in small letters, of persons named elsewhere than at the start of these paragraphs."""
    return {
        a.lowers[token]
        for name in a.names
        if name.label == "PERSON"
        for token in range(name.first, name.last)
        if a.block_of[name.first] not in labelled
        or a.starts[name.first] > a.article.blocks[a.block_of[name.first]].start + 1
    }


def _turn(a: Analysis, label: re.Match[str], end: int) -> Draft | None:
    source = a.tokens(*label.span(1))
    colon = source[1]
    content: Range = a.tokens(label.end(), end)
    if source[0] >= source[1] or colon >= len(a) or a.words[colon] != ":" or content[0] >= content[1]:
        return None
    return Draft("quote", colon, (colon, colon + 1), [content], colon - 1, source, direct=True, lemma="say")
