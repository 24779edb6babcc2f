"""Faces, pictures, rankings, budgets, numbers, months and parts of the area: what they take, refuse and count."""

from decimal import Decimal
from typing import Any

import pytest

from surveys.definition import DefinitionFaults, our_scales
from surveys.design import with_scales
from surveys.parse import parse
from surveys.questions import type_of
from surveys.questions.base import Fault, Question, Stored
from surveys.questions.digits import number, plain
from surveys.questions.means import mean, middle
from tests.factories_surveys import choice, definition


def made(**raw: Any) -> Question:
    return parse(definition({"code": "q", "text": "A question?"} | raw)).questions[0]


OPTIONS = [{"code": code, "text": code.title(), "picture": "star"} for code in ("red", "blue", "green")]
RANKING = made(type="ranking", options=OPTIONS)
TOP_TWO = made(type="ranking", options=OPTIONS, most=2)
BUDGET = made(type="budget", options=OPTIONS, points=10)
MINUTES = made(type="number", most=180, unit={"en": "minutes", "ur": "منٹ"})
POUNDS = made(type="number", least=-5, most=2000, decimals=2)
MONTH = made(type="date", earliest=2000, latest=2026)
FACES = made(type="faces", faces=3)


@pytest.mark.parametrize(
    ("asked", "sent", "stored"),
    [
        (FACES, ["3"], "3"),
        (RANKING, ["2", "3", "1"], ["green", "red", "blue"]),
        (RANKING, ["", "1", ""], ["blue"]),
        (RANKING, ["1", "", "3"], ["red", "green"]),
        (RANKING, ["۱", "٢"], ["red", "blue"]),
        (BUDGET, ["10", "", ""], {"red": 10}),
        (BUDGET, ["3", "0", "7"], {"red": 3, "green": 7}),
        (BUDGET, ["۳", "٧"], {"red": 3, "blue": 7}),
        (MINUTES, [" 45 "], "45"),
        (MINUTES, ["۴۵"], "45"),
        (MINUTES, ["٤٥ minutes"], "45"),
        (MINUTES, ["45منٹ"], "45"),
        (MINUTES, ["045.0"], "45"),
        (POUNDS, ["£1,250.50"], "1250.5"),
        (POUNDS, ["١٬٢٥٠٫٥"], "1250.5"),
        (POUNDS, ["\u22121"], "-1"),
        (POUNDS, ["-0"], "0"),
        (MONTH, ["3", "2024"], "2024-03"),
        (MONTH, ["", "2024"], "2024"),
        (MONTH, ["۱۲", "۲۰۲۴"], "2024-12"),
    ],
)
def test_what_fits_is_stored(asked: Question, sent: list[str], stored: Stored) -> None:
    assert type_of(asked).read(asked, sent) == stored


@pytest.mark.parametrize(
    ("asked", "sent", "key", "facts"),
    [
        (FACES, ["5"], "not_an_option", {"value": "5"}),
        (RANKING, ["1", "1", ""], "place_twice", {"place": "1"}),
        (RANKING, ["4", "", ""], "not_a_place", {"most": 3}),
        (TOP_TWO, ["3", "", ""], "not_a_place", {"most": 2}),
        (RANKING, ["first"], "not_a_place", {"most": 3}),
        (RANKING, ["", "", "", "1"], "not_an_option", {"value": ""}),
        (BUDGET, ["3", "3", ""], "points_left", {"given": 6, "total": 10, "left": 4}),
        (BUDGET, ["0", "0", "0"], "points_left", {"given": 0, "total": 10, "left": 10}),
        (BUDGET, ["10", "2", ""], "points_over", {"given": 12, "total": 10, "over": 2}),
        (BUDGET, ["11"], "too_large", {"most": "10"}),
        (BUDGET, ["-1"], "too_small", {"least": "0"}),
        (BUDGET, ["2.5"], "not_whole", {}),
        (BUDGET, ["ten"], "not_a_number", {}),
        (MINUTES, ["181"], "too_large", {"most": "180"}),
        (MINUTES, ["-1"], "too_small", {"least": "0"}),
        (MINUTES, ["1.5"], "not_whole", {}),
        (MINUTES, ["1,5"], "not_a_number", {}),
        (MINUTES, ["about 5"], "not_a_number", {}),
        (MINUTES, ["9" * 5000], "not_a_number", {}),
        (MINUTES, ["1e3"], "not_a_number", {}),
        (MINUTES, ["NaN"], "not_a_number", {}),
        (MINUTES, ["1", "2"], "one_only", {}),
        (POUNDS, ["1.234"], "too_exact", {"decimals": 2}),
        (MONTH, ["13", "2024"], "not_a_month", {}),
        (MONTH, ["3", ""], "year_missing", {}),
        (MONTH, ["3"], "year_missing", {}),
        (MONTH, ["", "24"], "not_a_year", {"earliest": "2000", "latest": "2026"}),
        (MONTH, ["3", "1999"], "not_a_year", {"earliest": "2000", "latest": "2026"}),
        (MONTH, ["²", "2024"], "not_a_month", {}),
        (MONTH, ["1", "2024", "1"], "one_only", {}),
    ],
)
def test_what_does_not_fit_is_refused_with_its_facts(
    asked: Question, sent: list[str], key: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(Fault) as refused:
        type_of(asked).read(asked, sent)
    assert (refused.value.key, dict(refused.value.facts)) == (key, facts)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"type": "faces", "faces": 4}, "3 or 5 faces"),
        ({"type": "faces", "options": OPTIONS}, "5 faces have the option codes 5, 4, 3, 2, 1"),
        ({"type": "picture_choice", "options": choice()["options"]}, "its option 'red' has no picture"),
        ({"type": "ranking", "options": OPTIONS, "most": 4}, "its number of places"),
        ({"type": "ranking", "options": OPTIONS, "most": "2"}, "its number of places"),
        ({"type": "budget", "options": OPTIONS, "points": 1}, "its points"),
        ({"type": "budget", "options": OPTIONS[:1]}, "at least 2 options"),
        ({"type": "number"}, "needs its bounds"),
        ({"type": "number", "least": 5, "most": 5}, "needs its bounds"),
        ({"type": "number", "most": 5, "decimals": 9}, "decimal places"),
        ({"type": "number", "most": 5, "unit": "km"}, "its unit"),
        ({"type": "number", "most": 5, "bands": [3, 2]}, "its bands"),
        ({"type": "number", "most": 5, "options": OPTIONS}, "no options"),
        ({"type": "date", "earliest": 3000}, "its years"),
        ({"type": "date", "latest": "2026"}, "its years"),
        ({"type": "many_choices", "options": OPTIONS, "alone": 5}, "must be a list"),
    ],
)
def test_a_definition_that_cannot_be_asked_says_why(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(DefinitionFaults, match=said):
        made(**raw)


def test_a_ranking_counts_first_places_and_says_the_mean_place_of_those_placed() -> None:
    answers: list[Stored] = [["red", "blue"], ["red"], ["blue", "red", "green"]]
    kind = type_of(RANKING)

    assert kind.count(RANKING, answers) == {"red": 2, "blue": 1, "green": 0}
    figures = kind.figures(RANKING, answers)
    assert {code: (each.value, each.n) for code, each in figures.items()} == {
        "red": (pytest.approx(4 / 3), 3),
        "blue": (1.5, 2),
        "green": (3.0, 1),
    }


def test_a_budget_means_count_nothing_as_0() -> None:
    answers: list[Stored] = [{"red": 10}, {"red": 4, "blue": 6}]
    kind = type_of(BUDGET)

    assert kind.count(BUDGET, answers) == {"red": 2, "blue": 1, "green": 0}
    assert {code: each.value for code, each in kind.figures(BUDGET, answers).items()} == {
        "red": 7,
        "blue": 3,
        "green": 0,
    }
    assert kind.cells(BUDGET, {"red": 10}) == ("10", "0", "0")


@pytest.mark.parametrize(
    ("settings", "answers", "counts"),
    [
        ({"most": 3}, ["0", "3", "3"], {"0-0": 1, "1-1": 0, "2-2": 0, "3-3": 2}),
        ({"most": 100}, ["9", "10", "100"], {"0-9": 1, "10-19": 1, "100-100": 1}),
        ({"most": 60, "bands": [15, 30]}, ["14", "15", "60"], {"0-14": 1, "15-29": 1, "30-60": 1}),
        ({"least": -2, "most": 2}, ["-2", "0"], {"-2--2": 1, "0-0": 1}),
        ({"most": 1, "decimals": 1, "bands": [0.5]}, ["0.4", "0.5"], {"0-0.4": 1, "0.5-1": 1}),
    ],
)
def test_a_number_is_counted_in_bands(
    settings: dict[str, Any], answers: list[str], counts: dict[str, int]
) -> None:
    asked = made(type="number", **settings)
    found = type_of(asked).count(asked, answers)

    assert {band: n for band, n in found.items() if n or band in counts} == counts
    assert len(found) <= 13
    labels = [bar.label for bar in type_of(asked).chart(asked, "en", found).bars]
    assert len(labels) == len(found) == len(set(labels))


def test_a_median_says_how_sure_it_is() -> None:
    found = type_of(MINUTES).figures(MINUTES, [str(n) for n in range(1, 102)])["q"]

    assert (found.value, found.n) == (51, 101)
    assert (found.low, found.high) == (40, 62)


def test_dates_are_counted_by_year() -> None:
    kind = type_of(MONTH)

    assert kind.count(MONTH, ["2022-12", "2024", "2024-01"]) == {"2022": 1, "2023": 0, "2024": 2}
    assert kind.count(MONTH, []) == {}
    assert kind.said(MONTH, "2024-03", "en") == ("March 2024",)
    assert kind.said(MONTH, "2024", "ur") == ("2024",)
    assert [kind.read(MONTH, kind.values(MONTH, [cell])) for cell in ("2024-03", "03/2024", "2024")] == [
        "2024-03",
        "2024-03",
        "2024",
    ]


def test_means_have_the_range_of_students_t() -> None:
    found = mean([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], least=0, most=10)

    assert found
    assert (found.value, found.n) == (5.5, 10)
    assert found.low == pytest.approx(5.5 - 2.262 * 3.0277 / 10**0.5, abs=0.01)
    assert mean([], least=0, most=10) is middle([]) is None


def test_digits_of_any_script_are_digits() -> None:
    assert plain("۱۲۳ ١٢٣ १२३ ２４") == "123 123 123 24"
    assert number("\u200f۱۲\u200f") == Decimal(12)


def test_a_published_survey_keeps_our_lists_as_they_were() -> None:
    raw = definition(
        {"code": "q", "type": "area_part", "text": "Where?"}, {"code": "f", "type": "faces", "text": "?"}
    )
    kept = with_scales(raw)

    assert kept["scales"] == {name: our_scales()[name] for name in ("area_parts", "faces_5")}
    assert with_scales(kept) == kept
    assert parse(kept) == parse(raw)
    own = raw | {"scales": {"area_parts": OPTIONS}}
    assert parse(own).questions[0].codes == ("red", "blue", "green")
    assert with_scales(definition()) == definition()
