"""Whom to reach next: groups that answered less than their share, with small numbers hidden."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.insight import margin_sets
from coproduce.insight.margins import Margins
from coproduce.insight.reaching import compare
from surveys.models import Stratum
from tests.factories_surveys import pulse, response
from tests.pages import PageClient

MARGINS = Margins(
    {"provision": {"ehcp": 0.30, "sen_support": 0.55, "waiting": 0.15}, "age_band": {"0-4": 0.4, "5-10": 0.6}},
    source="School Census and SEN2, https://example.org/figures",
    dated=date(2026, 1, 16),
)


def profiles(**counts: int) -> list[dict[str, str]]:
    return [{"provision": category} for category, count in counts.items() for _ in range(count)]


def test_the_widest_gap_comes_first_and_small_gaps_are_left_out() -> None:
    found = compare(MARGINS, profiles(ehcp=40, sen_support=50, waiting=10))

    assert [(gap.category, round(gap.points)) for gap in found.gaps] == [("sen_support", 5), ("waiting", 5)]
    assert (found.hidden, found.enough) == ((), True)


def test_a_small_group_is_hidden_with_its_companion() -> None:
    found = compare(MARGINS, profiles(ehcp=50, sen_support=45, waiting=3))

    assert found.hidden == (("provision", "sen_support"), ("provision", "waiting"))
    assert found.gaps == ()


def test_with_few_answers_nothing_is_said() -> None:
    assert not compare(MARGINS, profiles(ehcp=40)).enough


def test_officers_read_it_beside_the_results(signed_in_as: Callable[[Role], PageClient], session: Session) -> None:
    _, wave = pulse(session)
    margin_sets.load(session, margins=MARGINS, source=MARGINS.source, dated=date(2026, 1, 16), today=clock.today())
    for profile in profiles(ehcp=10, sen_support=60, waiting=10):
        response(session, wave, answers=profile, stratum=Stratum.SAMPLE)
    session.commit()

    page = signed_in_as(Role.FORUM).open("/manage/surveys/parent-pulse/results")

    assert "30 in 100 of the area's families, and 12 in 100 of those who answered" in page.text
    assert "Compared with: School Census and SEN2, https://example.org/figures, 16 January 2026." in page.text
