import hashlib
from importlib.resources import files

import pytest

from coproduce.voice.clauses import words_of
from coproduce.voice.lexicon import NAME, NEED, lexicon, read


def neutralised(text: str) -> list[str]:
    return [str(word) for word in lexicon().neutralised(words_of(text))]


def test_the_checksum_is_that_of_the_file() -> None:
    raw = (files("coproduce.voice") / "data" / "lexicon.toml").read_bytes()

    assert lexicon().checksum == hashlib.sha256(raw).hexdigest()


def test_polarities_and_intensities_are_in_range() -> None:
    ours = lexicon()

    assert len(ours.polarity) > 1_000
    assert all(-1 <= p <= 1 and p for p in [*ours.polarity.values(), *ours.phrase_polarity.values()])
    assert all(0 < by <= 2 for by in ours.intensity.values())


def test_needs_settings_and_masks_become_one_silent_word() -> None:
    assert neutralised("my autistic son") == ["my", NEED, "son"]
    assert neutralised("a special school place") == ["a", NEED, "place"]
    assert neutralised("severe learning difficulties") == [NEED]
    assert neutralised("[name] helped") == [NAME, "helped"]


def test_a_word_of_feeling_is_a_name_only_with_a_capital_inside() -> None:
    assert neutralised("then Joy came") == ["then", NAME, "came"]
    assert neutralised("it is a joy") == ["it", "is", "a", "joy"]
    assert neutralised("Joy at last") == ["joy", "at", "last"]


def test_add_and_send_are_needs_only_in_capitals() -> None:
    assert neutralised("the SEND team") == ["the", NEED, "team"]
    assert neutralised("please send it") == ["please", "send", "it"]


@pytest.mark.parametrize("broken", [b"version = ", b"version = '1'"])
def test_an_unfit_lexicon_is_refused(broken: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        read(broken)
