import time

from coproduce.voice.cues import Cues, spelled_out, words_of


def found(cue: str, text: str) -> bool:
    return bool(Cues({"there": [cue]}).found_in(words_of(text)))


def test_a_plain_cue_is_a_whole_word() -> None:
    assert found("plan", "The plan is late")
    assert not found("plan", "The planet is late")


def test_a_star_takes_any_ending() -> None:
    assert found("delay*", "Delayed again")
    assert not found("delay*", "Relayed again")


def test_a_bar_parts_words_that_may_stand_in_one_place() -> None:
    assert spelled_out("kept|keep us informed") == [("kept", "us", "informed"), ("keep", "us", "informed")]
    assert found("kept|keep us informed", "They KEEP us informed.")


def test_an_underscore_is_any_one_word() -> None:
    assert found("within _ days", "Within ten days")
    assert not found("within _ days", "within ten working days")


def test_hyphens_part_words_and_apostrophes_do_not() -> None:
    assert words_of("Co-produced: we didn’t know") == ["co", "produced", "we", "didn't", "know"]


def test_counts_are_of_places_in_the_text() -> None:
    cues = Cues({"a": ["wait*", "waiting list"], "b": ["list"]})

    assert cues.found_in(words_of("waiting list, still waiting")) == {"a": 2, "b": 1}


def test_time_grows_with_the_text_and_no_faster() -> None:
    cues = Cues({"a": ["a* a* a* b", "_ _ _ c"]})
    started = time.process_time()

    assert cues.found_in(["aa"] * 5000) == {}
    assert time.process_time() - started < 4
