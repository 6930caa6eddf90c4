"""Who says what: attribution source, cue and content, by rules on parse, marks and cues, and by a trained tagger."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.statements.choose import choose
from readout.extract.statements.doubts import sound
from readout.extract.statements.draft import Draft
from readout.extract.statements.finish import finish
from readout.extract.statements.gather import gather
from readout.extract.statements.headlines import without_echoes
from readout.extract.statements.mend import mended
from readout.extract.statements.merge import merge_statements
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import Speech, speech
from readout.extract.statements.tagger import Tagger, load_tagger
from readout.extract.statements.trained import by_rules, trained
from readout.model import Analysis, Statement, Time

__all__ = ["find_statements", "load_tagger", "merge_statements"]


def find_statements(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], table: Speech | None = None, tag: Tagger | None = None
) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their first words; `table` stands in for the one that ships.

    With `tag` the trained tagger reads the running text and the rules the rest; without it the rules read all.
    """
    table = table or speech()
    quotes = find_quotes(analysis)
    drafts = gather(analysis, quotes, cast, table)
    tagged: list[Draft] = []
    if tag is not None:
        tagged = trained(analysis, tag(analysis, quotes, drafts), drafts, table, tag.scale)
        drafts = by_rules(analysis, drafts)
    chosen = choose(analysis, drafts, table.thresholds["kept"], table.thresholds["nested"])
    chosen = sound(analysis, mended(analysis, chosen + tagged, table), quotes)
    chosen = without_echoes(analysis, chosen, cast, table.thresholds["headline"])
    return finish(analysis, chosen, quotes, cast, times, table.thresholds["doubt"])
