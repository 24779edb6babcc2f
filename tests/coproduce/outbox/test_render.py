"""Messages in their reader's language, from a worker as from a page. Golden files show them whole.

After a change that is meant: GOLDEN=write .venv/bin/pytest tests/coproduce/outbox/test_render.py
"""

import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from coproduce.core import languages
from coproduce.core.contact import Channel, Contact
from coproduce.outbox import mime
from coproduce.outbox.layout import as_html
from coproduce.outbox.models import Message
from coproduce.outbox.outgoing import Outgoing
from coproduce.outbox.render import Writer
from coproduce.web.feature import MessageKind
from tests.factories import NOON
from tests.messages import FACTS, KINDS, with_test_messages

GOLDEN = Path(__file__).parent / "golden"
CONTACTS = {
    Channel.EMAIL: Contact(email="parent@example.org"),
    Channel.SMS: Contact(mobile="07700900123"),
    Channel.LETTER: Contact(post="A Parent\n1 Example Road\nDY1 1AA"),
}


def written(app: Flask, kind: MessageKind, channel: Channel, language: str) -> Outgoing:
    """One message of this kind, as it would leave."""
    to = CONTACTS[channel]
    message = Message(
        reference="golden",
        channel=channel,
        email=to.email,
        mobile=to.mobile,
        post=to.post,
        template=kind.template,
        facts=dict(kind.sample),
        language=language,
        queued_at=NOON,
        next_try_at=NOON,
    )
    with app.app_context():
        return Writer.here().write(message, now=NOON)


def as_text(out: Outgoing) -> str:
    """All of it that can be read."""
    mail = mime.compose(out, sender="Coproduce <hello@coproduce.example.org>")
    read = message_from_bytes(mime.as_bytes(mail), policy=default)
    head = "\n".join(f"{name}: {value}" for name, value in read.items() if name != "Content-Type")
    return f"{head}\n\n{out.text}\n{out.html}\n"


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", ["outbox/test", "tests/reminder"])
def test_a_mail_reads_as_it_did(app: Flask, name: str, language: str) -> None:
    with_test_messages(app)
    kind = app.extensions["messages"][name]
    path = GOLDEN / f"{name.replace('/', '-')}.{language}.txt"
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
