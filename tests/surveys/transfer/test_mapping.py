"""A mapping says which column is which question; everything that does not fit is named."""

from pathlib import Path
from typing import Any

import pytest

from surveys.parse import parse
from surveys.transfer.mapping import BadMapping, column_map, read_mapping
from tests.factories_surveys import choice, definition

ASKED = parse(definition(choice(), {"code": "why", "type": "long_text", "text": "Why?"}))


def faults(raw: dict[str, Any], *header: str) -> tuple[str, ...]:
    with pytest.raises(BadMapping) as refused:
        column_map(raw, definition=ASKED, header=header)
    return refused.value.faults


def test_without_a_mapping_columns_are_questions_by_their_codes() -> None:
    found = column_map({}, definition=ASKED, header=("colour", "why", "answered_on", "extra"))

    assert found.columns == {"colour": "colour", "why": "why"}
    assert (found.answered_on, found.language, found.unused) == ("answered_on", "", ("extra",))


def test_a_mapping_renames_columns_and_values() -> None:
    raw = {
        "id": "Number",
        "columns": {"Which one?": "colour"},
        "values": {"colour": {"Rot": "red"}, "*": {"Blau": "blue"}},
    }
    found = column_map(raw, definition=ASKED, header=("Number", "Which one?", "why"))

    assert found.columns == {"colour": "Which one?", "why": "why"}
    assert found.id == "Number"
    assert [found.value("colour", cell) for cell in ("Rot", "Blau", "green")] == ["red", "blue", "green"]


def test_everything_that_does_not_fit_is_named() -> None:
    raw = {"id": "No", "columns": {"A": "colour", "B": "colour", "C": "size"}, "values": {"weight": {}}}

    assert set(faults(raw, "A", "B")) == {
        "The column 'C' is not in the file.",
        "The column 'No' is not in the file.",
        "'size' is no question of this survey.",
        "Two columns are mapped to 'colour'.",
        "Values are mapped for 'weight', which is no question.",
    }


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"columns": []}, "'columns' must be a table."),
        ({"values": {"colour": "red"}}, "Each part of 'values' must be a table."),
        ({"columns": {"A": 1}}, "Columns and values are mapped to texts."),
        ({"id": 1}, "'id' must be a text."),
        ({"colums": {}}, "'colums' is not known in a mapping."),
        ({}, "No column of the file is a question of this survey."),
    ],
)
def test_a_mapping_of_another_shape_is_refused(raw: dict[str, Any], said: str) -> None:
    assert said in faults(raw, "A")


def test_a_mapping_is_read_from_toml_or_json(tmp_path: Path) -> None:
    toml, json = tmp_path / "m.toml", tmp_path / "m.json"
    toml.write_text('[columns]\nA = "colour"\n', "utf-8")
    json.write_text('{"columns": {"A": "colour"}}', "utf-8")

    assert read_mapping(toml) == read_mapping(json) == {"columns": {"A": "colour"}}
    for content in ("[broken", "{"):
        toml.write_text(content, "utf-8")
        with pytest.raises(BadMapping, match="neither TOML nor JSON"):
            read_mapping(toml)
    with pytest.raises(BadMapping, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.toml")
