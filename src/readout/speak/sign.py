"""A sound file's origin, signed: a C2PA manifest that says that a trained model made it."""

from __future__ import annotations

import io
import json
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from readout.model import ReadoutError
from readout.speak.files import TYPES
from readout.speak.marks import SYNTHETIC
from readout.speak.script import Script

SIGNED = (".wav", ".mp3")


class Signature(NamedTuple):
    """Whose name stands for a sound: the files (PEM) of a chain of certificates, the signer's first, and of its key."""

    chain: Path
    key: Path


def signed(sound: bytes, file: str, script: Script, by: Signature) -> bytes:
    """The sound with its manifest; nothing is asked of the network, so the time of signing is the machine's own.

    Raises ReadoutError for a format that carries none, and for a certificate or key that C2PA does not take.
    """
    import c2pa

    ending = Path(file).suffix.lower()
    if ending not in SIGNED:
        raise ReadoutError(file, "a signature needs WAV or MP3", f"end the name in {' or '.join(SIGNED)}")
    chain, key = _read(by.chain), _read(by.key)
    info = c2pa.C2paSignerInfo(alg=_algorithm(key, by.key), sign_cert=chain, private_key=key, ta_url=None)
    out = io.BytesIO()
    try:
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(_manifest(script))) as builder:
            builder.sign(signer, TYPES[ending], io.BytesIO(sound), out)
    except c2pa.C2paError as error:
        do = "the chain is PEM, the signer's certificate first, for e-mail or document signing, and the key is its own"
        raise ReadoutError(str(by.chain), f"C2PA does not sign with this: {error}", do) from error
    return out.getvalue()


def _manifest(script: Script) -> dict[str, object]:
    made = {"action": "c2pa.created", "digitalSourceType": SYNTHETIC, "description": script.note}
    metadata = {"@context": {"dc": "http://purl.org/dc/elements/1.1/"}, "dc:title": script.title}
    if script.link:
        metadata["dc:source"] = script.link
    return {
        "claim_generator_info": [{"name": "readout", "version": version("readout-news")}],
        "title": script.title,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [made]}},
            {"label": "c2pa.metadata", "data": metadata},
        ],
    }


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReadoutError(str(file), f"cannot be read: {error.strerror}") from error


def _algorithm(key: bytes, file: Path) -> bytes:
    """The name of the algorithm that goes with a private key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    try:
        read = serialization.load_pem_private_key(key, None)
    except (ValueError, TypeError) as error:
        raise ReadoutError(str(file), "this is no private key in PEM that can be used without a password") from error
    if isinstance(read, ec.EllipticCurvePrivateKey) and (
        name := {256: b"es256", 384: b"es384", 521: b"es512"}.get(read.key_size)
    ):
        return name
    if isinstance(read, rsa.RSAPrivateKey):
        return b"ps256"
    if isinstance(read, ed25519.Ed25519PrivateKey):
        return b"ed25519"
    raise ReadoutError(str(file), "C2PA has no algorithm for such a key", "take one of P-256, Ed25519 or RSA")
