"""Who and where: the entities of an article with all their mentions."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.entities.abbreviations import find_introduced, with_states
from readout.extract.entities.bodies import BodyFinder
from readout.extract.entities.context import assign_states
from readout.extract.entities.coref import resolve_pronouns
from readout.extract.entities.deeds import join_unnamed
from readout.extract.entities.descriptions import find_bodies, find_officeholders, find_pairs, find_several
from readout.extract.entities.gazetteer import find_known
from readout.extract.entities.geography import World, the_right_georgia, whose_houses
from readout.extract.entities.groups import find_groups
from readout.extract.entities.namesakes import outside_persons
from readout.extract.entities.nominals import find_nominals
from readout.extract.entities.people import group_persons
from readout.extract.entities.persons import PersonFinder
from readout.extract.entities.roles import assign_roles
from readout.extract.entities.runs import Marks
from readout.extract.entities.scene import Draft, Found, Scene
from readout.extract.entities.unnamed import find_unnamed, is_source
from readout.extract.entities.voices import resolve_speakers
from readout.extract.entities.words import word_set
from readout.model import Analysis, Entity, Mention

# Who holds such an office of a state is somebody certain, named or not.
_KNOWN = ("state", "government", "minister", "royal")


def find_entities(analysis: Analysis) -> Cast:
    """The entities of an article with their mentions, in the order of their first mention."""
    scene = without_pronouns(analysis)
    resolve_speakers(scene, resolve_pronouns(scene))
    join_unnamed(scene)
    return Cast(analysis, _entities(scene))


def without_pronouns(analysis: Analysis) -> Scene:
    """The scene of an article before its pronouns are resolved."""
    scene = Scene(analysis)
    tables = find_known(analysis)
    introduced = with_states(analysis, find_introduced(analysis), tables)
    own = {token for row in introduced for token in range(row.first, row.last)}
    free = [row for row in tables if not own.intersection(range(row.first, row.last))]
    known = whose_houses(the_right_georgia(outside_persons(analysis, free)), analysis.lowers)
    marks = Marks(analysis, known + introduced)
    named = PersonFinder(marks).find()
    others = introduced + BodyFinder(marks, known, named, own).find()
    world = World(scene)
    for row in _apart(known, named, others):
        world.enter(row)
    world.place_by_neighbour()
    world.name_as_written()
    persons = group_persons(scene, named)
    assign_roles(scene, persons)
    assign_states(scene)
    find_officeholders(scene, persons)
    find_several(scene, persons)
    find_bodies(scene)
    find_pairs(scene)
    find_nominals(scene)
    find_groups(scene)
    assign_states(scene)
    find_unnamed(scene)
    return scene


def _apart(known: list[Found], persons: list[Found], others: list[Found]) -> list[Found]:
    """The tables' names and the others; in another name only the state that opens it stays, if the name is public."""
    person_tokens = {token for row in persons for token in range(row.first, row.last)}
    holder = {token: row for row in others for token in range(row.first, row.last)}
    kept = [row for row in known if row.first not in person_tokens and _stands(row, holder.get(row.first))]
    return sorted(kept + others)


def _stands(row: Found, whole: Found | None) -> bool:
    """Is a table's name a mention: alone, or of the state that opens a public body's name?"""
    if whole is None:
        return True
    private = word_set("names", "private") | word_set("names", "broadcast")
    opens = whole.first == row.first and row.what in ("adjective", "country")
    return opens and not private & set(whole.name.lower().split())


def _entities(scene: Scene) -> tuple[Entity, ...]:
    drafts = sorted((draft for draft in scene.drafts if _counts(scene, draft)), key=lambda draft: min(draft.refs)[:2])
    return tuple(_entity(scene, draft, number) for number, draft in enumerate(drafts, 1))


def _counts(scene: Scene, draft: Draft) -> bool:
    """Is a draft an entity? One unnamed person is not who is only a source, or whom only one mention means."""
    vague = draft.head in word_set("groups", "vague") and not draft.country
    unnamed = draft.kind == "person" and not (draft.country and draft.family in _KNOWN)
    if draft.head and (unnamed or (draft.kind == "group" and vague)) and is_source(scene, draft):
        return False
    return len(draft.refs) > draft.latent


def _entity(scene: Scene, draft: Draft, number: int) -> Entity:
    spans = [(scene.a.span(first, last), form) for first, last, form in sorted(draft.refs)]
    return Entity(
        f"e{number}",
        draft.kind,
        draft.name,
        draft.role if draft.kind == "person" else None,
        draft.country,
        mentions=tuple(Mention(span.start, span.end, form) for span, form in spans),
    )
