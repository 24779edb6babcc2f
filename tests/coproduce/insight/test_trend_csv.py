"""The XmR chart of a file."""

import io

import pytest

from coproduce.insight.tables import BadFile
from coproduce.insight.trend_csv import in_words, trend_file

VALUES = [46, 48, 45, 47, 50, 46, 49, 47, 44, 48, 47, 46, 50, 51, 52, 53, 51, 54, 55]


def _file(values: list[int], *, n: bool = False) -> io.StringIO:
    rows = [f"wave {place},{value}" + (",120" if n else "") for place, value in enumerate(values, start=1)]
    return io.StringIO("\n".join(["period,value" + (",n" if n else ""), *rows]))


def test_the_worked_chart_through_a_file() -> None:
    facts = trend_file(_file(VALUES))

    assert [round(facts[name], 2) for name in ("mean", "lower", "upper", "near_lower", "near_upper")] == [
        46.92,
        40.15,
        53.69,
        42.4,
        51.43,
    ]
    assert {point["period"]: point["rules"] for point in facts["points"] if point["rules"]} == {
        "wave 13": [2],
        "wave 14": [2],
        "wave 15": [2, 4],
        "wave 16": [2, 4],
        "wave 17": [2],
        "wave 18": [1, 2],
        "wave 19": [1, 2],
    }
    assert facts["warnings"] == []
    assert "wave 18: 54 (outside the limits; 7 or more in a row on one side of the mean)" in in_words(facts)


def test_numbers_of_answers_are_carried() -> None:
    assert trend_file(_file(VALUES, n=True))["points"][0] == {
        "period": "wave 1",
        "value": 46,
        "n": 120,
        "rules": [],
    }
    assert "n" not in trend_file(_file(VALUES))["points"][0]


def test_a_short_baseline_is_warned_of() -> None:
    facts = trend_file(_file(VALUES[:6]))

    assert facts["baseline"] == 6
    assert facts["warnings"] == ["The baseline has 6 points; with fewer than 12 the limits are a first guess."]
    assert in_words(facts).endswith("No rule fires: nothing here but ordinary ups and downs.")
    assert trend_file(_file(VALUES), baseline=5)["baseline"] == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty."),
        ("period\n1\n", "no column 'value'"),
        ("period,value\na,1\n", "at least two points"),
        ("period,value\na,1\na,2\n", "Row 3: the period 'a' is there twice."),
        ("period,value\na,\n", "Row 2, column 'value': '' is not a number."),
        ("period,value\na,nan\n", "'nan' is not a number"),
        ("period,value\na,-inf\n", "'-inf' is not a number"),
        (
            "period,value\na,1\nb,1e308\n",
            "Row 3, column 'value': '1e308' is not a number from -1,000,000,000,000 to",
        ),
        ("period,value\na,-1000000000001\n", "'-1000000000001' is not a number from"),
        ("period,value\na," + "x" * 50_000 + "\n", "xx…' is not a number."),
        (",".join(f"c{place}" for place in range(1_001)), "has 1001 columns; 1000 is the most."),
        ("period,value\n,4\n", "Row 2 has no period."),
        ("period,value,n\na,4,few\n", "column 'n': 'few' is not a whole number from 0."),
    ],
)
def test_a_bad_file_is_named(text: str, words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        trend_file(io.StringIO(text))

    assert words in str(refusal.value)
