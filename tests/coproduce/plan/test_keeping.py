"""Officers keep the plan up to date, and never overwrite what they have not seen."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.core import db
from coproduce.plan import keeping
from coproduce.plan.finding import NoSuchAction, find_editable
from coproduce.plan.keeping import Refusal
from coproduce.plan.models import Action, PlanStatus, Progress, ProgressNote
from tests.factories_plan import TODAY, action

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def edit(
    session: Session, found: Action, *, title: str = "Listen well", lead: str = "", version: int = 1
) -> Action:
    """Change the action's title and lead."""
    return keeping.edit_action(
        session,
        action_id=found.id or 0,
        version=version,
        title=title,
        lead_role=lead,
        due_on=TOMORROW,
        category="x",
    )


def note(session: Session, found: Action, *, version: int = 1, **changes: Any) -> ProgressNote:
    """Add a note."""
    facts: dict[str, Any] = {
        "noted_on": TODAY,
        "progress": Progress.UNDER_WAY,
        "text": "We began.",
        **changes,
    }
    return keeping.add_note(
        session, action_id=found.id or 0, version=version, by_role="Head", today=TODAY, **facts
    )


def test_a_change_is_kept_and_counted(session: Session) -> None:
    changed = edit(session, action(session), title=" Listen  well ", lead="Head of SEND")

    assert (changed.title, changed.lead_role, changed.due_on) == ("Listen well", "Head of SEND", TOMORROW)
    assert changed.version == 2


def test_a_lead_to_be_confirmed_is_not_stated(session: Session) -> None:
    assert edit(session, action(session, lead_role="Somebody"), lead="TBC").lead_role is None


def test_the_second_of_two_officers_is_told_and_overwrites_nothing(session: Session) -> None:
    found = action(session)
    edit(session, found, title="The first officer's words")

    with pytest.raises(keeping.ChangedMeanwhile):
        edit(session, found, title="The second officer's words")

    assert find_editable(session, action_id=found.id or 0).title == "The first officer's words"


def test_of_two_officers_at_the_same_moment_one_is_told(session: Session, engine: Engine) -> None:
    found = action(session)
    session.commit()
    start, told, kept = Barrier(2), [], []

    def officer(title: str) -> None:
        start.wait()
        try:
            with db.transaction(engine) as own:
                edit(own, found, title=title)
            kept.append(title)
        except keeping.ChangedMeanwhile:
            told.append(title)

    threads = [Thread(target=officer, args=(title,)) for title in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told + kept) == ["One", "Two"]
    with db.reading(engine) as fresh:
        assert [find_editable(fresh, action_id=found.id or 0).title] == kept


def test_an_action_of_an_earlier_plan_cannot_be_changed(session: Session) -> None:
    found = action(session)
    found.plan.status = PlanStatus.HISTORY
    session.flush()

    with pytest.raises(NoSuchAction):
        edit(session, found)


def test_the_action_stands_where_its_newest_note_says(session: Session) -> None:
    found = action(session)
    note(session, found, progress=Progress.STUCK, text="Nobody could be found.")
    note(session, found, version=2, progress=Progress.UNDER_WAY, noted_on=YESTERDAY)

    kept = find_editable(session, action_id=found.id or 0)
    assert kept.progress is Progress.STUCK
    assert [entry.noted_on for entry in kept.notes] == [TODAY, YESTERDAY]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": " "}, Refusal.NO_WORDS),
        ({"noted_on": TOMORROW}, Refusal.TO_COME),
        ({"progress": Progress.DONE, "text": "All done"}, Refusal.DONE_WITHOUT_PROOF),
        ({"progress": Progress.DONE, "text": "We will do it"}, Refusal.DONE_BUT_PROMISED),
    ],
)
def test_a_note_that_cannot_be_true_is_refused(session: Session, changes: dict[str, Any], reason: Refusal) -> None:
    with pytest.raises(keeping.Refused) as refused:
        note(session, action(session), **changes)

    assert refused.value.reason is reason


def test_done_with_words_that_show_it_is_kept(session: Session) -> None:
    found = action(session)
    note(session, found, progress=Progress.DONE, text="The charter was published in May.")

    assert find_editable(session, action_id=found.id or 0).progress is Progress.DONE


def test_a_promise_may_stand_beside_what_is_under_way(session: Session) -> None:
    found = action(session)
    note(session, found, progress=Progress.UNDER_WAY, text="We will publish the charter in May.")

    assert find_editable(session, action_id=found.id or 0).progress is Progress.UNDER_WAY


def test_a_date_is_added_and_reached(session: Session) -> None:
    found = action(session)
    added = keeping.add_milestone(session, action_id=found.id or 0, version=1, due_on=YESTERDAY, title="Report")
    reached = keeping.mark_reached(
        session, action_id=found.id or 0, milestone_id=added.id or 0, version=2, reached_on=TODAY, today=TODAY
    )

    assert (reached.id, reached.reached_on) == (added.id, TODAY)


def test_a_date_is_not_reached_before_its_day_comes(session: Session) -> None:
    found = action(session)

    with pytest.raises(keeping.Refused):
        keeping.mark_reached(
            session, action_id=found.id or 0, milestone_id=1, version=1, reached_on=TOMORROW, today=TODAY
        )
    with pytest.raises(keeping.NoSuchMilestone):
        keeping.mark_reached(
            session, action_id=found.id or 0, milestone_id=999, version=1, reached_on=TODAY, today=TODAY
        )


def test_nothing_without_words_is_kept(session: Session) -> None:
    found = action(session)

    with pytest.raises(keeping.Refused):
        edit(session, found, title=" ")
    with pytest.raises(keeping.Refused):
        keeping.add_milestone(session, action_id=found.id or 0, version=1, due_on=TODAY, title=" ")
