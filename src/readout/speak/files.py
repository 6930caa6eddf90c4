"""Narrations as files: WAV, MP3 and Opus, each marked as synthetic."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from readout.model import ReadoutError
from readout.speak import marks
from readout.speak.narrate import Narration
from readout.speak.voice import RATE

TYPES = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".opus": "audio/ogg", ".ogg": "audio/ogg"}


def encoded(narration: Narration, file: str) -> bytes:
    """The bytes of a sound file, in the format that the file's name asks for."""
    ending = Path(file).suffix.lower()
    if ending not in TYPES:
        raise ReadoutError(file, "no such sound format", f"end the name in {', '.join(TYPES)}")
    import soundfile

    out = io.BytesIO()
    if ending == ".wav":
        soundfile.write(out, narration.wave, RATE, format="WAV", subtype="PCM_16")
        plain = out.getvalue()
        whole = plain[8:] + marks.riff(narration)
        return b"RIFF" + struct.pack("<I", len(whole)) + whole
    if ending == ".mp3":
        soundfile.write(out, narration.wave, RATE, format="MP3")
        return marks.id3(narration) + out.getvalue()
    script = narration.script
    with soundfile.SoundFile(out, "w", RATE, 1, format="OGG", subtype="OPUS") as file_out:
        file_out.title, file_out.artist, file_out.date = script.title, script.by, script.day
        file_out.comment, file_out.software = f"{script.note} {marks.SYNTHETIC}", "readout"
        file_out.write(narration.wave)
    return out.getvalue()
