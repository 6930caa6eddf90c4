"""What a sound file says of itself: title, chapters, and that its voice is synthetic (ID3v2.4, XMP, RIFF chunks)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from xml.sax.saxutils import escape

from readout.speak.narrate import Mark, Narration
from readout.speak.voice import RATE

# IPTC's term for media made by a trained model.
SYNTHETIC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_UTF8 = b"\x03"
_WHOLE = 0xFFFFFFFF


def xmp(narration: Narration) -> bytes:
    """An XMP packet: title, who made it, the disclosure, and IPTC's digital source type."""
    script = narration.script
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmp:CreatorTool="readout"'
        f' Iptc4xmpExt:DigitalSourceType="{SYNTHETIC}">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_clean(script.title)}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{_clean(script.note)}</rdf:li></rdf:Alt>'
        "</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    ).encode()


def _clean(words: str) -> str:
    """Words as XML: without the characters that it has no place for."""
    return escape("".join(c for c in words if c.isprintable() or c == " "))


def id3(narration: Narration) -> bytes:
    """An ID3v2.4 tag with chapters (CHAP, CTOC), the disclosure (COMM, TXXX) and the XMP packet (PRIV)."""
    script = narration.script
    texts = {"TIT2": script.title, "TPE1": script.by, "TALB": "readout", "TDRC": script.day, "TENC": "readout"}
    frames = [_frame(name, _UTF8 + words.encode()) for name, words in texts.items() if words]
    frames += [
        _frame("COMM", _UTF8 + b"eng\0" + script.note.encode()),
        _frame("TXXX", _UTF8 + b"DigitalSourceType\0" + SYNTHETIC.encode()),
        _frame("PRIV", b"XMP\0" + xmp(narration)),
    ]
    names = [f"ch{number}".encode() + b"\0" for number in range(len(narration.chapters))][:255]
    frames.append(_frame("CTOC", b"toc\0\x03" + bytes([len(names)]) + b"".join(names)))
    frames += [_frame("CHAP", name + _chapter(mark)) for name, mark in zip(names, narration.chapters, strict=False)]
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _synchsafe(len(body)) + body


def _chapter(mark: Mark) -> bytes:
    times = struct.pack(">IIII", round(mark.begin * 1000), round(mark.end * 1000), _WHOLE, _WHOLE)
    return times + _frame("TIT2", _UTF8 + mark.title.encode())


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(size: int) -> bytes:
    """A size in four bytes of seven bits, as ID3 has it."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def riff(narration: Narration) -> bytes:
    """Chunks for the end of a WAV file: INFO, chapters as cue points with labels, ID3 and XMP."""
    script = narration.script
    info = {"INAM": script.title, "IART": script.by, "ICRD": script.day, "ICMT": script.note, "ISFT": "readout"}
    inside = b"".join(_chunk(name, words.encode() + b"\0") for name, words in info.items() if words)
    return b"".join(
        (
            _chunk("LIST", b"INFO" + inside),
            _chunk("cue ", _cues(narration.chapters)),
            _chunk("LIST", b"adtl" + b"".join(_labels(narration.chapters))),
            _chunk("id3 ", id3(narration)),
            _chunk("_PMX", xmp(narration)),
        )
    )


def _cues(chapters: Sequence[Mark]) -> bytes:
    points = (
        struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
        for number, at in ((number, round(mark.begin * RATE)) for number, mark in enumerate(chapters, 1))
    )
    return struct.pack("<I", len(chapters)) + b"".join(points)


def _labels(chapters: Sequence[Mark]) -> list[bytes]:
    return [
        _chunk("labl", struct.pack("<I", number) + mark.title.encode() + b"\0")
        for number, mark in enumerate(chapters, 1)
    ]


def _chunk(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
