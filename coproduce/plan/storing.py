"""Turns a plan's checked content into rows: each part after the ones it points at."""

from datetime import date

from sqlmodel import Session

from coproduce.plan.content import ActionContent, HeadContent, PlanContent
from coproduce.plan.models import (
    Action,
    Board,
    Milestone,
    Plan,
    PlanStatus,
    Priority,
    ProgressNote,
    Weakness,
)

KEPT_TOGETHER = ("wider_plan", "inspectors", "jointly_responsible", "lead_role", "categories")
"""What is shown and exported but never asked for by itself; it is kept in `Plan.details`."""


def store(session: Session, content: PlanContent, *, today: date) -> Plan:
    """The new current plan with all its parts, flushed. Raises IntegrityError when its area has one already."""
    plan = _plan(content, today=today)
    session.add(plan)
    session.flush()
    plan_id = key_of(plan)
    weaknesses = {
        w.number: Weakness(plan_id=plan_id, number=w.number, title=w.title, summary=w.summary)
        for w in content.weaknesses
    }
    priorities = {p.number: Priority(plan_id=plan_id, number=p.number, title=p.title) for p in content.priorities}
    session.add_all([*weaknesses.values(), *priorities.values()])
    session.add_all(
        Board(plan_id=plan_id, position=position, code=b.code, name=b.name, role=b.role)
        for position, b in enumerate(content.boards, start=1)
    )
    session.flush()
    actions = []
    for position, entry in enumerate(content.actions, start=1):
        action = _action(entry, plan_id=plan_id, priority_id=key_of(priorities[entry.priority]), position=position)
        action.weaknesses = [weaknesses[number] for number in entry.weaknesses]
        actions.append(action)
    session.add_all(actions)
    session.flush()
    _store_dates_and_notes(session, content, plan_id=plan_id, ids={a.code: key_of(a) for a in actions})
    session.expire(plan)
    return plan


def key_of(row: Plan | Action | Priority) -> int:
    """The id of a row that was flushed."""
    if row.id is None:
        raise RuntimeError("A row has its id once it is flushed.")
    return row.id


def _plan(content: PlanContent, *, today: date) -> Plan:
    head = content.head
    return Plan(
        area=head.area,
        title=head.title,
        kind=head.kind,
        status=PlanStatus.CURRENT,
        submission_due=head.submission_due,
        inspected_from=head.inspected_from,
        inspected_to=head.inspected_to,
        details=_details(head),
        checksum=content.checksum,
        imported_on=today,
    )


def _details(head: HeadContent) -> dict[str, object]:
    values = {name: getattr(head, name) for name in KEPT_TOGETHER}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _action(entry: ActionContent, *, plan_id: int, priority_id: int, position: int) -> Action:
    return Action(
        plan_id=plan_id,
        priority_id=priority_id,
        position=position,
        code=entry.code,
        printed_code=entry.printed_code,
        section=entry.section,
        title=entry.title,
        category=entry.category,
        parts=list(entry.parts),
        lead_role=entry.lead_role,
        due_on=entry.due,
        progress=entry.progress,
    )


def _store_dates_and_notes(session: Session, content: PlanContent, *, plan_id: int, ids: dict[str, int]) -> None:
    session.add_all(
        Milestone(
            plan_id=plan_id,
            action_id=ids[entry.action] if entry.action else None,
            due_on=entry.date,
            title=entry.title,
            reached_on=entry.reached,
        )
        for entry in content.milestones
    )
    session.add_all(
        ProgressNote(
            action_id=ids[note.action],
            noted_on=note.date,
            progress=note.progress,
            text=note.text,
            by_role=note.by_role,
        )
        for note in content.notes
    )
    session.flush()
