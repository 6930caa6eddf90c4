"""A process that speaks articles for the server: the voice's model and its work stay out of the pages' way."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from importlib.util import find_spec

from readout.cli.beside import Beside
from readout.model import Article, ReadoutError

# Seconds for one article, the loading of the voice included.
_PATIENCE = 300.0


class VoiceProcess:
    """Speaks one article at a time in a process of its own, begun at the first and again after one that ended it."""

    def __init__(self) -> None:
        self._beside = Beside()

    def __call__(self, article: Article) -> Mapping[str, bytes]:
        """The article's narration by the endings of its files; raises ReadoutError where it can't be spoken."""
        try:
            return self._beside.do(_heard, article, patience=_PATIENCE)
        except (BrokenProcessPool, TimeoutError) as error:
            self.close()
            raise ReadoutError(article.id, "the voice gave up on this article", "try `readout speak`") from error

    def close(self) -> None:
        """End the process, whatever it says."""
        self._beside.close()


def has_voice() -> bool:
    """Whether the extra that speaks is installed."""
    return all(find_spec(name) for name in ("hibari", "pyloudnorm", "soundfile"))


def _heard(article: Article) -> Mapping[str, bytes]:
    from readout.speak.following import heard

    return heard(article)
