"""What a file from another tool means, guessed from its header and first rows. Pure; somebody checks the guess.

Microsoft Forms writes `ID`, `Start time`, `Completion time`, `Email`, `Name` and then the questions, several
choices in one cell with `;` between. SurveyMonkey has two rows of names: questions, and their choices below.
LimeSurvey writes `id`, `submitdate`, ... and question codes, `Q1[SQ001]` for a choice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Question
from surveys.questions.shapes import Marks
from surveys.transfer.mapping import CHOICE, import_columns

ALIKE = 0.93
"""So much alike must two questions be to be taken for one: a slip of the pen. Options must be the same but for
case and marks, since "Agree strongly" and "Disagree strongly" are very much alike."""
LOOKED_AT = 200
"""Rows whose values are looked at."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, by the columns it always writes, and what some of them mean."""

    name: str
    has: frozenset[str]
    id: str
    days: tuple[str, ...]
    language: str = ""
    date_format: str = ""
    own: frozenset[str] = frozenset()


FORMS = Tool(
    "Microsoft Forms",
    frozenset({"id", "start time", "completion time"}),
    "id",
    ("completion time",),
    own=frozenset({"start time", "email", "name", "last modified time"}),
)
SURVEYMONKEY = Tool(
    "SurveyMonkey",
    frozenset({"respondent id", "collector id"}),
    "respondent id",
    ("end date", "date modified", "date created"),
    date_format="%m/%d/%Y",
    own=frozenset(
        {"collector id", "start date", "date created", "date modified", "ip address", "email address"}
        | {"first name", "last name", "custom data 1", "custom data"}
    ),
)
LIMESURVEY = Tool(
    "LimeSurvey",
    frozenset({"id", "submitdate"}),
    "id",
    ("submitdate", "datestamp"),
    language="startlanguage",
    own=frozenset({"lastpage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl", "interviewtime"}),
)
TOOLS = (SURVEYMONKEY, FORMS, LIMESURVEY)
OTHER = Tool("another tool", frozenset(), "", ())


@dataclass(frozen=True, slots=True)
class Guess:
    """The tool, a mapping for `surveys.transfer.mapping`, and columns left out because they may name people."""

    tool: str
    mapping: dict[str, Any] = field(default_factory=dict)
    personal: tuple[str, ...] = ()


def guess(definition: Definition, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Guess:
    """What the file of this header and these first rows seems to mean."""
    plain = {_plain_name(name): name for name in header if name}
    tool = next((tool for tool in TOOLS if tool.has <= plain.keys()), OTHER)
    own = tool.own | {tool.id, tool.language, *tool.days}
    first = [row for row, _ in zip(rows, range(LOOKED_AT), strict=False)]
    mapping: dict[str, Any] = {}
    if tool.id in plain:
        mapping["id"] = plain[tool.id]
    day = next((plain[name] for name in tool.days if name in plain), "")
    if day:
        mapping["answered_on"] = day
        if written := date_format([row.get(day, "") for row in first], tool.date_format):
            mapping["date_format"] = written
    if tool.language in plain:
        mapping["language"] = plain[tool.language]
    theirs = [name for name in header if name and _plain_name(name) not in own]
    mapping["columns"] = _columns(definition, theirs)
    mapping["values"] = values_of(definition, mapping["columns"], first)
    return Guess(tool.name, mapping, tuple(plain[name] for name in sorted(tool.own & plain.keys())))


def date_format(samples: Sequence[str], usual: str) -> str:
    """How days are written: nothing for 2026-11-24; day or month first as the samples show, else as is usual."""
    parts = [re.match(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", text.strip()) for text in samples if text]
    found = [match for match in parts if match]
    if not found:
        return ""
    between = found[0][2]
    day_first, month_first = f"%d{between}%m{between}%Y", f"%m{between}%d{between}%Y"
    if any(int(match[1]) > 12 for match in found):
        return day_first
    if any(int(match[3]) > 12 for match in found):
        return month_first
    return month_first if usual.startswith("%m") else day_first


def _columns(definition: Definition, names: Sequence[str]) -> dict[str, str]:
    """The columns that are questions, or choices of questions. Each question is taken once."""
    texts = {_plain(text): question for question in definition.questions for text in _texts(question)}
    codes = {question.code: question for question in definition.questions}
    known = {column for question in definition.questions for column in import_columns(question)}
    found: dict[str, str] = {}
    for name in names:
        target = name if name in known else _target(name, texts, codes)
        if target and target not in found.values():
            found[name] = target
    return found


def _target(name: str, texts: Mapping[str, Question], codes: Mapping[str, Question]) -> str:
    above, _, below = name.rpartition(" / ")
    inside = re.match(r"(?P<above>[A-Za-z]\w*)\s*\[(?P<below>[^\]]+)\]", name)
    if inside:
        above, below = inside["above"], inside["below"]
    if above and (question := _question(above, texts, codes)) and _takes_several(question):
        choice = _choice(question, below)
        return f"{question.code}{CHOICE}{choice}" if choice else ""
    whole = _question(name, texts, codes)
    return "" if whole is None or import_columns(whole) != (whole.code,) else whole.code


def _question(name: str, texts: Mapping[str, Question], codes: Mapping[str, Question]) -> Question | None:
    """By its code (`i1`, or `i1. Staff listen`), else by its text, but for a slip of the pen."""
    start = re.match(r"(\w+)(?=[.:\s]|$)", name)
    if start and start[1] in codes:
        return codes[start[1]]
    close = get_close_matches(_plain(name), texts, n=1, cutoff=ALIKE)
    return texts[close[0]] if close else None


def _choice(question: Question, words: str) -> str:
    if words in question.codes:
        return words
    return _labels(question).get(_plain(words), "")


def values_of(
    definition: Definition, columns: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """What the values of each column are in codes, where they are words of its options."""
    values: dict[str, dict[str, str]] = {}
    for name, code in columns.items():
        question = definition.question(code)
        if question is None or not type_of(question).testable(question):
            continue
        said, known = _labels(question), set(type_of(question).testable(question))
        # Every option's own words, and those of the rows that differ in case or marks alone.
        found = {text: option for option in known for text in _words_of(question, option)}
        cells = {
            value.strip() for row in rows for value in type_of(question).values(question, [row.get(name, "")])
        }
        for cell in cells - known - found.keys() - {""}:
            if _plain(cell) in said:
                found[cell] = said[_plain(cell)]
        used = {text: option for text, option in found.items() if text not in known}
        if used:
            values[code] = used
    return values


def _labels(question: Question) -> dict[str, str]:
    """The words of each option in every language, plainly, with its code."""
    codes = type_of(question).testable(question)
    return {_plain(text): code for code in codes for text in _words_of(question, code)}


def _words_of(question: Question, code: str) -> Iterable[str]:
    return {type_of(question).named(question, code, language) for language in question.text.texts}


def _texts(question: Question) -> Iterable[str]:
    return [text.text for text in question.text.texts.values()]


def _takes_several(question: Question) -> bool:
    paper = type_of(question).paper(question, "en")
    return paper.marks is Marks.MANY and len(paper.items) > 1


def _plain(text: str) -> str:
    """A text without what tools change of it: case, blanks, a number before it, a mark behind it."""
    return re.sub(r"^\d+[.)]\s*", "", " ".join(text.split())).strip(" .?!:*").casefold()


def _plain_name(name: str) -> str:
    """A tool's own column, which may have its words behind it (`submitdate. Date submitted`)."""
    return name.split(". ")[0].strip().casefold()
