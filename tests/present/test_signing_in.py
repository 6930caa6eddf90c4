"""Signing in and out: what a browser is told and keeps, and what an attacker gets."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.present.pace import Pace
from readout.present.web.signing_in import Tries, here
from readout.store import open_store

from .made import summit
from .serving import served
from .test_browser import AXE, Open

WORDS = "correct horse battery"
Client = Callable[[], httpx.Client]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an article and three users."""
    file = tmp_path_factory.mktemp("desk") / "store.sqlite3"
    with open_store(file) as store:
        list(store.add([summit()]))
        for name in ("ann", "bob", "eve"):
            store.users.add(name, "review", WORDS)
    return file


@pytest.fixture(scope="module")
def site(desk: Path) -> Iterator[str]:
    with served(desk, login=True) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[Client]:
    made: list[httpx.Client] = []

    def run() -> httpx.Client:
        made.append(httpx.Client(base_url=site))
        return made[-1]

    yield run
    for one in made:
        one.close()


def form(client: httpx.Client, to: str = "") -> dict[str, str]:
    page = client.get("/sign-in", params={"next": to} if to else None)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def sign_in(client: httpx.Client, name: str = "ann", password: str = WORDS, **more: str) -> httpx.Response:
    return client.post("/sign-in", data={**form(client), "name": name, "password": password, **more})


def test_nobody_sees_anything_without_signing_in(client: Client) -> None:
    ask = client()
    for path in ("/", "/articles/summit", "/nothing", "/people/1"):
        answer = ask.get(path)
        assert (answer.status_code, answer.text) == (303, "")
        assert answer.headers["location"].startswith("/sign-in")
    assert ask.get("/events?who=Kibet&page=2").headers["location"] == "/sign-in?next=%2Fevents%3Fwho%3DKibet%26page%3D2"
    assert ask.get("/articles/a%2Fb%3F").headers["location"] == "/sign-in?next=%2Farticles%2Fa%252Fb%253F"
    assert ask.get("/events?format=json").status_code == 403
    assert ask.post("/sign-out", data={"csrf": ""}).status_code == 403


def test_one_signs_in_is_led_on_and_signs_out(client: Client) -> None:
    ask = client()
    answer = sign_in(ask, next="/events?who=Kibet")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?who=Kibet")
    page = ask.get("/events?who=Kibet")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert ask.get("/sign-in?next=/claims").headers["location"] == "/claims"
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert token is not None
    assert ask.post("/sign-out", data={"csrf": "another"}).status_code == 403
    assert ask.get("/").status_code == 200
    kept = ask.cookies["readout"]
    assert ask.post("/sign-out", data={"csrf": token[1]}).headers["location"] == "/sign-in"
    assert "readout" not in ask.cookies
    assert ask.get("/", headers={"Cookie": f"readout={kept}"}).status_code == 303  # over on the server too


def test_the_cookie_is_out_of_reach_and_secure_under_https(client: Client) -> None:
    plain = sign_in(client()).headers.get_list("set-cookie")
    session = next(line for line in plain if line.startswith("readout="))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert "Secure" not in session
    ask = client()
    ask.headers["X-Forwarded-Proto"] = "https"
    page = ask.get("/sign-in")
    cookie = page.headers["set-cookie"].partition(";")[0]
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert token is not None
    sent = {"csrf": token[1], "name": "ann", "password": WORDS}
    lines = ask.post("/sign-in", data=sent, headers={"Cookie": cookie}).headers.get_list("set-cookie")
    session = next(line for line in lines if line.startswith("__Host-readout="))
    assert "Secure" in session
    assert "Path=/" in session
    assert "Domain" not in session


@pytest.mark.parametrize("planted", ["x" * 43, "planted"])
def test_a_planted_session_is_not_taken_over(client: Client, planted: str) -> None:
    ask = client()
    sent = form(ask)
    cookies = f"readout={planted}; readout-form={ask.cookies['readout-form']}"
    ask.post("/sign-in", data={**sent, "name": "ann", "password": WORDS}, headers={"Cookie": cookies})
    assert ask.cookies["readout"] != planted
    assert ask.get("/").status_code == 200
    attacker = client()
    attacker.cookies.set("readout", planted)
    assert attacker.get("/").status_code == 303


def test_signing_in_anew_ends_the_session_before(client: Client) -> None:
    ask, other = client(), client()
    sign_in(ask)
    first, sent = ask.cookies["readout"], form(other)
    cookies = f"readout={first}; readout-form={other.cookies['readout-form']}"
    answer = other.post("/sign-in", data={**sent, "name": "ann", "password": WORDS}, headers={"Cookie": cookies})
    assert answer.status_code == 303
    assert ask.get("/").status_code == 303
    assert other.get("/").status_code == 200


def test_a_form_of_another_sitting_signs_nobody_in(client: Client) -> None:
    ask, other = client(), client()
    sent = form(other)
    form(ask)
    answer = ask.post("/sign-in", data={**sent, "name": "ann", "password": WORDS})
    assert answer.status_code == 403
    assert "readout" not in ask.cookies
    assert sign_in(ask, csrf="").status_code == 403
    answer = ask.post(
        "/sign-in", data={**form(ask), "name": "ann", "password": WORDS}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_a_session_that_is_over_leads_to_the_form(client: Client, desk: Path) -> None:
    ask = client()
    sign_in(ask, "bob")
    assert ask.get("/").status_code == 200
    with sqlite3.connect(desk) as raw:
        raw.execute("UPDATE session SET until = '2020-01-01T00:00:00+00:00' WHERE account = 2")
    raw.close()
    assert ask.get("/").status_code == 303
    assert sign_in(ask, "bob").status_code == 303
    assert ask.get("/").status_code == 200


def test_wrong_passwords_run_out_and_tell_no_names(desk: Path) -> None:
    with served(desk, login=True) as address, httpx.Client(base_url=address) as ask:
        sent = form(ask)

        def wrong(name: str) -> httpx.Response:
            return ask.post("/sign-in", data={**sent, "name": name, "password": "wrong"})

        known, unknown = wrong("ann"), wrong("nobody")
        assert known.status_code == unknown.status_code == 403
        assert known.text.replace('value="ann"', 'value="nobody"') == unknown.text
        answers = [wrong("ann") for _ in range(9)]
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) >= 1
        # While it lasts, the right password does not count either.
        assert ask.post("/sign-in", data={**sent, "name": "ann", "password": WORDS}).status_code == 429


def test_tries_are_counted_by_address_and_by_name() -> None:
    tries = Tries(Pace(6, 3), Pace(1, 5))
    assert [tries.begin("a", f"n{n}") > 0 for n in range(4)] == [False, False, False, True]
    tries.right("b", "ann") if not tries.begin("b", "ann") else pytest.fail("kept out at the first try")
    for n in range(5):
        assert not tries.begin(f"c{n}", "ann")
    assert tries.begin("c9", "ann")
    assert not tries.begin("b", "ann")  # who was here before is not locked out by the others


@pytest.mark.parametrize(
    "to",
    [
        *("//evil.example", "https://evil.example", "/\\evil.example", "/a\\b", "javascript:alert(1)", "evil", ""),
        *("/\t/evil.example", "/\n", "/ü", "/sign-in?next=/", "/" + "x" * 3000, "\\/evil.example", " //evil.example"),
    ],
)
def test_nobody_is_led_elsewhere(to: str, client: Client) -> None:
    assert here(to) == "/"
    if to == "//evil.example":
        assert sign_in(client(), next=to).headers["location"] == "/"


@given(st.text(alphabet="/\\:.@?#%&aé\t\n \x00"))
def test_whatever_is_asked_for_is_a_path_here(to: str) -> None:
    found = httpx.URL("http://desk").join(here(to))
    assert found.host == "desk"
    assert here(to).isascii()


def test_the_form_works_in_a_browser_without_javascript_and_passes_axe(opened: Open, site: str) -> None:
    page = opened(f"{site}/articles/summit", java_script_enabled=False)
    page.fill("input[name=name]", "bob")
    page.fill("input[name=password]", WORDS)
    page.click("main button")
    page.wait_for_url("**/articles/summit")
    page.click("text=Sign out")
    page.wait_for_url("**/sign-in")
    page = opened(f"{site}/sign-in", bypass_csp=True)
    page.evaluate(AXE)
    run = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate(run)["violations"]] == []
