"""Unnamed actors: "Turkish police", "Israeli troops", "the opposition", as entities of their own."""

from __future__ import annotations

from readout.extract.entities.scene import Draft, Scene
from readout.extract.entities.words import word_set

_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "dative", "iobj", "pobj", "conj", "poss", "appos", "agent", "attr", "ROOT"}
_REACH = 8


def find_groups(scene: Scene) -> None:
    """Enter each noun phrase whose head is a collective noun and which is an argument of something."""
    a = scene.a
    bodies, crowd, single = (word_set("groups", key) for key in ("organisation", "group", "single"))
    entered: dict[tuple[str, str], list[Draft]] = {}
    for head in range(len(a)):
        lower = a.lowers[head]
        if lower not in bodies and lower not in crowd and lower not in single:
            continue
        if a.pos[head] not in ("NOUN", "PROPN", "ADJ") or a.deps[head] not in _ARGUMENTS:
            continue
        held = scene.holder[head]
        if held is not None and held.kind != "country":
            continue
        first, country, named = _phrase(scene, head)
        owner = scene.holder[head + 1] if head + 1 < len(a) else None
        if (
            owner is not None
            and owner.kind == "organisation"
            and lower in bodies
            and a.sentence_of[head + 1] == a.sentence_of[head]
        ):
            owner.country = owner.country or country
            scene.mention(owner, first, head + 1, "description")
            continue
        if lower == "sides":
            for side in {scene.holder[t] for t in range(first, head)} - {None}:
                scene.mention(side, first, head + 1, "description")  # type: ignore[arg-type]
            continue
        if lower in single and country is None:
            continue
        last = head + 1
        if country is None:
            last, country = _place_after(scene, head)
        if lower in ("countries", "nations", "states", "leaders", "powers", "governments") and not named:
            continue
        kind = "organisation" if lower in bodies else "group"
        same = entered.setdefault((lower, kind), [])
        draft = next((d for d in same if d.country == country or country is None or d.country is None), None)
        if draft is None:
            draft = Draft(kind, a.text(first, head + 1), country, plural=lower in crowd, head=lower)  # type: ignore[arg-type]
            draft.gender = "n" if kind == "organisation" else None
            draft.plural = draft.plural or lower in word_set("groups", "plural_bodies")
            same.append(scene.draft(draft))
        elif country and not draft.country:
            draft.country, draft.name = country, a.text(first, head + 1)
        scene.mention(draft, first, head + 1, "description")


def _phrase(scene: Scene, head: int) -> tuple[int, str | None, bool]:
    """The phrase to the left of a head without its article: (first token, state, is there a name in it?)."""
    a = scene.a
    begin = max(a.sentences[a.sentence_of[head]][0], head - _REACH)
    first, token = head, head - 1
    country: str | None = None
    named = False
    while token >= begin:
        held = scene.holder[token]
        if a.tags[token] == "POS":
            held = scene.cover[token - 1] if token > begin else None
            if held is not None and held.country:
                country, named = country or held.country, True
                while token > begin and scene.cover[token - 1] is held:
                    token -= 1
                first = token
            break
        if held is not None and held.kind in ("country", "place", "organisation", "group"):
            country, named = country or held.country, True
        elif held is not None or a.pos[token] not in ("ADJ", "NOUN", "PROPN") and a.words[token] != "-":
            break
        elif a.heads[token] != head and not first <= a.heads[token] <= head and a.words[token] != "-":
            break
        first = token
        token -= 1
    while first < head and (a.words[first] == "-" or a.tags[first] == "POS"):
        first += 1
    return first, country, named


def _place_after(scene: Scene, head: int) -> tuple[int, str | None]:
    """The state of "rebels in Darfur", "the government of Burundi": a place or state that a preposition ties to the head."""
    a = scene.a
    for child in a.children[head]:
        if (
            child > head
            and a.deps[child] == "prep"
            and a.lowers[child] in ("in", "of", "from", "throughout", "across", "at")
        ):
            for grandchild in a.children[child]:
                held = scene.cover[grandchild]
                if a.deps[grandchild] == "pobj" and held is not None and held.country:
                    return head + 1, held.country
    return head + 1, None
