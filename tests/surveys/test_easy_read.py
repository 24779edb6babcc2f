"""Easy Read is a paired wording of the same question with the same codes, and is whole where it is claimed."""

from typing import Any

import pytest

from coproduce.core.types import Wording
from surveys.definition import DefinitionFaults, Layout, shipped
from surveys.easy import hard_sentences
from surveys.parse import parse
from surveys.questions.base import Easy
from tests.factories_surveys import choice, definition

INFORMATION = {"code": "a", "type": "information", "text": "Hello"}
EASY = {"text": "Pick a colour.", "options": {"red": "Red, like a bus"}}
WHOLE: dict[str, Any] = {
    "easy_read": True,
    "easy": {"title": "Colours", "purpose": "We learn.", "readers": "We read."},
}


def survey(easy: Any = None, **changes: Any) -> dict[str, Any]:
    raw = definition(choice(easy=easy or EASY, picture="bus", audio={"en": "media:" + "a" * 64}), **WHOLE)
    raw["sections"][0]["easy"] = {"text": "Your turn"}
    return raw | changes


def test_the_easy_pair_has_the_same_codes_in_easier_words() -> None:
    easy = parse(survey()).in_easy_read()
    question = easy.questions[0]

    assert (easy.title.in_("en"), easy.sections[0].title.in_("en")) == ("Colours", "Your turn")
    assert question.text.in_("en") == "Pick a colour."
    assert [(o.code, o.text.in_("en")) for o in question.options] == [("red", "Red, like a bus"), ("blue", "Blue")]
    assert easy.layout is Layout.ONE_A_SCREEN
    assert (question.picture, question.audio) == ("bus", {"en": "media:" + "a" * 64})


def test_a_question_without_a_pair_is_asked_as_it_is() -> None:
    plain = parse(definition())

    assert plain.in_easy_read().questions == plain.questions


def test_words_of_a_setting_have_their_pair_too() -> None:
    raw = {
        "code": "q",
        "type": "rating",
        "text": "How?",
        "low": {"en": "not at all"},
        "high": {"en": "completely"},
    }
    asked = parse(definition(raw | {"easy": {"text": "How?", "low": "bad"}})).questions[0]

    assert asked.easy == Easy(Wording.of("How?"), words={"low": Wording.of("bad")})
    assert asked.in_easy_read().settings["low"].in_("en") == "bad"


FAULTS = [
    (survey(easy={"text": "x", "options": {"pink": "Pink"}}), "words for 'pink', which is no option of it"),
    (survey(easy={"text": "x", "low": "bad"}), "Easy Read words for 'low', which it does not have"),
    (survey(easy={"hint": "x"}), "its Easy Read text is missing"),
    (definition(**WHOLE), "Section 1: its Easy Read is missing."),
    (definition(**WHOLE), "Question 'colour': its Easy Read is missing."),
    (survey() | {"easy": {"title": "x"}}, "The Easy Read of the purpose is missing."),
    (survey(languages=["en", "ur"]), "its Easy Read text is missing in 'ur'"),
    (survey(easy_read="yes"), "must be true or false"),
    (survey(layout="spiral"), "'spiral' is not a Layout we know"),
    (survey(age_bands=["5-7", "99"]), "'99' is not a AgeBand we know"),
    (definition(choice(picture="dragon")), "there is no picture 'dragon'"),
    (definition(choice(picture="media:xyz")), "there is no picture 'media:xyz'"),
    (definition(choice(audio={"xx": "media:" + "a" * 64})), "a language that is not offered"),
    (definition(choice(audio={"en": "song.mp3"})), "its recording in 'en' is not one that was uploaded"),
    (definition(choice(audio="song.mp3")), "its recordings must be an object"),
    (definition(INFORMATION | {"options": [{"code": "x", "text": "X"}]}), "has no options"),
]


@pytest.mark.parametrize(("raw", "said"), FAULTS)
def test_what_is_wrong_is_named(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(DefinitionFaults) as refused:
        parse(raw)
    assert any(said in fault for fault in refused.value.faults), refused.value.faults


def test_a_sentence_that_is_too_long_for_easy_read_is_named() -> None:
    long = "We would like you to tell us which one of all of these colours you like most of all."
    asked = parse(survey(easy={"text": f"Hello. {long}", "options": {"red": "Red"}}))

    assert hard_sentences(asked) == (
        "Question 'colour': its Easy Read text has a sentence of 19 words; Easy Read has 15 at most.",
    )
    assert hard_sentences(parse(shipped("every-type"))) == ()
    assert hard_sentences(parse(shipped("young-voices"))) == ()
    assert hard_sentences(parse(definition(choice(text=long)))) == ()
