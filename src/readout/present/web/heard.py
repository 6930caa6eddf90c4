"""Articles as sound: made once by the voice that the server was given, kept while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from readout.model import Article, ReadoutError
from readout.present.web.answering import opened, refusal
from readout.present.web.asked import address, asked
from readout.present.words import explained

# An article's narration by the endings of its files.
Voice = Callable[[Article], Mapping[str, bytes]]
TYPES = {"mp3": "audio/mpeg", "vtt": "text/vtt", "json": "application/json"}
# A quarter of an hour of speech: longer texts take the command.
MOST_WORDS = 2500
_KEPT = 40
_PATIENCE = 120.0


class Sounds:
    """The last articles that were heard, in files that go with the server; one is made at a time."""

    def __init__(self, voice: Voice) -> None:
        self._voice, self._lock = voice, Lock()
        self._folder = TemporaryDirectory(prefix="readout-sound-", ignore_cleanup_errors=True)
        self._kept: dict[tuple[str, int], Path] = {}
        self._number = 0

    def of(self, article: Article, version: int) -> Path | None:
        """The files of an article's sound, without their endings; None when others are waited for too long."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return None
        try:
            key = article.id, version
            if key not in self._kept:
                made = self._voice(article)
                self._number += 1
                stem = Path(self._folder.name, str(self._number))
                for ending, data in made.items():
                    stem.with_suffix(f".{ending}").write_bytes(data)
                self._kept[key] = stem
                if len(self._kept) > _KEPT:
                    self._drop(next(iter(self._kept)))
            return self._kept[key]
        finally:
            self._lock.release()

    def forget(self, name: str) -> None:
        """Remove what is kept of an article that is gone."""
        with self._lock:
            for key in [key for key in self._kept if key[0] == name]:
                self._drop(key)

    def close(self) -> None:
        """Remove all of it."""
        self._folder.cleanup()

    def _drop(self, key: tuple[str, int]) -> None:
        stem = self._kept.pop(key)
        for ending in TYPES:
            stem.with_suffix(f".{ending}").unlink(missing_ok=True)


def sound(request: Request) -> Response:
    """An article's narration (mp3), its transcript (vtt), or which words are heard when (json)."""
    sounds: Sounds | None = request.app.state.sounds
    ending, name = request.path_params["ending"], request.path_params["id"]
    if sounds is None or ending not in TYPES:
        raise HTTPException(404)
    # Speech takes seconds of work: no other site may have a reader's browser ask for it.
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "Another site asked for this.")
    store, query = opened(request), asked(request.query_params, "version")
    versions = {v.version for v in store.versions(name)} if store else set()
    if store is None or not versions:
        sounds.forget(name)
        raise HTTPException(404, "The store has no such article.")
    number = int(query.get("version", max(versions)))
    if number not in versions:
        raise HTTPException(404, f"The store has no version {number} of this article.")
    article = store.record(name, number).article
    if len(article.text.split()) > MOST_WORDS:
        lines = [f"Articles of more than {MOST_WORDS:,} words are spoken by the command: readout speak {name}"]
        return refusal(request, 413, "This article is too long to be spoken here", lines)
    try:
        stem = sounds.of(article, number)
    except ReadoutError as error:
        return refusal(request, 422, "This article could not be spoken", explained(error))
    if stem is None:
        return refusal(
            request, 503, "The voice is busy", ["Others are waited for; ask again in a minute."], {"Retry-After": "60"}
        )
    return FileResponse(stem.with_suffix(f".{ending}"), media_type=TYPES[ending])


def sounds_of(request: Request, article: Article, version: int) -> dict[str, str] | None:
    """The addresses of the article's files by their endings; None where it can't be heard here."""
    english = (article.language or "en").startswith("en")
    if request.app.state.sounds is None or not english or not 0 < len(article.text.split()) <= MOST_WORDS:
        return None
    return {ending: address(f"/sound/{ending}/{quote(article.id, safe='')}", {"version": version}) for ending in TYPES}


ROUTES: tuple[BaseRoute, ...] = (Route("/sound/{ending}/{id:path}", sound),)
