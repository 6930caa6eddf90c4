"""What a user sets once: where the store is, how sure an event must be, and the large language model to ask, if any."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from readout.model import ReadoutError

STORE_VARIABLE = "READOUT_STORE"
PEOPLE_VARIABLE = "READOUT_PEOPLE"
LLM_VARIABLE = "READOUT_LLM_"
EVENT_VARIABLE = "READOUT_EVENT_THRESHOLD"
CONTACT_VARIABLE = "READOUT_CONTACT"
# An event that is less likely than this is left out.
EVENT_THRESHOLD = 0.5
# Seconds for one answer of the model; small ones on a processor take a minute or two.
_LLM_TIMEOUT = 120.0


def default_store() -> str:
    """One SQLite file in the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("readout", appauthor=False) / "store.sqlite3")


def store_name(where: str | os.PathLike[str] | None) -> str:
    """The file or URL of the store that is meant: `where`, READOUT_STORE or the user's own; `~` is the home folder."""
    named = os.fspath(where) if where else os.environ.get(STORE_VARIABLE)
    try:
        name = named or default_store()
        return name if "://" in name else str(Path(name).expanduser())
    except RuntimeError as error:  # a user without an entry in the system's list, and without HOME
        what = "there is no home folder to look for the store in"
        raise ReadoutError(named or "store", what, f"name a file with --store or {STORE_VARIABLE}") from error


def shown_store(name: str) -> str:
    """The file or URL of a store without the password that a URL may hold: what errors and logs may say."""
    scheme, mark, rest = name.partition("://")
    if not mark or scheme.startswith("sqlite"):
        return name
    # Up to the last @, and all of an option that looks like one: also what should have been written as %40 or %2F.
    hidden = re.sub(r"(?i)([?&][^=&]*password[^=&]*=)[^&]*", r"\1***", rest)
    login, at, place = hidden.rpartition("@")
    user, colon, _ = login.partition(":")
    return f"{scheme}://{user}{':***' * bool(colon and at)}{at}{place}"


def people_name(where: str | os.PathLike[str] | None) -> str:
    """The index of the user's people files: `where`, READOUT_PEOPLE or the user's own, beside the store."""
    named = os.fspath(where) if where else os.environ.get(PEOPLE_VARIABLE)
    try:
        return str(Path(named or Path(default_store()).with_name("people.sqlite3")).expanduser())
    except RuntimeError as error:
        what = "there is no home folder to look for people in"
        raise ReadoutError(named or "people", what, f"name a file with --people or {PEOPLE_VARIABLE}") from error


def named_people(where: str | os.PathLike[str] | None) -> str | None:
    """The index of people to read with: the one that is named, or the user's own if it is there."""
    if where or os.environ.get(PEOPLE_VARIABLE):
        return people_name(where)
    try:
        name = people_name(None)
    except ReadoutError:
        return None
    return name if Path(name).is_file() else None


def contact() -> str | None:
    """How those whose pages are fetched can reach the user: READOUT_CONTACT, a mail address or a web address."""
    given = os.environ.get(CONTACT_VARIABLE, "").strip()
    if not (given.isascii() and (given.isprintable() or not given)) or set(given) & set("()<>"):
        raise ReadoutError(CONTACT_VARIABLE, "holds characters that no address has", "write a mail or web address")
    return given or None


def event_threshold() -> float:
    """The least probability of an event: READOUT_EVENT_THRESHOLD, or 0.5; raises ReadoutError when it is none."""
    given = os.environ.get(EVENT_VARIABLE, "").strip()
    try:
        threshold = float(given or EVENT_THRESHOLD)
    except ValueError:
        threshold = -1.0
    if not 0.0 <= threshold <= 1.0:
        raise ReadoutError(EVENT_VARIABLE, f"{given!r} is no probability", "write 0 to 1")
    return threshold


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """An OpenAI-compatible address, the model to ask there, the key (never shown) and the seconds for one answer."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = _LLM_TIMEOUT


def llm_settings() -> LlmSettings:
    """The model named by READOUT_LLM_URL, _MODEL, _KEY and _TIMEOUT; raises ReadoutError when they don't name one."""
    url, model, key, seconds = (
        os.environ.get(LLM_VARIABLE + name, "").strip() for name in ("URL", "MODEL", "KEY", "TIMEOUT")
    )
    for name, value in (("URL", url), ("MODEL", model)):
        if not value:
            do = "set READOUT_LLM_URL and READOUT_LLM_MODEL, or leave out --llm"
            raise ReadoutError(LLM_VARIABLE + name, "no large language model is named", do)
    if not _is_plain(url):  # the address itself may hold a secret then: it is not repeated
        do = "write http(s)://HOST/v1, the key in READOUT_LLM_KEY"
        raise ReadoutError(LLM_VARIABLE + "URL", "is no address of a server", do)
    if key and not (key.isascii() and key.isprintable()):
        raise ReadoutError(LLM_VARIABLE + "KEY", "holds characters that no key has", "set it anew")
    try:
        timeout = float(seconds or _LLM_TIMEOUT)
    except ValueError:
        timeout = 0.0
    if not 0.0 < timeout <= 3600.0:
        raise ReadoutError(LLM_VARIABLE + "TIMEOUT", f"{seconds!r} is no number of seconds", "write 1 to 3600")
    return LlmSettings(url, model, key or None, timeout)


def _is_plain(url: str) -> bool:
    """Whether a URL is a web address of host, port and path alone."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return web and not (parts.query or parts.fragment or "@" in parts.netloc)
