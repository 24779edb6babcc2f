"""Decides whether a draft is a plan: every fault is named with its place and its reason, all at once. Pure."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from coproduce.plan.cells import RowReader, shown
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
from coproduce.plan.drafts import Fault, NotAPlan, PlanDraft, Row, RowKind
from coproduce.plan.hollow import hollow_words
from coproduce.plan.models import PlanKind, Progress
from coproduce.plan.naming import name_actions
from coproduce.plan.texts import code_for_address, is_stated, one_line

LONGEST_CODE = 40
LONGEST_NAME = 120
LONGEST_TITLE = 200
LONGEST_ACTION = 1_000
LONGEST_TEXT = 5_000
WHOLE_FILE = "the file"


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan without faults, and what its reader ought to be told about it."""

    content: PlanContent
    notes: tuple[str, ...]


def check(draft: PlanDraft, *, today: date) -> Checked:
    """The plan that the draft describes. Raises NotAPlan with every fault of the file."""
    checker = _Checker(draft, today)
    content = checker.content()
    if checker.faults:
        order = {row.place: number for number, row in enumerate(draft.rows)}
        raise NotAPlan(tuple(sorted(checker.faults, key=lambda fault: order.get(fault.place, -1))))
    return Checked(content, (*draft.notes, *checker.notes))


class _Checker:
    def __init__(self, draft: PlanDraft, today: date) -> None:
        self.draft = draft
        self.today = today
        self.faults: list[Fault] = list(draft.faults)
        self.notes: list[str] = []

    def content(self) -> PlanContent:
        head = self._head()
        weaknesses = tuple(self._weakness(reader) for reader in self._readers(RowKind.WEAKNESS))
        priorities = tuple(self._priority(reader) for reader in self._readers(RowKind.PRIORITY))
        self._named_once(RowKind.WEAKNESS, [entry.number for entry in weaknesses])
        self._named_once(RowKind.PRIORITY, [entry.number for entry in priorities])
        actions = self._actions({w.number for w in weaknesses}, {p.number for p in priorities})
        boards = tuple(self._board(reader) for reader in self._readers(RowKind.BOARD))
        self._named_once(RowKind.BOARD, [board.code for board in boards])
        codes = [action.code for action in actions]
        milestones = [self._milestone(reader, codes) for reader in self._readers(RowKind.MILESTONE)]
        notes = [self._note(reader, codes) for reader in self._readers(RowKind.NOTE)]
        return PlanContent(
            head=head,
            weaknesses=tuple(sorted(weaknesses, key=lambda entry: entry.number)),
            priorities=tuple(sorted(priorities, key=lambda entry: entry.number)),
            actions=self._with_progress(actions, notes),
            boards=boards,
            milestones=tuple(sorted(milestones, key=lambda entry: entry.date)),
            notes=tuple(sorted(notes, key=lambda entry: (_place_of(entry.action, codes), entry.date))),
        )

    def _readers(self, kind: RowKind) -> list[RowReader]:
        return [RowReader(row, self.faults) for row in self.draft.of(kind)]

    def _whole_file(self, reason: str) -> None:
        self.faults.append(Fault(WHOLE_FILE, reason))

    def _named_once(self, kind: RowKind, names: list[int] | list[str]) -> None:
        counted = Counter(names)
        for row, name in zip(self.draft.of(kind), names, strict=True):
            if name and counted[name] > 1:
                self.faults.append(Fault(row.place, f"the {kind.value} '{name}' is there {counted[name]} times."))

    def _head(self) -> HeadContent:
        readers = self._readers(RowKind.PLAN)
        if len(readers) != 1:
            self._whole_file(
                f"it has {len(readers)} rows for the plan itself; it needs one, with its area, title and kind."
            )
            return HeadContent("", "", PlanKind.LOCAL)
        reader = readers[0]
        start, end = reader.day("inspected_from"), reader.day("inspected_to")
        if start and end and end < start:
            reader.fault("the inspection ends before it starts.")
        return HeadContent(
            area=one_line(reader.text("area", longest=LONGEST_NAME, needed="the plan does not say its area.")),
            title=reader.text("title", longest=LONGEST_TITLE, needed="the plan has no title."),
            kind=reader.kind(),
            wider_plan=reader.text("wider_plan", longest=LONGEST_TITLE),
            inspected_from=start,
            inspected_to=end,
            inspectors=reader.items("inspectors"),
            jointly_responsible=reader.items("jointly_responsible"),
            lead_role=reader.stated("lead_role", longest=LONGEST_NAME),
            submission_due=reader.day("submission_due"),
            categories=reader.items("categories"),
        )

    def _weakness(self, reader: RowReader) -> WeaknessContent:
        return WeaknessContent(
            number=reader.number("number", needed="this weakness has no number."),
            title=reader.text("title", longest=LONGEST_TITLE, needed="this weakness has no title."),
            summary=reader.text("summary", longest=LONGEST_TEXT),
        )

    def _priority(self, reader: RowReader) -> PriorityContent:
        return PriorityContent(
            number=reader.number("number", needed="this priority has no number."),
            title=reader.text("title", longest=LONGEST_TITLE, needed="this priority has no title."),
        )

    def _actions(self, weaknesses: set[int], priorities: set[int]) -> tuple[ActionContent, ...]:
        rows = self.draft.of(RowKind.ACTION)
        if not rows:
            self._whole_file("it has no actions.")
        named = name_actions(rows)
        self.faults += named.faults
        self.notes += named.notes
        return tuple(
            self._action(row, code, weaknesses, priorities) for row, code in zip(rows, named.codes, strict=True)
        )

    def _action(self, row: Row, code: str, weaknesses: set[int], priorities: set[int]) -> ActionContent:
        reader = RowReader(row, self.faults)
        printed = _printed(row)
        if len(printed) > LONGEST_CODE or len(code) > LONGEST_CODE:
            reader.fault(f"the code {shown(printed)} is longer than {LONGEST_CODE} characters.")
        priority = reader.number("priority", needed="this action does not say its priority.")
        if priority and priority not in priorities:
            known = ", ".join(map(str, sorted(priorities))) or "it has none"
            reader.fault(f"the priority '{priority}' is not one of the plan's ({known}).")
        return ActionContent(
            code=code,
            printed_code=printed,
            priority=priority,
            title=reader.text("title", longest=LONGEST_ACTION, needed="this action has no title."),
            section=reader.text("section", longest=LONGEST_TITLE),
            category=reader.text("category", longest=60),
            weaknesses=reader.numbers("weaknesses", among=weaknesses, what="weakness"),
            parts=reader.items("parts"),
            lead_role=reader.stated("lead_role", longest=LONGEST_NAME),
            due=reader.day("due"),
            progress=reader.progress(),
        )

    def _board(self, reader: RowReader) -> BoardContent:
        code = reader.text("code", longest=LONGEST_CODE, needed="this board has no code.")
        name = reader.text("name", longest=LONGEST_TITLE, needed="this board has no name.")
        return BoardContent(code, name, reader.text("role", longest=LONGEST_TEXT))

    def _milestone(self, reader: RowReader, codes: list[str]) -> MilestoneContent:
        day = reader.day("date")
        if day is None and not is_stated(reader.row.texts.get("date", "")):
            reader.fault("this date does not say its day.")
        reached = reader.day("reached")
        if reached and reached > self.today:
            reader.fault(f"it cannot have been reached on {reached}, which is still to come.")
        return MilestoneContent(
            date=day or self.today,
            title=reader.text("title", longest=LONGEST_ACTION, needed="this date does not say what happens."),
            action=self._action_of(reader, codes, needed=False),
            reached=reached,
        )

    def _note(self, reader: RowReader, codes: list[str]) -> NoteContent:
        day = reader.day("date")
        if day is None and not is_stated(reader.row.texts.get("date", "")):
            reader.fault("this note does not say its day.")
        if day and day > self.today:
            reader.fault(f"a note cannot be of {day}, which is still to come.")
        progress = reader.progress()
        words = reader.text("text", longest=LONGEST_TEXT, needed="this note has no words.")
        if progress is Progress.DONE and (found := hollow_words(words)):
            # Said and not refused: a file tells what was written elsewhere, which cannot be written anew.
            self.notes.append(f"{reader.row.place}: '{found[0]}' promises, and this note says that it is done.")
        return NoteContent(
            action=self._action_of(reader, codes, needed=True) or "",
            date=day or self.today,
            progress=progress,
            text=words,
            by_role=reader.text(
                "by_role", longest=LONGEST_NAME, needed="this note does not say who wrote it, by role."
            ),
        )

    def _action_of(self, reader: RowReader, codes: list[str], *, needed: bool) -> str | None:
        printed = one_line(reader.row.texts.get("action", ""))
        if not printed:
            if needed:
                reader.fault("this note does not say its action.")
            return None
        code = code_for_address(printed)
        if code not in codes:
            reader.fault(f"the action {shown(printed)} is not there.")
        return code

    def _with_progress(
        self, actions: tuple[ActionContent, ...], notes: list[NoteContent]
    ) -> tuple[ActionContent, ...]:
        newest = {note.action: note for note in sorted(notes, key=lambda note: note.date)}
        return tuple(self._agreed(action, newest.get(action.code)) for action in actions)

    def _agreed(self, action: ActionContent, newest: NoteContent | None) -> ActionContent:
        """The action, as far as its newest note says; the two must not contradict each other."""
        if newest is None or newest.progress is action.progress:
            return action
        if action.progress is not Progress.NOT_STATED:
            said, noted = _plain(action.progress), _plain(newest.progress)
            self._whole_file(f"action {action.code} is '{said}', and its newest note says '{noted}'.")
        return replace(action, progress=newest.progress)


def _printed(row: Row) -> str:
    """The code on paper: as the row says, none where it says that there is none, else the action's own code."""
    given = one_line(row.texts.get("printed_code", ""))
    if given:
        return given if is_stated(given) else ""
    return one_line(row.texts.get("code", ""))


def _plain(progress: Progress) -> str:
    return progress.value.replace("_", " ")


def _place_of(code: str, codes: list[str]) -> int:
    return codes.index(code) if code in codes else len(codes)
