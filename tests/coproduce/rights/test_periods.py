"""For how long something is kept: what the rules say, what the administrator decides, and what nobody may."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.core.audit import AuditEntry
from coproduce.rights import periods
from coproduce.rights.models import PurgeRun, RetentionSetting
from coproduce.rights.periods import Decision
from coproduce.rights.views.office_rules import RULES
from tests.factories import NOON
from tests.factories_surveys import pulse

ADMIN = "admin@example.org"


def decide(session: Session, key: str, days: int | None, *, part: str = "") -> None:
    """An administrator's decision."""
    periods.decide(session, RULES, Decision(key, part, days), by=ADMIN, role="admin", now=NOON)


def days(session: Session, key: str, part: str = "") -> int:
    """For how long this is kept now."""
    return periods.days_of(periods.find_rule(RULES, key), periods.settings_of(session), part)


def test_a_decision_holds_until_it_is_taken_back(session: Session) -> None:
    decide(session, "comments.originals", 60)
    assert days(session, "comments.originals") == 60

    decide(session, "comments.originals", None)
    assert days(session, "comments.originals") == 180


def test_a_survey_may_have_a_time_of_its_own(session: Session) -> None:
    pulse(session)

    decide(session, "comments.originals", 90, part="parent-pulse")

    assert days(session, "comments.originals", "parent-pulse") == 90
    assert days(session, "comments.originals") == 180
    rule = periods.find_rule(RULES, "comments.originals")
    others, own = periods.reaches(rule, periods.settings_of(session), now=NOON)
    assert (others.part, others.others, others.before) == ("", ("parent-pulse",), NOON - timedelta(days=180))
    assert (own.part, own.others, own.before) == ("parent-pulse", (), NOON - timedelta(days=90))


def test_nothing_is_kept_for_ever_or_shorter_than_it_must_be(session: Session) -> None:
    for wrong in (29, 366, 100_000):
        with pytest.raises(periods.OutOfBounds):
            decide(session, "comments.originals", wrong)


def test_words_as_written_never_outlive_words_without_names_nor_these_the_answers(session: Session) -> None:
    with pytest.raises(periods.Outlives) as caught:
        decide(session, "comments.redacted", 4 * 365)
    assert (caught.value.shorter.key, caught.value.longer.key) == ("comments.redacted", "answers")

    decide(session, "answers", 4 * 365)
    decide(session, "comments.redacted", 4 * 365)
    with pytest.raises(periods.Outlives):
        decide(session, "answers", None)


def test_the_order_is_looked_at_for_each_survey(session: Session) -> None:
    pulse(session)
    decide(session, "comments.redacted", 365, part="parent-pulse")
    decide(session, "answers", 365, part="parent-pulse")

    with pytest.raises(periods.Outlives):
        decide(session, "comments.redacted", 366, part="parent-pulse")


def test_there_is_no_decision_on_what_is_not_there(session: Session) -> None:
    with pytest.raises(periods.NoSuchRule):
        decide(session, "nothing", 60)
    with pytest.raises(periods.NoSuchRule):
        decide(session, "answers", 365, part="no-such-survey")


def test_who_decided_what_is_on_record(session: Session) -> None:
    decide(session, "comments.originals", 60)

    entry = session.exec(select(AuditEntry)).one()
    assert (entry.act, entry.by, entry.about) == ("retention.decided", ADMIN, "retention:comments.originals")
    assert entry.facts == {"before": "180", "after": "60", "part": ""}


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (RetentionSetting(rule="answers", days=0, changed_by=ADMIN, changed_at=NOON), "some_days"),
        (RetentionSetting(rule="answers", days=9, changed_by="", changed_at=NOON), "changed_by_somebody"),
        (PurgeRun(rule="answers", at=NOON, removed=-1), "none_or_more"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    session: Session, row: RetentionSetting | PurgeRun, constraint: str
) -> None:
    session.add(row)

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_no_feature_brings_two_rules_of_one_name() -> None:
    keys = [rule.key for rule in RULES]
    assert len(keys) == len(set(keys))
