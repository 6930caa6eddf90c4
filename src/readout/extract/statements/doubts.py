"""What is no statement, whatever a draft's chance: a narrator's own, the reader's, words that say nothing."""

from __future__ import annotations

from collections.abc import Callable

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, is_passive, lemma_of
from readout.extract.statements.labelled import by_layout
from readout.extract.statements.quotes import Quote
from readout.extract.statements.table import words
from readout.model import Analysis

_READER = frozenset({"you"})
_NARRATOR = frozenset({"i", "we"})
_PERSONAL = frozenset({"i", "me", "my", "we", "our", "you", "your"})
# From so many words for the writer and the reader in a thousand on, outside marks, a page is a personal one.
_OFTEN = 5.0
# The least chance of a narrator's statement; of anybody's on a personal page.
_TOLD, _PLAIN = 0.68, 0.60


def sound(a: Analysis, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """The drafts without those that nobody whom a reader could ask has said, or that say nothing."""
    marked = [False] * len(a)
    for quote in quotes:
        marked[quote.first : quote.last] = [True] * (quote.last - quote.first)
    personal = _is_personal(a, marked)
    why: tuple[Callable[[Analysis, Draft], bool], ...] = (_is_hollow, _is_silence, _is_of_nobody, _is_habit)
    kept = [d for d in drafts if by_layout(a, d) or not any(test(a, d) for test in why)]
    return [d for d in kept if by_layout(a, d) or not _is_narrators(a, d, marked, personal)]


def _is_personal(a: Analysis, marked: list[bool]) -> bool:
    """Whether a page is a writer's own account: a column, a review, advice to the reader."""
    count = sum(word in _PERSONAL and not inside for word, inside in zip(a.lowers, marked, strict=True))
    return 1000 * count > _OFTEN * len(a)


def _is_narrators(a: Analysis, draft: Draft, marked: list[bool], personal: bool) -> bool:
    """Whether the writer speaks, or speaks to the reader, and is not plainly quoting."""
    if marked[draft.head]:
        return False
    if personal and draft.chance < _PLAIN:
        return True
    word = a.lowers[draft.source[0]] if draft.source and draft.source[1] - draft.source[0] == 1 else ""
    return word in _READER or (word in _NARRATOR and draft.chance < _TOLD)


def _is_hollow(a: Analysis, draft: Draft) -> bool:
    """Whether a content only points to what was told before: `rejected that`, `disclosed this`."""
    own = [t for r in draft.content for t in range(*r) if a.words[t][:1].isalnum()]
    return not draft.direct and all(a.lowers[t] in words("hollow") for t in own)


def _is_silence(a: Analysis, draft: Draft) -> bool:
    """Whether someone only does not speak: `declined to comment`, `did not respond to a request for comment`."""
    own = {lemma_of(a, t) for r in draft.content for t in range(*r) if a.words[t][:1].isalnum()}
    cue = range(*draft.cue) if draft.cue else range(0)
    refuses = any(lemma_of(a, t) in words("refuses") or a.deps[t] == "neg" for t in cue)
    return refuses and own <= words("silent")


def _is_of_nobody(a: Analysis, draft: Draft) -> bool:
    """Whether a passive without a doer tells of a deed or a name: `was named chairman`, `anyone is asked to call`."""
    if draft.source is not None or draft.cue is None or draft.frame == "adverb" or draft.direct:
        return False
    return lemma_of(a, draft.head) in words("unsourced") and is_passive(a, draft.head)


def _is_habit(a: Analysis, draft: Draft) -> bool:
    """Whether a sentence only tells what a writer's field is, or what someone is called."""
    if draft.cue is None:
        return False
    lemma, tag = lemma_of(a, draft.head), a.tags[draft.head]
    if lemma in ("write", "blog") and tag in ("VBZ", "VBP") and not draft.direct:
        return a.lowers[draft.cue[1] - 1] in ("about", "for") or _opens(a, draft.content, ("about", "for"))
    named = lemma in ("name", "know", "dub") and tag == "VBN" and draft.source is not None
    return named and a.deps[draft.head] == "acl" and draft.source is not None and draft.source[1] <= draft.cue[0]


def _opens(a: Analysis, content: list[Range], some: tuple[str, ...]) -> bool:
    return bool(content) and a.lowers[content[0][0]] in some
