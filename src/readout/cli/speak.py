"""`readout speak`: an article or a brief as sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.common import (
    FILE,
    article_meant,
    complain,
    first_day,
    guarded,
    opened,
    options,
    print_json,
    printing,
    store_option,
    whole_file,
)

if TYPE_CHECKING:
    from readout.model import Article
    from readout.speak.narrate import Narration
    from readout.speak.script import Script

# The files of a certificate's chain and of its key.
_Signature = tuple[Path, Path] | None
_FORMATS = (".wav", ".mp3", ".opus", ".ogg")


@click.command("speak", short_help="Make an article or a brief heard.")
@click.argument("article", metavar="ARTICLE", required=False)
@options(
    click.option("--brief", is_flag=True, help="Say what is new, as `readout brief` does, not one article."),
    click.option("--since", type=first_day, metavar="DATE", help="With --brief: new since this day."),
    click.option("--about", "who", metavar="NAME", multiple=True, help="With --brief: someone takes part."),
    click.option("--on", type=first_day, metavar="DATE", help="With --brief: ask as on this day; default: today."),
    click.option("--most", type=click.IntRange(min=1), default=8, help="With --brief: so many of each section (8)."),
    click.option("--out", metavar="FILE", type=FILE, help="The sound file: .wav, .mp3 or .opus; default: ID.wav."),
    click.option("--feed", metavar="FOLDER", type=FILE, help="With --brief: an episode of a podcast in this folder."),
    click.option("--site", metavar="URL", help="With --feed: the address under which the folder is served."),
    click.option(
        "--sign",
        metavar="PEM",
        type=FILE,
        envvar="READOUT_SIGN",
        help="Sign it (C2PA) with this chain of certificates.",
    ),
    click.option("--key", metavar="PEM", type=FILE, envvar="READOUT_SIGN_KEY", help="With --sign: its private key."),
    click.option("--script", is_flag=True, help="Print the words that would be said, and make no sound."),
    store_option,
    printing,
)
@guarded
def command(
    article: str | None,
    brief: bool,
    since: str | None,
    who: tuple[str, ...],
    on: str | None,
    most: int,
    out: str | None,
    feed: str | None,
    site: str | None,
    sign: str | None,
    key: str | None,
    script: bool,
    store: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Say an article (an ID in the store, or a page's file) or a brief with a synthetic voice, and say that it is one.

    Beside the sound stand its transcript with word times (.vtt) and its chapters (.chapters.json). With --feed the
    brief becomes today's episode of a podcast: DATE.mp3 and feed.xml. With --sign a C2PA manifest in the sound says who
    made it, and how. It takes the extras: pip install 'readout-news[audio,sign]'.

    \b
    Examples:
      readout speak 3f9a2c --out story.mp3
      readout speak page.html --script
      readout speak page.html --out story.mp3 --sign desk.pem --key desk.key
      readout speak --brief --since 2025-05-08 --feed podcast --site https://news.example/podcast
    """
    if (article is None) == (not brief):
        raise click.UsageError("name an ARTICLE, or ask for --brief")
    if (feed is None) != (site is None) or (feed and not brief):
        raise click.UsageError("--feed FOLDER goes with --site URL and --brief")
    if (sign is None) != (key is None):
        raise click.UsageError("--sign PEM goes with --key PEM")
    signature = (Path(sign), Path(key)) if sign and key else None
    try:
        told, name = _brief(store, since, who, on, most, verbose) if brief else _one(article or "", store, verbose)
        if script:
            _print_script(told)
        elif feed and site:
            _episode(told, Path(feed), site, signature, as_json, quiet)
        else:
            _file(told, Path(out or f"{name}.wav"), signature, as_json, quiet)
    except ImportError as error:
        from readout.extras import missing

        raise missing("speak", error, "audio,sign") from error


def _one(name: str, store: str | None, verbose: bool) -> tuple[Script, str]:
    from readout.speak.script import of_article

    found = _article(name, store, verbose)
    return of_article(found), found.id


def _article(name: str, store: str | None, verbose: bool) -> Article:
    from readout.model import Article, ReadoutError

    if Path(name).is_file() or name == "-":
        from readout.read import read_inputs

        first = next(iter(read_inputs([name])), None)
        if isinstance(first, Article):
            return first
        raise ReadoutError(name, first.what if first else "there is no article in it")
    with opened(store, verbose) as kept:
        found = article_meant(kept, name, name)
        if found is None:
            what = "no such article in the store"
            raise ReadoutError(name, what, "`readout search` prints IDs; or name a page's file")
        return kept.record(found).article


def _brief(
    store: str | None, since: str | None, who: tuple[str, ...], on: str | None, most: int, verbose: bool
) -> tuple[Script, str]:
    from readout.cli.linking import linked_articles
    from readout.present.linked import spoken_brief
    from readout.speak.script import of_sections

    with opened(store, verbose) as kept:
        asked = linked_articles(kept, on)
        found = asked.brief(since or "", who)
    about = f" about {', '.join(who)}" if who else ""
    title = f"News{about}{f' since {since}' if since else ''}, {asked.on}"
    return of_sections(title, asked.on, spoken_brief(found, most)), f"brief-{asked.on}"


def _print_script(script: Script) -> None:
    for chapter in script.chapters:
        click.echo(f"# {chapter.title}")
        for paragraph in chapter.paragraphs:
            click.echo(" ".join(sentence.words for sentence in paragraph))


def _said(script: Script, out: Path, signature: _Signature) -> tuple[Narration, bytes]:
    from readout.model import ReadoutError

    if out.suffix.lower() not in _FORMATS:
        raise ReadoutError(str(out), "no such sound format", f"end the name in {', '.join(_FORMATS)}")
    from readout.speak.files import encoded
    from readout.speak.narrate import narrate
    from readout.speak.voice import Voice

    narration = narrate(script, Voice())
    sound = encoded(narration, str(out))
    if signature:
        from readout.speak.sign import Signature, signed

        sound = signed(sound, str(out), script, Signature(*signature))
    return narration, sound


def _file(script: Script, out: Path, signature: _Signature, as_json: bool, quiet: bool) -> None:
    from readout.speak.transcript import chapters_json, webvtt

    narration, sound = _said(script, out, signature)
    with whole_file(out, binary=True) as file:
        file.write(sound)
    for ending, text in ((".vtt", webvtt(narration)), (".chapters.json", chapters_json(narration, out.name))):
        with whole_file(out.with_suffix(ending)) as file:
            file.write(text)
    if as_json:
        chapters = [{"title": m.title, "begin": m.begin, "end": m.end} for m in narration.chapters]
        print_json(
            {"file": str(out), "seconds": round(narration.seconds, 3), "chapters": chapters, "note": script.note}
        )
    elif not quiet:
        complain(f"{out}: {narration.seconds:.0f} seconds, {len(narration.chapters)} chapters, synthetic voice")


def _episode(script: Script, folder: Path, site: str, signature: _Signature, as_json: bool, quiet: bool) -> None:
    from readout.speak.feed import podcast

    folder.mkdir(parents=True, exist_ok=True)
    _file(script, folder / f"{script.day}.mp3", signature, as_json, quiet)
    with whole_file(folder / "feed.xml", binary=True) as file:
        file.write(podcast(folder, site, "readout: the brief"))
