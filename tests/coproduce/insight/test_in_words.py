"""The measures as lines for a terminal: hidden shares and waves that cannot be stated are said, never a crash."""

from coproduce.insight.as_json import picture_as_json
from coproduce.insight.in_words import picture_in_words
from tests.factories_insight import picture, wave

FEW_NOES = {"yes": 57, "no": 3, "not_sure": 40}


def test_a_share_from_a_small_count_is_said_to_be_hidden() -> None:
    drawn = picture([wave(10, n=60, influence=FEW_NOES)], stances={"positive": 3, "mixed": 57, "negative": 60})
    lines = picture_in_words(picture_as_json(drawn)).splitlines()

    assert "influence no: hidden, a count is small" in lines
    assert "words positive (machine guess): hidden, a count is small" in lines
    assert any(line.startswith("influence not_sure: ") for line in lines)


def test_a_newest_wave_that_cannot_be_stated_has_its_reason_in_place_of_numbers() -> None:
    drawn = picture([wave(9, n=60, influence=FEW_NOES), wave(10, n=12, influence={"yes": 12})])
    lines = picture_in_words(picture_as_json(drawn)).splitlines()

    assert lines[2].split() == ["2026-09", "60", "50.0", "50.0", "to", "50.0", "cannot", "say"]
    assert lines[3].split(maxsplit=2) == ["2026-10", "12", "Not stated: 12 answered, and at least 50 are needed."]


def test_only_a_wave_that_cannot_be_stated() -> None:
    lines = picture_in_words(picture_as_json(picture([wave(10, n=3, influence={})]))).splitlines()

    assert len(lines) == 3
    assert lines[2].endswith("Not stated: 3 answered, and at least 50 are needed.")


def test_no_wave_at_all() -> None:
    assert len(picture_in_words(picture_as_json(picture([]))).splitlines()) == 2
