"""A process that speaks articles for the server: the voice's model and its work stay out of the pages' way."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.util import find_spec
from multiprocessing import get_context

from readout.cli.beside import end_with_parent
from readout.model import Article, ReadoutError

# Seconds for one article, the loading of the voice included.
_PATIENCE = 300.0


class VoiceProcess:
    """Speaks one article at a time in a process of its own, begun at the first and again after one that ended it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, article: Article) -> Mapping[str, bytes]:
        """The article's narration by the endings of its files; raises ReadoutError where it can't be spoken."""
        if self._pool is None:
            # A fork of a process with threads may stand still for ever.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), end_with_parent)
        try:
            return self._pool.submit(_heard, article).result(_PATIENCE)
        except (BrokenProcessPool, TimeoutError) as error:
            self.close()
            raise ReadoutError(article.id, "the voice gave up on this article", "try `readout speak`") from error

    def close(self) -> None:
        """End the process, whatever it says."""
        pool, self._pool = self._pool, None
        if pool:
            for process in list(pool._processes.values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)


def has_voice() -> bool:
    """Whether the extra that speaks is installed."""
    return all(find_spec(name) for name in ("hibari", "pyloudnorm", "soundfile"))


def _heard(article: Article) -> Mapping[str, bytes]:
    from readout.speak.following import heard

    return heard(article)
