"""What is typed into officers' forms: signs that no text has go, the rest is kept, what is too long is told."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from coproduce.accounts.models import Role
from coproduce.plan.forms import ActionForm
from coproduce.web.bounded import fit
from coproduce.web.forms import field_views
from surveys.reach.views.forms import series_form
from tests.pages import PageClient

SignInAs = Callable[[Role], PageClient]
WORDS = "/manage/concerns/words"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b", "ab"),
        ("a\x0bb\x0cc", "a b c"),
        ("\x1b[31mred\x7f\uffff", "[31mred"),
        ("one\r\n\ttwo", "one\r\n\ttwo"),
        ("کہ\u200cا \u200f👩\u200d👧 é", "کہ\u200cا \u200f👩\u200d👧 é"),
    ],
)
def test_only_signs_that_no_text_has_are_dropped(typed: str, kept: str) -> None:
    assert fit(typed) == kept


def test_a_nul_that_came_along_with_pasted_words_is_dropped_and_the_words_are_kept(signed_in_as: SignInAs) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    fields = lead.open(WORDS).hidden_fields()

    page = lead.follow(lead.post(f"{WORDS}/sentences", {**fields, "text": "He was\0 locked\x0bin."}))

    assert "He was locked in." in page.text


def test_what_is_too_long_is_told_and_kept_and_a_line_end_counts_as_one(signed_in_as: SignInAs) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    fields, line = lead.open(WORDS).hidden_fields(), "He was locked in.\r\n"

    page = lead.post(f"{WORDS}/sentences", {**fields, "text": line * 56}, status=422)  # 56 lines of 18

    assert "Use 1,000 letters at most." in page.text
    assert page.html.count("He was locked in.") == 56
    lead.post(f"{WORDS}/sentences", {**fields, "text": line * 55 + "ten signs."})


def test_letters_that_become_two_when_they_are_tidied_count_as_two(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        form = ActionForm(MultiDict({"title": "A", "category": "\u0958" * 31}))
        assert not form.validate()

    assert form.category.errors == ["Use 60 letters at most."]


def test_what_is_typed_instead_of_a_number_is_kept(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        form = series_form(None, [], MultiDict({"open_days": "two weeks"}))
        assert not form.validate()
        found = {view.name: view for view in field_views(form)}

    assert found["open_days"].value == "two weeks"
    assert found["open_days"].error
