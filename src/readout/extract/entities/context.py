"""The state of an officeholder or ministry that the text names without one, told by who acts in its surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict

from readout.extract.entities.roles import is_body
from readout.extract.entities.scene import Draft, Scene
from readout.model import Analysis

_OFFICES = {"state", "government", "minister", "legislator"}
_ENOUGH, _MARGIN = 2.0, 1.0


def assign_states(scene: Scene) -> None:
    """Give a state to officeholders and state bodies that lack one, where the context is plain."""
    acting = _acting(scene)
    total: Counter[str] = Counter()
    for draft in scene.drafts:
        if draft.country and draft.kind in ("country", "place"):
            total[draft.country] += len(draft.refs)
    filled: dict[str, set[str]] = defaultdict(set)
    for draft in scene.drafts:
        if draft.kind == "person" and draft.role and draft.country:
            filled[draft.role].add(draft.country)
    for draft in scene.drafts:
        if draft.country or not draft.refs or not (_needs(draft)):
            continue
        taken = (
            filled[draft.role]
            if draft.kind == "person" and draft.role and draft.family in ("state", "government")
            else set()
        )
        draft.country = _plainest(scene, draft, acting, total, taken)


def _needs(draft: Draft) -> bool:
    if draft.kind == "person":
        return draft.family in _OFFICES and not (draft.role or "").startswith(("vice ", "secretary-general"))
    return is_body(draft)


def _clause_chain(a: Analysis, token: int) -> tuple[bool, int]:
    """Is a token in a main clause, or in a report that stands before its reporting verb? With the token's top verb."""
    steps = 0
    while a.heads[token] != token and steps < 60:
        dep, up = a.deps[token], a.heads[token]
        if dep in ("acl", "relcl", "advcl", "pcomp", "xcomp") or (dep == "ccomp" and token > up):
            return False, up
        token, steps = up, steps + 1
    return True, token


def _acting(scene: Scene) -> list[dict[str, float]]:
    """For each sentence, how much each state acts in its main clause: as subject or as the owner of a part of it."""
    a = scene.a
    acting: list[dict[str, float]] = [defaultdict(float) for _ in a.sentences]
    for draft in scene.drafts:
        if draft.kind != "country" or not draft.country:
            continue
        for first, last, form in draft.refs:
            head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
            dep = a.deps[head]
            weight = 2.0 if dep in ("nsubj", "agent") else 1.5 if dep == "poss" else 0.0
            if weight and _clause_chain(a, head)[0]:
                acting[a.sentence_of[first]][draft.country] += weight + (form == "metonym")
    return acting


def _plainest(
    scene: Scene, draft: Draft, acting: list[dict[str, float]], total: Counter[str], taken: set[str]
) -> str | None:
    scores: Counter[str] = Counter()
    sentence = scene.a.sentence_of[draft.refs[0].first]
    for near, weight in ((sentence, 1.0), (sentence + 1, 0.75), (sentence - 1, 0.5)):
        if 0 <= near < len(acting):
            for code, value in acting[near].items():
                scores[code] += weight * value  # type: ignore[assignment]
    for code, count in total.items():
        scores[code] += min(count, 6) * 0.25  # type: ignore[assignment]
    if len(total) == 1:
        scores[next(iter(total))] += 2
    for code in taken:
        del scores[code]
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]
