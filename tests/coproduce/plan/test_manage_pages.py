"""The pages on which officers keep the plan up to date."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.plan.content import ActionContent
from coproduce.plan.models import Action, Plan, PlanStatus, Progress
from coproduce.web.days import PARTS
from tests.factories_plan import action, plan, plan_content
from tests.pages import Page, PageClient, day_typed

SignIn = Callable[[Role], PageClient]
MANY = (
    ActionContent(
        "1.1a", "1.1a", 1, "Listen to families", lead_role="Head of SEND", due=clock.today() - timedelta(3)
    ),
    ActionContent("1.1b", "1.1b", 1, "Answer families", due=clock.today() + timedelta(3)),
    ActionContent("1.1c", "1.1c", 1, "Tell families", progress=Progress.DONE),
)


@pytest.fixture
def address(session: Session) -> str:
    """The page of one stored action."""
    return f"/manage/plan/actions/{action(session, category='strategic').id}"


def opened(browser: PageClient, address: str) -> tuple[Page, dict[str, str]]:
    """A page and its hidden fields."""
    page = browser.open(address)
    return page, page.hidden_fields()


def test_without_a_plan_the_list_says_what_to_do(signed_in_as: SignIn) -> None:
    assert "coproduce plan import FILE" in signed_in_as(Role.OFFICER).open("/manage/plan").text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Listen to families", "Answer families", "Tell families"]),
        ("?show=overdue", ["Listen to families"]),
        ("?show=done", ["Tell families"]),
        ("?show=no-lead", ["Answer families", "Tell families"]),
        ("?show=no-day&priority=1", ["Tell families"]),
        ("?show=whatever&priority=x&order=day", ["Listen to families", "Answer families", "Tell families"]),
        ("?priority=7", []),
    ],
)
def test_the_list_shows_what_is_looked_for(
    session: Session, signed_in_as: SignIn, query: str, titles: list[str]
) -> None:
    plan(session, plan_content(actions=MANY))
    page = signed_in_as(Role.OFFICER).open("/manage/plan" + query)

    assert [title for title in (entry.title for entry in MANY) if title in page.text] == titles


def test_an_officer_changes_what_the_plan_says(session: Session, signed_in_as: SignIn, address: str) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    sent = browser.post(
        address,
        {
            **hidden,
            "action-title": "Listen well",
            "action-lead_role": "Head of SEND",
            **day_typed("action-due_on", "1 5 2027"),
        },
    )

    assert "Your changes are saved." in browser.follow(sent).text
    public = browser.open("/plan/actions/1.1a")
    assert public.h1 == "Listen well"
    assert "Who leads it Head of SEND When it is due 1 May 2027" in public.text


def test_a_fault_keeps_what_was_typed(signed_in_as: SignIn, address: str) -> None:
    browser = signed_in_as(Role.ADMIN)
    _, hidden = opened(browser, address)
    page = browser.post(
        address,
        {**hidden, "action-title": "", "action-lead_role": "Head", **day_typed("action-due_on", "31 2 2027")},
        status=422,
    )

    assert page.field("action-lead_role")["value"] == "Head"
    assert [page.field(f"action-due_on-{part}")["value"] for part in PARTS] == ["31", "2", "2027"]
    assert "Write what is promised." in page.text
    assert "#f-action-due_on" in page.links


def test_a_note_is_added_and_everybody_reads_it(signed_in_as: SignIn, address: str) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    words = "The charter was published in May."
    sent = browser.post(
        f"{address}/notes",
        {**hidden, "note-progress": "done", "note-text": words, **day_typed("note-noted_on", "24 11 2020")},
    )

    assert "Your note is saved." in browser.follow(sent).text
    assert "24 November 2020, Head of SEND" in browser.open("/plan/actions/1.1a").text
    assert browser.open("/plan").h1 == "Every action of the plan is done"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"note-text": ""}, "Write what happened."),
        ({"note-progress": ""}, "Choose how far it has come."),
        ({"note-noted_on": "1 5 2099"}, "This day is still to come."),
        ({"note-noted_on": "soon"}, "Enter the day, the month and the year in numbers"),
        ({"note-text": "Done now"}, "Say what shows that it is done"),
        ({"note-text": "We will do it"}, "“We will do it” promises and does not say what was done."),
    ],
)
def test_a_note_that_cannot_be_kept_says_why(
    signed_in_as: SignIn, address: str, changes: dict[str, str], why: str
) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    note = {
        "note-progress": "done",
        "note-text": "It was published in May",
        "note-noted_on": "1 5 2020",
        **changes,
    }
    day = day_typed("note-noted_on", note["note-noted_on"])
    page = browser.post(f"{address}/notes", {**hidden, **note, **day}, status=422)

    assert why in page.text
    assert {name: page.field(name)["value"] for name in day} == day
    assert note["note-text"] in page.text


def test_a_date_is_added_and_marked_as_reached(session: Session, signed_in_as: SignIn, address: str) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    sent = browser.post(
        f"{address}/dates", {**hidden, "date-title": "Report", **day_typed("date-due_on", "1 5 2026")}
    )
    page = browser.follow(sent)
    assert "The date is saved." in page.text
    number = session.get_one(Plan, 1).milestones[0].id

    later = {**page.hidden_fields(), **day_typed(f"reached{number}-reached_on", "1 5 2099")}
    assert "still to come" in browser.post(f"{address}/dates/{number}", later, status=422).text
    reached = {**page.hidden_fields(), **day_typed(f"reached{number}-reached_on", "1 5 2026")}
    done = browser.follow(browser.post(f"{address}/dates/{number}", reached))

    assert "The date is marked as reached." in done.text
    assert "1 May 2026, reached on the day" in done.text
    unknown = {**done.hidden_fields(), **day_typed("reached999-reached_on", "1 5 2026")}
    browser.post(f"{address}/dates/999", unknown, status=409)
    browser.post(f"{address}/dates/999", {**unknown, "reached999-version": "3"}, status=404)


def test_the_second_officer_is_told_and_keeps_what_was_typed(
    session: Session, signed_in_as: SignIn, address: str
) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    browser.post(address, {**hidden, "action-title": "The first words", "action-lead_role": ""})

    late = {"action-title": "The second words", "action-lead_role": ""}
    page = browser.post(address, {**hidden, **late}, status=409)

    assert "Somebody changed this action after you opened it." in page.text
    assert "It now says: The first words" in page.text
    assert "The second words" in page.text
    assert browser.open("/plan/actions/1.1a").h1 == "The first words"
    browser.post(address, {**page.hidden_fields(), **late})
    assert browser.open("/plan/actions/1.1a").h1 == "The second words"


def test_what_was_typed_elsewhere_on_the_page_stays_beside_a_fault(signed_in_as: SignIn, address: str) -> None:
    browser = signed_in_as(Role.OFFICER)
    _, hidden = opened(browser, address)
    typed = {"note-text": "", "date-title": "Report to the board", **day_typed("date-due_on", "1 5 2027")}

    page = browser.post(f"{address}/notes", {**hidden, "action-title": "Half a title", **typed}, status=422)

    assert page.field("date-title")["value"] == "Report to the board"
    assert page.field("date-due_on-year")["value"] == "2027"
    assert "Half a title" in page.text
    assert "Write what will have happened." not in page.text


def test_the_page_in_another_language_keeps_everything_typed_and_saves_nothing(
    signed_in_as: SignIn, address: str
) -> None:
    browser = signed_in_as(Role.OFFICER)
    page, hidden = opened(browser, address)
    assert page.field("switch")["form"] == "action-form"
    typed = {"action-title": "Half a title", "note-text": "It was", **day_typed("date-due_on", "1 5 2027")}

    page = browser.post(address, {**hidden, **typed, "switch": "ur"}, status=200)

    assert page.all("html")[0]["lang"] == "ur"
    assert "Half a title" in page.text
    assert "It was" in page.text
    assert page.field("date-due_on-day")["value"] == "1"
    assert not page.all("p") or not [p for p in page.all("p") if p.get("class") == "govuk-error-message"]
    assert browser.open("/plan/actions/1.1a").h1 != "Half a title"


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER])
def test_others_may_look_and_change_nothing(signed_in_as: SignIn, address: str, role: Role) -> None:
    browser = signed_in_as(role)
    page = browser.open(address)

    assert "You can read this. Officers change it." in page.text
    assert not [form for form in page.all("form") if "/manage/plan" in form.get("action", "")]
    browser.post(f"{address}/notes", {**page.hidden_fields(), "note-text": "x"}, status=403)


def test_an_action_of_an_earlier_plan_has_no_such_page(
    session: Session, signed_in_as: SignIn, address: str
) -> None:
    session.get_one(Action, 1).plan.status = PlanStatus.HISTORY
    session.flush()
    browser = signed_in_as(Role.OFFICER)

    browser.open(address, status=404)
    browser.open("/manage/plan/actions/999", status=404)
