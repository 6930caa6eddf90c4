"""Signs of the parse that a status rests on: conditions, questions, headlines, and what their parser misreads."""

from __future__ import annotations

from readout.extract.status.cues import cues
from readout.extract.verbs import marker
from readout.model import Analysis, Status

_AWAITED = frozenset({"due", "expected", "scheduled", "slated"})


def has(a: Analysis, verb: int, *lowers: str) -> bool:
    """Whether one of these words stands directly under a verb or begins a phrase that does."""
    return any(a.lowers[t] in lowers for c in a.children[verb] for t in (c, *a.children[c][:2]))


def is_conditional(a: Analysis, verb: int) -> bool:
    """Whether a verb's clause has a condition beside it."""
    return any(a.deps[c] == "advcl" and marker(a, c) in ("if", "unless") for c in a.children[verb])


def block_kind(a: Analysis, token: int) -> str:
    """The kind of block that a token stands in: headline, caption, paragraph."""
    blocks = a.article.blocks
    number = a.block_of[token]
    return blocks[number].kind if number < len(blocks) else "paragraph"


def is_believed(a: Analysis, verb: int) -> bool:
    """Whether a clause is what somebody thinks will be: `they believe he will resign`."""
    head = a.heads[verb]
    if a.deps[verb] == "ccomp" and head != verb:
        return a.lemmas[head].lower() in cues().beliefs or a.lowers[head] in cues().beliefs
    return False


def is_drafted(a: Analysis, verb: int) -> bool:
    """Whether a verb tells what a draft would do: `the bill would ban`, `under the plan they would leave`."""
    subjects = [c for c in a.children[verb] if a.deps[c] == "nsubj"]
    under = [t for c in a.children[verb] if a.lowers[c] == "under" for t in a.children[c]]
    return any(a.lemmas[c].lower() in cues().proposals for c in (*subjects, *under))


def is_delayed(a: Analysis, verb: int) -> bool:
    """Whether a negation only puts a deed off: `did not sign until Friday`, `is not expected to start until May`."""
    below = [c for c in a.children[verb] if a.deps[c] == "xcomp"]
    marks = (t for v in (verb, *below) for c in a.children[v] for t in (c, *a.children[c][:2]))
    return any(a.lowers[t] in ("until", "till") for t in marks)


def is_alleged(a: Analysis, verb: int) -> bool:
    """Whether an adverb makes a deed somebody's allegation: `allegedly paid`."""
    return any(a.lowers[c] in cues().alleged for c in a.children[verb])


def is_headless(a: Analysis, verb: int, root: int) -> bool:
    """Whether an infinitive is the only verb of its sentence, as in the headline `Minister to visit Peru`."""
    first, last = a.sentences[a.sentence_of[verb]]
    finite = (t for t in range(first, min(last, first + 60)) if a.tags[t] in ("VBD", "VBZ", "VBP", "MD"))
    return first < verb and a.lowers[first] != "to" and a.words[root][:1].isupper() and next(finite, None) is None


def is_inverted(a: Analysis, verb: int) -> bool:
    """Whether a clause is a condition by its word order: `had they agreed, it would ...`."""
    helper = next((c for c in a.children[verb] if a.deps[c] in ("aux", "auxpass")), verb)
    subject = next((c for c in a.children[verb] if a.deps[c] in ("nsubj", "nsubjpass")), helper)
    _, last = a.sentences[a.sentence_of[verb]]
    return (
        a.lowers[helper] in ("had", "were", "should")
        and helper < subject < verb
        and "would" in a.lowers[verb : min(last, verb + 60)]
    )


def is_asked(a: Analysis, verb: int) -> bool:
    """Whether a verb is asked about: a question that no question word opens, and no clause that it takes for given."""
    if a.deps[verb] in ("relcl", "acl", "advcl", "pcomp"):
        return False
    first, last = a.sentences[a.sentence_of[verb]]
    ends = [t for t in range(max(first, last - 2), last) if a.words[t] == "?"]
    return bool(ends) and not any(a.tags[t] in ("WP", "WRB", "WDT", "WP$") for t in range(first, min(last, first + 60)))


def misread_verb(a: Analysis, trigger: int) -> Status | None:
    """What a headline's verb that was parsed as a noun makes of the word after it: `King cancels trip`."""
    before = trigger - 1
    first, _ = a.sentences[a.sentence_of[trigger]]
    if (
        before <= first
        or a.tags[before] not in ("NNS", "NNPS")
        or block_kind(a, trigger) not in ("headline", "heading")
    ):
        before = next((c for c in a.children[trigger] if a.deps[c] == "compound" and a.tags[c] == "NNS"), first)
    found = cues().verbs.get(a.lemmas[before].lower()) if before > first else None
    return found if found in ("cancelled", "postponed", "denied") else None


def awaited(a: Analysis, verb: int) -> Status | None:
    """What being due somewhere tells: `is due in Manila`, `was expected at the summit`."""
    described = [c for c in a.children[verb] if a.deps[c] == "acomp"] if a.lemmas[verb].lower() == "be" else []
    for word in (verb, *described):
        placed = any(a.deps[c] == "prep" and a.lowers[c] in ("in", "at", "on", "to") for c in a.children[word])
        if placed and a.lowers[word] in _AWAITED and (a.tags[word] == "VBN" or word != verb):
            return cues().adjectives.get(a.lowers[word])
    return None
