"""The parse with mentions and events as CoNLL-U: each article is analysed anew, its tokens are those readout saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import line, text

if TYPE_CHECKING:
    from readout.model import Analysis, Record

_SPACES = {" ": "\\s", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", "|": "\\p"}
_BLANK = re.compile(r"\s")
# What would end a value of MISC.
_ENDS = re.compile(r"[\s|=]")
_HEAD = "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC\n# global.Entity = eid-etype\n"


def write(corpus: Corpus) -> Iterator[str]:
    """A sentence a piece; blank lines part them."""
    from readout.analyse import analyse

    records, same = tee(corpus.records)
    # Harmful characters are out before the parse: some of them no parser takes.
    articles = (replace(r.article, text=text(r.article.text)) for r in records)
    head = _HEAD
    for record, analysis in zip(same, analyse(articles), strict=True):
        for sentence in _sentences(record, analysis):
            yield head + sentence
            head = ""


def _sentences(record: Record, a: Analysis) -> Iterator[str]:
    marks, words = _marks(record, a), text(record.article.text)
    article = line(record.article.id, 200).replace(" ", "_")
    for number, (first, last) in enumerate(a.sentences, 1):
        out = [f"# newdoc id = {article}\n"] if number == 1 else []
        out.append(f"# sent_id = {article}-{number}\n# text = {_line(words[a.starts[first] : a.ends[last - 1]])}\n")
        heads = _heads(a, first, last)
        out += (_token(a, t, first, heads[t - first], marks.get(t, ()), words) for t in range(first, last))
        yield "".join(out) + "\n"


def _line(words: str) -> str:
    return " ".join(words.split())


def _heads(a: Analysis, first: int, last: int) -> list[int]:
    """The numbers of the tokens' heads, 0 for the root; a sentence has one: further ones hang on the first."""
    roots = [t for t in range(first, last) if a.heads[t] == t or not first <= a.heads[t] < last]
    return [
        (0 if token == roots[0] else roots[0] - first + 1) if token in roots else a.heads[token] - first + 1
        for token in range(first, last)
    ]


def _token(a: Analysis, token: int, first: int, head: int, marks: Iterable[str], words: str) -> str:
    form = _field(words[a.starts[token] : a.ends[token]])
    relation = "root" if head == 0 else (a.deps[token].lower() or "dep")
    relation = "dep" if head and relation == "root" else relation
    misc = [*marks, *_space(a, token, words)]
    columns = (
        *(str(token - first + 1), form, _field(text(a.lemmas[token])), a.pos[token] or "X", _field(a.tags[token]), "_"),
        *(str(head), relation, "_", "|".join(misc) or "_"),
    )
    return "\t".join(columns) + "\n"


def _field(words: str) -> str:
    """What a column holds: never empty, without blanks that would end it."""
    return _BLANK.sub("\u00a0", words) or "_"


def _space(a: Analysis, token: int, words: str) -> Iterator[str]:
    """What stands between a token and the next, so that the text can be put together again."""
    begin = words[: a.starts[0]] if token == 0 else ""
    if begin:
        yield f"SpacesBefore={_escaped(begin)}"
    after = words[a.ends[token] : a.starts[token + 1]] if token + 1 < len(a) else words[a.ends[token] :]
    if not after:
        yield "SpaceAfter=No"
    elif after != " ":
        yield f"SpacesAfter={_escaped(after)}"


def _escaped(words: str) -> str:
    return "".join(_SPACES.get(c, c if not c.isspace() else "\\s") for c in words)


def _marks(record: Record, a: Analysis) -> dict[int, list[str]]:
    """The MISC column of tokens: entities in CorefUD's brackets, each token's events, statements and times."""
    opened: dict[int, list[tuple[int, str]]] = {}
    closed: dict[int, list[tuple[int, str]]] = {}
    for entity in record.entities:
        for mention in entity.mentions:
            first, last = a.tokens(mention.start, mention.end)
            if last - first == 1:
                opened.setdefault(first, []).append((0, f"({entity.id}-{entity.kind})"))
            elif last > first:
                opened.setdefault(first, []).append((first - last, f"({entity.id}-{entity.kind}"))
                closed.setdefault(last - 1, []).append((-first, f"{entity.id})"))
    marks: dict[int, list[str]] = {}
    for token in sorted({*opened, *closed}):
        value = "".join(w for _, w in (*sorted(closed.get(token, ())), *sorted(opened.get(token, ()))))
        marks.setdefault(token, []).append(f"Entity={value}")
    for event in record.events:
        for token in range(*a.tokens(event.trigger.start, event.trigger.end)):
            marks.setdefault(token, []).append(f"Event={event.id}:{event.type}:{event.status}:{event.probability:.2f}")
    for statement in record.statements:
        for piece in statement.content:
            for token in range(*a.tokens(piece.start, piece.end)):
                marks.setdefault(token, []).append(f"Said={statement.id}")
    for time in record.times:
        for token in range(*a.tokens(time.start, time.end)):
            marks.setdefault(token, []).append(f"Time={time.id}:{time.value}")
    return {token: _joined(values) for token, values in marks.items()}


def _joined(values: list[str]) -> list[str]:
    """One value for each name, several of them with commas, in the order of the names."""
    found: dict[str, list[str]] = {}
    for value in values:
        name, _, rest = value.partition("=")
        found.setdefault(name, []).append(rest)
    return [f"{name}={_ENDS.sub('_', text(','.join(found[name])))}" for name in sorted(found)]


FORMATS = (
    Exporter("conllu", "text/x-conllu", ".conllu", "CoNLL-U for annotators: the parse with mentions and events", write),
)
