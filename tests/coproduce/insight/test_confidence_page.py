"""The confidence page as finished values: what stands out, how families are spread, and what each number is of."""

from collections.abc import Iterator

import pytest
from flask import Flask

from coproduce.insight.views.page import confidence_page
from tests.factories_insight import picture, wave

SEEN = {"yes": 42, "no": 30, "not_sure": 20}
LOW, HIGH = (2,) * 8, (5,) * 8


@pytest.fixture
def speaking(app: Flask) -> Iterator[None]:
    """Sentences need a request: it has the reader's language."""
    with app.test_request_context("/confidence"):
        yield


@pytest.mark.usefixtures("speaking")
def test_a_month_outside_the_limits_is_explained_beside_the_change() -> None:
    steady = [wave(month, n=60, influence=SEEN) for month in range(1, 9)]
    page = confidence_page(picture([*steady, wave(9, n=60, influence=SEEN, items=HIGH)]))

    assert page.stands_out == "Seen over all months, this month stands out: outside the limits."
    assert confidence_page(picture(steady)).stands_out == ""


@pytest.mark.usefixtures("speaking")
def test_what_each_number_is_of_is_told() -> None:
    page = confidence_page(picture([wave(9, n=92, influence=SEEN)]))

    assert page.influence.startswith("Of about 90 families, 46 in 100 have seen something change")
    assert page.confident.startswith("Of about 90 families, 100 in 100 rate their confidence 7 or more")
    assert page.resting.startswith("92 families answered in September 2026.")


@pytest.mark.usefixtures("speaking")
def test_the_spread_and_the_unweighted_index_stand_in_the_open() -> None:
    page = confidence_page(picture([wave(9, n=60, influence=SEEN, items=LOW)]))

    assert page.bands.startswith(
        "In 100 families, and likely range: below 40 points: 100 (94 to 100); from 40 to 59: 0"
    )
    assert page.unweighted == "Every family counts alike: the index has no weights."


@pytest.mark.usefixtures("speaking")
def test_a_wave_that_cannot_be_stated_tells_none_of_them() -> None:
    page = confidence_page(picture([wave(9, n=20, influence={"yes": 20})]))

    assert (page.bands, page.unweighted, page.confident, page.stands_out) == ("", "", "", "")
