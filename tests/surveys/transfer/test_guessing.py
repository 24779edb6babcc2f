"""Files of three tools are known by their headers, and what they mean is guessed; families are invented."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from surveys.parse import parse
from surveys.transfer import tables
from surveys.transfer.cells import CellReader
from surveys.transfer.guessing import date_format, guess
from surveys.transfer.mapping import column_map
from tests.factories_surveys import choice, definition

HELPERS = [{"code": "family", "text": "My family"}, {"code": "school", "text": "School"}]
ASKED = parse(
    definition(
        choice("colour", text="Which colour do you like?"),
        choice("helpers", type="many_choices", text="Who helps you?", options=HELPERS),
        {"code": "why", "type": "long_text", "text": "What would help?"},
    )
)
FORMS = [
    [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Which colour do you like?",
        "Who helps you?",
        "What would help?",
    ],
    ["1", "11/24/2026 9:01", "11/24/2026 9:05", "anonymous", "", "Red", "My family;School;", "A call back."],
    ["2", "11/25/2026 9:01", "11/25/2026 9:05", "anonymous", "", "BLUE.", "", ""],
]
MONKEY = [
    [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Which colour do you like?",
        "Who helps you?",
        "",
        "What would help?",
    ],
    ["", "", "", "", "", "Response", "My family", "School", "Open-Ended Response"],
    [
        "118",
        "7",
        "11/24/2026 09:01:02 AM",
        "11/24/2026 09:05:02 AM",
        "192.0.2.1",
        "Red",
        "My family",
        "School",
        "A call back.",
    ],
    ["119", "7", "11/03/2026 09:01:02 AM", "11/03/2026 09:05:02 AM", "192.0.2.1", "Blue", "", "", ""],
]
LIME = [
    [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "token",
        "colour. Which colour do you like?",
        "helpers[family]",
        "helpers[school]",
        "why",
    ],
    ["5", "2026-11-24 09:05:02", "3", "en", "12", "abc", "red", "Y", "Y", "A call back."],
    ["6", "2026-11-25 09:05:02", "3", "en", "12", "abd", "Blue", "", "N", ""],
]
FILES = {"Microsoft Forms": FORMS, "SurveyMonkey": MONKEY, "LimeSurvey": LIME}


def written(path: Path, lines: list[list[str]]) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("tool", FILES)
def test_a_file_is_known_and_read_as_its_tool_meant_it(tool: str, ending: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"file.{ending}", FILES[tool])
    header = tables.header(path)
    rows = list(tables.rows(path))

    found = guess(ASKED, header, [row.cells for row in rows])
    columns = column_map(found.mapping, definition=ASKED, header=header)
    sheets = [CellReader(ASKED, columns).sheet(row.cells) for row in rows]

    assert found.tool == tool
    assert [sheet.faults for sheet in sheets] == [{}, {}]
    assert sheets[0].answers == {"colour": "red", "helpers": ["family", "school"]}
    assert sheets[0].words == {"why": "A call back."}
    assert sheets[1].answers == {"colour": "blue"}
    assert [row.cells[columns.id] for row in rows] == [line[0] for line in FILES[tool][-2:]]
    assert rows[0].number == (3 if tool == "SurveyMonkey" else 2)


def test_what_names_people_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    path = written(tmp_path / "file.csv", MONKEY)

    found = guess(ASKED, tables.header(path), [row.cells for row in tables.rows(path)])

    assert "IP Address" in found.personal
    assert not {"IP Address", "Collector ID"} & found.mapping["columns"].keys()


@pytest.mark.parametrize(
    ("samples", "usual", "expected"),
    [
        (["24/11/2026 09:05"], "%m/%d/%Y", "%d/%m/%Y"),
        (["03/11/2026", "11/24/2026"], "", "%m/%d/%Y"),
        (["03/11/2026"], "", "%d/%m/%Y"),
        (["03/11/2026"], "%m/%d/%Y", "%m/%d/%Y"),
        (["2026-11-24"], "", ""),
    ],
)
def test_days_are_read_as_the_samples_show(samples: list[str], usual: str, expected: str) -> None:
    assert date_format(samples, usual) == expected


def test_a_choice_that_is_none_is_named() -> None:
    raw: dict[str, Any] = {"columns": {"A": "helpers=nobody"}}

    with pytest.raises(ValueError, match="is no choice of a question"):
        column_map(raw, definition=ASKED, header=["A"])
