"""`readout alert`: questions that are kept, and at each check only what is new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from readout.cli.common import (
    complain,
    guarded,
    json_option,
    opened,
    options,
    paged,
    print_json,
    print_listed,
    printing,
    quiet_option,
    store_option,
    user_name,
    verbose_option,
)
from readout.cli.linking import Asks, linked_articles

if TYPE_CHECKING:
    from readout.link.questions import Asked
    from readout.store import Store
    from readout.store.alerts import AlertRow

_VERBS = ("events", "said", "timeline", "whereabouts", "met", "claims", "changes", "upcoming")
# The status of `check --exit-code` when there is something new.
_NEW = 3
# Answers in one message to an address.
_MOST_SENT = 200


@click.group("alert", short_help="Keep questions, and tell what is new.")
def command() -> None:
    """Keep questions in the store, and at each check tell only the answers that are new since the last one.

    A question is one of the verbs events, said, timeline, whereabouts, met, claims, changes and upcoming with its
    options. An answer is new when its words, its article or its status are; one told before is not told again.

    \b
    Examples:
      readout alert add moscow events --where Moscow
      readout alert check
      readout alert hook moscow https://example.org/news
    """


@command.command(
    "add",
    short_help="Keep a question.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@options(
    click.option("--all", "everything", is_flag=True, help="The first check tells what the store holds by now too."),
    click.option("--user", metavar="USER", help="Who asks; default: the user of this machine."),
    store_option,
    quiet_option,
    verbose_option,
)
@click.argument("name", metavar="NAME")
@click.argument("question", metavar="VERB [OPTION...]", nargs=-1, required=True, type=click.UNPROCESSED)
@guarded
def add(
    everything: bool,
    user: str | None,
    store: str | None,
    quiet: bool,
    verbose: bool,
    name: str,
    question: tuple[str, ...],
) -> None:
    """Keep a question under a name. What the store holds by now is no news, unless with --all.

    The options of `add` itself stand before NAME, those of the question after its verb.

    \b
    Examples:
      readout alert add moscow events --where Moscow
      readout alert add disputes claims --contradicted
    """
    with opened(store, verbose) as kept:
        asking = _Asking(kept)
        rows = asking.rows(question)
        kept.alerts.add(name, question, user or user_name(), () if everything else map(_mark, rows))
    if not quiet:
        click.echo(f"{name}: {' '.join(question)} ({len(rows)} answers by now)")


@command.command("list", short_help="List the questions kept.")
@options(store_option, printing)
@guarded
def listed(store: str | None, as_json: bool, quiet: bool, verbose: bool) -> None:
    """List the alerts: name, question, when it was last checked, where its news are sent.

    \b
    Examples:
      readout alert list
    """
    with opened(store, verbose) as kept:
        rows, hooks = kept.alerts.all(), kept.alerts.hooks.all()

    def line(row: AlertRow) -> str:
        sent = "".join(f"\n  sent to {hook.url}" for hook in hooks if hook.alert == row.name)
        return f"{row.name}: {' '.join(row.question)}  (by {row.user}, checked {row.checked}){sent}"

    print_listed(rows, line, "no alerts", as_json, quiet)


@command.command("remove", short_help="Ask a question no more.")
@click.argument("name", metavar="NAME")
@options(store_option, quiet_option, verbose_option)
@guarded
def remove(name: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Remove an alert.

    \b
    Examples:
      readout alert remove moscow
    """
    with opened(store, verbose) as kept:
        kept.alerts.remove(name)
    if not quiet:
        click.echo(f"{name} removed")


@command.command("hook", short_help="Send an alert's news to an address.")
@click.argument("name", metavar="NAME")
@click.argument("url", metavar="URL")
@options(
    click.option("--private", is_flag=True, help="The address may be on this computer or its network."),
    click.option("--user", metavar="USER", help="Who wants this; default: the user of this machine."),
    store_option,
    quiet_option,
    verbose_option,
)
@guarded
def hook(name: str, url: str, private: bool, user: str | None, store: str | None, quiet: bool, verbose: bool) -> None:
    """Send what each check finds new to an address too, and print the secret that signs it: it is shown once.

    Each message is a POST of JSON, signed after Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature).
    What is not taken waits for the next check.

    \b
    Examples:
      readout alert hook moscow https://example.org/news
    """
    from readout.fetch.client import normal
    from readout.fetch.errors import FetchError
    from readout.fetch.hooks import new_secret

    try:
        normal(url)
    except FetchError as error:
        raise click.UsageError(f"{url}: {error.what}") from error
    secret = new_secret()
    with opened(store, verbose) as kept:
        kept.alerts.hooks.add(name, url, secret, user or user_name(), private)
    click.echo(secret)
    if not quiet:
        click.echo(f"{name} is sent to {url}; keep the secret above, it is not shown again", err=True)


@command.command("unhook", short_help="Send nothing more to an address.")
@click.argument("name", metavar="NAME")
@click.argument("url", metavar="URL")
@options(store_option, quiet_option, verbose_option)
@guarded
def unhook(name: str, url: str, store: str | None, quiet: bool, verbose: bool) -> None:
    """Send nothing more to an address, nor what it has not taken.

    \b
    Examples:
      readout alert unhook moscow https://example.org/news
    """
    with opened(store, verbose) as kept:
        kept.alerts.hooks.remove(name, url)
    if not quiet:
        click.echo(f"{name} is not sent to {url} any more")


@command.command("check", short_help="Tell what is new.")
@click.argument("names", metavar="[NAME...]", nargs=-1)
@options(
    click.option("--exit-code", "coded", is_flag=True, help="End with status 3 when there is something new."),
    store_option,
    json_option,
    quiet_option,
    verbose_option,
)
@guarded
def check(names: tuple[str, ...], coded: bool, store: str | None, as_json: bool, quiet: bool, verbose: bool) -> int:
    """Ask the questions again, all or those named, and print the answers that are new; nothing when there are none.

    So cron mails exactly when something is new. With --json each new answer is a line {"alert": NAME, "row": {...}}.
    What is new is sent to the alert's addresses as well (alert hook), with what they have not taken before.
    The status is 0, or 1 when a question or an address failed; with --exit-code 3 when something is new.

    \b
    Examples:
      readout alert check
      readout alert check --json --exit-code
    """
    found = failed = False
    with opened(store, verbose) as kept:
        asking = _Asking(kept)
        for alert in kept.alerts.all(names):
            try:
                rows = asking.rows(alert.question)
            except click.UsageError as error:
                complain(f"alert {alert.name}: {error.format_message()}")
                failed = True
                continue
            told = kept.alerts.told(alert.name)
            new = [row for row in rows if _mark(row) not in told]
            found = found or bool(new)
            if as_json:
                for row in new:
                    print_json({"alert": alert.name, "row": row})
            elif new:
                click.echo(f"{alert.name}: {len(new)} new")
                click.echo(asking.shown(alert.question, new), nl=False)
            kept.alerts.hooks.put(alert.name, list(_messages(alert.name, new)))
            # Told only once it is printed: what is interrupted is told again rather than never.
            kept.alerts.tell(alert.name, map(_mark, rows))
        failed = not _sent(kept) or failed
    return 1 if failed else _NEW if coded and found else 0


def _messages(name: str, rows: Sequence[Any]) -> Iterator[str]:
    """What an address is sent of an alert's new answers, so many a message."""
    from readout.model import to_json

    for start in range(0, len(rows), _MOST_SENT):
        some = ",".join(to_json(row) for row in rows[start : start + _MOST_SENT])
        yield f'{{"type":"readout.alert","data":{{"alert":{json.dumps(name)},"rows":[{some}]}}}}'


def _sent(store: Store) -> bool:
    """Send what waits; an address that does not take one message is left for the next check. Whether all were taken."""
    from readout.fetch.errors import FetchError
    from readout.fetch.hooks import send

    closed: set[str] = set()
    for one in store.alerts.hooks.waiting():
        if one.url in closed:
            continue
        try:
            send(one.url, one.id, one.body.encode(), one.secret, one.private)
        except FetchError as error:
            closed.add(one.url)
            store.alerts.hooks.failed(one.id, error.what)
            complain(f"alert {one.alert}: {one.url}: {error.what}; it waits for the next check")
        else:
            store.alerts.hooks.taken(one.id)
    return not closed


class _Asking:
    """Questions asked of one store; its articles are linked once, and only for a question that needs it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._linked = cache(lambda: linked_articles(store, None))

    def rows(self, question: Sequence[str]) -> list[Any]:
        """All answers. Raises click.UsageError for what is no question."""
        verb = _verb(question)
        with verb.make_context(f"alert: {question[0]}", list(question[1:])) as context:
            own = dict(context.params)
            on = own.pop("on", None)
            for name in ("store", "limit", "as_json", "quiet", "verbose"):
                own.pop(name, None)
            asks = _asks(verb)
            if asks.over == "store":
                return list(paged(asks.function(self._store, **own), 0))
            return list(asks.function(self._articles(on), **own))

    def shown(self, question: Sequence[str], rows: list[Any]) -> str:
        """Answers for people."""
        asks = _asks(_verb(question))
        if asks.over == "store":
            from readout.present import text

            return str(getattr(text, asks.form)(rows, colour=False))
        from readout.present import linked

        return "".join(f"{line}\n" for line in getattr(linked, asks.form)(rows))

    def _articles(self, on: str | None) -> Asked:
        from readout.link.questions import Asked

        found = self._linked()
        return Asked(found.linker, on) if on else found


def _verb(question: Sequence[str]) -> click.Command:
    if question[0] not in _VERBS:
        raise click.UsageError(f"{question[0]!r} is no question: it begins with {', '.join(_VERBS)}")
    verb: click.Command = import_module(f"readout.cli.{question[0]}").command
    return verb


def _asks(verb: click.Command) -> Asks:
    asks: Asks = getattr(verb.callback, "asks")  # noqa: B009  (the decorator sets it; a plain attribute has no type)
    return asks


def _mark(row: Any) -> str:
    """What tells an answer from others: its articles, their words and the status; numbers of a reading may change."""
    from readout.model import to_json

    found: dict[str, Any] = json.loads(to_json(row))
    found = found.get("step", found)  # of a change, only the step: the event's other tellings are no change
    said = sorted({(str(one["article"]), str(one.get("quote", ""))) for one in _objects(found) if "article" in one})
    return hashlib.sha256(json.dumps([said, found.get("status")]).encode()).hexdigest()[:32]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
