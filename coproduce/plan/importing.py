"""Takes a checked file into the database: whole, or not at all."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.plan.checking import check
from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import PlanDraft
from coproduce.plan.exporting import content_of
from coproduce.plan.finding import find_plan
from coproduce.plan.models import Plan, PlanStatus
from coproduce.plan.storing import key_of, store


class ImportedMeanwhile(RuntimeError):
    """Somebody else imported a plan of this area at the same moment."""


class NotCurrent(ValueError):
    """The plan that should be replaced is history already."""


class Outcome(StrEnum):
    """What an import came to."""

    FIRST = "first"
    REPLACED = "replaced"
    ALREADY_THERE = "already_there"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to, in plain values. `replaced` is the title of the plan that is history now."""

    outcome: Outcome
    plan_id: int
    title: str
    summary: str
    replaced: str = ""
    notes: tuple[str, ...] = ()


def import_plan(session: Session, *, draft: PlanDraft, today: date, replaces: int | None = None) -> Imported:
    """Make the draft the current plan of its area; the plan before it becomes history.

    A plan that is there already, as it was imported or as officers have it now, changes nothing. `replaces` names
    the plan to replace when it is not the one whose area is written the same. Raises NotAPlan with every fault,
    NoSuchPlan, NotCurrent, and ImportedMeanwhile.
    """
    checked = check(draft, today=today)
    content = checked.content
    before = _plan_before(session, area=content.head.area, replaces=replaces)
    if before is not None and content.checksum in (before.checksum, content_of(before).checksum):
        return Imported(Outcome.ALREADY_THERE, key_of(before), before.title, content.summary, notes=checked.notes)
    notes = (*checked.notes, *_worth_knowing(session, content, before))
    try:
        if before is not None:
            before.status = PlanStatus.HISTORY
            session.add(before)
            session.flush()
        plan = store(session, content, today=today)
    except IntegrityError as error:
        raise ImportedMeanwhile("Somebody else imported a plan at the same moment. Try again.") from error
    outcome, replaced = (Outcome.REPLACED, before.title) if before else (Outcome.FIRST, "")
    return Imported(outcome, key_of(plan), plan.title, content.summary, replaced, notes)


def _plan_before(session: Session, *, area: str, replaces: int | None) -> Plan | None:
    if replaces is not None:
        plan = find_plan(session, plan_id=replaces)
        if plan.status is not PlanStatus.CURRENT:
            raise NotCurrent(f"Plan {replaces} is history already.")
        return plan
    current = session.exec(select(Plan).where(Plan.status == PlanStatus.CURRENT)).all()
    same = [plan for plan in current if plan.area.casefold() == area.casefold()]
    return find_plan(session, plan_id=key_of(same[-1])) if same else None


def _worth_knowing(session: Session, content: PlanContent, before: Plan | None) -> list[str]:
    """What a careful officer would ask before a plan is replaced."""
    told = []
    earlier = session.exec(select(Plan).where(Plan.status == PlanStatus.HISTORY)).all()
    same = [plan for plan in earlier if plan.checksum == content.checksum]
    if same:
        told.append(f"This is the plan that was imported on {same[-1].imported_on} and is history since.")
    if before is not None:
        noted = sum(len(action.notes) for action in before.actions)
        if noted > len(content.notes):
            told.append(
                f"{noted - len(content.notes)} notes of progress stay with the earlier plan only. "
                "To keep them in the new one, start from an export of the earlier plan."
            )
    return told
