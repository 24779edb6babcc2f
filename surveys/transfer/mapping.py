"""How a file from elsewhere maps to a survey: which column is which question, which value is which option.

A mapping file is TOML or JSON:

    id = "Response ID"              # optional: a column that tells one answer from another
    answered_on = "End date"        # optional: the column of the day
    date_format = "%d/%m/%Y"        # optional: how that day is written; else 2026-11-24
    language = "Language"           # optional: the column of the language's code

    [columns]                       # column = question code
    "Staff listen to what I say" = "i1"

    "Who helps? / My family" = "helpers=family"    # a column for one choice: ticked unless it is empty or "no"

    [values.i1]                     # value in the file = option code; `values."*"` speaks for every question
    "Strongly agree" = "5"

Without a mapping, a column is the question whose code it has, and `answered_on` and `language` are what they say.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coproduce.core.files import why_refused
from coproduce.core.saying import say
from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Question

LARGEST_MAPPING = 5_000_000

NONE: Mapping[str, Any] = MappingProxyType({})
EVERY_QUESTION = "*"
CHOICE = "="
"""Between a question and the choice that a column of the file stands for."""
NOT_TICKED = frozenset({"", "0", "n", "no", "false", "off", "not selected", "n/a"})
TEXTS = ("id", "answered_on", "date_format", "language")


class BadMapping(ValueError):
    """A mapping that does not fit; `faults` are plain sentences."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds what. `columns`: import column (a question's) to the file's column.

    `ticks`: question to the file's columns that stand for one of its choices each.
    """

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NONE)
    id: str = ""
    answered_on: str = ""
    date_format: str = ""
    language: str = ""
    unused: tuple[str, ...] = ()
    ticks: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NONE)

    def is_ticked(self, cell: str) -> bool:
        """Whether a cell says that its choice was chosen."""
        return cell.strip().casefold() not in NOT_TICKED

    def value(self, question: str, cell: str) -> str:
        """The option code of a cell, or the cell itself where nothing is mapped."""
        for name in (question, EVERY_QUESTION):
            found = self.values.get(name, NONE).get(cell)
            if found is not None:
                return str(found)
        return cell


def read_mapping(path: Path) -> Mapping[str, Any]:
    """The mapping in a file. Raises BadMapping."""
    if refused := why_refused(path, largest=LARGEST_MAPPING):
        raise BadMapping([refused])
    try:
        text = path.read_text("utf-8")
        raw = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        raise BadMapping([f"{path} cannot be read: {error.strerror}."]) from None
    except ValueError as error:
        raise BadMapping([f"{path} is neither TOML nor JSON: {error}."]) from None
    except RecursionError:
        raise BadMapping([f"{path} is no mapping: it is nested too deeply."]) from None
    if not isinstance(raw, dict):
        raise BadMapping([f"{path} is not a mapping."])
    return raw


def column_map(raw: Mapping[str, Any], *, definition: Definition, header: Sequence[str]) -> ColumnMap:
    """The mapping for a file with these columns. Raises BadMapping, which names everything that does not fit."""
    known = {column: question for question in definition.questions for column in import_columns(question)}
    faults = list(_shape_faults(raw))
    if faults:
        raise BadMapping(faults)
    wanted = {name: name for name in header if name in known and name not in raw.get("columns", NONE)}
    wanted |= raw.get("columns", NONE)
    special = {name: raw.get(name) or (name if name in header else "") for name in ("answered_on", "language")}
    special["id"] = raw.get("id", "")
    faults += [
        say("The column '%(name)s' is not in the file.", name=name)
        for name in (*wanted, *special.values())
        if name and name not in header
    ]
    ticks, tick_faults = _ticks(wanted, definition)
    faults += tick_faults
    wanted = {name: code for name, code in wanted.items() if CHOICE not in code}
    faults += [
        say("'%(code)s' is no question of this survey.", code=code)
        for code in wanted.values()
        if code not in known
    ]
    codes = list(wanted.values())
    faults += [
        say("Two columns are mapped to '%(code)s'.", code=code)
        for code in sorted(set(codes))
        if codes.count(code) > 1
    ]
    asked = {question.code for question in definition.questions} | {EVERY_QUESTION}
    faults += [
        say("Values are mapped for '%(code)s', which is no question.", code=code)
        for code in raw.get("values", NONE)
        if code not in asked
    ]
    if not wanted and not ticks:
        faults.append(say("No column of the file is a question of this survey."))
    if faults:
        raise BadMapping(faults)
    used = {*wanted, *special.values(), *(name for each in ticks.values() for name in each)}
    return ColumnMap(
        columns={code: name for name, code in wanted.items()},
        values=raw.get("values", NONE),
        date_format=raw.get("date_format", ""),
        unused=tuple(name for name in header if name and name not in used),
        ticks=ticks,
        **special,
    )


def _ticks(wanted: Mapping[str, str], definition: Definition) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The columns that stand for one choice each, by question; and what is wrong with them."""
    ticks: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for name, target in wanted.items():
        code, is_choice, choice = target.partition(CHOICE)
        if not is_choice:
            continue
        question = definition.question(code)
        if question is None or choice not in question.codes:
            faults.append(say("'%(target)s' is no choice of a question of this survey.", target=target))
        ticks.setdefault(code, {})[name] = choice
    return ticks, faults


def import_columns(question: Question) -> tuple[str, ...]:
    """The columns a question is read from: those it is exported to; words, which are not exported, by its code."""
    return type_of(question).columns(question) or (question.code,)


def _shape_faults(raw: Mapping[str, Any]) -> Sequence[str]:
    tables = [name for name in ("columns", "values") if not isinstance(raw.get(name, {}), dict)]
    faults = [say("'%(name)s' must be a table.", name=name) for name in tables]
    faults += [
        say("'%(name)s' must be a text.", name=name) for name in TEXTS if not isinstance(raw.get(name, ""), str)
    ]
    faults += [
        say("'%(name)s' is not known in a mapping.", name=name)
        for name in raw
        if name not in (*TEXTS, "columns", "values")
    ]
    if not tables:
        inner = (raw.get("columns", {}), *raw.get("values", {}).values())
        if not all(isinstance(each, dict) for each in inner):
            faults.append(say("Each part of 'values' must be a table."))
        elif not all(isinstance(value, str) for each in inner for value in each.values()):
            faults.append(say("Columns and values are mapped to texts."))
    return faults
