"""Every message of every feature, whole, in English and Urdu: what stands in a mailbox and on a phone.

After a change that is meant, once the catalogues are up to date (`make translate`), read what it changes:

    GOLDEN=write .venv/bin/pytest tests/house/test_golden_messages.py; git diff tests/house/golden
"""

import os
from pathlib import Path

import pytest
from flask import Flask

from coproduce.app import FEATURES, create_app
from coproduce.config import Settings
from coproduce.core.contact import Channel
from tests.golden import as_text, written

GOLDEN = Path(__file__).parent / "golden"
KINDS = {kind.template: kind for feature in FEATURES for kind in feature.messages}
LANGUAGES = ("en", "ur")
HOW = "If this is meant: GOLDEN=write .venv/bin/pytest tests/house/test_golden_messages.py, then read it."


def path_of(template: str, language: str) -> Path:
    """Where a message's file is."""
    return GOLDEN / f"{template.replace('/', '-')}.{language}.txt"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on a database without tables: a message is written from its own row alone."""
    url = f"sqlite:///{tmp_path_factory.mktemp('golden') / 'empty.db'}"
    return create_app(Settings(database_url=url, secret_key="k" * 40))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(KINDS))
def test_it_reads_as_it_did(app: Flask, template: str, language: str) -> None:
    kind, path = KINDS[template], path_of(template, language)
    found = as_text(written(app, kind, Channel.EMAIL, language))
    if kind.by_sms:
        found += f"\n--- as a text message\n\n{written(app, kind, Channel.SMS, language).text}"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")

    assert path.exists(), HOW
    assert found == path.read_text("utf-8"), HOW


def test_no_file_is_of_a_message_that_is_gone() -> None:
    wanted = {path_of(template, language).name for template in KINDS for language in LANGUAGES}

    assert {path.name for path in GOLDEN.glob("*.txt")} - wanted == set()
