"""What a reply must hold before anybody signs it."""

from datetime import date
from uuid import UUID

import pytest

from coproduce.yousaid.guards import Content, Fault, Heard, faults
from coproduce.yousaid.models import Outcome
from tests.factories_yousaid import content

TODAY = date(2026, 11, 24)
SIXTY = Heard(60, date(2026, 4, 1), date(2026, 4, 30))
ONE, OTHER = UUID(int=1), UUID(int=2)
WORDS = {ONE: "Nobody rings back about the plan, and my son waits."}


def codes(checked: Content, *, heard: Heard = SIXTY, today: date = TODAY) -> list[str]:
    """What is wrong, by code."""
    return [fault.code for fault in faults(checked, heard=heard, quotable=WORDS, today=today)]


def doing(**changes: object) -> Content:
    return content(outcome=Outcome.DOING, done_on=None, next_on=date(2027, 2, 14), evidence="", **changes)


def test_a_done_with_a_past_date_and_evidence_may_be_signed() -> None:
    assert codes(content()) == []


def test_done_today_is_done() -> None:
    assert codes(content(done_on=TODAY)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"you_said": ""}, "you_said_missing"),
        ({"we_did": ""}, "we_did_missing"),
        ({"we_did": "We will ring back."}, "hollow"),
        ({"done_on": None}, "done_on_missing"),
        ({"done_on": date(2026, 11, 25)}, "done_on_in_future"),
        ({"evidence": ""}, "evidence_missing"),
        ({"evidence_url": "http://example.org/log"}, "address_not_https"),
        ({"evidence_url": "javascript:alert(1)"}, "address_not_https"),
        ({"evidence_url": "https://"}, "address_not_https"),
        ({"evidence_url": "https://someone@example.org/"}, "address_not_https"),
        ({"evidence_url": "https://exa mple.org/"}, "address_not_https"),
        ({"evidence_url": "https://[broken"}, "address_not_https"),
    ],
)
def test_a_done_says_what_it_lacks(changes: dict[str, object], code: str) -> None:
    assert codes(content(**changes)) == [code]


def test_a_hollow_we_did_names_the_words() -> None:
    found = faults(content(we_did="We are looking into it."), heard=SIXTY, quotable={}, today=TODAY)

    assert found == (Fault("we_did", "hollow", ("are looking into",)),)


def test_a_doing_may_speak_of_the_future_and_needs_a_date_to_come_back() -> None:
    assert codes(doing(we_did="We are looking into it and will tell you.")) == []
    assert codes(content(outcome=Outcome.DOING)) == ["next_on_missing"]
    assert codes(doing(we_did="")) == ["doing_missing"]


def test_a_doing_whose_date_has_come_may_not_be_signed() -> None:
    assert codes(doing(), today=date(2027, 2, 13)) == []
    assert codes(doing(), today=date(2027, 2, 14)) == ["next_on_passed"]


def test_a_cannot_needs_a_reason_and_who_decided() -> None:
    bare = content(outcome=Outcome.CANNOT, we_did="")

    assert codes(bare) == ["cannot_reason_missing", "decided_by_missing"]
    assert (
        codes(content(outcome=Outcome.CANNOT, we_did="", reason="The law says so.", decided_by="Director")) == []
    )


def test_a_disagreement_needs_a_reason() -> None:
    assert codes(content(outcome=Outcome.DISAGREE, we_did="")) == ["disagree_reason_missing"]
    assert codes(content(outcome=Outcome.DISAGREE, we_did="", reason="Our log shows otherwise.")) == []


def test_nobody_is_answered_who_said_nothing() -> None:
    assert codes(content(), heard=Heard(0)) == ["nobody_said_it"]


def test_a_quote_needs_permission_its_own_words_and_a_group_of_ten() -> None:
    quoted = content(quotes={ONE: "Nobody rings back … my son waits."})

    assert codes(quoted, heard=Heard(10, TODAY, TODAY)) == []
    assert codes(quoted, heard=Heard(9, TODAY, TODAY)) == ["group_too_small_to_quote"]
    assert codes(content(quotes={OTHER: "Nobody rings back"})) == ["not_permitted_to_quote"]
    assert codes(content(quotes={ONE: "Everybody rings back"})) == ["quote_changed"]
