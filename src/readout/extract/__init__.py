"""Analysis to the parts of a record: one file a part, each a pure function of what stands before it."""

from readout.extract.carried import settle_times
from readout.extract.cast import Cast
from readout.extract.discrepancies import find_discrepancies
from readout.extract.entities import find_entities
from readout.extract.events import find_events
from readout.extract.relations import find_relations
from readout.extract.statements import find_statements, load_tagger, merge_statements
from readout.extract.times import find_times

__all__ = [
    "Cast",
    "find_discrepancies",
    "find_entities",
    "find_events",
    "find_relations",
    "find_statements",
    "find_times",
    "load_tagger",
    "merge_statements",
    "settle_times",
]
