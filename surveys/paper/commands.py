"""The command that writes a survey's printed form."""

from pathlib import Path

import click

from coproduce.core import clock, db
from coproduce.core.languages import BY_CODE
from coproduce.web.cli import engine, settings
from surveys import design
from surveys.paper.views.composing import NotPrinted
from surveys.paper.views.printed import printed, wanted_of
from surveys.running import NotOpen, asked, newest


@click.command("paper")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(list(BY_CODE)), default="en", help="The language it is printed in.")
@click.option("--easy", is_flag=True, help="In Easy Read, where the survey is whole in it.")
def paper(slug: str, file: Path, language: str, easy: bool) -> None:
    """Write the printed form of survey SLUG to FILE (PDF)."""
    try:
        with db.reading(engine()) as session:
            try:
                found = asked(session, slug=slug, today=clock.today())
            except NotOpen:
                found = newest(session, slug=slug)
            wanted = wanted_of(found, settings(), language=language, easy=easy)
            drawn = printed(session, wanted, digest=found.digest)
        file.write_bytes(drawn)
    except (design.NoSuchSurvey, NotPrinted) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Version {found.number} of '{slug}' is in {file}, ready to print.")
