"""A day is asked for in three boxes, everywhere in the same way."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, Optional

from coproduce.web.days import DayField, NotADay, read_parts
from coproduce.web.forms import Form, field_views

ROOT = Path(__file__).parents[3]


class Asked(Form):
    """A day that must be given and one that may be."""

    due = DayField("Due", [InputRequired("Write the day.")])
    seen = DayField("Seen", [Optional()])


@pytest.mark.parametrize(
    "parts", [("15", "10", "2026"), (" 15 ", "Oct", "2026"), ("15", "october", "2026"), ("۱۵", "۱۰", "۲۰۲۶")]
)
def test_a_day_is_read_as_people_write_it(parts: tuple[str, str, str]) -> None:
    assert read_parts(*parts) == date(2026, 10, 15)


@pytest.mark.parametrize(
    "parts",
    [
        ("31", "2", "2026"),
        ("15", "13", "2026"),
        ("15", "10", "26"),
        ("15", "10", "9999"),
        ("15", "10", ""),
        ("", "", ""),
        ("-1", "10", "2026"),
        ("1.0", "10", "2026"),
        ("²", "10", "2026"),
        ("1" * 5_000, "10", "2026"),
        ("15", "x" * 5_000, "2026"),
        ("15", "10", "\x00"),
    ],
)
def test_what_is_no_day_is_refused(parts: tuple[str, str, str]) -> None:
    with pytest.raises(NotADay):
        read_parts(*parts)


def test_a_form_gives_the_day_or_keeps_what_was_typed(app: Flask) -> None:
    with app.test_request_context():
        typed = {"due-day": "1", "due-month": "5", "due-year": "2026", "seen-day": "soon"}
        form = Asked(MultiDict(typed))

        assert not form.validate()
        due, seen = field_views(form)
    assert (form.due.data, due.value, due.error) == (date(2026, 5, 1), ("1", "5", "2026"), None)
    assert (form.seen.data, seen.value) == (None, ("soon", "", ""))
    assert seen.error == "Enter the day, the month and the year in numbers, for example 15 10 2026."


def test_empty_boxes_are_no_day(app: Flask) -> None:
    with app.test_request_context():
        form = Asked(MultiDict({"due-day": " ", "seen-day": ""}))

        assert not form.validate()
        due, seen = field_views(form)
    assert (due.error, seen.error) == ("Write the day.", None)


def test_a_day_that_is_there_stands_in_the_boxes(app: Flask) -> None:
    with app.test_request_context():
        form = Asked(None, data={"due": date(2026, 5, 1)})
        assert next(field_views(form)).value == ("1", "5", "2026")


def test_no_page_asks_for_a_day_in_another_way() -> None:
    templates = [path for path in ROOT.glob("**/templates/**/*.html") if "node_modules" not in path.parts]

    assert len(templates) > 50
    assert [path.name for path in templates if 'type="date"' in path.read_text("utf-8")] == []
