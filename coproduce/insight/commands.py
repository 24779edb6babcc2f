"""Commands about the measures: `confidence score` and `trend`, on files that anyone may check by hand."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from coproduce.core import clock
from coproduce.core.db import reading, transaction
from coproduce.insight import margin_sets, score_csv, trend_csv
from coproduce.insight.as_json import picture_as_json
from coproduce.insight.confidence import Level
from coproduce.insight.gather import NoSuchPulse
from coproduce.insight.in_words import picture_in_words
from coproduce.insight.opening import CSV, opened
from coproduce.insight.picture import draw
from coproduce.insight.tables import BadFile
from coproduce.insight.trends import BASELINE
from coproduce.web.cli import engine, on_record


@click.group(invoke_without_command=True)
@click.option("--survey", "slug", default="parent-pulse", show_default=True, help="The pulse.")
@click.option("--wave", help="One wave, such as 2026-11; all waves when left out.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def confidence(context: click.Context, slug: str, wave: str | None, as_json: bool) -> None:
    """The confidence measures of the answers in the database, the wave that still runs among them."""
    if context.invoked_subcommand is not None:
        return
    with reading(engine()) as session:
        try:
            drawn = draw(session, slug=slug, today=clock.today(), closed_only=False, wave=wave)
        except NoSuchPulse as error:
            raise click.ClickException(str(error)) from None
    _say(picture_as_json(drawn), as_json=as_json, in_words=picture_in_words)


@confidence.command("margins")
@click.argument("file", type=CSV)
@click.option("--source", required=True, help="What was published, and its address.")
@click.option("--dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day it is of.")
def margins_command(file: str, source: str, dated: datetime) -> None:
    """Load a CSV of variable, category and share: the families of the area, to weight answers to."""
    with _refusals():
        read = score_csv.read_margins(opened(file))
    with transaction(engine()) as session:
        kept = margin_sets.load(session, margins=read, source=source, dated=dated.date(), today=clock.today())
        on_record(session, "confidence.margins_loaded", about=f"margins:{kept.id}", facts={"source": source})
    click.echo(f"Margins of {len(read.shares)} questions are in use, as set {kept.id}.")


@confidence.command("score")
@click.argument("file", type=CSV)
@click.option("--margins", type=CSV, help="A CSV of variable, category and share, to weight to.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.HEADLINE.value,
    show_default=True,
    help="What it speaks for: a whole wave (50 answers or more), a group (30), or a group for boards (10).",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def score(file: str, margins: str | None, level: str, as_json: bool) -> None:
    """Compute the Parental Confidence Index of a CSV with columns i1 to i8, anchor and the profile.

    FILE may be - for standard input.
    """
    if margins == file:
        raise click.UsageError("The answers and the margins must be two different files.")
    with _refusals():
        facts = score_csv.score_file(
            opened(file), margins=None if margins is None else opened(margins), level=Level(level)
        )
    _say(facts, as_json=as_json, in_words=score_csv.in_words)


@click.command()
@click.argument("file", type=CSV)
@click.option(
    "--baseline", type=click.IntRange(min=2), default=BASELINE, show_default=True, help="Points for limits."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def trend(file: str, baseline: int, as_json: bool) -> None:
    """Compute the XmR chart of a CSV with columns period, value and, if you like, n, in order of time.

    FILE may be - for standard input.
    """
    with _refusals():
        facts = trend_csv.trend_file(opened(file), baseline=baseline)
    _say(facts, as_json=as_json, in_words=trend_csv.in_words)


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in one sentence why a file cannot be used."""
    try:
        yield
    except BadFile as error:
        raise click.ClickException(str(error)) from None
    except UnicodeDecodeError:
        raise click.ClickException("The file is not text in UTF-8.") from None
    except OSError as error:
        raise click.ClickException(f"The file cannot be read: {error.strerror}.") from None


def _say(facts: dict[str, Any], *, as_json: bool, in_words: Callable[[dict[str, Any]], str]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, allow_nan=False) if as_json else in_words(facts))
