"""Anybody complains without an account and finds the answer with six words; those who answer see what is due."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session, col, select
from time_machine import Traveller

from coproduce.accounts.models import Role
from coproduce.rights.complaint_models import Complaint
from tests.pages import Page, PageClient

SignIn = Callable[[Role], PageClient]
WORDS = "You published my words without asking."
HARM = "My partner hits our son."
FORM = "/privacy/complaint"


@pytest.fixture
def clock() -> Iterator[Traveller]:
    """A day that moves when a test says so."""
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=UTC), tick=False) as travel:
        yield travel


@pytest.fixture(autouse=True)
def _pages_write(session: Session) -> None:
    session.rollback()  # on SQLite one writes at a time


def send(browser: PageClient, clock: Traveller, answers: Mapping[str, str] = {}, *, status: int = 303) -> Page:
    """Fill the form in, a minute long."""
    fields = browser.open(FORM).hidden_fields()
    clock.shift(timedelta(minutes=1))
    return browser.post(FORM, fields | {"website": "", "words": WORDS} | dict(answers), status=status)


def link_to(page: Page, below: str) -> str:
    """The first link to a page below an address."""
    return next(link for link in page.links if link.startswith(f"{below}/") and "?" not in link)


def complained(browser: PageClient, clock: Traveller, answers: Mapping[str, str] = {}) -> str:
    """A complaint that was made; the address of its page."""
    page = browser.follow(send(browser, clock, answers))
    return link_to(page, FORM)


def test_a_complaint_is_made_and_its_six_words_are_shown(
    client: PageClient, clock: Traveller, session: Session
) -> None:
    page = client.follow(send(client, clock, {"email": "me@example.org"}))

    with client.browser.session_transaction() as cookie:
        assert link_to(page, FORM).removeprefix(f"{FORM}/") not in str(dict(cookie))
    assert page.h1 == "We have your complaint"
    assert "within 30 days" in page.text
    kept = session.exec(select(Complaint)).one()
    assert kept.words == WORDS
    story = client.open(link_to(page, FORM))
    assert "by Wednesday 23 December 2026" in story.text
    assert WORDS not in story.text
    assert story.response.headers["Cache-Control"] == "no-store"


def test_the_six_words_can_be_typed(client: PageClient, clock: Traveller) -> None:
    address = complained(client, clock)
    typed = address.rpartition("/")[2].replace("-", "%20").upper()

    page = client.follow(client.open(f"{FORM}/look?code={typed}", status=303))

    assert page.h1 == "Your complaint"
    client.open(f"{FORM}/look", status=303)


def test_six_words_that_lead_nowhere_stay_in_the_box(client: PageClient) -> None:
    page = client.open(f"{FORM}/apple-beach-cloud-drum-earth-field", status=404)

    assert page.h1 == "We do not know these words."
    assert page.field("code")["value"] == "apple beach cloud drum earth field"
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"words": " "}, "Write down what went wrong."),
        ({"words": "w" * 5001}, "Use 5,000 characters at most."),
        ({"email": "me at example"}, "Enter a whole email address."),
        ({"mobile": "12"}, "Enter a whole telephone number."),
        ({"website": "http://spam.example"}, "One box must stay empty"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: PageClient,
    clock: Traveller,
    session: Session,
    answers: dict[str, str],
    sentence: str,
) -> None:
    page = send(client, clock, answers, status=422)

    assert sentence in page.text
    if "words" not in answers:
        assert WORDS in page.text
    assert session.exec(select(Complaint)).all() == []


def test_who_is_very_quick_presses_once_more(client: PageClient, clock: Traveller) -> None:
    page = client.open(FORM)
    answers = page.hidden_fields() | {"words": WORDS}

    again = client.post(FORM, answers, status=422)
    assert "That was very quick." in again.text
    assert WORDS in again.text
    clock.shift(timedelta(seconds=3))
    client.post(FORM, again.hidden_fields() | {"words": WORDS})


def test_who_mends_one_word_at_once_is_not_called_too_quick(client: PageClient, clock: Traveller) -> None:
    wrong = send(client, clock, {"email": "me at example"}, status=422)
    assert "very quick" not in wrong.text

    client.post(FORM, wrong.hidden_fields() | {"words": WORDS, "email": "me@example.org"})


def test_an_error_is_the_only_thing_to_mend(client: PageClient) -> None:
    fields = client.open(FORM).hidden_fields()

    assert "very quick" not in client.post(FORM, fields | {"words": ""}, status=422).text


def test_a_page_that_was_open_for_days_keeps_what_was_typed(client: PageClient, clock: Traveller) -> None:
    answers = client.open(FORM).hidden_fields() | {"words": WORDS}
    clock.shift(timedelta(days=2))

    again = client.post(FORM, answers, status=422)
    assert "This page was open for a long time." in again.text
    clock.shift(timedelta(minutes=1))
    client.post(FORM, again.hidden_fields() | {"words": WORDS})


def test_another_language_keeps_what_was_typed(client: PageClient, clock: Traveller) -> None:
    page = send(client, clock, {"switch": "ur"}, status=200)

    assert page.all("html")[0]["dir"] == "rtl"
    assert WORDS in page.text


def test_a_number_keeps_its_own_direction_in_urdu(
    client: PageClient, clock: Traveller, signed_in_as: SignIn
) -> None:
    complained(client, clock, {"mobile": "07700 900123"})

    assert "\u2068+447700900123\u2069" in signed_in_as(Role.OFFICER).open("/manage/complaints/1?lang=ur").text


def test_those_who_answer_see_what_is_due_and_what_is_overdue(
    client: PageClient, clock: Traveller, signed_in_as: SignIn
) -> None:
    complained(client, clock)
    officer = signed_in_as(Role.OFFICER)

    assert "To acknowledge" in officer.open("/manage/complaints").text
    assert "Complaints about data" in officer.open("/manage").text
    clock.shift(timedelta(days=30))
    officer = signed_in_again(officer)
    assert "Overdue" in officer.open("/manage/complaints").text


def signed_in_again(browser: PageClient) -> PageClient:
    """The same officer, in a new browser."""
    fresh = PageClient(browser.app)
    fresh.send_form("/sign-in", {"email": "officer@example.org", "password": "plain-words-for-a-test"})
    return fresh


def test_a_complaint_is_read_answered_and_closed(
    client: PageClient, clock: Traveller, signed_in_as: SignIn
) -> None:
    address = complained(client, clock)
    officer = signed_in_as(Role.OFFICER)
    page = link_to(officer.open("/manage/complaints"), "/manage/complaints")

    token = officer.open(page).hidden_fields()
    officer.post(f"{page}/acknowledged", token)
    officer.post(f"{page}/noted", token | {"words": "I rang the printer."})
    officer.post(f"{page}/answered", token | {"words": "We were wrong, and took it down."})
    officer.post(f"{page}/closed", token | {"words": "It is put right."})

    theirs, ours = client.open(address).text, officer.open(page).text
    for words in ("We were wrong, and took it down.", "It is put right."):
        assert words in theirs
        assert words in ours
    assert "I rang the printer." in ours
    assert "I rang the printer." not in theirs
    assert "officer@example.org" not in theirs


def test_an_officer_is_told_what_is_missing_and_who_came_second_is_told_too(
    client: PageClient, clock: Traveller, signed_in_as: SignIn
) -> None:
    complained(client, clock)
    officer = signed_in_as(Role.OFFICER)
    page = link_to(officer.open("/manage/complaints"), "/manage/complaints")
    token = officer.open(page).hidden_fields()

    assert "Write down your words first." in officer.post(f"{page}/answered", token, status=422).text
    officer.post(f"{page}/acknowledged", token)
    again = officer.post(f"{page}/acknowledged", token, status=409)
    assert "Somebody else took this step a moment ago." in again.text
    officer.post(f"{page}/nothing", token, status=404)
    officer.open("/manage/complaints/99", status=404)


def test_the_lead_sees_complaints_about_harm_and_no_others(
    client: PageClient, clock: Traveller, signed_in_as: SignIn, session: Session
) -> None:
    complained(client, clock)
    complained(PageClient(client.app), clock, {"words": HARM})
    harm = session.exec(select(Complaint).where(col(Complaint.about_harm).is_(True))).one()
    plain = session.exec(select(Complaint).where(col(Complaint.about_harm).is_(False))).one()
    lead = signed_in_as(Role.SAFEGUARDING)

    assert f"/manage/complaints/{harm.id}" in lead.open("/manage").links
    assert lead.open("/manage").h1 == "One thing waits for you"
    address = f"/manage/complaints/{harm.id}"
    assert HARM not in lead.open(address).text
    officer = signed_in_as(Role.OFFICER)
    closed = officer.open(address)
    assert HARM not in closed.text
    assert "The safeguarding lead was told, and reads them before anybody else." in closed.text
    assert HARM not in officer.open("/manage/complaints").text
    hidden = officer.open("/manage/account").hidden_fields()
    told = officer.post(f"{address}/acknowledged", hidden, status=409)
    assert "The safeguarding lead reads it first. Nothing was done." in told.text
    officer.post(f"{address}/open", hidden, status=403)

    page = lead.follow(lead.post(f"{address}/open", lead.open(address).hidden_fields()))
    assert HARM in page.text
    assert HARM in officer.open(address).text
    assert "Send this as the answer" not in page.text
    lead.open(f"/manage/complaints/{plain.id}", status=404)
    lead.open("/manage/complaints", status=403)
