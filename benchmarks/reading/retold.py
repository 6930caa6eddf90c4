"""Made copies, light edits, updates and rewrites of articles, and articles that only share a topic, a quotation or a
paragraph of background. Everything is drawn from a seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
import yaml

from readout.model import Article

_WORDING = Path(__file__).with_name("rewording.yaml")
_SENTENCE = re.compile(r"(?<=[.!?]['\"”’])\s+(?=[\"“A-Z])|(?<=[.!?])\s+(?=[\"“A-Z])")
_QUOTED = re.compile(r"(\"[^\"]+\"|“[^”]+”)")
_SAID = re.compile(r"^(?P<what>[^\"“”]{40,}), (?P<who>(?:[A-Z][\w.’'-]+ ){1,4})said(?P<when> (?:on )?[A-Z]\w+day)?\.$")
_AGENCIES = ("AP", "Reuters", "AFP", "dpa", "UPI")
_TOWNS = ("LONDON", "GENEVA", "WASHINGTON", "CAIRO", "SYDNEY", "BRUSSELS")


class Told(NamedTuple):
    """An article, and what it is to the article it was made of: `source` its number there, "" for those themselves."""

    article: Article
    source: int
    kind: str


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, roughly."""
    return [s for s in _SENTENCE.split(paragraph) if s]


@cache
def _wording() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    groups: list[list[str]] = yaml.safe_load(_WORDING.read_text(encoding="utf-8"))
    others: dict[str, list[str]] = {}
    for group in groups:
        for word in group:
            others.setdefault(word, []).extend(w for w in group if w != word)
    longest = sorted(others, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?!\w)"), others


def reworded(sentence: str, share: float, random: Random) -> str:
    """A sentence with so large a share of the words that can be exchanged exchanged; quotations are kept."""
    pattern, others = _wording()

    def other(found: re.Match[str]) -> str:
        return random.choice(others[found[0]]) if random.random() < share else found[0]

    parts = _QUOTED.split(sentence)
    return "".join(part if n % 2 else pattern.sub(other, part) for n, part in enumerate(parts))


def _turned(sentence: str, random: Random) -> str:
    """The speaker before the words, or the last clause before the first, where the sentence lets one."""
    if found := _SAID.match(sentence):
        what = found["what"]
        return f"{found['who'].strip()} said{found['when'] or ''} that {what[0].lower()}{what[1:]}."
    head, comma, tail = sentence.rstrip(".").partition(", ")
    small = tail[:1].islower() and not _QUOTED.search(sentence)
    if comma and small and head.count(" ") >= 3 and tail.count(" ") >= 3 and random.random() < 0.6:
        return f"{tail[0].upper()}{tail[1:]}, {head[0].lower()}{head[1:]}."
    return sentence


def same(text: str, random: Random) -> str:
    """The very words in another layout."""
    gap = random.choice(("\n", "\n\n", " \n"))
    return gap.join(paragraphs(text)).replace("’", "'")


def light(text: str, random: Random) -> str:
    """A syndicated copy: dateline and agency, a few words changed, a paragraph or the end left out."""
    parts = paragraphs(text)
    if len(parts) > 5 and random.random() < 0.6:
        parts = parts[: max(4, int(len(parts) * random.uniform(0.65, 0.95)))]
    if len(parts) > 5 and random.random() < 0.5:
        del parts[random.randrange(1, len(parts) - 1)]
    parts = [" ".join(reworded(s, 0.12, random) for s in sentences(p)) for p in parts]
    if random.random() < 0.6:
        parts[0] = f"{random.choice(_TOWNS)} ({random.choice(_AGENCIES)}) - {parts[0]}"
    if random.random() < 0.4:
        parts.append(f"Copyright {random.choice(_AGENCIES)}. All rights reserved.")
    return "\n".join(parts)


def updated(text: str, random: Random) -> str:
    """A later state of a page: sentences added, taken away and reworded."""
    parts = [sentences(p) for p in paragraphs(text)]
    for _ in range(random.randint(1, 5)):
        part = random.choice(parts)
        at = random.randrange(len(part) or 1)
        how = random.choice(("add", "drop", "change"))
        if how == "add":
            part.insert(at, f"The figure was later put at {random.randint(2, 900)}, a spokeswoman said.")
        elif how == "drop" and len(part) > 1:
            del part[at]
        elif part:
            part[at] = reworded(part[at], 0.8, random)
    return "\n".join(" ".join(part) for part in parts if part)


def rewrite(text: str, random: Random) -> str:
    """The article told anew: a third left out, the order loosened, clauses turned, words exchanged, quotations kept."""
    told = [s for p in paragraphs(text) for s in sentences(p)]
    kept = [s for n, s in enumerate(told) if n < 2 or random.random() > 0.33]
    moved = [s for _, s in sorted((n + random.uniform(0, 4), s) for n, s in enumerate(kept))]
    new = [reworded(_turned(s, random), 1.0, random) for s in moved]
    paragraph, out = [], []
    for sentence in new:
        paragraph.append(sentence)
        if len(paragraph) >= random.randint(1, 3):
            out.append(" ".join(paragraph))
            paragraph = []
    return "\n".join([*out, *([" ".join(paragraph)] if paragraph else [])])


def quoting(text: str, other: str, random: Random) -> str:
    """Another article with a quotation or a paragraph of background out of this one: no copy of it."""
    lent = paragraphs(text)
    parts = paragraphs(other)
    most = len(other) // 5
    short = [p for p in lent if len(p) <= most] or [lent[0][:most].rpartition(" ")[0]]
    parts.insert(random.randrange(len(parts)) + 1, max(short, key=len))
    return "\n".join(parts)


_WAYS: tuple[tuple[str, Callable[[str, Random], str]], ...] = (
    ("same", same),
    ("copy", light),
    ("update", updated),
    ("rewrite", rewrite),
)


def made(articles: list[Article], seed: int = 1) -> Iterator[Told]:
    """The articles themselves, and of every second one each kind of retelling, and one that only borrows from it."""
    random = Random(seed)
    for number, article in enumerate(articles):
        yield Told(article, number, "")
    for number, article in enumerate(articles):
        if number % 2:
            continue
        for kind, way in _WAYS:
            page = article.url if kind == "update" else f"https://{kind}.example/{number}"
            yield Told(_as(article, f"{kind}{number}", way(article.text, random), page, kind), number, kind)
        # A rewrite of the next article that has a paragraph of this one in it.
        borrower = (number + 1) % len(articles)
        text = quoting(article.text, rewrite(articles[borrower].text, random), random)
        page = f"https://quoting.example/{number}"
        yield Told(_as(articles[borrower], f"quoting{number}", text, page, "quoting"), borrower, "rewrite")


def _as(article: Article, name: str, text: str, page: str | None, outlet: str) -> Article:
    publisher = article.publisher if outlet == "update" else outlet
    return msgspec.structs.replace(article, id=name, text=text, url=page, publisher=publisher)
