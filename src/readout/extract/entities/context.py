"""The state of an officeholder or ministry that the text names without one, told by who acts in its surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_set
from readout.model import Analysis

_OFFICES = {"state", "government", "minister"}
_TOP = ("state", "government", "leader")
_ENOUGH, _MARGIN = 1.75, 0.75


class Acting(NamedTuple):
    """A state that acts in a sentence: by its capital's name, in a report before its verb, by its ruler's house, and the verb."""

    country: str
    metonym: bool
    report: bool
    house: bool
    verb: int


def assign_states(scene: Scene) -> None:
    """Give a state to officeholders and state bodies that lack one, where the context is plain."""
    acting = _acting(scene)
    total: Counter[str] = Counter()
    for draft in scene.drafts:
        if draft.country and draft.kind in ("country", "place", "organisation") and draft.family != "agencies":
            total[draft.country] += len(draft.refs)
    states = {draft.country for draft in scene.drafts if draft.kind == "country" and draft.country}
    filled: dict[str, set[str]] = defaultdict(set)
    for draft in scene.drafts:
        if draft.kind == "person" and draft.role and draft.country:
            filled[draft.family or ""].add(draft.country)
    for draft in scene.drafts:
        if draft.country or not draft.refs or not (_needs(draft)):
            continue
        rivals = _TOP if draft.family == "leader" else (draft.family, "leader")
        taken = set().union(*(filled[f or ""] for f in rivals)) if draft.family in _TOP else set()
        draft.country = _plainest(scene, draft, acting, total, states, taken)


def _needs(draft: Draft) -> bool:
    if draft.kind == "person":
        return draft.family in _OFFICES and not (draft.role or "").startswith(("vice ", "secretary-general"))
    bodies = word_set("groups", "state_bodies") | {"ministry", "department"}
    return draft.kind == "organisation" and bool(bodies & set(draft.name.lower().split()))


def _clause(a: Analysis, token: int) -> tuple[str, int]:
    """Where a token stands: in the `main` clause, in a `report` before its reporting verb, or `inner`; with the verb above."""
    steps, report = 0, False
    while a.heads[token] != token and steps < 60:
        dep, up = a.deps[token], a.heads[token]
        if dep in ("acl", "relcl", "advcl", "pcomp", "xcomp") or (dep in ("ccomp", "parataxis") and token > up):
            return "inner", up
        report = report or dep in ("ccomp", "parataxis")
        token, steps = up, steps + 1
    return ("report" if report else "main"), token


def _acting(scene: Scene) -> list[list[Acting]]:
    """For each sentence, the states that act in it as subjects or as owners of a part of it."""
    a = scene.a
    acting: list[list[Acting]] = [[] for _ in a.sentences]
    for draft in scene.drafts:
        house = draft.family == "houses"
        if not draft.country or not (draft.kind == "country" or house):
            continue
        for first, last, form in draft.refs:
            head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
            if a.deps[head] in ("nsubj", "agent", "poss"):
                where, verb = _clause(a, head)
                if where != "inner":
                    acting[a.sentence_of[first]].append(
                        Acting(draft.country, form == "metonym", where == "report", house and a.deps[head] == "nsubj", verb)
                    )
    return acting


def _plainest(
    scene: Scene, draft: Draft, acting: list[list[Acting]], total: Counter[str], states: set[str], taken: set[str]
) -> str | None:
    """The state that acts beside a draft's first mention, or that fills the article; None when two come near each other."""
    a = scene.a
    scores: dict[str, float] = defaultdict(float)
    first, last, _ = min(draft.refs)
    sentence = a.sentence_of[first]
    head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
    speaks = a.deps[head] == "nsubj" and _clause(a, head)[0] == "main"
    for one in acting[sentence]:
        if one.house and draft.family in _TOP:
            scores[one.country] += 2.0 + _MARGIN
        elif speaks and one.report and one.verb == a.heads[head]:
            scores[one.country] += 2.5
        elif one.metonym and speaks:
            scores[one.country] += 1.5
    for near, weight in ((sentence + 1, 2.0), (sentence - 1, 1.5)):
        for one in acting[near] if 0 <= near < len(acting) else ():
            if one.metonym and not one.house:
                scores[one.country] += weight
    whole = sum(total.values())
    for code, count in total.items():
        scores[code] += 2.5 * count / whole * min(count, 4) / 4
    partner = a.deps[head] == "pobj" and a.lowers[a.heads[head]] == "with"
    if len(total) == 1 and states and not partner:
        scores[next(iter(total))] += 2.0
    ranked = sorted(((score, code) for code, score in scores.items() if code not in taken), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]
