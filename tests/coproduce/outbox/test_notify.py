"""GOV.UK Notify over real HTTP: each answer it may give, and asking it before a second try."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from coproduce.core.contact import Channel, Contact
from coproduce.core.db import transaction
from coproduce.outbox import channels, claims, given_up
from coproduce.outbox.deliver import take_up_what_came_back
from coproduce.outbox.models import MessageState
from coproduce.outbox.render import Writer
from tests.factories import NOON
from tests.messages import by_notify, deliver, message, queued
from tests.stand_ins.notify import NotifyStandIn

SOON = NOON + timedelta(minutes=2)


def came_back(app: Flask, notify: NotifyStandIn) -> str:
    """One run of the job that asks what could not be delivered."""
    engine: Engine = app.extensions["engine"]
    with app.app_context():
        return take_up_what_came_back(engine, Writer.here(), channels.open_all(by_notify(notify)), now=SOON)


def test_an_email_goes_with_its_words_our_reference_and_the_way_to_stop(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)

    assert deliver(sending_app, by_notify(notify)) == "1 sent."

    (got,) = notify.accepted
    assert (got["type"], got["template_id"]) == ("email", "email-template")
    assert got["email_address"] == "parent@example.org"
    assert got["personalisation"]["subject"] == "Coffee morning"
    assert "Brierley Hill" in got["personalisation"]["body"]
    assert got["one_click_unsubscribe_url"].startswith("http://127.0.0.1:8000/stop/")
    assert message(engine).provider_id == got["id"]


def test_a_text_message(sending_app: Flask, engine: Engine, notify: NotifyStandIn) -> None:
    queued(engine, to=Contact(mobile="07700900123"), template="tests/must_have")

    assert deliver(sending_app, by_notify(notify)) == "1 sent."

    (got,) = notify.accepted
    assert (got["type"], got["phone_number"]) == ("sms", "+447700900123")
    assert got["personalisation"] == {"body": "Coffee morning, Brierley Hill.\n"}


def test_a_letter_with_its_address_line_by_line(sending_app: Flask, engine: Engine, notify: NotifyStandIn) -> None:
    queued(engine, to=Contact(post="A Parent\n1 Example Road\nDudley\nDY1 1AA"))

    assert deliver(sending_app, by_notify(notify)) == "1 sent."

    (got,) = notify.accepted
    assert (got["type"], got["template_id"]) == ("letter", "letter-template")
    assert got["personalisation"]["address_line_4"] == "DY1 1AA"
    assert got["personalisation"]["subject"] == "Coffee morning"


def test_what_it_will_never_send_is_given_up_at_once(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    notify.answers = [400]

    assert deliver(sending_app, by_notify(notify)) == "1 given up."
    assert message(engine).fault == "bad_address"


@pytest.mark.parametrize(("answer", "fault"), [(429, "busy"), (403, "not_signed_in")])
def test_when_it_is_too_much_it_is_left_alone_and_tried_again(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn, answer: int, fault: str
) -> None:
    queued(engine, reference="one")
    queued(engine, reference="two")
    notify.answers = [answer]

    assert deliver(sending_app, by_notify(notify)) == "1 to try again."
    assert (message(engine, "one").fault, message(engine, "two").tries) == (fault, 0)
    assert deliver(sending_app, by_notify(notify), now=SOON) == "2 sent."
    assert notify.asked == []


def test_after_an_error_of_its_own_it_is_asked_and_had_it_not(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    notify.answers = [500]

    assert deliver(sending_app, by_notify(notify)) == "1 to try again."
    assert message(engine).unsure

    assert deliver(sending_app, by_notify(notify), now=SOON) == "1 sent."
    assert (len(notify.asked), len(notify.accepted)) == (1, 1)


def test_after_an_error_of_its_own_it_is_asked_and_had_it(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    notify.answers, notify.keeps = [500], lambda: True

    deliver(sending_app, by_notify(notify))
    assert deliver(sending_app, by_notify(notify), now=SOON) == "1 sent."

    assert len(notify.accepted) == 1
    assert message(engine).provider_id == notify.accepted[0]["id"]


def test_when_it_cannot_even_be_asked_nothing_is_sent(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    notify.answers, notify.to_questions, notify.keeps = [500], [500, 429], lambda: True

    deliver(sending_app, by_notify(notify))
    deliver(sending_app, by_notify(notify), now=NOON + timedelta(minutes=2))
    deliver(sending_app, by_notify(notify), now=NOON + timedelta(minutes=10))

    assert (message(engine).unsure, len(notify.accepted)) == (True, 1)
    assert deliver(sending_app, by_notify(notify), now=NOON + timedelta(hours=1)) == "1 sent."
    assert len(notify.accepted) == 1


def test_what_it_had_and_could_not_deliver_is_given_up(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    notify.answers, notify.keeps, notify.status = [500], lambda: True, "permanent-failure"

    deliver(sending_app, by_notify(notify))
    assert deliver(sending_app, by_notify(notify), now=SOON) == "1 given up."
    assert (message(engine).fault, message(engine).unsure) == ("bounced", False)


def test_an_address_that_bounces_is_told_by_text_message(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine, to=Contact(email="old@example.org", mobile="07700900123"))
    notify.answers = [400]

    assert deliver(sending_app, by_notify(notify)) == "1 sent, 1 to try again."

    assert [got["type"] for got in notify.accepted] == ["sms"]
    assert (message(engine).state, message(engine).channel) == (MessageState.SENT, Channel.SMS)


def test_what_it_took_and_could_not_deliver_waits_for_somebody(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    queued(engine)
    deliver(sending_app, by_notify(notify))
    assert came_back(sending_app, notify) == "Nothing came back."

    notify.status = "permanent-failure"
    assert came_back(sending_app, notify) == "1 came back, 0 of them to go another way."

    back = message(engine)
    assert (back.state, back.fault, back.unsure) == (MessageState.GIVEN_UP, "came_back", False)
    assert not given_up.can_be_sent_again(back, now=SOON)
    assert "was given up: came_back" in caplog.text
    assert came_back(sending_app, notify) == "0 came back, 0 of them to go another way."


def test_what_comes_back_late_is_told_the_other_way_and_then_waits_for_somebody(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine, to=Contact(email="old@example.org", mobile="07700900123"))
    deliver(sending_app, by_notify(notify))
    assert message(engine).facts  # what it says is kept as long as it may come back
    notify.status = "permanent-failure"

    assert came_back(sending_app, notify) == "1 came back, 1 of them to go another way."
    waits = message(engine)
    assert (waits.state, waits.channel, waits.fault) == (MessageState.WAITING, Channel.SMS, "came_back")
    assert deliver(sending_app, by_notify(notify), now=SOON) == "1 sent."
    assert [got["type"] for got in notify.accepted] == ["email", "sms"]
    assert (message(engine).state, message(engine).facts) == (MessageState.SENT, {})

    assert came_back(sending_app, notify) == "1 came back, 0 of them to go another way."
    assert message(engine).state is MessageState.GIVEN_UP


def test_what_arrived_is_emptied_when_it_can_come_back_no_more(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine, to=Contact(email="parent@example.org", mobile="07700900123"))
    deliver(sending_app, by_notify(notify))

    for days, emptied in ((6, 0), (7, 1), (8, 0)):
        with transaction(engine) as session:
            assert claims.forget_what_arrived(session, now=NOON + timedelta(days=days, minutes=1)) == emptied
    assert message(engine).facts == {}


def test_when_it_cannot_be_asked_what_came_back_it_is_asked_the_next_time(
    sending_app: Flask, notify: NotifyStandIn
) -> None:
    notify.to_questions = [500]

    assert came_back(sending_app, notify) == "Nothing came back."
