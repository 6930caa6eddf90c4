"""Build `lexicon/name_forms.json`: which family names that look like spellings of one name are names of their own.

    uv pip download rigour==1.8.2 (its last version that ships the corpus as a file), then unpack the wheel
    python tools/build_name_forms.py UNPACKED/rigour/data/names/persons.txt

Source: rigour (MIT), whose corpus of name parts is drawn from Wikidata (CC0): each line holds the spellings of one
name. Two known words that `readout.names.alike` would take for one by their sounds are kept apart when no line of the
corpus has both. Words that no other known word looks like are left out: nothing has to be known of them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from readout.names import sounds

OUT = Path(__file__).parents[1] / "src" / "readout" / "lexicon" / "name_forms.json"
_WORD = re.compile(r"[a-z]{3,14}$")


def corpus(path: Path) -> dict[str, set[int]]:
    """Each single word of the corpus in plain letters, with the numbers of the names that it spells."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        for form in line.partition(" => ")[0].split(", "):
            word = sounds.plain(form)
            if _WORD.match(word) and form.isascii() | any("LATIN" in _script(c) for c in form):
                found[word].add(number)
    return found


def _script(character: str) -> str:
    import unicodedata

    return unicodedata.name(character, "")


def vowels(word: str) -> str:
    """The vowels of a word by height, without those that spellings leave out: words alike share them, nearly always."""
    heard, found = sounds.sounds(word), ""
    for at, sound in enumerate(heard):
        beside = {heard[at - 1] if at else "", heard[at + 1] if at + 1 < len(heard) else ""}
        if (sound == "i" and beside & set("aeou")) or (sound == "e" and at and heard[at - 1] in "aou"):
            continue
        found += "a" if sound in ("a", "e", "i", "ai") else "o" if sound in ("o", "u", "au") else "."
    return found


def apart(known: dict[str, set[int]]) -> set[str]:
    """The words that sound like another known word which is a name of its own."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        by_key[f"{sounds.sound_key(word)} {vowels(word)}"].append(word)
    found: set[str] = set()
    for words in by_key.values():
        for at, one in enumerate(words):
            for other in words[at + 1 :]:
                if (
                    abs(len(one) - len(other)) < 4
                    and not known[one] & known[other]
                    and sounds.written_alike(one, other)
                ):
                    found |= {one, other}
    return found


def main() -> None:
    known = corpus(Path(sys.argv[1]))
    words = apart(known)
    shared: dict[int, list[str]] = defaultdict(list)
    for word in words:
        for number in known[word]:
            shared[number].append(word)
    kept = {number: at for at, number in enumerate(sorted(n for n, some in shared.items() if len(some) > 1), 1)}
    rows = [f"{word}:{','.join(str(kept[n]) for n in sorted(known[word]) if n in kept)}" for word in sorted(words)]
    OUT.write_text(json.dumps({"family": " ".join(rows)}, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(rows)} words, {OUT.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
