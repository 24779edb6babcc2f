"""The plan's pages for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from coproduce.plan.content import MilestoneContent
from coproduce.plan.importing import import_plan
from coproduce.plan.models import Plan, PlanStatus, Progress, ProgressNote
from coproduce.plan.reading import read
from tests.factories_plan import DUDLEY, TODAY, plan, plan_content
from tests.pages import PageClient

MOST_QUERIES = 8


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent while the block runs."""
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", keep)
    yield sent
    event.remove(engine, "before_cursor_execute", keep)


@pytest.fixture
def dudley(session: Session) -> int:
    """Dudley's plan as the current one; its number."""
    done = import_plan(session, draft=read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY)
    session.commit()
    return done.plan_id


def test_before_there_is_a_plan_the_page_says_what_will_be_here(client: PageClient) -> None:
    assert client.open("/plan").h1 == "The plan is not here yet"


@pytest.mark.usefixtures("dudley")
def test_the_plan_shows_all_its_parts(client: PageClient) -> None:
    page = client.open("/plan")

    assert page.h1 == "Nobody has reported yet how far the plan has come"
    assert "Written Statement of Action of Dudley" in page.text
    assert "The plan does not state who leads its actions, or when they are due." in page.text
    assert "6. Weak co-production with parents" in page.text
    assert "People Leadership Team" in page.text
    assert "15 October 2019" in page.text
    assert len({link for link in page.links if link.startswith("/plan/actions/")}) == 41


@pytest.mark.usefixtures("dudley")
def test_the_plan_takes_few_queries(client: PageClient, engine: Engine) -> None:
    client.open("/plan")

    with counted(engine) as sent:
        client.open("/plan")
    with counted(engine) as sent_for_action:
        client.open("/plan/actions/3.1c")

    assert len(sent) <= MOST_QUERIES, sent
    assert len(sent_for_action) <= MOST_QUERIES, sent_for_action


@pytest.mark.usefixtures("dudley")
def test_the_heading_is_the_finding(client: PageClient, session: Session) -> None:
    actions = session.get_one(Plan, 1).actions
    for action, progress in zip(actions, (Progress.DONE, Progress.DONE, Progress.UNDER_WAY), strict=False):
        action.progress = progress
    session.commit()

    page = client.open("/plan")

    assert page.h1 == "2 of 41 actions done, 1 under way"
    assert "2 of 8 actions done." in page.text


@pytest.mark.usefixtures("dudley")
def test_the_page_is_folded_to_its_headings_and_holds_everything(client: PageClient) -> None:
    page = client.open("/plan")

    folds = [attrs for attrs in page.all("details") if attrs.get("class") == "fold"]
    assert len(folds) == 5 + 14 + 1
    assert not any("open" in fold for fold in folds)
    assert "weakness-8" in [fold.get("id") for fold in folds]
    assert len({link for link in page.links if link.startswith("/plan/actions/")}) == 41
    assert "11 dates, from July 2019 to October 2019" in page.text


@pytest.mark.usefixtures("dudley")
def test_an_action_that_states_nothing_says_so(client: PageClient) -> None:
    page = client.open("/plan/actions/2.2a-workforce")

    assert page.h1 == "Agree a workforce training and development plan"
    assert page.title.startswith("Action 2.1a ·")
    assert "Who leads it Not stated When it is due Not stated" in page.text
    assert "'tell me once'" in page.text
    assert "/plan#weakness-8" in page.links
    assert "Nobody has reported on this action yet." in page.text


@pytest.mark.usefixtures("dudley")
@pytest.mark.parametrize("address", ["/plan", "/plan/actions/4.3-asd-delays", "/plan/actions/2.2a-workforce"])
def test_no_family_reads_a_code_that_is_only_ours(client: PageClient, address: str) -> None:
    page = client.open(address)

    assert "4.3-" not in page.text + page.title
    assert "2.2a-" not in page.text + page.title


@pytest.mark.usefixtures("dudley")
def test_an_action_without_a_code_on_paper_says_so(client: PageClient) -> None:
    page = client.open("/plan/actions/4.3-asd-delays")

    assert page.h1 == "Cut delays in referrals to the 0 to 5 autism service"
    assert page.title.startswith("Cut delays in referrals to the 0 to 5 autism service ·")
    assert "An action with no code on paper" in page.text
    assert "/plan/actions/4.3-asd-delays" in client.open("/plan").links


@pytest.mark.usefixtures("dudley")
def test_the_plans_own_words_are_marked_as_english_in_another_language(client: PageClient) -> None:
    action = client.open("/plan/actions/2.2a-workforce?lang=ur").html
    boards = client.open("/plan?lang=ur").html

    assert '<bdi lang="en">Joint workforce development</bdi>' in action
    assert '<bdi lang="en"><strong>People Leadership Team</strong>: ' in boards


def test_an_actions_story_is_told_newest_first(client: PageClient, session: Session) -> None:
    action = plan(session).actions[0].id or 0
    state = Progress.UNDER_WAY
    for days, words in ((9, "We asked families."), (2, "The charter is agreed.")):
        day = TODAY - timedelta(days=days)
        session.add(
            ProgressNote(action_id=action, noted_on=day, progress=state, text=words, by_role="Head of SEND")
        )
    session.commit()

    text = client.open("/plan/actions/1.1a").text

    assert text.index("The charter is agreed.") < text.index("We asked families.")
    assert "22 November 2026, Head" in text


def test_dates_say_whether_they_were_reached(client: PageClient, session: Session) -> None:
    day = TODAY - timedelta(days=30)
    dates = (
        MilestoneContent(day, "Report", "1.1a", reached=day),
        MilestoneContent(day, "Event", "1.1a", reached=TODAY),
        MilestoneContent(TODAY + timedelta(days=9), "Review", "1.1a"),
    )
    plan(session, replace(plan_content(), milestones=dates))
    session.commit()

    text = client.open("/plan/actions/1.1a").text

    assert "Report 25 October 2026, reached on the day" in text
    assert "Event 25 October 2026, reached on 24 November 2026" in text
    assert "Review 3 December 2026" in text


def test_an_earlier_plan_stays_to_be_read(client: PageClient, session: Session, dudley: int) -> None:
    session.get_one(Plan, dudley).status = PlanStatus.HISTORY
    plan(session)
    session.commit()

    assert f"/plan/earlier/{dudley}" in client.open("/plan").links
    earlier = client.open(f"/plan/earlier/{dudley}")
    assert "This is an earlier plan." in earlier.text
    assert f"/plan/earlier/{dudley}/actions/3.1c" in earlier.links
    page = client.open(f"/plan/earlier/{dudley}/actions/1.1a")
    assert "This action belongs to an earlier plan" in page.text
    assert "/plan/actions/1.1a" in page.links
    assert f"/plan/earlier/{dudley}/actions/1.1a" in client.open("/plan/actions/1.1a").links


@pytest.mark.usefixtures("dudley")
@pytest.mark.parametrize(
    "address",
    ["/plan/actions/9.9", "/plan/earlier/99", "/plan/earlier/99/actions/1.1a", "/plan/earlier/1/actions/x"],
)
def test_what_is_not_there_is_not_found(client: PageClient, address: str) -> None:
    client.open(address, status=404)


def test_words_of_a_plan_are_never_markup(client: PageClient, session: Session) -> None:
    found = plan(session)
    found.actions[0].title = "<script>alert(1)</script>"
    session.commit()

    assert "<script>alert" not in client.open("/plan").html
    assert "<script>alert" not in client.open("/plan/actions/1.1a").html
