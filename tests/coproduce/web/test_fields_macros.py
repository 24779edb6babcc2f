"""The field macros: what they are given is what a browser and a screen reader get."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from coproduce.web.forms import FieldView, Option

TEMPLATES = Path(__file__).parents[3] / "coproduce" / "web" / "templates"
WORDS = ("Disagree strongly", "Disagree", "In between", "Agree", "Agree strongly", "Does not apply")
STOPS = tuple(Option(str(number), words) for number, words in enumerate(WORDS, 1))


class Tags(HTMLParser):
    """Every tag with its attributes, and the words of each label by the control it is for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.labels: dict[str, str] = {}
        self._label = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "label":
            self._label = dict(attrs)["for"] or ""
            self.labels[self._label] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label = ""

    def handle_data(self, data: str) -> None:
        if self._label:
            self.labels[self._label] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each tag with this name."""
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture
def fields() -> Any:
    """The macros, in English."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    env.globals["_"] = lambda words, **values: words % values if values else words
    return env.get_template("macros/fields.html").module


def test_each_stop_of_a_scale_is_a_radio_with_its_whole_words(fields: Any) -> None:
    tags = Tags(fields.scale(FieldView("i1", "Staff listen", options=STOPS, value="4"), place="1 of 11"))

    radios = tags.all("input")
    assert [radio["value"] for radio in radios] == ["1", "2", "3", "4", "5", "6"]
    assert [tags.labels[radio["id"] or ""] for radio in radios] == list(WORDS)
    assert [radio["value"] for radio in radios if "checked" in radio] == ["4"]


def test_what_does_not_apply_stands_apart_from_the_five_stops(fields: Any) -> None:
    tags = Tags(fields.scale(FieldView("i1", "Staff listen", options=STOPS)))

    rows = [attrs["class"] for attrs in tags.all("div") if "choice" in (attrs["class"] or "").split()]
    assert rows == ["choice"] * 5 + ["choice choice--aside"]


def test_an_error_is_tied_to_its_group_and_leads_to_its_first_choice(fields: Any) -> None:
    field = FieldView("i1", "Staff listen", hint="Think of this term.", options=STOPS, error="Choose one")
    tags = Tags(fields.scale(field))

    assert tags.all("fieldset")[0]["aria-describedby"] == "f-i1-hint f-i1-error"
    assert {"f-i1-hint", "f-i1-error"} <= {attrs.get("id") for _, attrs in tags.found}
    summary = Tags(fields.error_summary([field, ("Enter a date", "f-born")]))
    assert [link["href"] for link in summary.all("a")] == ["#f-i1", "#f-born"]
    assert tags.all("input")[0]["id"] == "f-i1"


def test_many_choices_keep_all_that_were_ticked(fields: Any) -> None:
    field = FieldView("needs", "Which?", options=STOPS[:3], value=("1", "3"))
    tags = Tags(fields.choices(field, many=True))

    assert [box["type"] for box in tags.all("input")] == ["checkbox"] * 3
    assert [box["value"] for box in tags.all("input") if "checked" in box] == ["1", "3"]


def test_one_choice_is_not_mistaken_for_a_part_of_its_value(fields: Any) -> None:
    options = (Option("1", "One"), Option("10", "Ten"))
    tags = Tags(fields.choices(FieldView("n", "How many?", options=options, value="10")))

    assert [radio["value"] for radio in tags.all("input") if "checked" in radio] == ["10"]


def test_the_ends_of_a_rating_are_told_in_words(fields: Any) -> None:
    ends = {0: "not at all", 10: "completely"}
    options = tuple(Option(str(n), str(n), ends.get(n, "")) for n in range(11))
    tags = Tags(fields.points(FieldView("anchor", "How confident?", options=options, value="0")))

    assert len(tags.all("input")) == 11
    assert "not at all" in tags.labels["f-anchor"]
    assert "completely" in tags.labels["f-anchor-10"]


def test_what_was_typed_comes_back_as_words_and_never_as_markup(fields: Any) -> None:
    html = fields.text_area(FieldView("comment", "Tell us", value="<b>\n& more"))

    assert "&lt;b&gt;\n&amp; more</textarea>" in html


def test_a_date_asks_for_as_many_parts_as_it_has(fields: Any) -> None:
    tags = Tags(fields.date_input(FieldView("born", "When?", value=("4", "2016"))))

    assert [part["name"] for part in tags.all("input")] == ["born-month", "born-year"]
    assert [part["value"] for part in tags.all("input")] == ["4", "2016"]
