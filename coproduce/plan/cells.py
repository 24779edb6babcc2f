"""Reads the fields of one row into values, and collects what is wrong with them as it goes. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from coproduce.plan.drafts import Fault, Row
from coproduce.plan.models import PlanKind, Progress
from coproduce.plan.texts import DATE_ADVICE, NotADate, is_stated, one_line, read_date, tidy

LARGEST_NUMBER = 9_999
MOST_ITEMS = 60
LONGEST_ITEM = 500
SHOWN = 40

KIND_WORDS: Mapping[str, PlanKind] = {
    "wsoa": PlanKind.WSOA,
    "written statement of action": PlanKind.WSOA,
    "app": PlanKind.APP,
    "accelerated progress plan": PlanKind.APP,
    "pap": PlanKind.PAP,
    "priority action plan": PlanKind.PAP,
    "local": PlanKind.LOCAL,
    "local plan": PlanKind.LOCAL,
}
PROGRESS_WORDS: Mapping[str, Progress] = {
    "not started": Progress.NOT_STARTED,
    "to do": Progress.NOT_STARTED,
    "under way": Progress.UNDER_WAY,
    "underway": Progress.UNDER_WAY,
    "in progress": Progress.UNDER_WAY,
    "started": Progress.UNDER_WAY,
    "on track": Progress.UNDER_WAY,
    "done": Progress.DONE,
    "complete": Progress.DONE,
    "completed": Progress.DONE,
    "stuck": Progress.STUCK,
    "blocked": Progress.STUCK,
}

Chosen = TypeVar("Chosen", bound=StrEnum)


def shown(text: str) -> str:
    """The start of a text, in quotation marks, as a sentence shows it."""
    plain = one_line(text)
    return f"'{plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + '…'}'"


class RowReader:
    """The fields of one row. What is wrong is added to `faults`, and a stand-in given back: reading goes on."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.row = row
        self._faults = faults

    def fault(self, reason: str) -> None:
        """Say what is wrong with this row."""
        self._faults.append(Fault(self.row.place, reason))

    def text(self, name: str, *, longest: int, needed: str = "") -> str:
        """A text. `needed` is the sentence for a missing one; without it a text may be empty."""
        value = tidy(self.row.texts.get(name, ""))
        if not value and needed:
            self.fault(needed)
        if len(value) > longest:
            self.fault(f"the {_words(name)} has {len(value)} characters; {longest} is the most.")
        return value

    def stated(self, name: str, *, longest: int) -> str | None:
        """A text, None where the words say that nothing is stated."""
        value = self.text(name, longest=longest)
        return value if is_stated(value) else None

    def number(self, name: str, *, needed: str) -> int:
        """A whole number from 1; 0 when it is none."""
        value = one_line(self.row.texts.get(name, ""))
        if not value:
            self.fault(needed)
            return 0
        number = _whole(value)
        if number is None:
            self.fault(f"the {_words(name)} {shown(value)} is not a whole number from 1 to {LARGEST_NUMBER}.")
        return number or 0

    def day(self, name: str) -> date | None:
        """A day, None where it is not stated."""
        value = self.row.texts.get(name, "")
        if not is_stated(value):
            return None
        try:
            return read_date(value)
        except NotADate:
            self.fault(f"the {_words(name)} {shown(value)} is not a date. {DATE_ADVICE}.")
            return None

    def kind(self) -> PlanKind:
        """The plan's kind."""
        return self._choice("plan_kind", KIND_WORDS, "WSOA, APP, PAP or local") or PlanKind.LOCAL

    def progress(self) -> Progress:
        """How far it has come; words like "tbc" say that it is not stated."""
        if not is_stated(self.row.texts.get("progress", "")):
            return Progress.NOT_STATED
        return (
            self._choice("progress", PROGRESS_WORDS, "not started, under way, done or stuck")
            or Progress.NOT_STATED
        )

    def _choice(self, name: str, words: Mapping[str, Chosen], allowed: str) -> Chosen | None:
        value = self.row.texts.get(name, "")
        found = words.get(one_line(value).casefold().replace("_", " "))
        if found is None and value.strip():
            self.fault(f"the {_words(name)} {shown(value)} is not known. Write {allowed}.")
        elif found is None:
            self.fault(f"the {_words(name)} is missing. Write {allowed}.")
        return found

    def items(self, name: str) -> tuple[str, ...]:
        """Several texts, each in one line, empty ones left out."""
        values = tuple(item for raw in self.row.lists.get(name, ()) if (item := one_line(raw)))
        if len(values) > MOST_ITEMS:
            self.fault(f"there are {len(values)} {_words(name)}; {MOST_ITEMS} is the most.")
        if any(len(item) > LONGEST_ITEM for item in values):
            self.fault(f"one of the {_words(name)} has more than {LONGEST_ITEM} characters.")
        return values

    def numbers(self, name: str, *, among: Iterable[int], what: str) -> tuple[int, ...]:
        """Several numbers, each once, in order; those that are not `among` the plan's are named."""
        known = set(among)
        found: set[int] = set()
        for raw in self.row.lists.get(name, ()):
            value = one_line(raw)
            if not is_stated(value):
                continue
            number = _whole(value)
            if number is None or number not in known:
                self.fault(f"the {what} {shown(value)} is not one of the plan's {_span(known)}.")
            else:
                found.add(number)
        return tuple(sorted(found))


def _whole(value: str) -> int | None:
    plain = value.removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,4}", plain):
        return None
    number = int(plain)
    return number if number >= 1 else None


def _span(known: set[int]) -> str:
    return f"({min(known)} to {max(known)})" if known else "(it has none)"


def _words(name: str) -> str:
    return name.replace("_", " ")
