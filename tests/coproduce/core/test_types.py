"""Times keep their zone; wordings keep their languages and how far each has come."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite

from coproduce.core.types import Status, UtcDateTime, Wording, missing_languages

DIALECT = sqlite.dialect()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 24, 9, 0), DIALECT)  # noqa: DTZ001


def test_a_time_comes_back_as_the_same_moment_in_utc() -> None:
    in_summer = datetime(2026, 6, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))

    stored = UtcDateTime().process_bind_param(in_summer, DIALECT)
    assert stored == datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    assert UtcDateTime().process_result_value(datetime(2026, 6, 1, 9, 0), DIALECT) == in_summer  # noqa: DTZ001


def test_a_wording_falls_back_to_english() -> None:
    wording = Wording.of({"en": "How are you?", "ur": {"text": "آپ کیسے ہیں؟", "status": "draft"}})

    assert wording.in_("ur") == "آپ کیسے ہیں؟"
    assert wording.in_("pl") == "How are you?"
    assert not wording.checked_in("ur")
    assert wording.checked_in("en")
    assert wording.texts["ur"].status is Status.DRAFT


def test_a_wording_comes_back_as_it_was_stored() -> None:
    wording = Wording.of({"en": "Yes", "ur": {"text": "ہاں", "status": "translated"}})

    assert Wording.of(wording.stored()) == wording


@pytest.mark.parametrize("value", [None, 3, {}, {"ur": "ہاں"}, {"en": 3}, {"en": {"text": None}}])
def test_what_is_no_wording_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"[Ww]ording"):
        Wording.of(value)


def test_missing_languages_are_counted() -> None:
    wordings = [Wording.of("Yes"), Wording.of({"en": "No", "ur": "نہیں"})]

    assert missing_languages(wordings, ["en", "ur"]) == {"en": 0, "ur": 1}
