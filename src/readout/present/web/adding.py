"""Adding: files, addresses and text from a browser, read in their turn, and how each gets on."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from readout.present.web.acting import Actor, needs, onward, posting
from readout.present.web.answering import html, json
from readout.present.web.asked import asked
from readout.present.web.queue import MOST_WAITING, Full, Given, Queue

MOST_FILES, MOST_ADDRESSES = 20, 50
LARGEST = 60_000_000
_LARGEST_FILE = 20_000_000
_LONGEST_ADDRESS = 2000


def ask(request: Request) -> Response:
    """The form."""
    needs(request, "review")
    asked(request.query_params)
    return _form(request)


def _form(request: Request, wrong: list[str] | None = None, addresses: str = "", text: str = "") -> Response:
    return html(
        "add.html",
        request,
        422 if wrong else 200,
        wrong=wrong or [],
        addresses=addresses,
        text=text,
        reads=queue_of(request) is not None,
        most=(MOST_FILES, _LARGEST_FILE // 1_000_000, MOST_ADDRESSES),
    )


def add(request: Request, who: Actor, form: FormData) -> Response:
    """Let what was given wait for its turn, all of it or none."""
    queue = queue_of(request)
    addresses, text = (str(form.get(name) or "") for name in ("addresses", "text"))
    pages, wrong = _given(form, addresses, text)
    if queue is None:
        wrong = ["Pages are not read here."]
    elif not pages and not wrong:
        wrong = ["Choose files, or paste an address or a text."]
    if not wrong and queue:
        try:
            queue.put(pages, who.name)
            return onward("/added")
        except Full:
            wrong = [f"{MOST_WAITING} pages wait already, or too large ones. Add these when some are read."]
    return _form(request, wrong, addresses, text)


def _given(form: FormData, addresses: str, text: str) -> tuple[list[Given], list[str]]:
    """What a form gives to be read, and what is wrong with it."""
    pages, wrong = [], []
    for file in form.getlist("files"):
        if not isinstance(file, UploadFile) or not file.filename:
            continue  # a browser sends an empty part where no file is chosen
        name = _name(file.filename)
        data = file.file.read(_LARGEST_FILE + 1)
        if not data:
            wrong.append(f"“{name}” is empty.")
        elif len(data) > _LARGEST_FILE:
            wrong.append(f"“{name}” is larger than {_LARGEST_FILE // 1_000_000} MB; `readout add` takes it.")
        else:
            pages.append(Given(name, data))
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    if len(lines) > MOST_ADDRESSES:
        wrong.append(f"These are {len(lines)} addresses; give at most {MOST_ADDRESSES} at once.")
    for line in lines[:MOST_ADDRESSES]:
        if not line.startswith(("http://", "https://")) or len(line) > _LONGEST_ADDRESS:
            wrong.append(f"“{line[:80]}” is no address of the web: write https://HOST/PATH.")
        else:
            pages.append(Given(line))
    if text.strip():
        pages.append(Given("pasted.txt", text.encode(errors="replace")))
    return pages, wrong


def _name(path: str) -> str:
    """A file's own name, whatever a browser says of its folder."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable())[:200] or "file"


def added(request: Request) -> Response:
    """How what was given gets on."""
    needs(request, "review")
    form = asked(request.query_params).get("format")
    queue = queue_of(request)
    jobs = queue.jobs() if queue else []
    if form == "json":
        return json({"rows": jobs})
    return html("added.html", request, jobs=jobs, going=sum(not job.over for job in jobs))


def queue_of(request: Request) -> Queue | None:
    """Where pages wait to be read; None where none are read."""
    found: Queue | None = request.app.state.queue
    return found


ROUTES: tuple[BaseRoute, ...] = (
    Route("/add", ask),
    posting("/add", add, "review", LARGEST, MOST_FILES),
    Route("/added", added),
)
