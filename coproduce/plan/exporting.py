"""A stored plan as plain content again, ready to be written to a file that imports as the same plan."""

from typing import Any

from coproduce.plan.content import (
    ActionContent,
    BoardContent,
    HeadContent,
    MilestoneContent,
    NoteContent,
    PlanContent,
    PriorityContent,
    WeaknessContent,
)
from coproduce.plan.models import Action, Milestone, Plan


def content_of(plan: Plan) -> PlanContent:
    """The plan as it stands now, with what officers have changed and noted since it was imported."""
    priorities = {priority.id: priority.number for priority in plan.priorities}
    codes = {action.id: action.code for action in plan.actions}
    return PlanContent(
        head=_head(plan),
        weaknesses=tuple(WeaknessContent(w.number, w.title, w.summary) for w in plan.weaknesses),
        priorities=tuple(PriorityContent(p.number, p.title) for p in plan.priorities),
        actions=tuple(_action(action, priorities[action.priority_id]) for action in plan.actions),
        boards=tuple(BoardContent(board.code, board.name, board.role) for board in plan.boards),
        milestones=tuple(_milestone(milestone, codes) for milestone in plan.milestones),
        notes=tuple(note for action in plan.actions for note in _notes(action)),
    )


def _head(plan: Plan) -> HeadContent:
    details: dict[str, Any] = plan.details
    return HeadContent(
        area=plan.area,
        title=plan.title,
        kind=plan.kind,
        wider_plan=details.get("wider_plan", ""),
        inspected_from=plan.inspected_from,
        inspected_to=plan.inspected_to,
        inspectors=tuple(details.get("inspectors", ())),
        jointly_responsible=tuple(details.get("jointly_responsible", ())),
        lead_role=details.get("lead_role"),
        submission_due=plan.submission_due,
        categories=tuple(details.get("categories", ())),
    )


def _action(action: Action, priority: int) -> ActionContent:
    return ActionContent(
        code=action.code,
        printed_code=action.printed_code,
        priority=priority,
        title=action.title,
        section=action.section,
        category=action.category,
        weaknesses=tuple(weakness.number for weakness in action.weaknesses),
        parts=tuple(action.parts),
        lead_role=action.lead_role,
        due=action.due_on,
        progress=action.progress,
    )


def _milestone(milestone: Milestone, codes: dict[int | None, str]) -> MilestoneContent:
    action = codes[milestone.action_id] if milestone.action_id else None
    return MilestoneContent(milestone.due_on, milestone.title, action, milestone.reached_on)


def _notes(action: Action) -> list[NoteContent]:
    newest_first = action.notes
    return [
        NoteContent(action.code, note.noted_on, note.progress, note.text, note.by_role)
        for note in reversed(newest_first)
    ]
