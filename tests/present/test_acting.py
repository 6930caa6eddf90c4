"""Who acts, and the forms by which something is done."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from readout.present.web.acting import Actor, onward, posting


def done(request: Request, who: Actor, form: FormData) -> Response:
    if "to" in form:
        return onward(str(form["to"]))
    return PlainTextResponse(f"{who.name} did {form['what']}")


@pytest.fixture
def ask() -> TestClient:
    made = Starlette(
        routes=[posting("/do", done), posting("/rule", done, "admin"), posting("/small", done, largest=99)]
    )
    made.state.actor = Actor("Ann", "review", "secret")
    return TestClient(made, base_url="http://desk")


GOOD = {"csrf": "secret", "what": "it"}


def test_a_form_with_its_token_is_dealt_with(ask: TestClient) -> None:
    assert ask.post("/do", data=GOOD).text == "Ann did it"
    assert ask.post("/do", data=GOOD, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status_code == 200
    assert ask.post("/do", data=GOOD, headers={"Origin": "http://desk"}).status_code == 200
    then = ask.post("/do", data={**GOOD, "to": "/queue"}, follow_redirects=False)
    assert (then.status_code, then.headers["location"]) == (303, "/queue")


@pytest.mark.parametrize("form", [{"what": "it"}, {**GOOD, "csrf": ""}, {**GOOD, "csrf": "sécret"}, {}])
def test_a_form_without_its_token_is_refused(ask: TestClient, form: dict[str, str]) -> None:
    assert ask.post("/do", data=form).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://elsewhere"},
        {"Origin": "http://desk:81"},
    ],
)
def test_another_site_can_send_no_form_even_with_the_token(ask: TestClient, fields: dict[str, str]) -> None:
    assert ask.post("/do", data=GOOD, headers=fields).status_code == 403


def test_roles_and_sizes_are_kept(ask: TestClient) -> None:
    assert ask.post("/rule", data=GOOD).status_code == 403
    assert ask.post("/small", data={**GOOD, "what": "x" * 99}).status_code == 413
    assert ask.get("/do").status_code == 405
    assert ask.post("/do", files={"csrf": ("a", b"secret")}).status_code == 400
    assert ask.post("/do", json=GOOD).status_code == 403
