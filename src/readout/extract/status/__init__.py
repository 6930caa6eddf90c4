"""How sure: the status of an event or of a participant, by grammar and cue."""

from __future__ import annotations

import re

from readout.extract.status.cues import UNSURE, cues
from readout.extract.status.grammar import noun_status, verb_status
from readout.extract.status.participants import participant_status
from readout.extract.status.reasons import reason
from readout.extract.status.signs import is_alleged, misread_verb
from readout.extract.verbs import form, is_verb
from readout.model import Analysis, EventTime, Status

__all__ = ["claims", "event_status", "participant_status"]


def claims(cue_lemma: str) -> bool:
    """Whether a cue marks its content as one party's claim (`claimed`, `alleged`), not as a report."""
    return cue_lemma.lower() in cues().claims


def event_status(
    analysis: Analysis, trigger: int, when: EventTime | None = None, speech: bool = False
) -> tuple[Status, str | None]:
    """The status of the event that a token tells, and the words of the reason that the text gives for it.

    `when` is the event's time if known: a noun's event whose day lies after the publication date is yet to come.
    `speech`: the event is something said, and so is done when it is told: `they argue`, `she backs the plan`.
    """
    later = _is_later(analysis, when)
    misread = misread_verb(analysis, trigger)
    if misread is not None:
        status = misread
    elif is_verb(analysis, trigger):
        status = verb_status(analysis, trigger, 0)
        later = later and form(analysis, trigger) != "past"
    else:
        status = noun_status(analysis, trigger, 0)
    if later and status in ("happened", "ongoing"):
        status = "scheduled"
    elif status in ("happened", "ongoing") and is_alleged(analysis, trigger):
        status = "claimed"
    elif status == "ongoing" and form(analysis, trigger) == "present" and _is_one_day(when):
        status = "happened" if _is_over(analysis, when) else "scheduled"  # `they vote on Sunday`
    if speech and status == "ongoing" and form(analysis, trigger) != "progressive":
        status = "happened"
    return status, reason(analysis, trigger) if status in UNSURE else None


def _is_one_day(when: EventTime | None) -> bool:
    """Whether an event's time is a day, if only by its name."""
    value = when.value if when is not None else None
    return value is not None and re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)(?:T.*)?", value) is not None


def _is_over(a: Analysis, when: EventTime | None) -> bool:
    published = (a.article.published or "")[:10]
    return bool(published and when is not None and when.until is not None and when.until < published)


def _is_later(a: Analysis, when: EventTime | None) -> bool:
    published = (a.article.published or "")[:10]
    return bool(published and when is not None and when.begin is not None and when.begin > published)
