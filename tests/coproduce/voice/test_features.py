import pytest

from coproduce.voice.features import GAP, features_of, is_empty, kind_of, tfidf_words
from coproduce.voice.sentiment import read


def features(text: str, kind: str | None = None) -> dict[str, float]:
    return features_of(read(text), question_kind=kind)


@pytest.mark.parametrize("text", ["", "ok", "Great. But slow! Why? " * 40, "no " * 300])
def test_features_have_fixed_names_and_a_range(text: str) -> None:
    found = features(text, "improve")

    assert list(found) == list(features("anything"))
    assert all(-1 <= value <= 1 for value in found.values())


def test_a_story_told_twice_has_the_same_shares() -> None:
    once, twice = features("They listened. It took two years."), features("They listened. It took two years. " * 2)

    for name in ("glad_share", "sad_share", "wish", "times", "contrast", "split"):
        assert twice[name] == pytest.approx(once[name])


def test_the_question_gives_a_word_its_meaning() -> None:
    assert features("Nothing", "improve")["improve_nothing_first"] == 1
    assert features("Nothing", "good")["good_nothing_first"] == 1
    assert features("No help at all", "improve")["improve_nothing_first"] == 0


def test_an_unknown_kind_of_question_is_why() -> None:
    assert kind_of(None) == kind_of("") == kind_of("other") == "why"
    assert features("Nothing", None) == features("Nothing", "why")


@pytest.mark.parametrize("text", ["Nothing", "N/A", "none that I can think of", "I don't know", "Nothing at all."])
def test_answers_that_say_nothing(text: str) -> None:
    assert is_empty(read(text).words)


@pytest.mark.parametrize(
    "text", ["Nothing was done", "No help", "more time", "ok", "Thank you", "", "None of it works"]
)
def test_answers_that_say_something(text: str) -> None:
    assert not is_empty(read(text).words)


def test_tfidf_sees_no_need_name_or_gender() -> None:
    words = tfidf_words(read("She saw my autistic daughter with [name] at 9"))

    assert words == ["they", "saw", "my", GAP, "child", "with", GAP, "at", GAP]


def test_tfidf_does_not_see_a_word_that_a_phrase_has_turned() -> None:
    assert tfidf_words(read("Great, another meeting cancelled")) == [GAP, "another", "meeting", "cancelled"]
    assert tfidf_words(read("No complaints, great")) == ["no", GAP, "great"]
