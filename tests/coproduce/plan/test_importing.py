"""A plan comes in whole or not at all; the one before it stays as history."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, func, select

from coproduce.plan import keeping
from coproduce.plan.content import NoteContent, PlanContent
from coproduce.plan.drafts import NotAPlan, PlanDraft
from coproduce.plan.exporting import content_of
from coproduce.plan.finding import NoSuchPlan, find_current, find_plan, list_earlier, list_twins
from coproduce.plan.importing import Imported, NotCurrent, Outcome, import_plan
from coproduce.plan.models import Action, Plan, PlanStatus, Progress
from coproduce.plan.reading import FORMATS, read
from tests.factories_plan import DUDLEY, TODAY, plan_content


def draft_of(content: PlanContent, suffix: str = ".toml") -> PlanDraft:
    """The plan as a file of this kind gives it."""
    return read(f"x{suffix}", FORMATS[suffix].write(content))


def taken(session: Session, content: PlanContent, *, replaces: int | None = None) -> Imported:
    """Import the plan today."""
    return import_plan(session, draft=draft_of(content), today=TODAY, replaces=replaces)


def test_dudleys_plan_comes_in_whole(session: Session) -> None:
    done = import_plan(session, draft=read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY)

    plan = find_plan(session, plan_id=done.plan_id)
    assert done.outcome is Outcome.FIRST
    assert done.summary == "14 weaknesses, 5 priorities, 41 actions, 7 boards, 11 dates"
    assert (len(plan.weaknesses), len(plan.priorities), len(plan.actions)) == (14, 5, 41)
    assert (len(plan.boards), len(plan.milestones)) == (7, 11)
    assert plan.details["jointly_responsible"][1] == "Dudley Clinical Commissioning Group"
    assert [w.number for a in plan.actions if a.code == "1.3c" for w in a.weaknesses] == [1, 6, 7]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_plan_again_from_any_kind_of_file_changes_nothing(session: Session, suffix: str) -> None:
    first = import_plan(session, draft=read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY)
    content = content_of(find_plan(session, plan_id=first.plan_id))

    again = import_plan(session, draft=draft_of(content, suffix), today=TODAY)

    assert again.outcome is Outcome.ALREADY_THERE
    assert again.plan_id == first.plan_id
    assert session.exec(select(func.count(col(Plan.id)))).one() == 1


def test_the_same_plan_again_loses_nothing_that_officers_wrote(session: Session) -> None:
    first = taken(session, plan_content())
    action = find_plan(session, plan_id=first.plan_id).actions[0]
    assert action.id
    keeping.edit_action(
        session, action_id=action.id, version=1, title="Listen well", lead_role="Head", due_on=None, category=""
    )
    keeping.add_note(
        session, action_id=action.id, version=2, noted_on=TODAY, progress=Progress.UNDER_WAY,
        text="We began.", by_role="Head", today=TODAY,
    )  # fmt: skip

    original = taken(session, plan_content())
    session.expire_all()
    as_it_is_now = taken(session, content_of(find_plan(session, plan_id=first.plan_id)))

    assert (original.outcome, as_it_is_now.outcome) == (Outcome.ALREADY_THERE, Outcome.ALREADY_THERE)
    session.expire_all()
    kept = find_plan(session, plan_id=first.plan_id).actions[0]
    assert (kept.title, kept.lead_role, [note.text for note in kept.notes]) == (
        "Listen well",
        "Head",
        ["We began."],
    )


def test_a_changed_plan_becomes_current_and_the_one_before_history(session: Session) -> None:
    first = taken(session, plan_content())
    second = taken(session, plan_content(title="The plan after that"))

    assert (second.outcome, second.replaced) == (Outcome.REPLACED, "Plan of a made-up area")
    current = find_current(session)
    assert current
    assert current.id == second.plan_id
    assert [plan.id for plan in list_earlier(session, area="Dudley")] == [first.plan_id]
    assert [twin.plan_id for twin in list_twins(session, action=current.actions[0])] == [first.plan_id]


def test_a_plan_that_comes_back_from_history_is_said(session: Session) -> None:
    taken(session, plan_content())
    taken(session, plan_content(title="The plan after that"))

    back = taken(session, plan_content())

    assert back.outcome is Outcome.REPLACED
    assert back.notes == ("This is the plan that was imported on 2026-11-24 and is history since.",)


def test_notes_that_would_stay_behind_are_said(session: Session) -> None:
    note = NoteContent("1.1a", TODAY, Progress.UNDER_WAY, "We began.", "Head of SEND")
    taken(session, replace(plan_content(), notes=(note,)))

    second = taken(session, plan_content(title="Another"))

    assert "1 notes of progress stay with the earlier plan only" in second.notes[0]


def test_a_plan_with_a_fault_leaves_everything_as_it_was(session: Session) -> None:
    first = taken(session, plan_content())
    broken = draft_of(plan_content(title=""))

    with pytest.raises(NotAPlan):
        import_plan(session, draft=broken, today=TODAY)

    current = find_current(session)
    assert current
    assert current.id == first.plan_id
    assert session.exec(select(func.count(col(Action.id)))).one() == 1


def test_the_areas_name_may_be_written_in_other_letters(session: Session) -> None:
    taken(session, plan_content())

    assert taken(session, plan_content(area="DUDLEY")).outcome is Outcome.REPLACED


def test_another_area_has_a_current_plan_of_its_own(session: Session) -> None:
    taken(session, plan_content())

    assert taken(session, plan_content(area="Elsewhere")).outcome is Outcome.FIRST
    current = session.exec(select(Plan).where(Plan.status == PlanStatus.CURRENT)).all()
    assert sorted(plan.area for plan in current) == ["Dudley", "Elsewhere"]


def test_a_plan_may_replace_the_one_of_an_area_that_changed_its_name(session: Session) -> None:
    first = taken(session, plan_content())

    second = taken(session, plan_content(area="New Dudley"), replaces=first.plan_id)

    assert second.outcome is Outcome.REPLACED
    with pytest.raises(NotCurrent):
        taken(session, plan_content(area="Newer"), replaces=first.plan_id)
    with pytest.raises(NoSuchPlan):
        taken(session, plan_content(area="Newer"), replaces=999)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_holds_all_that_the_database_knows(session: Session, suffix: str) -> None:
    day = TODAY - timedelta(days=3)
    done = NoteContent("1.1a", day, Progress.DONE, "It is done; see the minutes.", "Head of SEND")
    began = NoteContent("1.1a", day, Progress.UNDER_WAY, "We began.", "Head of SEND")
    content = replace(plan_content(), notes=(began, done))
    content = replace(content, actions=(replace(content.actions[0], progress=Progress.DONE, due=TODAY),))
    stored = taken(session, content)

    exported = content_of(find_plan(session, plan_id=stored.plan_id))

    assert exported == content
    assert import_plan(session, draft=draft_of(exported, suffix), today=TODAY).outcome is Outcome.ALREADY_THERE
