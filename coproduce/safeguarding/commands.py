"""Commands about concerns: check the list of words against the sentences that the lead keeps."""

import click

from coproduce.core.db import reading
from coproduce.safeguarding import word_list
from coproduce.web.cli import engine


@click.group("concerns")
def concerns_group() -> None:
    """Comments that may mean a child is at risk: check."""


@concerns_group.command("check")
def check() -> None:
    """Check that each sentence which should be flagged is, by the list of words as it is now."""
    with reading(engine()) as session:
        results = word_list.cases(session)
    missed = [result.id for result in results if not result.is_caught]
    click.echo(f"Sentences that should be flagged: {len(results)}. Flagged: {len(results) - len(missed)}.")
    if missed:
        numbers = ", ".join(map(str, missed))
        raise click.ClickException(f"Not flagged: {numbers}. Read them at /manage/concerns/words and add words.")
