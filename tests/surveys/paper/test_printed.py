"""The printed form: every type, in both languages and in Easy Read, with what must be known before writing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from coproduce.config import Settings
from coproduce.web.pdf import Document
from surveys.definition import Definition, shipped
from surveys.paper import form as forms
from surveys.paper.draw import draw
from surveys.paper.form import Form
from surveys.paper.views.composing import NotPrinted, Wanted, compose
from surveys.parse import parse
from surveys.questions.shapes import Marks
from tests.factories import NOON
from tests.factories_surveys import choice, definition, pulse
from tests.pages import PageClient

PULSE, EVERY = (parse(shipped(name)) for name in ("parent-pulse", "every-type"))


@pytest.fixture(scope="module")
def words() -> Iterator[None]:
    """The catalogues, without a database."""
    from coproduce.app import create_app

    app = create_app(Settings(database_url="sqlite://", secret_key="k" * 40))
    with app.app_context():
        yield
    app.extensions["engine"].dispose()


def composed(survey: Definition, *, language: str = "en", easy: bool = False, back_to: str = "") -> Form:
    wanted = Wanted(survey, 3, language, easy, None, "https://voices.example.org", back_to)
    return compose(wanted, file_of=lambda _name: None)


def printed(form: Form) -> dict[str, forms.Printed]:
    return {one.code: one for part in form.parts for group in part.groups for one in group}


@pytest.mark.usefixtures("words")
def test_every_question_is_on_the_form_and_those_with_the_same_boxes_are_one_grid() -> None:
    form = composed(PULSE)

    assert list(printed(form)) == [question.code for question in PULSE.questions]
    assert [len(group) for group in form.parts[0].groups] == [8, 1, 1]


@pytest.mark.usefixtures("words")
def test_every_way_to_answer_is_drawn_in_every_language_and_no_letter_is_missing() -> None:
    for language, easy in (("en", False), ("ur", False), ("en", True), ("ur", True)):
        form = composed(EVERY, language=language, easy=easy)
        assert {one.paper.marks for one in printed(form).values()} == set(Marks)
        said = " ".join([*form.words.opening, *form.words.before_words, form.words.urgent, form.words.returning])
        said += " ".join(one.text + " ".join(one.said) for one in printed(form).values())
        assert Document(language=language, title="", made_at=NOON).lacks(said) == ""
    assert draw(form, made_at=NOON).startswith(b"%PDF")


@pytest.mark.usefixtures("words")
def test_a_branch_says_of_whom_it_is_asked_by_the_number_on_the_paper() -> None:
    said = printed(composed(EVERY))["plan_since"].said

    assert said[0] == "Answer this only if you chose “Yes” at question 5."


@pytest.mark.usefixtures("words")
def test_before_the_words_stands_where_help_is_and_that_no_name_is_asked() -> None:
    words = composed(EVERY, back_to="Freepost VOICES").words

    assert "999" in words.urgent
    assert "0800 1111" in words.urgent
    assert "999" in words.before_more_words
    assert any("Do not write your name." in line for line in words.opening)
    assert any("safeguarding lead" in line for line in words.before_words)
    assert words.returning == "Send this form to Freepost VOICES."


@pytest.mark.usefixtures("words")
def test_each_page_has_the_survey_its_version_and_its_language_at_its_foot() -> None:
    assert composed(PULSE, language="ur").words.code == "parent-pulse v3 ur"
    assert composed(EVERY, easy=True).words.code == "every-type v3 en easy"


@pytest.mark.usefixtures("words")
def test_what_is_not_whole_is_not_printed() -> None:
    with pytest.raises(NotPrinted, match="no whole Easy Read"):
        composed(PULSE, easy=True)
    with pytest.raises(NotPrinted, match="not in 'ur'"):
        composed(parse(definition(choice())), language="ur")


def test_anybody_may_print_an_open_survey(
    client: PageClient, session: Session, app: Flask, tmp_path: Path
) -> None:
    pulse(session, raw=definition(choice()))
    session.commit()

    answer = client.browser.get("/s/small/paper.pdf")

    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")
    assert "small-v1-en.pdf" in answer.headers["Content-Disposition"]
    assert "/s/small/paper.pdf" in client.open("/s/small").links
    client.open("/s/small/paper.pdf?easy=1", status=404)
    client.open("/s/nothing-here/paper.pdf", status=404)
    file = tmp_path / "form.pdf"
    done = app.test_cli_runner().invoke(args=["surveys", "paper", "small", str(file)])
    assert (done.exit_code, file.read_bytes()) == (0, answer.data)
    assert app.test_cli_runner().invoke(args=["surveys", "paper", "small", str(file), "--easy"]).exit_code == 1
