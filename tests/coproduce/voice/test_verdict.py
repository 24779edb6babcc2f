import pytest

from coproduce.voice.verdict import State, judge


def state(text: str, kind: str | None = None) -> State:
    return judge(text, question_kind=kind).state


@pytest.mark.parametrize(
    "text",
    [
        "nobody ever listens to us",
        "great, another meeting cancelled",
        "waiting 18 months",
        "We had to go to tribunal",
        "He was refused an assessment",
        "No one from the council has ever called us back.",
        "Good luck getting an answer",
        "They let us down again",
        "The plan was copied and pasted",
        "not happy",
    ],
)
def test_criticism_that_a_plain_lexicon_misses(text: str) -> None:
    verdict = judge(text, question_kind=None)

    assert verdict.state is State.NEGATIVE
    assert verdict.score < -0.2
    assert all(text[span.start : span.end] for span in verdict.spans)


@pytest.mark.parametrize(
    "text",
    [
        "Couldn't fault them",
        "No complaints",
        "We finally felt heard",
        "The staff went above and beyond",
        "\U0001f44d",
    ],
)
def test_praise_that_a_plain_lexicon_misses(text: str) -> None:
    assert state(text) is State.POSITIVE


@pytest.mark.parametrize(
    "text", ["severe learning difficulties and complex needs", "She goes to a special school"]
)
def test_descriptions_of_children_are_neutral(text: str) -> None:
    assert state(text) is State.NEUTRAL


def test_not_bad_is_modest_praise() -> None:
    verdict = judge("it is not bad", question_kind=None)

    assert verdict.state is not State.NEGATIVE
    assert 0 <= verdict.score <= 0.5


def test_both_sides_are_mixed() -> None:
    assert state("School is lovely but the LA is useless") is State.MIXED


@pytest.mark.parametrize("text", ["Nothing", "none", "N/A", "nope", "Nothing at all"])
def test_nothing_means_what_the_question_makes_of_it(text: str) -> None:
    assert state(text, "improve") is State.POSITIVE
    assert state(text, "good") is State.NEGATIVE
    assert state(text, "why") is state(text, None) is State.NO_OPINION


@pytest.mark.parametrize("text", ["I don't know", "Not sure", "Pass", "no comment", "...", "", "?", "7"])
@pytest.mark.parametrize("kind", [None, "good", "improve", "why"])
def test_no_opinion_whatever_was_asked(text: str, kind: str | None) -> None:
    assert state(text, kind) is State.NO_OPINION


def test_a_wish_after_what_could_be_better_is_criticism() -> None:
    assert state("More speech therapy", "improve") is State.NEGATIVE
    assert state("Faster replies", "improve") is State.NEGATIVE


def test_a_word_without_feeling_is_for_a_person() -> None:
    assert judge("Staff", question_kind=None).very_short
    assert not judge("Nothing", question_kind="improve").very_short


def test_probability_and_confidence_belong_together() -> None:
    verdict = judge("The transport was late and nobody told us", question_kind=None)

    assert verdict.confidence == verdict.probabilities[0]
    assert verdict.score == pytest.approx(verdict.probabilities[2] - verdict.probabilities[0], abs=0.001)
