"""A statement in the making, by token numbers."""

from __future__ import annotations

from dataclasses import dataclass

from readout.extract.statements.grammar import Range


@dataclass(slots=True)
class Draft:
    """A cue, who stands behind it and what they say; `frame` is the pattern that found it.

    `head` is the token that carries the cue, `speaker` the head of the source's words, `contexts` name what makes a
    draft more or less likely; `chance` is the share of such drafts that are right, `alone` that share were it not
    inside another's words.
    """

    frame: str
    head: int
    cue: Range | None
    content: list[Range]
    speaker: int | None = None
    source: Range | None = None
    act: str = "say"
    chance: float = 0.0
    direct: bool = False
    lemma: str = ""
    alone: float = 0.0
    contexts: tuple[str, ...] = ()
