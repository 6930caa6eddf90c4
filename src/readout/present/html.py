"""Records as one self-contained HTML document: nothing in it is fetched, nothing runs but its own small script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from readout.model import Record
from readout.present import words
from readout.present.view import country_name, view

if TYPE_CHECKING:
    from jinja2 import Environment


def render(records: Sequence[Record]) -> str:
    """The articles with their spans marked and their records beside them, as one HTML document."""
    return page("document.html", views=[view(record) for record in records])


def page(template: str, **shown: Any) -> str:
    """A page from one of the package's templates; whatever comes from an article is escaped."""
    return environment().get_template(template).render(**shown)


@cache
def environment() -> Environment:
    """The templates, which escape by default, with the style sheet and the script at hand."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup, escape

    def exact(text: str) -> Markup:
        """Every character of the text, those that could turn what follows it kept apart."""
        return Markup(words.HIDDEN.sub(r'<bdi class="hidden">\g<0></bdi>', str(escape(text))))

    made = Environment(
        loader=PackageLoader("readout.present"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: words.visible(value) if type(value) is str else value,
    )
    made.globals |= {"style": asset("page.css"), "script": asset("page.js"), "policy": policy()}
    made.globals |= {"site_style": site_asset("css"), "site_script": site_asset("js")}
    made.globals |= {"review_style": asset("review.css"), "review_script": asset("review.js")}
    made.globals |= {"heard_style": asset("heard.css"), "heard_script": asset("heard.js")}
    made.globals["land"] = asset("land.txt").strip()
    made.filters |= {
        "moment": words.moment,
        "day": words.day,
        "plain": words.plain,
        "count": words.count,
        "exact": exact,
        "when": words.when,
        "percent": words.percent,
        "days": words.days,
        "how_said": words.how_said,
        "month": words.timex,
        "pieces": words.pieces,
        "short": words.short,
        "country": country_name,
    }
    return made


@cache
def asset(name: str) -> str:
    """A file of `static/`."""
    return files("readout.present").joinpath("static", name).read_text(encoding="utf-8")


@cache
def site_asset(kind: str) -> str:
    """The style sheet (`css`) or script (`js`) of the served pages: that of an article, and their own."""
    return asset(f"page.{kind}") + asset(f"site.{kind}")


@cache
def policy(*more: str, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of a page: its own style and script by their hashes, and nothing from anywhere."""
    rules = (
        "default-src 'none'",
        f"style-src {' '.join(map(_hash, styles or (asset('page.css'),)))}",
        f"script-src {' '.join(map(_hash, scripts or (asset('page.js'),)))}",
        "img-src data:",
        "base-uri 'none'",
    )
    return "; ".join(rules + (more or ("form-action 'none'",)))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
