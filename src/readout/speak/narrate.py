"""A script said: the sound at the loudness of podcasts, and when each word and chapter is heard."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from readout.model import ReadoutError
from readout.speak.script import Script
from readout.speak.voice import RATE, Voice, Wave

LOUDNESS = -16.0  # LUFS, as podcasts have it
_CEILING = 10 ** (-1.5 / 20)  # the highest sample: -1.5 dB leaves room for what encoders add
_AFTER = {"sentence": 0.05, "paragraph": 0.35, "chapter": 0.8}
_SHORTEST = 0.4  # seconds that the measure of loudness needs
_LOOK = RATE // 200  # the limiter's reach: 5 ms


class Timed(NamedTuple):
    """Written words and when they are heard, in seconds."""

    text: str
    begin: float
    end: float


class Cue(NamedTuple):
    """A sentence as written and when it is heard, word by word."""

    text: str
    begin: float
    end: float
    words: tuple[Timed, ...]


class Mark(NamedTuple):
    """A chapter and when it is heard."""

    title: str
    begin: float
    end: float


class Narration(NamedTuple):
    """A script and its sound (mono, RATE samples a second)."""

    script: Script
    wave: Wave
    cues: tuple[Cue, ...]
    chapters: tuple[Mark, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.wave) / RATE


def narrate(script: Script, voice: Voice) -> Narration:
    """The script in this voice."""
    waves: list[Wave] = []
    cues, marks = [], []
    at = 0
    for chapter in script.chapters:
        begin = at
        for paragraph in chapter.paragraphs:
            for sentence in paragraph:
                wave, words = voice.say(sentence)
                if not len(wave):
                    continue
                start = at / RATE
                pieces = sentence.pieces
                timed = tuple(
                    Timed(sentence.text[pieces[w.piece].start : pieces[w.piece].end], start + w.begin, start + w.end)
                    for w in words
                )
                cues.append(Cue(sentence.text, start, start + len(wave) / RATE, timed))
                at += _keep(waves, wave, _AFTER["sentence"])
            at += _keep(waves, None, _AFTER["paragraph"])
        at += _keep(waves, None, _AFTER["chapter"])
        marks.append(Mark(chapter.title, begin / RATE, at / RATE))
    if not cues:
        raise ReadoutError(script.title, "there is nothing to say in it")
    return Narration(script, levelled(np.concatenate(waves)), tuple(cues), tuple(marks))


def _keep(waves: list[Wave], wave: Wave | None, silence: float) -> int:
    quiet = np.zeros(round(silence * RATE), np.float32)
    new = [quiet] if wave is None else [wave, quiet]
    waves += new
    return sum(map(len, new))


def loudness(wave: Wave) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770)."""
    import pyloudnorm

    return float(pyloudnorm.Meter(RATE).integrated_loudness(wave))


def levelled(wave: Wave) -> Wave:
    """The sound at LOUDNESS, its peaks held under the ceiling."""
    if len(wave) < _SHORTEST * RATE:
        wave = np.pad(wave, (0, int(_SHORTEST * RATE) + 1 - len(wave)))
    for _ in range(2):  # holding the peaks takes a little loudness away
        measured = loudness(wave)
        if not np.isfinite(measured):
            return wave
        wave = _limited(wave * np.float32(10 ** ((LOUDNESS - measured) / 20)))
    return wave


def _limited(wave: Wave) -> Wave:
    if float(np.abs(wave).max()) <= _CEILING:
        return wave
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    peaks = maximum_filter1d(np.abs(wave), 2 * _LOOK + 1)
    gain = np.minimum(1.0, _CEILING / np.maximum(peaks, 1e-9))
    held: Wave = (wave * uniform_filter1d(gain, _LOOK)).astype(np.float32)
    return np.clip(held, -_CEILING, _CEILING)
