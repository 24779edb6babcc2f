"""The table of who may open what is what the program enforces."""

from pathlib import Path

from flask import Flask

from coproduce.accounts.access import Route
from coproduce.accounts.access_table import as_markdown
from coproduce.accounts.models import Role

DOCS = Path(__file__).parents[3] / "docs" / "access.md"


def test_the_documented_table_is_the_one_that_is_enforced(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["access"])

    assert said.exit_code == 0
    assert DOCS.read_text("utf-8") == said.output, "Run: coproduce access > docs/access.md"


def test_an_address_for_everybody_is_open_to_each_role_and_a_closed_one_to_those_it_names() -> None:
    page = as_markdown([Route("/b", "GET", frozenset({Role.OFFICER})), Route("/a", "GET", None)])

    assert "2 addresses: 1 for everybody; of the other 1: viewer 0, forum 0, officer 1, safeguarding 0" in page
    assert page.splitlines()[-2:] == [
        "| `/a` | GET | yes | yes | yes | yes | yes | yes |",
        "| `/b` | GET |  |  |  | yes |  |  |",
    ]
