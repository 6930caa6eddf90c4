"""Trains the tagger on PolNeAR's training part: `python -m training.statements DATA` (docs/models/statements.md)."""

from __future__ import annotations

import argparse
import pickle
from functools import partial
from pathlib import Path

import torch

from training.statements import fit
from training.statements.calibrate import calibrate
from training.statements.data import Example, read_examples
from training.statements.export import export, quantise
from training.statements.net import Encoder, Reader
from training.statements.start import start, vocabulary

WEIGHTS = Path(__file__).parents[2] / "src/readout/extract/statements/tagger/weights"


def main() -> None:
    """Read, train, export and calibrate; what an earlier run left in the build folder is taken up again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds polnear/")
    parser.add_argument("--build", type=Path, default=Path("build/statements"), help="where examples and weights go")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    build: Path = options.build
    build.mkdir(parents=True, exist_ok=True)
    corpus = options.data / "polnear" / "train.jsonl.gz"

    torch.manual_seed(fit.SEED)
    encoder, reader = Encoder(), Reader()
    start(encoder)
    fit.fit(encoder, reader, partial(_examples, corpus, build), build)
    export(encoder, reader, build / "fp32")
    quantise(build / "fp32", WEIGHTS)
    for folder in (build / "fp32", WEIGHTS):
        calibrate(corpus, folder)


def _examples(corpus: Path, build: Path) -> list[Example]:
    """The windows of the articles to train on."""
    cache = build / "examples.pickle"
    if not cache.exists():
        read = read_examples(corpus, vocabulary())
        cache.write_bytes(pickle.dumps([example for found in read for example in found]))
    examples: list[Example] = pickle.loads(cache.read_bytes())
    return examples


if __name__ == "__main__":
    main()
