"""The same, with the trained tagger of statements."""

from __future__ import annotations

from readout.flow import USUAL
from readout.many.loaded import warm

warm(USUAL)
