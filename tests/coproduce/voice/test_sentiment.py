import textblob.en

from coproduce.voice.sentiment import read


def hits(text: str) -> list[tuple[str, float]]:
    return [(text[hit.start : hit.end], round(hit.polarity, 2)) for hit in read(text).hits]


def test_words_that_describe_children_say_nothing() -> None:
    assert hits("severe learning difficulties and complex needs") == []
    assert hits("a disabled child with special educational needs") == []


def test_words_of_feedback_are_known_and_strengthened() -> None:
    assert hits("helpful") == [("helpful", 0.6)]
    assert hits("very helpful") == [("very helpful", 0.8)]


def test_denial_turns_a_word() -> None:
    ((piece, polarity),) = hits("she was not unhappy")

    assert piece == "not unhappy"
    assert polarity > 0


def test_phrases_come_before_words() -> None:
    assert hits("We can't fault the staff") == [("can't fault", 0.8)]
    assert hits("waiting 18 months") == [("waiting 18 months", -0.5)]


def test_clauses_keep_their_own_findings() -> None:
    kind, late = read("The nurse was kind but late").clauses

    assert [hit.polarity > 0 for hit in kind.hits] == [True]
    assert [hit.polarity > 0 for hit in late.hits] == [False]
    assert late.turned


def test_polarity_stays_within_bounds() -> None:
    assert all(-1 <= hit.polarity <= 1 for hit in read("absolutely terrible!!! Extremely perfect!!!").hits)


def test_textblobs_own_lexicon_is_left_as_it_was() -> None:
    read("helpful")

    assert "helpful" not in textblob.en.sentiment
    assert textblob.en.sentiment("special")[0] > 0
