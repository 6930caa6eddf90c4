"""`python -m training.speech DATA`: fit `lexicon/speech_chances.json` to PolNeAR's train part, measure on dev."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from readout.extract.statements.table import Chances, with_chances
from training.speech.candidates import Candidate, candidates, read_articles
from training.speech.fit import fit
from training.speech.measure import measure

OUT = Path(__file__).parents[2] / "src/readout/lexicon/speech_chances.json"


def main() -> None:
    """Fit, write and measure."""
    parser = argparse.ArgumentParser(prog="python -m training.speech", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds data/polnear/{train,dev}.jsonl.gz")
    corpus = parser.parse_args().data / "data/polnear"
    articles = 0
    found: list[Candidate] = []
    for analysis, marked in read_articles(corpus / "train.jsonl.gz"):
        articles += 1
        found.extend(candidates(analysis, marked))
    chances = fit(found)
    OUT.write_text(written(chances), encoding="utf-8")
    print(f"{OUT.name}: {len(found)} candidates of {articles} articles, {sum(c.right for c in found)} of them right")
    for line in measure(read_articles(corpus / "dev.jsonl.gz"), with_chances(chances)).lines():
        print(line)


def written(chances: Chances) -> str:
    """Chances as JSON, one word a line."""
    parts = []
    for name, rows in (("frames", chances.frames), ("words", chances.words), ("weights", chances.weights)):
        lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, sort_keys=True)}" for k, v in sorted(rows.items()))
        parts.append(f' "{name}": {{\n{lines}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
