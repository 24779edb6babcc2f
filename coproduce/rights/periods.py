"""For how long each kind of record is kept: what the rules say, and what the administrator decided instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from coproduce.core import audit
from coproduce.rights.models import RetentionSetting
from coproduce.web.retention import Reach, RetentionRule

Settings = Mapping[tuple[str, str], RetentionSetting]


class NoSuchRule(LookupError):
    """No feature brings a rule with this key, or the rule has no such part."""


class OutOfBounds(ValueError):
    """So many days are fewer than the law needs, or more than anybody should keep personal data."""


class Outlives(ValueError):
    """One kind of record would be kept longer than another that it must not outlive."""

    def __init__(self, *, shorter: RetentionRule, longer: RetentionRule, days: int) -> None:
        super().__init__(f"'{shorter.key}' may be kept for {days} days at most, as long as '{longer.key}'.")
        self.shorter, self.longer, self.days = shorter, longer, days


@dataclass(frozen=True, slots=True)
class Decision:
    """What the administrator decides: so many days for a rule's part, or None to take an own time back."""

    key: str
    part: str
    days: int | None


def find_rule(rules: Sequence[RetentionRule], key: str) -> RetentionRule:
    """The rule with this key. Raises NoSuchRule."""
    for rule in rules:
        if rule.key == key:
            return rule
    raise NoSuchRule(f"There is no rule '{key}'.")


def settings_of(session: Session) -> Settings:
    """What was decided, by rule and part."""
    return {(row.rule, row.part): row for row in session.exec(select(RetentionSetting))}


def days_of(rule: RetentionRule, settings: Settings, part: str = "") -> int:
    """For how many days this rule's part is kept."""
    found = settings.get((rule.key, part)) or settings.get((rule.key, ""))
    return found.days if found else rule.days


def own_parts(rule: RetentionRule, settings: Settings) -> list[str]:
    """The parts that have a time of their own."""
    return sorted(part for key, part in settings if key == rule.key and part)


def reaches(rule: RetentionRule, settings: Settings, *, now: datetime) -> list[Reach]:
    """How far the rule reaches now: once for each part with a time of its own, and once for all others."""
    own = own_parts(rule, settings)
    return [
        Reach(now - timedelta(days=days_of(rule, settings, part)), now, part, () if part else tuple(own))
        for part in ("", *own)
    ]


def decide(
    session: Session, rules: Sequence[RetentionRule], decision: Decision, *, by: str, role: str, now: datetime
) -> None:
    """Keep a decision, and the record of it. Raises NoSuchRule, OutOfBounds, Outlives."""
    rule = find_rule(rules, decision.key)
    if decision.part and decision.part not in rule.parts(session):
        raise NoSuchRule(f"The rule '{rule.key}' has no part '{decision.part}'.")
    if decision.days is not None and not rule.least <= decision.days <= rule.most:
        raise OutOfBounds(f"'{rule.key}' is kept from {rule.least} to {rule.most} days.")
    before = dict(settings_of(session))
    after = {key: row for key, row in before.items() if key != (decision.key, decision.part)}
    if decision.days is not None:
        after[decision.key, decision.part] = RetentionSetting(
            rule=decision.key, part=decision.part, days=decision.days, changed_by=by, changed_at=now
        )
    _check_order(rules, after)
    _store(session, before.get((decision.key, decision.part)), after.get((decision.key, decision.part)))
    facts = {
        "before": str(days_of(rule, before, decision.part)),
        "after": str(days_of(rule, after, decision.part)),
        "part": decision.part,
    }
    audit.record(
        session, act="retention.decided", by=by, role=role, about=f"retention:{rule.key}", facts=facts, now=now
    )


def _store(session: Session, before: RetentionSetting | None, after: RetentionSetting | None) -> None:
    if after is not None:
        session.merge(after)
    elif before is not None:
        session.delete(before)
    session.flush()


def _check_order(rules: Sequence[RetentionRule], settings: Settings) -> None:
    """That nothing outlives what it must not outlive, of any part."""
    for rule in rules:
        if not rule.within:
            continue
        longer = find_rule(rules, rule.within)
        for part in ("", *own_parts(rule, settings), *own_parts(longer, settings)):
            most = days_of(longer, settings, part)
            if days_of(rule, settings, part) > most:
                raise Outlives(shorter=rule, longer=longer, days=most)
