"""Relations that hold over time: who leads, owns, backs, fights or belongs to whom, apart from what happens."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.events.sources import Sources, is_claimed
from readout.extract.relations.grammar import CLAUSES, Draft, date_draft
from readout.extract.relations.merge import merged
from readout.extract.relations.names import Names
from readout.extract.relations.nouns import noun_drafts
from readout.extract.relations.verbs import adjective_drafts, bond_drafts, joined_drafts, verb_drafts
from readout.model import Analysis, Relation, Statement, Time


def find_relations(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]
) -> tuple[Relation, ...]:
    """The relations that an article tells, each once, in the order of their first telling."""
    names, sources = Names(analysis, cast), Sources(analysis, statements)
    drafts: list[tuple[Draft, tuple[str, ...]]] = []
    for token in range(len(analysis)):
        for read in (noun_drafts, verb_drafts, adjective_drafts, joined_drafts, bond_drafts):
            for draft in read(analysis, names, token):
                date_draft(analysis, times, draft)
                said = sources.of(draft.token)
                told = draft.form in CLAUSES and draft.status != "ended"
                if told and ((said and sources.is_claim(said[0])) or is_claimed(analysis, token)):
                    draft.status = "claimed"
                drafts.append((draft, tuple(s.id for s in said)))
    return merged(analysis, drafts)
