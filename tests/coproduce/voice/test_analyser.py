import hashlib
import subprocess
import sys
import time

import pytest

from coproduce.voice.analyser import Analysis, Reason, State, analyse, analysis_version

STORY = (
    "We waited two years for an assessment and nobody told us why. The school has been lovely, though. "
    "Ring my wife on 07700 900123."
)


def test_an_analysis_says_what_it_rests_on() -> None:
    found = analyse(STORY, question_kind="why")

    assert found.language == "en"
    assert "07700" not in found.redacted
    assert found.version == analysis_version()
    assert found.text_hash == hashlib.sha256(STORY.encode()).hexdigest()
    assert {"waiting_times", "communication"} <= {hit.code for hit in found.themes}
    pieces = [found.redacted[span.start : span.end] for span in found.spans]
    assert "waited two years" in pieces
    assert "lovely" in pieces


@pytest.mark.parametrize(
    "text", ["", "Great", STORY, "School ne hamari koi madad nahi ki", "\U0001f600" * 99, "\ud800"]
)
def test_every_analysis_keeps_its_bounds(text: str) -> None:
    found = analyse(text)

    assert -1 <= found.score <= 1
    assert 0 <= found.confidence <= 1
    assert found.needs_human == bool(found.reasons)
    assert all(0 <= span.start < span.end <= len(found.redacted) for span in found.spans)
    found.redacted.encode()


def test_the_same_words_give_the_same_analysis_in_another_process() -> None:
    code = f"from coproduce.voice.analyser import analyse; print(repr(analyse({STORY!r})))"
    command = [sys.executable, "-W", "ignore", "-c", code]
    other = subprocess.run(command, env={"PYTHONHASHSEED": "1"}, check=True, capture_output=True, text=True)

    assert other.stdout.strip() == repr(analyse(STORY))


def test_childrens_words_get_themes_and_no_sentiment() -> None:
    found = analyse("The taxi is always late and I hate it", audience="cyp")

    assert found.state is State.NOT_ANALYSED
    assert (found.score, found.confidence, found.spans) == (0, 0, ())
    assert [(hit.code, hit.stance) for hit in found.themes if hit.code == "transport"] == [
        ("transport", "unknown")
    ]


@pytest.mark.parametrize(
    "text", ["ہمیں دو سال انتظار کرنا پڑا اور کسی نے نہیں بتایا", "Czekaliśmy dwa lata na diagnozę naszego syna"]
)
def test_another_language_is_left_to_a_person(text: str) -> None:
    found = analyse(text)

    assert found.state is State.NOT_ANALYSED
    assert Reason.NOT_ENGLISH in found.reasons


def test_a_themes_stance_is_that_of_its_sentence() -> None:
    found = analyse("The teachers are wonderful. The taxi was late and the driver was rude.")

    assert {hit.code: hit.stance for hit in found.themes}["transport"] == "negative"


def test_concern_is_looked_for_beyond_what_sentiment_reads() -> None:
    found = analyse("We went to the park. " * 500 + "He says he wants to kill himself.")

    assert found.concern
    assert {Reason.CONCERN, Reason.LONG} <= set(found.reasons)


def test_mixed_and_very_short_words_go_to_a_person() -> None:
    assert Reason.MIXED in analyse("School is lovely but the LA is useless").reasons
    assert Reason.VERY_SHORT in analyse("Staff").reasons
    assert analyse("Everybody has been wonderful and so helpful").reasons == ()


def test_analyses_cannot_be_changed() -> None:
    found: Analysis = analyse("Fine")

    with pytest.raises(AttributeError):
        found.score = 1.0  # type: ignore[misc]


@pytest.mark.parametrize(
    "text", ["!" * 100_000, "wait " * 20_000, "a. " * 30_000, "not " * 25_000, "no one " * 15_000]
)
def test_no_text_takes_long(text: str) -> None:
    analyse("warm")
    started = time.process_time()

    analyse(text)

    assert time.process_time() - started < 4
