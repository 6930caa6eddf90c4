"""The voice: hibari (Apache 2.0, its model in its package), with the times that its model gives each sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from readout.speak.script import Said

RATE = 24_000
_SOUNDS_MOST = 380  # what the model was trained to say in one breath
_STEP = 600  # samples of one unit of duration: two of the model's frames
_DURATIONS = b"/Clip_output_0"
_LETTER = {"A": "ˈA", "I": "ˈI"}  # letters that alone are words

Wave = NDArray[np.float32]


class Word(NamedTuple):
    """A piece of a sentence, and when it is said (seconds from the sentence's start)."""

    piece: int
    begin: float
    end: float


class Voice:
    """Loads the model once; one thread, the same sound for the same words."""

    def __init__(self) -> None:
        import onnxruntime
        from hibari import Hibari

        self._tts = Hibari(threads=1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The file with one more output: serialised protocol buffers that stand one after the other are merged.
        model = Path(self._tts.model_path).read_bytes() + _field(7, _field(12, _field(1, _DURATIONS)))
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def say(self, sentence: Said) -> tuple[Wave, list[Word]]:
        """A sentence's sound, and when each of its pieces is heard."""
        waves: list[Wave] = []
        words: list[Word] = []
        passed = 0
        for part in self._breaths(sentence):
            wave, times = self._sound("".join(sounds for sounds, _ in part))
            at = 0
            for sounds, piece in part:
                known = sum(c in self._tts.vocab for c in sounds.strip())
                if known and piece is not None:
                    begin, end = times[at], times[at + known]
                    words.append(Word(piece, passed / RATE + begin, passed / RATE + end))
                at += sum(c in self._tts.vocab for c in sounds)
            waves.append(wave)
            passed += len(wave)
        return (np.concatenate(waves) if waves else np.zeros(0, np.float32)), _joined(words)

    def _sound(self, sounds: str) -> tuple[Wave, Sequence[float]]:
        """Sound of phonemes, and for each known one the second at which it begins (and one more: the end)."""
        from hibari import dsp

        ids = self._tts.ids(sounds)
        out = self._session.run(None, {"ids": np.asarray([ids], np.int64), "speed": np.asarray([1.0], np.float32)})
        lh, th, ln, lr, phi, f0 = (o[0] for o in out[:6])
        wave: Wave = dsp.synth(lh, th, ln, lr, phi, f0, np.random.default_rng(0))
        begins = np.cumsum(out[6]) * _STEP / RATE  # the first unit is the silence before
        return wave, [float(t) for t in begins]

    def _breaths(self, sentence: Said) -> Iterator[list[tuple[str, int | None]]]:
        """The phonemes of a sentence with the piece of each, in parts that the model can say."""
        part: list[tuple[str, int | None]] = []
        size = 0
        for sounds, piece in self._sounds(sentence):
            if part and size + len(sounds) > _SOUNDS_MOST:
                yield part
                part, size = [], 0
            part.append((sounds, piece))
            size += len(sounds)
        if any(sounds.strip() for sounds, _ in part):
            yield part

    def _sounds(self, sentence: Said) -> Iterator[tuple[str, int | None]]:
        written, ends = [], list[int]()
        length = 0
        tokens: list[Any] = []
        for piece, pause in zip(sentence.pieces, sentence.pauses, strict=True):
            for part, sounds in _parts(piece.said, piece.sounds):
                written.append(f"[{part}](/{sounds}/)" if sounds else part)
                length += len(part) + 1
            written[-1] += pause
            length += len(pause)
            ends.append(length)
        g2p = self._tts.g2p
        tokens = g2p.phonemize_tokens(g2p.tokenize(" ".join(written)))
        at, piece_at = 0, 0
        for token in tokens:
            while piece_at < len(ends) - 1 and at >= ends[piece_at]:
                piece_at += 1
            yield (token.phonemes or "") + (" " if token.whitespace else ""), piece_at
            at += len(token.text) + len(token.whitespace)


def _parts(said: str, sounds: str) -> Iterator[tuple[str, str]]:
    """The words of a piece with their sounds where spelling misleads: letters that stand alone."""
    if sounds:
        yield said, sounds
        return
    words = said.split()
    for word in words:
        yield word, _LETTER.get(word, "") if len(words) > 1 else ""


def _joined(words: Sequence[Word]) -> list[Word]:
    """One entry a piece, from its first sound to its last."""
    found: dict[int, Word] = {}
    for word in words:
        known = found.get(word.piece)
        found[word.piece] = word if known is None else Word(word.piece, known.begin, word.end)
    return list(found.values())


def _field(number: int, payload: bytes) -> bytes:
    """A length-delimited field of a protocol buffer, of fewer than 128 bytes."""
    return bytes([number << 3 | 2, len(payload)]) + payload
