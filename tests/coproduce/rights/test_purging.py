"""Each night what is too old goes, once, with a record; a rule that fails keeps no other from its work."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import ColumnElement
from sqlmodel import Session, select

from coproduce.core.audit import AuditEntry
from coproduce.core.facts import Fact
from coproduce.rights import purging
from coproduce.rights.models import PurgeRun
from coproduce.web.retention import Reach, RetentionRule, of_rows
from tests.factories import NOON

FACTS = Fact.metadata.tables["facts"]
NIGHT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def _every(_reach: Reach) -> ColumnElement[bool]:
    return FACTS.c.name != ""


def rule(key: str = "facts", **changes: object) -> RetentionRule:
    """A rule that erases every fact."""
    count, purge = of_rows(FACTS, _every)
    plain = {"words": lambda: "Facts", "since": lambda: "at once", "days": 30, "least": 1, "most": 90}
    return RetentionRule(key, **{**plain, "count": count, "purge": purge, **changes})  # type: ignore[arg-type]


def _fail(session: Session, reach: Reach) -> int:
    rule().purge(session, reach)
    raise RuntimeError("these words are not for the log")


def add_facts(session: Session, count: int) -> None:
    """So many facts."""
    session.add_all(Fact(name=f"fact {number}", value="") for number in range(count))
    session.flush()


def test_a_night_erases_once_and_writes_down_how_many(session: Session) -> None:
    add_facts(session, 3)

    assert purging.nightly(session, [rule()], now=NIGHT) == "Rows erased: 3. Rules that failed: 0."

    run = session.exec(select(PurgeRun)).one()
    assert (run.rule, run.part, run.at, run.removed, run.failed) == ("facts", "", NIGHT, 3, "")
    add_facts(session, 2)
    assert purging.nightly(session, [rule()], now=NIGHT + timedelta(hours=20)) == purging.DONE
    assert purging.nightly(session, [rule()], now=NIGHT + timedelta(days=1)).startswith("Rows erased: 2.")


def test_a_worker_that_slept_makes_up_for_the_night(session: Session) -> None:
    purging.nightly(session, [rule()], now=NIGHT)

    assert not purging.is_due(session, now=NIGHT + timedelta(hours=23))
    assert purging.is_due(session, now=NIGHT + timedelta(hours=34))


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-25T01:59", "2026-11-24T02:00"),
        ("2026-11-25T02:00", "2026-11-25T02:00"),
        ("2026-07-25T00:59", "2026-07-24T01:00"),  # half past one in the summer
        ("2026-07-25T01:00", "2026-07-25T01:00"),
    ],
)
def test_a_night_begins_at_two_as_clocks_show_it(now: str, begins: str) -> None:
    night = purging.night_of(datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert night.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="minutes") == begins


def test_a_rule_that_fails_leaves_no_half_of_its_work_and_the_others_go_on(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    add_facts(session, 3)

    lines = purging.purge(session, [rule("bad", purge=_fail), rule()], by="job", now=NIGHT)

    assert [(line.rule.key, line.rows, line.failed) for line in lines] == [
        ("bad", 0, "RuntimeError"),
        ("facts", 3, ""),
    ]
    assert "RuntimeError" in caplog.text
    assert "these words" not in caplog.text
    assert [run.failed for run in session.exec(select(PurgeRun))] == ["RuntimeError", ""]


def test_to_foresee_changes_nothing(session: Session) -> None:
    add_facts(session, 3)

    assert [line.rows for line in purging.foresee(session, [rule()], now=NIGHT)] == [3]

    assert len(session.exec(select(Fact)).all()) == 3
    assert session.exec(select(PurgeRun)).all() == []


def test_the_purge_is_in_the_audit_with_its_counts(session: Session) -> None:
    add_facts(session, 1)

    purging.purge(session, [rule(), rule("none")], by="command", now=NOON)

    entry = session.exec(select(AuditEntry)).one()
    assert (entry.act, entry.by, entry.facts) == ("retention.purged", "command", {"facts": "1"})


def test_a_rule_lies_within_its_own_bounds() -> None:
    with pytest.raises(ValueError, match="bounds"):
        rule(days=91)
