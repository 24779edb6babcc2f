"""The lead's pages: the words are seen only after opening, and only by the lead."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.safeguarding import keeping, listing
from coproduce.safeguarding.concerns import COMMENTS
from coproduce.voice import inbox
from tests.factories import NOON
from tests.factories_voice import comment
from tests.pages import PageClient

WORDS = "My son came home with a bruise and is scared to go back."
SignIn = Callable[[Role], PageClient]


def flagged(session: Session) -> str:
    """A comment that was held back; the address of its concern."""
    made = comment(session, text=WORDS, concern=True, concern_kinds=("physical_harm_restraint",))
    session.commit()
    return f"/manage/concerns/{made.id}"


def test_the_lead_opens_reads_and_decides(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)

    queue = lead.open("/manage/concerns")
    assert queue.h1 == "1 comment waits for you to read it"
    assert "being hurt or held down" in queue.text
    assert address in queue.links
    closed = lead.open(address)
    assert WORDS not in queue.text + closed.text

    lead.follow(lead.post(f"{address}/open", closed.hidden_fields()))
    opened = lead.open(address)
    assert WORDS in opened.text
    assert "Opened by safeguarding@example.org" in opened.h1 + opened.text

    decision = {**opened.hidden_fields(), "outcome": "advice", "reason": "Rang the school on the same day."}
    after = lead.follow(lead.post(f"{address}/decision", decision))
    assert after.h1 == "No flagged comment waits for you"
    assert "That does not mean that no child is at risk." in after.text
    assert "Decided by safeguarding@example.org" in after.text
    assert inbox.state_counts(session).total == 1


def test_a_concern_stands_before_what_is_only_to_be_known(signed_in_as: SignIn, session: Session) -> None:
    flagged(session)

    today = signed_in_as(Role.SAFEGUARDING).open("/manage").text

    assert today.index("1 flagged comment waits for you") < today.index("Signing in on this trial site")


def test_who_was_told_stands_in_its_place_in_urdu(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)
    lead.post(f"{address}/open", lead.open(address).hidden_fields())

    assert "\u2068safeguarding@example.org\u2069" in lead.open(f"{address}?lang=ur").text


def test_the_lead_is_told_that_a_family_has_erased_its_words(signed_in_as: SignIn, session: Session) -> None:
    said = "The family has erased what it said."
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)
    assert said not in lead.open(address).text

    keeping.ask_to_erase(session, COMMENTS.c.concern, today=NOON.date())
    session.commit()

    asked = lead.open(address)
    assert said in asked.text
    lead.follow(lead.post(f"{address}/open", asked.hidden_fields()))
    decision = {**asked.hidden_fields(), "outcome": "no_concern", "reason": "A game."}
    lead.post(f"{address}/decision", decision)
    assert said not in lead.open(address).text


def test_a_decision_without_a_reason_keeps_what_was_chosen(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)
    token = lead.open(address).hidden_fields()
    lead.post(f"{address}/open", token)

    refused = lead.post(f"{address}/decision", {**token, "outcome": "police", "reason": ""}, status=422)

    assert "Write down why you decided so." in refused.text
    assert refused.checked("outcome") == ["police"]
    assert [concern.outcome for concern in listing.waiting(session)] == [None]


def test_the_words_leave_the_page_after_a_while(signed_in_as: SignIn, session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        address = flagged(session)
        lead = signed_in_as(Role.SAFEGUARDING)
        lead.post(f"{address}/open", lead.open(address).hidden_fields())
        assert WORDS in lead.open(address).text

        clock.shift(timedelta(minutes=16))
        later = lead.open(address)
        assert WORDS not in later.text
        assert "You opened it before." in later.text
        assert "opened it and read the words" in later.text
        decision = {**later.hidden_fields(), "outcome": "police", "reason": "Rang 999."}
        lead.post(f"{address}/decision", decision)


def test_a_decision_is_opened_again(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)
    token = lead.open(address).hidden_fields()
    lead.post(f"{address}/open", token)
    lead.post(f"{address}/decision", {**token, "outcome": "no_concern", "reason": "A game."})
    assert inbox.state_counts(session).total == 1
    session.commit()

    lead.post(f"{address}/reopening", {**token, "again": ""}, status=422)
    lead.post(f"{address}/reopening", {**token, "again": "The school rang."})
    refused = lead.post(f"{address}/reopening", {**token, "again": "The school rang."}, status=409)

    assert "Somebody has opened this concern again already." in refused.text
    assert "The school rang." in refused.text
    assert inbox.state_counts(session).total == 0


def test_a_concern_nobody_opened_cannot_be_decided(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)
    token = lead.open(address).hidden_fields()

    page = lead.post(f"{address}/decision", {**token, "outcome": "advice", "reason": "Guessed."}, status=409)

    assert "Open the concern and read it before you decide." in page.text
    assert WORDS not in page.text


def test_opening_needs_the_forms_own_token(signed_in_as: SignIn, session: Session) -> None:
    address = flagged(session)
    lead = signed_in_as(Role.SAFEGUARDING)

    lead.post(f"{address}/open", {}, status=400)

    assert listing.waiting(session)[0].opened_at is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SAFEGUARDING])
def test_nobody_else_comes_near(signed_in_as: SignIn, session: Session, role: Role) -> None:
    address = flagged(session)
    other = signed_in_as(role)

    for path in ("/manage/concerns", address):
        page = other.open(path, status=403)
        assert WORDS not in page.text
    assert "/manage/concerns" not in other.open("/privacy").links


def test_a_comment_that_was_not_flagged_has_no_page(signed_in_as: SignIn, session: Session) -> None:
    ordinary = comment(session)
    session.commit()

    signed_in_as(Role.SAFEGUARDING).open(f"/manage/concerns/{ordinary.id}", status=404)


def test_today_tells_the_lead_alone_what_waits(signed_in_as: SignIn, session: Session) -> None:
    flagged(session)
    flagged(session)

    today = signed_in_as(Role.SAFEGUARDING).open("/manage")
    assert today.h1 == "2 things wait for you"
    assert "2 flagged comments wait for you" in today.text
    assert WORDS not in today.text

    for role in (Role.OFFICER, Role.FORUM, Role.VIEWER, Role.ADMIN):
        page = signed_in_as(role).open("/manage")
        assert page.h1 == "Nothing waits for you today"
        assert "flagged" not in page.text
