"""Messages in their reader's language, from a worker as from a page. Golden files show them whole.

After a change that is meant: GOLDEN=write .venv/bin/pytest tests/coproduce/outbox/test_render.py
"""

import os
from pathlib import Path

import pytest
from flask import Flask

from coproduce.core import languages
from coproduce.core.contact import Channel
from coproduce.outbox.layout import as_html
from coproduce.web.feature import MessageKind
from tests.golden import as_text, written
from tests.messages import FACTS, KINDS, with_test_messages

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_mail_that_may_be_stopped_reads_as_it_did(app: Flask, language: str) -> None:
    with_test_messages(app)
    kind = app.extensions["messages"]["tests/reminder"]
    path = GOLDEN / f"tests-reminder.{language}.txt"
    found = as_text(written(app, kind, Channel.EMAIL, language))
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")

    assert found == path.read_text("utf-8")


def test_every_kind_can_be_written_in_every_language_on_every_way(app: Flask) -> None:
    for kind in app.extensions["messages"].values():
        for language in languages.OFFERED:
            mail = written(app, kind, Channel.EMAIL, language.code)
            assert f'<html lang="{language.tag}" dir="{language.direction}">' in mail.html
            assert mail.subject
            assert len(mail.subject) <= 120, kind.template
            assert bool(mail.stop_url) is kind.can_stop
            written(app, kind, Channel.LETTER, language.code)
            if kind.by_sms:
                assert len(written(app, kind, Channel.SMS, language.code).text) <= 612, kind.template


def test_urdu_runs_from_right_to_left_and_is_urdu(app: Flask) -> None:
    mail = written(app, app.extensions["messages"]["outbox/test"], Channel.EMAIL, "ur")

    assert 'lang="ur" dir="rtl"' in mail.html
    assert mail.subject == "ایک آزمائشی پیغام"


def test_the_language_of_the_reader_is_not_left_behind_in_the_worker(app: Flask) -> None:
    kind = app.extensions["messages"]["outbox/test"]
    with app.app_context():
        subjects = [written(app, kind, Channel.EMAIL, code).subject for code in ("ur", "en", "ur")]

    assert subjects[0] == subjects[2] != subjects[1]


def test_what_a_fact_says_is_never_markup(app: Flask) -> None:
    with_test_messages(app)
    kind = MessageKind(
        "tests/reminder", lambda: "", {**FACTS, "title": "<b>Tea</b>\nBcc: x@example.org"}, can_stop=True
    )
    mail = written(app, kind, Channel.EMAIL, "en")

    assert "<b>" not in mail.html
    assert "&lt;b&gt;Tea&lt;/b&gt;" in mail.html
    assert mail.subject == "<b>Tea</b> Bcc: x@example.org"


def test_plain_text_is_laid_out_as_html() -> None:
    text = (
        "One.\nTwo & three.\n\n- a\n- b\n\nSee https://example.org/x.\n\nOpen it:\nhttps://example.org/y?a=1&b=2"
    )

    assert as_html(text).split("\n") == [
        "<p>One.<br>Two &amp; three.</p>",
        "<ul><li>a</li><li>b</li></ul>",
        '<p>See <a href="https://example.org/x" dir="ltr">https://example.org/x</a>.</p>',
        '<p><a class="button" href="https://example.org/y?a=1&amp;b=2">Open it</a></p>',
    ]


def test_kinds_of_the_tests_are_no_part_of_the_product(app: Flask) -> None:
    assert not {kind.template for kind in KINDS} & set(app.extensions["messages"])
