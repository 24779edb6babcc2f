"""The rules of writing a survey, without a database: codes, changes, typed questions, checks, comparing."""

import pytest
from flask import Flask

from surveys.definition import shipped
from surveys.editor import burden, changes, checks, comparing, naming
from surveys.editor.entry import entry_of
from surveys.editor.lenient import shown_as
from surveys.editor.typed import Typed, TypedOption, TypedTest, from_entry, from_form, rearranged
from surveys.editor.views.check_words import SENTENCES
from surveys.editor.views.type_words import CHOICES, ROLES, TYPES, WRONG, setting_words
from surveys.editor.wording import status_in, worded
from surveys.questions import BY_KEY
from surveys.questions import TYPES as KINDS
from surveys.questions.base import Role
from surveys.questions.protocol import QuestionType
from surveys.questions.settings import Ask
from tests.factories_surveys import choice, definition


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Was it easy to get there?", "was_it_easy_get_there"),
        ("The", "the"),
        ("2 or more", "q_2_more"),
        ("ہاں", "q"),
        ("Café’s", "cafes"),
    ],
)
def test_a_code_is_made_from_words(words: str, code: str) -> None:
    assert naming.code_from(words, taken=()) == code
    assert naming.code_from(words, taken={code}) == f"{code}_2"


def test_a_code_keeps_within_its_length() -> None:
    assert len(naming.code_from("word " * 50, taken=())) <= naming.MOST_OF_A_CODE
    assert naming.slug_from("How was it? " * 20, taken=()).count("--") == 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.key))
def test_every_type_and_each_of_its_settings_has_its_words(kind: QuestionType, app: Flask) -> None:
    with app.test_request_context():
        assert str(TYPES[kind.key].name)
        for setting in kind.settings:
            if setting.ask is not Ask.OPTIONS:
                assert all(setting_words(kind.key, setting.key))
            assert all((setting.key, each) in CHOICES for each in setting.choices)
            assert setting.ask in (Ask.WORDS, Ask.OPTIONS) or f"not_{setting.ask.value}" in WRONG


def test_each_role_says_what_it_is_for() -> None:
    assert set(ROLES) == {role.value for role in Role} - {""}


@pytest.mark.parametrize("name", ["parent-pulse", "every-type"])
def test_what_is_opened_and_saved_unchanged_stays_the_same(name: str) -> None:
    raw = shipped(name)
    for entry in changes.questions(raw):
        kind = BY_KEY[entry["type"]]
        made, wrong = entry_of(kind, from_entry(kind, entry), entry, taken=())

        assert wrong == (), entry["code"]
        assert made == entry, entry["code"]


def test_a_code_that_was_an_answer_once_is_not_given_out_again() -> None:
    typed = Typed(text="Which?", options=(TypedOption(text="Red"), TypedOption(text="Blue")))

    made, _ = entry_of(BY_KEY["one_choice"], typed, {"code": "which", "type": "one_choice"}, taken={"red"})

    assert [option["code"] for option in made["options"]] == ["red_2", "blue"]


def test_a_condition_without_an_answer_is_told() -> None:
    typed = Typed(text="Why?", tests=(TypedTest("colour"),))

    _, wrong = entry_of(BY_KEY["yes_no"], typed, {"code": "why", "type": "yes_no"}, taken=())

    assert [each.key for each in wrong] == ["no_answer_chosen"]


def test_a_question_is_one_line_and_what_helps_may_be_several() -> None:
    sent = {"text": ["Was it\r\n easy?\n"], "hint": ["One.\n\nTwo."]}

    typed = from_form(BY_KEY["yes_no"], lambda name: sent.get(name, []))

    assert (typed.text, typed.hint) == ("Was it easy?", "One.\n\nTwo.")


def test_rows_move_only_where_there_is_a_row() -> None:
    typed = Typed(options=(TypedOption(text="a"), TypedOption(text="b")))

    assert [o.text for o in rearranged(typed, "down-0").options] == ["b", "a"]
    for step in ("up-0", "down-1", "up-99999", "more", "up-x", ""):
        assert rearranged(typed, step) == typed


def test_a_question_moves_from_part_to_part_and_comes_back() -> None:
    raw = definition(
        choice("a"),
        choice("b"),
        sections=[
            {"title": "One", "questions": [choice("a")]},
            {"title": "Two", "questions": [choice("b")]},
        ],
    )

    down = changes.changed(raw, changes.move_question("a", 1))
    assert [len(changes.asked_in(s)) for s in changes.sections(down)] == [0, 2]
    assert changes.changed(down, changes.move_question("a", -1))["sections"] == raw["sections"]
    for nothing in (changes.move_question("a", -1), changes.move_question("gone", 1), changes.remove_section(9)):
        assert changes.changed(raw, nothing)["sections"] == raw["sections"]
    removed = changes.removed_section(raw, 0)
    assert removed
    without = changes.changed(raw, changes.remove_section(0))
    assert changes.changed(without, changes.put_back(removed))["sections"] == raw["sections"]


def test_english_that_changes_makes_translations_drafts_again() -> None:
    before = {"en": "Red", "ur": {"text": "سرخ", "status": "checked"}}

    assert worded(before, "Red") == {"en": {"text": "Red", "status": "checked"}, "ur": before["ur"]}
    assert status_in(worded(before, "Bright red"), "ur") == "draft"
    assert worded(before, "  ") is None


def test_what_is_missing_names_its_place_and_has_its_sentence() -> None:
    raw = definition(
        choice(text=""),
        {"code": "more", "type": "long_text", "text": "More?"},
        purpose="",
        easy_read=True,
        languages=["en", "ur"],
    )

    found = checks.missing(raw)

    keys = {each.key for each in found}
    assert {"no_purpose", "question_without_words", "no_worry", "question_without_easy", "not_translated"} <= keys
    assert keys - set(SENTENCES) == {"not_translated"}
    assert ("question", "colour", "text") in {each.place for each in found}


def test_a_condition_that_looks_ahead_is_told_with_its_question() -> None:
    raw = definition(choice("a", show_if={"all_of": [{"question": "b", "any_of": ["red"]}]}), choice("b"))

    [found] = checks.missing(raw)

    assert found.place == ("question", "a", "text")
    assert "not before it" in found.facts["fault"]


def test_an_index_in_a_language_must_be_checked() -> None:
    assert [each.key for each in checks.missing(shipped("parent-pulse"))] == ["index_not_checked"]


def test_only_words_changed_or_more() -> None:
    raw = definition(choice())

    assert comparing.only_words_changed(raw, definition(choice(text="Which color?")))
    assert not comparing.only_words_changed(raw, definition(choice(code="other")))
    assert not comparing.only_words_changed(raw, definition(choice(), choice("more")))
    index = definition(choice(role="index"))
    assert comparing.index_changes(index, definition(choice(role="index", text="Which?"))) == ("Which?",)
    assert comparing.index_changes(index, raw) == ("Which colour?",)
    assert comparing.index_changes(index, index) == ()


def test_a_survey_that_is_not_whole_can_be_looked_at() -> None:
    raw = definition(choice(text=""), title="", languages=["en", "ur"], easy_read=True)
    raw["sections"].append({"questions": []})

    shown = shown_as(raw)

    assert shown is not None
    assert (shown.title.in_("en"), shown.languages, shown.easy_read) == ("…", ("en",), False)
    assert shown_as(definition(sections=[])) is None


def test_a_survey_that_outgrows_the_minutes_it_promises_is_told() -> None:
    pulse = burden.of(shipped("parent-pulse"))
    assert (pulse.minutes, pulse.promised, pulse.is_too_long) == (2, 2, False)

    longer = definition(*({"code": f"w{n}", "type": "long_text", "text": "What else?"} for n in range(12)))
    found = burden.of({**longer, "minutes": 2})
    assert (found.questions, found.minutes, found.is_too_long) == (12, 3, True)
    assert not burden.of({**longer, "minutes": 3}).is_too_long


def test_a_screen_to_read_takes_time_and_is_no_question() -> None:
    raw = definition({"code": "before", "type": "information", "text": "Words. " * 400})
    found = burden.of(raw)
    assert (found.questions, found.seconds) == (0, 100)


def test_what_is_not_finished_has_a_length_too() -> None:
    assert (
        burden.of({"sections": [{"questions": [{"type": "yes_no"}, {"type": "never heard of"}]}]}).questions == 1
    )
    assert burden.of({}).minutes == 1
