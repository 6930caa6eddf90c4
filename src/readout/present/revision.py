"""What changed between two states of an article, and which articles are one story told again, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readout.link.copies import Pair, groups
from readout.link.revision import Altered, Revision
from readout.model import Article, Span
from readout.present.words import plain, visible

_GONE, _COME, _DIM, _END = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"
_TOLD = {"same": "the same words", "copy": "a copy", "update": "an update", "rewrite": "a rewrite"}


def render(older: Article, newer: Article, changes: Revision, *, colour: bool = False) -> str:
    """The changes for reading: `-` stood in the older text, `+` stands in the newer one; [-gone-] and {+come+}."""
    lines = []
    for field in changes.fields:
        lines += [plain(field.about), f"  - {field.before or 'none'}", f"  + {field.after or 'none'}"]
    for one in changes.sentences:
        lines.append(one.change)
        if one.before and one.change != "moved":
            lines.append("  - " + _marked(older.text, one.before, one.gone, ("[-", "-]"), _GONE, colour))
        if one.after:
            sign = "~" if one.change == "moved" else "+"
            lines.append(f"  {sign} " + _marked(newer.text, one.after, one.come, ("{+", "+}"), _COME, colour))
    counts = ", ".join(f"{number} {change}" for change, number in _counted(changes.sentences))
    lines.append(f"{counts or 'no sentence changed'}; {changes.kept} as they were")
    return "".join(f"{line}\n" for line in lines)


def found(articles: Sequence[Article], pairs: Iterable[Pair], *, colour: bool = False) -> str:
    """Each story told again: its first article, and below it what the others are to one of those before them."""
    pairs = list(pairs)
    lines = []
    for group in groups(pairs, len(articles)):
        told = [pair for pair in pairs if pair.one in group]
        later = {pair.other for pair in told}
        first = min(n for n in group if n not in later) if set(group) - later else group[0]
        lines.append(_named(articles[first], colour))
        for other in sorted(set(group) - {first}):
            own = [pair for pair in told if other in (pair.one, pair.other)]
            best = max(own, key=lambda pair: (first in (pair.one, pair.other), pair.runs))
            source = best.one if best.other == other else best.other
            of = "" if source == first else f" of {articles[source].id}"
            lines.append(f"  {_TOLD[best.kind]}{of}, {best.runs:.0%} of it: {_named(articles[other], colour)}")
    return "".join(f"{line}\n" for line in lines)


def _counted(sentences: Sequence[Altered]) -> list[tuple[str, int]]:
    kinds = [one.change for one in sentences]
    return [(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)]


def _named(article: Article, colour: bool) -> str:
    said = ", ".join(part for part in (article.publisher, (article.published or "")[:16]) if part)
    name = f"{_DIM}{article.id}{_END}" if colour else article.id
    return f"{name}  {visible(article.headline or article.source)}{f' ({visible(said)})' if said else ''}"


def _marked(text: str, span: Span, inner: Sequence[Span], marks: tuple[str, str], shade: str, colour: bool) -> str:
    """A sentence with the words that differ marked; the whole of it is left as it is where all of it is new or gone."""
    out, at = [], span.start
    before, after = (shade, _END) if colour else marks
    for one in inner:
        out += [visible(text[at : one.start]), before, visible(text[one.start : one.end]), after]
        at = one.end
    return " ".join("".join([*out, visible(text[at : span.end])]).split())
