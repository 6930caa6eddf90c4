"""Whether two spellings are one person's name: pure functions over names, never by edit distance alone."""

from readout.names.compare import Likeness, compare, part_of
from readout.names.keys import asked_keys, keys
from readout.names.parts import Name, parsed
from readout.names.sounds import alike, plain, sound_key

__all__ = ["Likeness", "Name", "alike", "asked_keys", "compare", "keys", "parsed", "part_of", "plain", "sound_key"]
