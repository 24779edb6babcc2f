import re

import pytest

from coproduce.voice.taxonomy import UnknownTheme, taxonomy


def test_there_are_twenty_two_themes_with_codes_of_their_own() -> None:
    codes = [theme.code for theme in taxonomy().themes]

    assert len(codes) == len(set(codes)) == 22
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", code) for code in codes)


def test_every_theme_has_a_neutral_name_in_english_and_urdu_a_description_and_cues() -> None:
    for theme in taxonomy().themes:
        assert theme.name["en"]
        assert re.search("[\u0600-\u06ff]", theme.name["ur"])
        assert theme.description.endswith(".")
        assert theme.sure
        assert theme.strong
        assert not re.search(r"\b(long|poor|bad|lack|good)\b", theme.name["en"].lower())


def test_the_weaknesses_of_the_plan_that_families_can_speak_to_are_reached() -> None:
    weaknesses = {number for theme in taxonomy().themes for number in theme.weaknesses}

    assert weaknesses == set(range(2, 15))


def test_action_codes_have_the_shape_of_the_plans_codes() -> None:
    for theme in taxonomy().themes:
        assert all(re.fullmatch(r"[1-5]\.\d[a-z-]+\d*[a-z-]*", code) for code in theme.actions), theme.code


def test_cues_are_written_in_lower_case_without_hyphens() -> None:
    for theme in taxonomy().themes:
        for cue in (*theme.sure, *theme.strong, *theme.weak):
            assert re.fullmatch(r"[a-z0-9'£&]*(\*)?([ |]([a-z0-9'£&]+\*?|_|\.\.\.))*|_( .+)+", cue), cue


def test_a_theme_is_had_by_its_code() -> None:
    assert taxonomy().get("transport").weaknesses == (7,)
    with pytest.raises(UnknownTheme):
        taxonomy().get("weather")


def test_a_name_falls_back_to_english() -> None:
    assert taxonomy().get("funding").name_in("pl") == "Funding"


def test_the_checksum_is_of_the_file() -> None:
    assert re.fullmatch("[0-9a-f]{64}", taxonomy().checksum)
    assert taxonomy().version
