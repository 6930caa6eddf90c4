"""Which statements tell an event."""

from __future__ import annotations

from readout.extract.events.grammar import DEPTH
from readout.extract.events.kinds import words
from readout.extract.events.reading import Found
from readout.extract.status import claims
from readout.extract.verbs import form, is_verb
from readout.model import Analysis, Span, Statement


def is_claimed(a: Analysis, token: int) -> bool:
    """Whether a token stands in the clause of a noun for somebody's claim: `confirmation that`, `allegations that`."""
    for _ in range(DEPTH):
        head = a.heads[token]
        if head == token or a.deps[token] == "relcl":
            return False
        if a.deps[token] in ("acl", "ccomp") and a.lemmas[head].lower() in words("claims") and not is_verb(a, head):
            return True
        token = head
    return False


def is_free(a: Analysis, one: Found, statement: Statement) -> bool:
    """Whether a statement is the deed that its own words tell, so that it is no source: `"We back her," he said`."""
    if not one.frame.kind.speech or statement.speaker not in {e.id for e in one.of("actor")}:
        return False
    token, cue = one.trigger.token, statement.cue
    governed = cue is not None and cue.start <= a.starts[a.heads[token]] < cue.end
    return form(a, token) == "present" or (governed and a.deps[token] in ("xcomp", "dobj"))


class Sources:
    """Statements by the sentences that their content touches."""

    def __init__(self, analysis: Analysis, statements: tuple[Statement, ...]) -> None:
        self._a = analysis
        self._in: dict[int, list[Statement]] = {}
        for statement in statements:
            for number in {n for span in statement.content for n in self._sentences(span)}:
                self._in.setdefault(number, []).append(statement)

    def _sentences(self, span: Span) -> range:
        first, last = self._a.tokens(span.start, span.end)
        return range(self._a.sentence_of[first], self._a.sentence_of[last - 1] + 1) if first < last else range(0)

    def of(self, token: int) -> list[Statement]:
        """The statements whose content holds a token, the innermost first."""
        start = self._a.starts[token]
        found = [
            s for s in self._in.get(self._a.sentence_of[token], []) if any(c.start <= start < c.end for c in s.content)
        ]
        return sorted(found, key=lambda s: sum(c.end - c.start for c in s.content))

    def is_claim(self, statement: Statement) -> bool:
        """Whether a statement's cue makes its content one party's claim."""
        if statement.cue is None:
            return False
        first, last = self._a.tokens(statement.cue.start, statement.cue.end)
        return any(claims(self._a.lemmas[t]) for t in range(first, last))
