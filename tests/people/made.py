"""People files of every format, small enough to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CSV = """name,aliases,office,country,from,to,id
Ana Novak,Anna Nowak;A. Novak,Prime Minister of Slovenia,Slovenia,2020-03-13,2022-06-01,Q11
Bor Kos,,prime minister,SVN,2022-06-01,,Q12
Bor Kos,,Mayor of Maribor,si,2015,2019-11,Q12
Ana Novak,,footballer,AUT,,,Q13
"""


def ftm(schema: str, key: str, **properties: Any) -> str:
    """One FollowTheMoney entity as a line."""
    return json.dumps({"id": key, "schema": schema, "properties": properties})


FTM = [
    ftm("Position", "post-1", name=["President of Chile"], country=["cl"]),
    ftm("Person", "p-1", name=["Rosa Díaz"], alias=["Rosa Diaz Vega"], wikidataId=["Q21"], citizenship=["cl"]),
    ftm("Occupancy", "o-1", holder=["p-1"], post=["post-1"], startDate=["2022-03-11"], status=["current"]),
    ftm("Person", "p-2", name=["Luis Mora"], country=["cl"]),
    ftm("Occupancy", "o-2", holder=["p-2"], post=["post-1"], startDate=["2018-03-11"], endDate=["2022-03-11"]),
    ftm("Company", "c-1", name=["Cobre SA"]),
    ftm("Membership", "m-1", member=["p-2"], organization=["c-1"], role=["director"], startDate=["2023"]),
    ftm("Occupancy", "o-3", holder=["nobody"], post=["post-1"]),
    ftm("Address", "a-1", full=["Santiago"]),
]
NESTED = json.dumps(
    {
        "id": "p-9",
        "schema": "Person",
        "caption": "Eva Lind",
        "properties": {
            "name": ["Eva Lind"],
            "positionOccupancies": [
                {
                    "id": "o-9",
                    "schema": "Occupancy",
                    "properties": {
                        "startDate": ["2021-01-01"],
                        "post": [
                            {
                                "id": "post-9",
                                "schema": "Position",
                                "properties": {"name": ["Foreign Minister of Sweden"]},
                            }
                        ],
                    },
                }
            ],
        },
    }
)


def snak(value: object) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": value}}


def claim(item: str, **qualifiers: Any) -> dict[str, Any]:
    """A claim about an item, with qualifiers as Wikidata has them."""
    return {"mainsnak": snak({"id": item}), "rank": "normal", "qualifiers": qualifiers}


def when(time: str, precision: int = 11) -> list[dict[str, Any]]:
    return [snak({"time": time, "precision": precision})]


OFFICE = {
    "id": "Q100",
    "labels": {"en": {"value": "Prime Minister of Finland"}},
    "claims": {"P31": [claim("Q4164871")], "P1001": [claim("Q33")]},
}
PERSON = {
    "id": "Q101",
    "labels": {"en": {"value": "Aino Virta"}, "mul": {"value": "Aino Virta"}},
    "aliases": {"en": [{"value": "Aino Maria Virta"}]},
    "claims": {
        "P31": [claim("Q5")],
        "P27": [claim("Q33")],
        "P39": [
            claim("Q100", P580=when("+2019-12-10T00:00:00Z"), P582=when("+2023-06-20T00:00:00Z")),
            claim("Q100", P580=when("+2024-00-00T00:00:00Z", 9)),
        ],
    },
}


def dump() -> str:
    """Lines of a Wikidata dump."""
    return "[\n" + ",\n".join(json.dumps(item) for item in (OFFICE, PERSON)) + "\n]\n"


def write(folder: Path, name: str, text: str) -> str:
    """A file with a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)
