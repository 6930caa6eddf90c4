"""Signed sounds: the manifest is whole, says what made the sound, and leaves the sound's own marks as they were."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import c2pa
import numpy as np
import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from mutagen.mp3 import MP3
from mutagen.wave import WAVE

from readout.cli.speak import command
from readout.model import Article, ReadoutError
from readout.speak.files import TYPES, encoded
from readout.speak.marks import SYNTHETIC
from readout.speak.narrate import Mark, Narration
from readout.speak.script import of_article
from readout.speak.sign import Signature, signed
from readout.speak.voice import RATE

NOW = datetime.datetime.now(datetime.UTC)
PEM = serialization.Encoding.PEM
Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def _usage(*used: str) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    names += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in used for name in names})


def _certificate(
    of: Key, subject: str, issuer: x509.Certificate | None, by: ec.EllipticCurvePrivateKey, days: int
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject if issuer else name)
        .public_key(of.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(30))
        .not_valid_after(NOW + datetime.timedelta(days))
        .add_extension(x509.BasicConstraints(issuer is None, None), True)
        .add_extension(_usage("key_cert_sign", "crl_sign") if issuer is None else _usage("digital_signature"), True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False)
    )
    if issuer:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return made.sign(by, hashes.SHA256())


def _desk(folder: Path, key: Key, days: int = 30) -> Signature:
    """The files of a newsroom's certificate, made for the test."""
    authority = ec.generate_private_key(ec.SECP256R1())
    root = _certificate(authority, "Example authority", None, authority, 60)
    own = _certificate(key, "Example Post", root, authority, days)
    chain, secret = folder / "desk.pem", folder / "desk.key"
    chain.write_bytes(own.public_bytes(PEM) + root.public_bytes(PEM))
    secret.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return Signature(chain, secret)


@pytest.fixture(scope="module")
def narration() -> Narration:
    script = of_article(Article("a1", "made", "They met.", headline="Leaders meet", url="https://news.example/a1"))
    tone = (0.1 * np.sin(np.arange(RATE) / 9)).astype(np.float32)
    return Narration(script, tone, (), (Mark("Leaders meet", 0, 1),))


KEYS = {
    "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "es384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "ps256": lambda: rsa.generate_private_key(65537, 2048),
}


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("file", ["a.mp3", "a.wav"])
def test_a_signed_sound_says_what_made_it(tmp_path: Path, narration: Narration, kind: str, file: str) -> None:
    plain = encoded(narration, file)
    sound = signed(plain, file, narration.script, _desk(tmp_path, KEYS[kind]()))
    told = json.loads(c2pa.Reader(TYPES[Path(file).suffix], io.BytesIO(sound)).json())
    assert told["validation_state"] == "Valid"
    # Nobody here knows the certificate, which is all that may be said against it.
    assert [one["code"] for one in told["validation_status"]] == ["signingCredential.untrusted"]
    manifest = told["manifests"][told["active_manifest"]]
    assert (manifest["title"], manifest["signature_info"]["issuer"]) == ("Leaders meet", "Example Post")
    actions = next(one["data"]["actions"] for one in manifest["assertions"] if one["label"].startswith("c2pa.actions"))
    assert [(one["action"], one["digitalSourceType"]) for one in actions] == [("c2pa.created", SYNTHETIC)]
    assert "https://news.example/a1" in json.dumps(manifest)

    read = {"a.mp3": MP3, "a.wav": WAVE}[file]
    before, after = (read(io.BytesIO(data)) for data in (plain, sound))
    assert after.tags.getall("CHAP")[0].sub_frames["TIT2"].text == ["Leaders meet"]
    assert {"CTOC:toc", "TXXX:DigitalSourceType", "COMM::eng"} <= set(after.tags)
    assert abs(after.info.length - before.info.length) < 0.01


def test_a_changed_sound_is_no_longer_valid(tmp_path: Path, narration: Narration) -> None:
    sound = bytearray(signed(encoded(narration, "a.wav"), "a.wav", narration.script, _desk(tmp_path, KEYS["es256"]())))
    sound[4000] ^= 1
    told = json.loads(c2pa.Reader("audio/wav", io.BytesIO(bytes(sound))).json())
    assert told["validation_state"] == "Invalid"


def test_what_can_not_sign_is_told(tmp_path: Path, narration: Narration) -> None:
    def says(file: str, by: Signature) -> str:
        with pytest.raises(ReadoutError) as raised:
            signed(encoded(narration, "a.wav"), file, narration.script, by)
        return str(raised.value)

    desk = _desk(tmp_path, KEYS["es256"]())
    assert "WAV or MP3" in says("a.opus", desk)
    assert "desk.pem" in says("a.wav", desk._replace(key=_key(tmp_path / "other", KEYS["es256"]())))
    assert "no algorithm" in says("a.wav", desk._replace(key=_key(tmp_path / "dsa", dsa.generate_private_key(1024))))
    assert "no private key" in says("a.wav", desk._replace(key=desk.chain))
    assert "cannot be read" in says("a.wav", desk._replace(chain=tmp_path / "none.pem"))
    old = tmp_path / "old"
    old.mkdir()
    assert "desk.pem" in says("a.wav", _desk(old, KEYS["es256"](), days=-1))


def test_the_command_signs(tmp_path: Path) -> None:
    page, out = tmp_path / "page.txt", tmp_path / "page.mp3"
    page.write_text("Leaders meet\n\nThey met in Oslo on Friday.\n")
    desk = _desk(tmp_path, KEYS["es256"]())
    alone = CliRunner().invoke(command, [str(page), "--out", str(out), "--sign", str(desk.chain)])
    assert (alone.exit_code, "--key PEM" in alone.output) == (2, True)
    done = CliRunner().invoke(
        command, [str(page), "--out", str(out), "--sign", str(desk.chain), "--key", str(desk.key)]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(c2pa.Reader("audio/mpeg", io.BytesIO(out.read_bytes())).json())["validation_state"] == "Valid"


def _key(file: Path, key: Key | dsa.DSAPrivateKey) -> Path:
    file.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return file
