"""Each format says the same; SPSS's is read back with ReadStat, which others wrote."""

import json
from io import BytesIO
from pathlib import Path

import pyreadstat
from openpyxl import load_workbook

from surveys.definition import shipped
from surveys.parse import parse
from surveys.transfer.columns import FIXED, Column, columns_of
from surveys.transfer.outgoing import Export, codebook
from surveys.transfer.writers import WRITERS

ASKED = parse(shipped("every-type"))
COLUMNS = columns_of({1: ASKED})
FIXED_CELLS = ["2026-11-20", "2026-11é", "1", "ur", "open", "sample", "alone", ""]


def row(**cells: str) -> list[str]:
    return [*FIXED_CELLS, *(cells.get(column.name, "") for column in COLUMNS[len(FIXED) :])]


def export(*rows: list[str]) -> Export:
    return Export("every-type", "Every type", COLUMNS, iter(rows))


def test_spss_reads_numbers_days_texts_and_the_words_of_codes(tmp_path: Path) -> None:
    path = tmp_path / "out.sav"
    answered = row(
        listened="na", overall="7", has_plan="no", helpers="family;health", minutes="170", plan_since="2024-03"
    )
    many = [answered, *([row()] * 30)]
    with path.open("w+b") as file:
        assert WRITERS["sav"](export(*many), file) == 31

    cells, meta = pyreadstat.read_sav(str(path), output_format="dict")

    first = {name: values[0] for name, values in cells.items()}
    assert str(first["answered_on"]) == "2026-11-20"
    assert (first["wave"], first["language"], first["plan_since"]) == ("2026-11é", "ur", "2024-03")
    assert (first["overall"], first["has_plan"], first["minutes"], first["listened"]) == (7, 2, 170, 901)
    assert [first[f"helpers.{each}"] for each in ("family", "teachers", "health")] == [1, 0, 1]
    assert first["hurried"] is None or first["hurried"] != first["hurried"]
    assert meta.number_rows == 31
    assert meta.variable_value_labels["has_plan"] == {1: "Yes", 2: "No", 3: "I am not sure"}
    assert meta.column_names_to_labels["listened"] == "Staff listen to what I say."


def test_json_and_a_workbook_bring_their_codebook() -> None:
    as_json, book = BytesIO(), BytesIO()
    WRITERS["json"](export(row(overall="7"), row()), as_json)
    WRITERS["xlsx"](export(row(overall="7", part="=1+1")), book)

    found = json.loads(as_json.getvalue())
    assert [each.get("overall") for each in found["answers"]] == ["7", None]
    assert next(each for each in found["codebook"] if each["column"] == "has_plan")["values"]["no"] == "No"
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["Answers", "Codebook"]
    cells = dict(
        zip((c.value for c in sheets["Answers"][1]), (c.value for c in sheets["Answers"][2]), strict=True)
    )
    assert (cells["overall"], cells["part"]) == ("7", "'=1+1")


def test_numbers_of_codes_stand_clear_of_each_other_and_keep_their_place() -> None:
    scale = Column("q", "", "code", values={"5": "", "1": "", "na": "", "other": ""})
    words = Column("q", "", "code", values={"yes": "", "no": ""})

    assert scale.numbers == {"5": 5, "1": 1, "na": 901, "other": 902}
    assert words.numbers == {"yes": 1, "no": 2}


def test_the_codebook_has_a_line_for_each_code() -> None:
    lines = [line for line in codebook(COLUMNS) if line[0] == "has_plan"]

    assert [(line[4], line[5], line[6]) for line in lines] == [
        ("yes", "1", "Yes"),
        ("no", "2", "No"),
        ("not_sure", "3", "I am not sure"),
    ]
