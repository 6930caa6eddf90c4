"""The state of an officeholder or ministry that the text names without one, told by who acts in its surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from readout.extract.entities.offices import lent
from readout.extract.entities.phrases import is_prefixed
from readout.extract.entities.rulers import ruled
from readout.extract.entities.runs import is_dateline
from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_map, word_set
from readout.model import Analysis

_OFFICES = {"state", "government", "minister"}
_LOCAL = ("legislator", "local", "deputy", "law")
_MANY, _NEARLY_ALL = 3, 0.75
_TOP = ("state", "government", "leader")
_ENOUGH, _MARGIN = 1.75, 0.75
_PAST = ("former ", "ex-", "then ", "late ")


class Acting(NamedTuple):
    """A state that acts: by its capital's name, in a report before its verb, by its ruler's house, or as an owner."""

    country: str
    metonym: bool
    report: bool
    house: bool
    owner: bool
    verb: int


def assign_states(scene: Scene) -> None:
    """Give a state to officeholders and state bodies that lack one, where the context is plain."""
    acting = _acting(scene)
    total: Counter[str] = Counter()
    for draft in scene.drafts:
        if (
            draft.country
            and draft.kind in ("country", "place", "organisation")
            and draft.family not in ("agencies", "companies")
        ):
            total[draft.country] += sum(not is_prefixed(scene.a, ref.first) for ref in draft.refs)
    firm = {draft.country for draft in scene.drafts if draft.kind in ("country", "organisation") and draft.refs}
    sole = _sole(total, firm)
    for draft in scene.drafts:
        draft.country = draft.country or ruled(draft, total)
    named = {draft.country for draft in scene.drafts if draft.kind == "country" and draft.refs}
    filled: dict[str, set[str]] = defaultdict(set)
    for draft in scene.drafts:
        if draft.kind == "person" and draft.role and draft.country and not draft.role.startswith(_PAST):
            filled[draft.family or ""].add(draft.country)
    last: dict[int, str] = {}
    for draft in sorted((d for d in scene.drafts if d.refs), key=lambda d: min(d.refs)[:2]):
        block = scene.a.block_of[min(draft.refs).first]
        told = draft.kind == "person" or bool(named)
        never = impossible(draft, total) | _summoned(scene, draft)
        lone = sole if draft.body is None and _is_public(draft) and sole not in never else None
        if not draft.country and lone:
            draft.country = lone
        elif not draft.country and told and _needs(draft):
            rivals = _TOP if draft.family == "leader" else (draft.family, "leader")
            taken = set().union(*(filled[f or ""] for f in rivals)) if draft.family in _TOP else set()
            taken = taken | never
            only = next(iter(total)) if len(total) == 1 and set(total) <= firm else None
            draft.country = _plainest(scene, draft, acting, total, taken, last.get(block), only)
        if draft.kind == "person" and not draft.country and draft.role and draft.body is None:
            having = [code for code in _having(draft.role) if total[code]]
            draft.country = having[0] if len(having) == 1 else None
        if draft.country and (draft.family in _OFFICES if draft.kind == "person" else _needs(draft)):
            last[block] = draft.country
    for draft in scene.drafts:
        if draft.body is not None:
            draft.country = draft.country or lent(draft.body)


def _having(role: str) -> list[str]:
    """The states that have an office, for offices that few have."""
    states: dict[str, list[str]] = word_map("offices", "states")
    role = role.removeprefix("former ").removeprefix("acting ")
    return states.get(role) or states.get(role.split()[-1] if role else "", [])


def impossible(draft: Draft, total: Counter[str]) -> set[str]:
    """The states of the article that do not have a person's office."""
    role = draft.role or ""
    without = set(word_map("offices", "without").get(role, ()))
    having = _having(role)
    return without | {code for code in total if code not in having} if having else without


def _sole(total: Counter[str], firm: set[str | None]) -> str | None:
    """The state that an article is all about, if there is one; `firm` are those named otherwise than by a place."""
    code, count = total.most_common(1)[0] if total else ("", 0)
    if len(total) == 1 and code in firm:
        return code
    return code if count >= _MANY and count >= _NEARLY_ALL * total.total() else None


def _needs(draft: Draft) -> bool:
    """Does a draft stand for some state?"""
    if draft.kind == "person":
        return draft.family in _OFFICES and not (draft.role or "").startswith("secretary-general")
    bodies = word_set("groups", "state_bodies") | {"ministry", "department"}
    return draft.kind == "organisation" and bool(bodies & set(draft.name.lower().split()))


def _is_public(draft: Draft) -> bool:
    """Does a draft serve the state, or a part of it, wherever it is: lawmakers, mayors, judges, courts, agencies?"""
    if draft.kind == "person":
        role = draft.role or ""
        if "general" in role.split()[-1:] and "secretary" in role:
            return False
        public = draft.family in _LOCAL and not word_set("offices", "private_law") & set(role.split()[-1:])
        return _needs(draft) or public or bool(word_set("offices", "public") & set(role.split()))
    if draft.kind != "organisation" or draft.family:
        return False
    words = set(draft.name.lower().split())
    public = bool(words & (word_set("groups", "public_bodies") | word_set("groups", "state_bodies")))
    return public and not words & word_set("names", "private")


def _clause(a: Analysis, token: int) -> tuple[str, int]:
    """Where a token stands: in the `main` clause, in a `report` before its verb, or `inner`; with the verb above."""
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
        if not draft.country or draft.kind in ("person", "place"):
            continue
        for first, last, form in draft.refs:
            head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
            if a.deps[head] in ("nsubj", "agent", "poss"):
                where, verb = _clause(a, head)
                owner = a.deps[head] == "poss" and a.deps[a.heads[head]] == "nsubj"
                if where == "report" or (where == "main" and (house or draft.kind == "country")):
                    acting[a.sentence_of[first]].append(
                        Acting(
                            draft.country,
                            form == "metonym",
                            where == "report",
                            house and a.deps[head] == "nsubj",
                            owner,
                            verb,
                        )
                    )
    return acting


def _seat(scene: Scene, last: int) -> str | None:
    """The state of the place that a body is said to be in: "the Foreign Ministry in Warsaw"."""
    a = scene.a
    if last + 1 >= len(a) or a.lowers[last] != "in" or a.heads[last] != last - 1:
        return None
    place = scene.holder[last + 1]
    return place.country if place is not None and place.kind == "place" else None


def _plainest(
    scene: Scene,
    draft: Draft,
    acting: list[list[Acting]],
    total: Counter[str],
    taken: set[str],
    before: str | None,
    only: str | None,
) -> str | None:
    """The state that acts beside a draft's first mention or fills the article; None when two come close."""
    a = scene.a
    scores: dict[str, float] = defaultdict(float)
    first, last, _ = min(draft.refs)
    sentence = a.sentence_of[first]
    head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
    if a.deps[head] in ("poss", "compound"):
        head = a.heads[head]
    speaks = a.deps[head] == "nsubj" and _clause(a, head)[0] == "main"
    for one in acting[sentence]:
        if one.house and draft.family in _TOP:
            scores[one.country] += 2.0 + _MARGIN
        elif speaks and one.report and one.verb == a.heads[head]:
            scores[one.country] += 2.5
        elif one.metonym and speaks:
            scores[one.country] += 1.5
    begin = a.sentences[sentence][0]
    opening = scene.holder[begin + 1] if begin + 1 < first and a.lowers[begin] == "in" else None
    if opening is not None and opening.country:
        scores[opening.country] += 4.0
    seat = _seat(scene, last) if draft.kind == "organisation" else None
    if seat:
        scores[seat] += 4.0
    home = _dateline(scene)
    if home and not (draft.family == "state" and draft.kind == "person" and set(total) - {home}):
        scores[home] += 1.5
    committed = _committed(scene, head)
    if committed:
        scores[committed] += 1.0
    for near, weight in ((sentence + 1, 2.0), (sentence - 1, 1.5)):
        for one in acting[near] if 0 <= near < len(acting) else ():
            if one.metonym and not one.house:
                scores[one.country] += weight
            elif one.owner:
                scores[one.country] += 1.0
    if before:
        scores[before] += 1.5
    whole = sum(total.values())
    for code, count in total.items():
        scores[code] += 2.5 * count / whole * min(count, 4) / 4
    partner = a.deps[head] == "pobj" and a.lowers[a.heads[head]] == "with"
    if only and not (partner and whole < 4):
        scores[only] += 2.0
    ranked = sorted(((score, code) for code, score in scores.items() if code not in taken), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]


def _summoned(scene: Scene, draft: Draft) -> set[str]:
    """The states whose envoys or people a body summons or expels, none of which is its own."""
    a, found = scene.a, set()
    for first, last, _ in draft.refs:
        head = next((t for t in range(first, last) if not first <= a.heads[t] < last), last - 1)
        verb = a.heads[head]
        if a.deps[head] == "nsubj" and a.lemmas[verb] in word_set("offices", "against"):
            for thing in (c for c in a.children[verb] if a.deps[c] == "dobj"):
                found |= {d.country for t in range(*a.edges[thing]) if (d := scene.holder[t]) and d.kind == "country"}
    return {code for code in found if code}


def _dateline(scene: Scene) -> str | None:
    """The state of the town from which the article was sent: "CANBERRA, Australia (AP)"."""
    a, holder = scene.a, scene.holder
    end = next((t for t in range(len(a)) if a.block_of[t] != a.block_of[0]), 0) if len(a) else 0
    for first in {0, end}:
        held = holder[first] if first < len(a) else None
        if held is not None and is_dateline(a, first, first + sum(holder[t] is held for t in range(first, first + 3))):
            return held.country
    return None


def _committed(scene: Scene, head: int) -> str | None:
    """The state for which a speaker commits itself, as in "said Israel would not stop" or "denied that Turkey had"."""
    a = scene.a
    verb = a.heads[head]
    if a.deps[head] != "nsubj" or a.lemmas[verb] not in word_set("offices", "committing"):
        return None
    for clause in a.children[verb]:
        if a.deps[clause] != "ccomp" or clause < verb:
            continue
        modal = any(a.lemmas[t] in ("will", "would", "must", "shall") for t in a.children[clause] if a.deps[t] == "aux")
        for token in a.children[clause]:
            held = scene.holder[token]
            if (
                a.deps[token] == "nsubj"
                and held is not None
                and held.kind == "country"
                and (modal or a.lemmas[verb] == "deny")
            ):
                return held.country
    return None
