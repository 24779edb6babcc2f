"""The share who have seen something change."""

import pytest

from coproduce.insight import publishing
from coproduce.insight.influence import measure_influence
from coproduce.insight.margins import Margins
from coproduce.insight.reasons import Why

MARGINS = Margins({"provision": {"ehcp": 0.4, "sen_support": 0.6}})


def _profiles(ehcp: int, support: int) -> list[dict[str, str]]:
    return [{"provision": "ehcp"}] * ehcp + [{"provision": "sen_support"}] * support


def test_the_share_is_weighted_and_has_a_range() -> None:
    answers = ["yes"] * 60 + ["no"] * 30 + ["not_sure"] * 10 + [None] * 5
    found = measure_influence(answers, profiles=_profiles(60, 45), margins=MARGINS)

    assert (found.n, found.weighted, found.suppressed) == (100, True, False)
    yes, no, unsure = found.shares
    assert yes.count == 60
    assert yes.value == pytest.approx(40)
    assert yes.low < yes.value < yes.high
    assert yes.value + no.value + unsure.value == pytest.approx(100)


def test_few_answers_give_no_share() -> None:
    found = measure_influence(["yes"] * 49 + [None] * 20, profiles=_profiles(30, 39))

    assert found.suppressed
    assert found.shares == ()
    assert found.why[0].code is Why.TOO_FEW_ANSWERS


def test_published_shares_hide_small_counts() -> None:
    found = measure_influence(["yes"] * 60 + ["no"] * 37 + ["not_sure"] * 3, profiles=_profiles(50, 50))
    shown = publishing.shares(found.shares)

    assert shown["yes"].value == 60
    assert shown["no"].is_hidden
    assert shown["not_sure"].is_hidden


@pytest.mark.parametrize("answers", [["perhaps"], ["yes", "no"]])
def test_strange_answers_are_refused(answers: list[str | None]) -> None:
    with pytest.raises(ValueError, match="one answer"):
        measure_influence(answers, profiles=[{}])
