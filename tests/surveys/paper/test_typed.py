"""What two people typed from one form: compared by what it means, not by how it was typed."""

from uuid import uuid4

import pytest

from coproduce.core.sealing import CannotUnseal
from surveys.paper import typed
from tests.surveys.paper.test_keyed import SURVEY, TYPED


def test_a_form_is_read_as_a_page_would_have_sent_it() -> None:
    sheet = typed.read(SURVEY, TYPED)

    assert (sheet.faults, sheet.words["change"], sheet.answers["matters"]) == (
        {},
        "Ring back.",
        ["travel", "listened"],
    )
    assert (sheet.may_quote, sheet.writer_worried) == (True, True)


def test_the_same_typed_otherwise_is_no_difference() -> None:
    second = {**TYPED, "helpers": ["41"], "change": [" Ring  back. "]}

    assert typed.differing(SURVEY, TYPED, second) == ()


def test_another_number_a_missing_answer_and_another_letter_are() -> None:
    second = {**TYPED, "overall": ["8"], "change": ["Ring black."]}
    second.pop("minutes")

    assert typed.differing(SURVEY, TYPED, second) == ("overall", "minutes", "change")
    assert len(typed.answered(SURVEY, TYPED, second)) == len(TYPED)


def test_what_does_not_fit_is_a_fault_of_its_question_alone() -> None:
    sheet = typed.read(SURVEY, {**TYPED, "overall": ["44"], "spend": ["5", "", ""]})

    assert {code: fault.key for code, fault in sheet.faults.items()} == {
        "overall": "not_an_option",
        "spend": "points_left",
    }


def test_what_was_typed_is_sealed_for_its_own_form() -> None:
    mine = uuid4()
    sealed = typed.seal(TYPED, sheet_id=mine, secret="k" * 40)

    assert "Ring" not in sealed
    assert typed.unseal(sealed, sheet_id=mine, secret="k" * 40) == TYPED
    with pytest.raises(CannotUnseal):
        typed.unseal(sealed, sheet_id=uuid4(), secret="k" * 40)
