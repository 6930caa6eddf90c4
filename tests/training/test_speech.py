"""Training of the chances of cues: the fit finds the model that made-up candidates were drawn from, twice alike."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable

from readout.extract.statements.table import Chances
from readout.model import Analysis
from training.speech.__main__ import written
from training.speech.candidates import Candidate, Marked, candidates, closest
from training.speech.fit import fit

FRAMES = {"clause": 0.8, "object": 0.5}
WORDS = {"say": 1.0, "see": -1.5, "deny": 0.0}
CONTEXTS = {"clause: nested": -2.0, "clause: by name": 0.0, "object: by it": -1.0, "object: by name": 0.0}


def drawn(size: int) -> list[Candidate]:
    """Candidates that are right as often as the model above says."""
    draw = random.Random(7)
    made = []
    for _ in range(size):
        frame, lemma = draw.choice(list(FRAMES)), draw.choice(list(WORDS))
        context = draw.choice([c for c in CONTEXTS if c.startswith(frame)])
        odds = math.log(FRAMES[frame] / (1 - FRAMES[frame])) + WORDS[lemma] + CONTEXTS[context]
        made.append(Candidate(lemma, frame, (context,), draw.random() < 1 / (1 + math.exp(-odds))))
    return made


def test_fit_recovers_the_model() -> None:
    chances = fit(drawn(20_000))
    assert set(chances.weights) == {"clause: nested", "object: by it"}
    for context, weight in chances.weights.items():
        assert abs(weight - CONTEXTS[context]) < 0.2
    for frame, chance in FRAMES.items():
        for lemma, more in WORDS.items():
            odds = math.log(chance / (1 - chance)) + more
            assert abs(chances.of(frame, lemma, [f"{frame}: by name"]) - 1 / (1 + math.exp(-odds))) < 0.03


def test_rare_word_stays_near_its_frame() -> None:
    rows = drawn(2_000)
    rare = Candidate("opine", "clause", ("clause: by name",), False)
    chances = fit([*rows, rare])
    assert chances.of("clause", "opine", []) > 0.5 * chances.frames["clause"]
    assert chances.of("clause", "never seen", []) == chances.of("clause", "none", [])


def test_fit_and_file_are_the_same_each_time() -> None:
    rows = drawn(500)
    shuffled = random.Random(3).sample(rows, len(rows))
    first, second = written(fit(rows)), written(fit(shuffled))
    assert first == second
    read = json.loads(first)
    again = Chances(read["frames"], read["words"], read["weights"])
    assert again == fit(rows)


def test_candidates_are_right_where_content_and_source_are(analysed: Callable[..., Analysis]) -> None:
    text = "The mayor said the bridge was safe. Lopez denied that she knew."
    analysis = analysed(text)

    def place(words: str) -> set[int]:
        return set(range(text.index(words), text.index(words) + len(words)))

    marked = [Marked(place("The mayor"), place("the bridge was safe")), Marked(set(), place("that she knew"))]
    found = {(c.lemma, c.frame): c.right for c in candidates(analysis, marked)}
    assert found == {("say", "clause"): True, ("deny", "clause"): False}


def test_closest_needs_half_of_the_words() -> None:
    marked = Marked(set(), set(range(10)))
    assert closest(set(range(5, 15)), [marked] * 5) is marked
    assert closest(set(range(6, 16)), [marked] * 4) is None
