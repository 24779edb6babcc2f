"""Words, days and codes as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.plan.texts import NotADate, code_for_address, is_stated, read_date, tidy, unique_code

OCTOBER = date(2019, 10, 15)


@pytest.mark.parametrize(
    "written",
    [
        *("2019-10-15", "15/10/2019", "15.10.2019", "15-10-2019", "15 October 2019", "15th Oct 2019"),
        *(" 15  october 2019 ", "2019-10-15 00:00:00", "15, October, 2019"),
    ],
)
def test_a_day_may_be_written_in_many_ways(written: str) -> None:
    assert read_date(written) == OCTOBER


@pytest.mark.parametrize("written", ["soon", "2019", "31/02/2019", "10/15/2019", "15/10/19", "15/10/1889", ""])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(NotADate):
        read_date(written)


@pytest.mark.parametrize("written", ["", "  ", "TBC", "n/a", "-", "–", "Not stated", "to be confirmed"])
def test_words_that_say_nothing_are_not_stated(written: str) -> None:
    assert not is_stated(written)


def test_a_role_is_stated() -> None:
    assert is_stated("Head of SEND")


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_what_cannot_be_seen_goes_and_lines_stay() -> None:
    assert tidy(" a\x00b \r\n\tc  d ") == "ab\nc d"


@pytest.mark.parametrize(
    ("printed", "code"),
    [("1.1a", "1.1a"), ("1.2 (a)", "1.2-a"), ("3/1.", "3-1"), ("../x", "x"), ("الف ۱", "الف-۱")],
)
def test_a_code_fits_an_address(printed: str, code: str) -> None:
    assert code_for_address(printed) == code


def test_a_code_that_is_taken_gets_the_first_free_number() -> None:
    assert unique_code("4.3", {"4.3", "4.3-2"}) == "4.3-3"
