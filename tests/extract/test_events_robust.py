"""Events of any text and of any parse: nothing crashes, and everything rests on the text."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readout.extract import Cast, find_entities, find_events, find_statements, find_times
from readout.model import Analysis, Article, Block, Entity, EntityKind, Event, Mention

TAGS = ["NN", "NNS", "NNP", "VB", "VBD", "VBZ", "VBN", "VBG", "IN", "TO", "PRP", "MD", "DT", "CD", "WP", "."]
POS = ["NOUN", "PROPN", "VERB", "AUX", "ADP", "PRON", "DET", "NUM", "ADJ", "PUNCT"]
DEPS = [
    "nsubj", "nsubjpass", "dobj", "pobj", "prep", "xcomp", "ccomp", "advcl", "acl", "relcl", "conj", "appos",
    "poss", "amod", "compound", "ROOT", "aux", "auxpass", "neg", "prt", "agent", "attr", "acomp", "pcomp",
    "mark", "nummod",
]  # fmt: skip
WORDS = [
    "Russia", "met", "visit", "to", "talks", "held", "who", "by", "agreed", "attack", "on", "supplier",
    "become", "Xi", "war", "guests", "include", "not", "will", "said", "accused", "of", "27", "leaders", "the",
    "expected", "attend", "parade",
]  # fmt: skip


def check(a: Analysis, cast: Cast, events: tuple[Event, ...]) -> None:
    assert [e.id for e in events] == [f"v{number}" for number in range(1, len(events) + 1)]
    assert [e.trigger.start for e in events] == sorted(e.trigger.start for e in events)
    for event in events:
        assert 0 <= event.trigger.start < event.trigger.end <= len(a.article.text)
        assert {p.entity for p in event.participants} <= cast.by_id.keys()
        assert event.place is None or event.place in cast.by_id
        assert len({p.entity for p in event.participants}) == len(event.participants)


def garbage(seed: int, length: int, sentence: int = 30) -> tuple[Analysis, Cast]:
    """A parse that no parser would give: heads in circles, any tags, self-headed tokens, mentions anywhere."""
    pick = random.Random(seed)
    words = [pick.choice(WORDS) for _ in range(length)]
    text = " ".join(words)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    sentences = [(low, min(low + sentence, length)) for low in range(0, length, sentence)]
    heads = [pick.randrange(low, high) for low, high in sentences for _ in range(low, high)]
    children: list[list[int]] = [[] for _ in words]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    a = Analysis(
        Article("x", "x", text, published="2025-05-08", blocks=(Block("paragraph", 0, len(text)),)),
        words,
        [w.lower() for w in words],
        [w.lower() for w in words],
        [pick.choice(TAGS) for _ in words],
        [pick.choice(POS) for _ in words],
        [pick.choice(DEPS) for _ in words],
        heads,
        starts,
        [s + len(w) for s, w in zip(starts, words, strict=True)],
        children,
        [(low, high) for low, high in sentences for _ in range(low, high)],
        sentences,
        [number for number, (low, high) in enumerate(sentences) for _ in range(low, high)],
        [0] * length,
        [],
    )
    kinds: list[EntityKind] = ["person", "country", "place", "group", "organisation"]
    entities = tuple(
        Entity(
            f"e{n}",
            pick.choice(kinds),
            f"N{n}",
            country=pick.choice([None, "RUS"]),
            mentions=tuple(Mention(starts[t], starts[t] + len(words[t]), "name") for t in range(n, length, 17)),
        )
        for n in range(min(17, length))
    )
    return a, Cast(a, entities)


def test_any_parse() -> None:
    for seed in range(60):
        a, cast = garbage(seed, 1 + seed * 5)
        check(a, cast, find_events(a, cast, (), ()))


def test_time_grows_with_length_only() -> None:
    find_events(*garbage(0, 100), (), ())
    spent = []
    for length in (3_000, 24_000):
        a, cast = garbage(1, length)
        start = time.process_time()
        find_events(a, cast, (), ())
        spent.append(time.process_time() - start)
    assert spent[1] < 24 * max(spent[0], 0.02)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *WORDS,
                    "met",
                    "visited",
                    "attacked Poland",
                    "signed a deal",
                    ".",
                    ",",
                    '"',
                    "—",
                    "🙂",
                    "שלום",
                    "\u200b",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=40,
    )
)
def test_any_text(analysed: Callable[..., Analysis], parts: list[str]) -> None:
    a = analysed(" ".join(parts).replace("\r", " "), published="2025-05-08")
    cast, times = find_entities(a), find_times(a)
    check(a, cast, find_events(a, cast, times, find_statements(a, cast, times)))
