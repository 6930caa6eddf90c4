"""The drafts whose cue is one word: a verb, a noun or an adjective that the table knows."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.statements.context import Scene, is_question, is_source, of_speaker, of_verb
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import (
    Range,
    child,
    doer,
    group,
    is_passive,
    is_verb,
    lemma_of,
    phrase,
    quoting,
    subject,
)
from readout.extract.statements.nouns import adjective_shapes, noun_owner, noun_shapes
from readout.extract.statements.table import Cue, words
from readout.extract.statements.verbs import shapes
from readout.model import Analysis

# A thought, a wish or a question whose owner is not named is no statement.
_MINDS = frozenset({"think", "want", "predict", "fear", "support", "praise", "ask"})
# Acts of speech: a statement of one inside another's words is a link of a chain of reporting.
_SPEECH = frozenset({"say", "report", "announce", "claim", "deny", "confirm", "warn", "promise", "accuse"})
_HEARSAY = frozenset({"negated", "modal", "adverbial", "infinitive", "bare"})
_PERSONS = frozenset({"he", "she", "i", "we", "him", "her", "me", "us", "who"})
_SITES = frozenset({"GPE", "LOC", "FAC", "PRODUCT"})
_WISHES = frozenset({"infinitive", "oclause"})
_PLAIN = frozenset({"DET", "ADJ", "NUM"})
# The most verbs that may stand between a source and its cue: seems to want to say.
_CHAIN = 4


def drafts_at(scene: Scene, token: int) -> Iterator[Draft]:
    """The drafts whose cue is the word at a token."""
    a, table = scene.analysis, scene.table
    lemma = lemma_of(a, token)
    if is_verb(a, token):
        cue_group = group(a, token)
        if cue_group[1] - token > 1:
            lemma = f"{lemma} {a.lowers[token + 1]}"
        cue = table.verbs.get(lemma)
        if cue is not None:
            yield from _of_verb(scene, token, cue, lemma, cue_group)
    elif a.pos[token] == "NOUN":
        cue = table.nouns.get(lemma)
        if cue is not None:
            yield from _of_noun(scene, token, cue, lemma)
    elif a.pos[token] == "ADJ" and a.deps[token] == "acomp":
        cue = table.adjectives.get(lemma)
        if cue is not None:
            yield from _of_adjective(scene, token, cue, lemma)


def _of_verb(scene: Scene, token: int, cue: Cue, lemma: str, cue_group: Range) -> Iterator[Draft]:
    a = scene.analysis
    speaker = doer(a, token)
    if is_question(a, token) or (speaker is None and cue.act in _MINDS):
        return
    if speaker is not None and of_speaker(scene, speaker) == "by no one":
        return
    contexts = of_verb(a, token)
    if _is_unsaid(a, token) or (speaker is None and "modal" in contexts and is_passive(a, token)):
        return
    first = _chained(scene, token, cue_group[0])
    if first < cue_group[0]:
        contexts.append("chained")
    for frame, content, preposition in shapes(a, token):
        if frame not in cue.frames or (frame == "object" and speaker is None):
            continue
        if frame in ("object", "late", "judgement") and _cites(scene, token, lemma):
            continue
        if (frame == "object" or lemma == "cast") and _is_deed(scene, token, lemma, speaker):
            continue
        if _is_silence(a, token, cue, frame, contexts) or (frame == "object" and _is_bare(a, content)):
            continue
        last = preposition + 1 if preposition == cue_group[1] else cue_group[1]
        act = _act(cue.act_in(frame), "negated" in contexts or _is_refused(a, first, cue_group[0]))
        draft = Draft(frame, token, (first, last), content, speaker, None, act, lemma=lemma)
        scene.weigh(draft, "clause" if frame == "clause" else "other", contexts)
        draft.alone = _alone(scene, draft, cue.act, contexts)
        yield _sourced(a, draft)


def _alone(scene: Scene, draft: Draft, act: str, contexts: list[str]) -> float:
    """The chance of a draft were it not inside another's words; 0 for one that is no link of a chain then."""
    if _HEARSAY.intersection(contexts):
        return 0.0
    if draft.frame in _WISHES:
        return scene.chance(draft, without="other: nested")
    if draft.frame != "clause" or act not in _SPEECH:
        return 0.0
    told = _is_told(scene.analysis, draft.head, draft.lemma)
    return max(scene.chance(draft, without="clause: nested"), scene.table.thresholds["told"] if told else 0.0)


def _cites(scene: Scene, token: int, lemma: str) -> bool:
    """Whether a verb's object is a further source, not what is said: `citing officials`, `quoted him as saying`."""
    a = scene.analysis
    if any(quoting(a, k) == token for p in a.children[token] if a.lowers[p] == "as" for k in a.children[p]):
        return True
    thing = child(a, token, "dobj")
    if thing is not None and child(a, thing, "acl", "relcl") is not None:
        return False  # a study that shows something is what is said
    return lemma in words("sources") and thing is not None and is_source(scene, thing)


def _is_unsaid(a: Analysis, verb: int) -> bool:
    """Whether a cue hangs on a word that says it does not come about: `reluctant to criticise`."""
    return a.deps[verb] == "xcomp" and lemma_of(a, a.heads[verb]) in words("unsaid")


def _is_deed(scene: Scene, verb: int, lemma: str, speaker: int | None) -> bool:
    """Whether a verb of blame or praise tells of a deed: `rebels attacked the town`, `backed them with tanks`."""
    a = scene.analysis
    thing = child(a, verb, "dobj")
    if lemma not in words("deeds") or thing is None or speaker is None:
        return False
    labels = {t: name.label for name in a.names for t in range(name.first, name.last)}
    if lemma == "question":  # who is questioned is no content
        return labels.get(thing) == "PERSON" or a.lowers[thing] in _PERSONS or lemma_of(a, thing) in scene.table.people
    armed = lemma_of(a, speaker) in words("armed")
    if lemma in ("cast", "charge"):
        return armed or lemma_of(a, thing) in words("targets")
    if armed or lemma_of(a, thing) in words("targets") or labels.get(thing) in _SITES:
        return True
    if any(a.lowers[k] == "with" for k in a.children[verb]):
        return True
    if lemma in words("blows"):
        able = labels.get(speaker) == "PERSON" or a.lowers[speaker] in _PERSONS
        return not (able or a.tags[speaker] == "NNP" or of_speaker(scene, speaker) == "by people")
    return False


def _is_silence(a: Analysis, token: int, cue: Cue, frame: str, contexts: list[str]) -> bool:
    """Whether a verb tells that someone does not speak, and of what at most: `declined to comment on the report`."""
    if frame == "infinitive" and cue.act == "reject":
        below = child(a, token, "xcomp")
        return below is not None and lemma_of(a, below) in words("silences")
    if frame in ("clause", "late") or lemma_of(a, token) not in words("silences"):
        return False
    over = a.heads[token]
    return "negated" in contexts or (a.deps[token] == "xcomp" and lemma_of(a, over) in ("decline", "refuse"))


def _is_bare(a: Analysis, content: list[Range]) -> bool:
    """Whether a content is a writing and no word of what is in it: `issued a statement`."""
    return all(
        lemma_of(a, last - 1) in words("documents") and all(a.pos[t] in _PLAIN for t in range(first, last - 1))
        for first, last in content
    )


def _is_refused(a: Analysis, first: int, last: int) -> bool:
    """Whether the verbs before a cue say that nothing is said: `refused to say`."""
    return any(lemma_of(a, t) in ("decline", "refuse") for t in range(first, last))


def _is_told(a: Analysis, verb: int, lemma: str) -> bool:
    """Whether a verb has who is told as its object and then a that-clause: `assured him that`."""
    below = child(a, verb, "ccomp")
    told = lemma in words("tells") and child(a, verb, "dobj", "dative") is not None
    return told and below is not None and a.lowers[a.edges[below][0]] == "that"


def _act(act: str, negated: bool) -> str:
    """The act of a cue that may be negated: who does not say a thing withholds it."""
    if not negated or act == "deny":
        return act
    return "withhold" if act in _SPEECH or act in ("explain", "ask", "address") else "reject"


def _of_noun(scene: Scene, token: int, cue: Cue, lemma: str) -> Iterator[Draft]:
    a = scene.analysis
    owner, how = noun_owner(a, token)
    for frame, content, preposition in noun_shapes(a, token):
        if frame in cue.frames:
            span = (token, preposition + 1 if preposition == token + 1 else token + 1)
            draft = Draft("noun " + frame, token, span, content, owner, None, cue.act, lemma=lemma)
            scene.weigh(draft, "noun", [how])
            yield _sourced(a, draft)


def _of_adjective(scene: Scene, token: int, cue: Cue, lemma: str) -> Iterator[Draft]:
    a = scene.analysis
    verb = a.heads[token]
    speaker = doer(a, verb)
    first = group(a, verb)[0] if verb < token else token
    for frame, content, preposition in adjective_shapes(a, token):
        if frame in cue.frames:
            span = (first, preposition + 1 if preposition == token + 1 else token + 1)
            draft = Draft("adjective " + frame, token, span, content, speaker, None, cue.act, lemma=lemma)
            scene.weigh(draft, "adjective", [])
            yield _sourced(a, draft)


def _chained(scene: Scene, verb: int, first: int) -> int:
    """Where the cue begins when verbs like `seem to` and `go on to` stand before it."""
    a = scene.analysis
    for _ in range(_CHAIN):
        head = a.heads[verb]
        if (
            a.deps[verb] not in ("xcomp", "advcl")
            or subject(a, verb) is not None
            or head >= verb
            or lemma_of(a, head) not in scene.table.chains
        ):
            break
        if any(a.heads[t] not in (verb, head) for t in range(head + 1, first)):
            break
        verb, first = head, group(a, head)[0]
    return first


def _sourced(a: Analysis, draft: Draft) -> Draft:
    """A draft with the words of its source."""
    if draft.speaker is not None and draft.cue is not None:
        before = draft.speaker < draft.head
        # Behind a passive the parse may hang what is said on who says it: `was told by villagers that it sank`.
        end = min((first for first, _ in draft.content if first > draft.speaker), default=len(a))
        source = phrase(a, draft.speaker, *((0, draft.cue[0]) if before else (draft.head + 1, end)))
        draft.source = source if source[0] < source[1] else None
    return draft
