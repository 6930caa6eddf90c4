"""The trained tagger: finds cues, then reads the words round each cue for its source and content."""

from __future__ import annotations

from readout.extract.statements.tagger.features import head_of, likeliest
from readout.extract.statements.tagger.run import Calibration, Tagged, Tagger, load_tagger

__all__ = ["Calibration", "Tagged", "Tagger", "head_of", "likeliest", "load_tagger"]
