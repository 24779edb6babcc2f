from coproduce.voice.stances import stance_in
from coproduce.voice.verdict import judge


def stances(text: str, *sentences: str, kind: str | None = None) -> list[str]:
    stance = stance_in(text, judge(text, question_kind=kind))
    return [stance(sentence) for sentence in sentences]


def test_each_sentence_has_its_own_stance() -> None:
    text = "The teacher was kind. The taxi was always late. It is on Mondays."

    assert stances(text, "The teacher was kind.", "The taxi was always late.", "It is on Mondays.") == [
        "positive",
        "negative",
        "neutral",
    ]


def test_a_sentence_that_says_both_is_mixed() -> None:
    text = "The nurse was kind but the wait was awful. We went home."

    assert stances(text, "The nurse was kind but the wait was awful.") == ["mixed"]


def test_a_single_sentence_follows_the_comment_and_so_the_question() -> None:
    assert stances("Listen to parents", "Listen to parents", kind="improve") == ["negative"]


def test_a_silent_sentence_follows_a_comment_that_points_one_way() -> None:
    text = "Nobody listens to us. Nobody rings back. The school transport."

    assert stances(text, "The school transport.") == ["negative"]


def test_nothing_has_no_known_stance() -> None:
    assert stances("N/A", "N/A") == ["unknown"]


def test_a_sentence_that_is_not_in_the_text_is_read_by_itself() -> None:
    assert stances("It was good. It was long.", "They were wonderful") == ["positive"]
