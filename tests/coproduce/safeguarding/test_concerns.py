"""A concern: hidden until read, opened by somebody, decided with a reason, opened again when that was wrong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

from coproduce.core import audit, db
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding import concerns, listing, steps
from coproduce.safeguarding.models import ConcernOutcome, ConcernStep, Step
from coproduce.voice import inbox
from coproduce.voice.models import Comment
from tests.factories import NOON
from tests.factories_voice import comment

LEAD, COVER = "lead@example.org", "cover@example.org"
WORDS = "He says he wants to die and I cannot keep him safe."
OFFICE = WorkingTime()
HOUR = timedelta(hours=1)
OPENED: dict[str, object] = {"opened_at": NOON, "opened_by": LEAD}
DECIDED: dict[str, object] = {
    "outcome": ConcernOutcome.ADVICE,
    "reason": "Rang.",
    "decided_at": NOON,
    "decided_by": LEAD,
}


def flagged(session: Session) -> UUID:
    """A comment that the screen held back."""
    return comment(session, text=WORDS, concern=True, concern_kinds=("self_harm_suicide",)).id


def decide(
    session: Session,
    comment_id: UUID,
    *,
    outcome: ConcernOutcome = ConcernOutcome.ADVICE,
    reason: str = "Rang the school.",
    by: str = LEAD,
    now: datetime = NOON,
) -> None:
    """A decision, with plain defaults."""
    concerns.decide(session, comment_id=comment_id, outcome=outcome, reason=reason, by=by, now=now)


def story(session: Session, comment_id: UUID) -> list[str]:
    """What happened, a word a step."""
    return [step.step.value for step in steps.history(session, comment_id=comment_id)]


def test_a_flagged_comment_waits_without_its_words(session: Session) -> None:
    comment_id = flagged(session)
    comment(session)

    waiting = listing.waiting(session)

    assert [concern.comment_id for concern in waiting] == [comment_id]
    assert listing.count_waiting(session) == 1
    assert waiting[0].kinds == ("self_harm_suicide",)
    assert WORDS not in str(waiting[0])


def test_each_clock_starts_once_and_ends_with_the_working_day(session: Session) -> None:
    comment_id = flagged(session)

    assert concerns.raise_new(session, working=OFFICE, now=NOON) == 1
    assert concerns.raise_new(session, working=OFFICE, now=NOON + HOUR) == 0

    seen = listing.look_at(session, comment_id=comment_id)
    assert (seen.raised_at, seen.due_at) == (NOON, NOON.replace(hour=17))
    assert not seen.is_late(NOON.replace(hour=16))
    assert seen.is_late(NOON.replace(hour=18))
    assert story(session, comment_id) == ["raised"]


def test_the_words_are_for_whoever_opened_it_and_each_look_is_kept(session: Session) -> None:
    comment_id = flagged(session)
    assert concerns.words_for(session, comment_id=comment_id, by=LEAD, now=NOON) is None

    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    assert concerns.words_for(session, comment_id=comment_id, by=LEAD, now=NOON + timedelta(minutes=14)) == WORDS
    assert concerns.words_for(session, comment_id=comment_id, by=COVER, now=NOON) is None
    assert concerns.words_for(session, comment_id=comment_id, by=LEAD, now=NOON + HOUR) is None

    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON + HOUR)
    concerns.open_concern(session, comment_id=comment_id, by=COVER, now=NOON + 2 * HOUR)

    seen = listing.look_at(session, comment_id=comment_id)
    assert (seen.opened_by, seen.opened_at) == (LEAD, NOON)
    looks = [(s.step, s.by, s.at) for s in steps.history(session, comment_id=comment_id)[1:]]
    assert looks == [
        (Step.OPENED, LEAD, NOON),
        (Step.READ, LEAD, NOON + HOUR),
        (Step.OPENED, COVER, NOON + 2 * HOUR),
    ]
    told = [(entry.act, entry.by, entry.about) for entry in audit.entries(session)]
    name = f"concern:{concerns.reference(comment_id)}"
    assert told[0] == ("concern.opened", LEAD, name)
    assert len(told) == 3
    assert str(comment_id) not in str(told)


def test_a_comment_that_was_not_flagged_has_no_concern_to_open(session: Session) -> None:
    ordinary = comment(session).id

    for comment_id in (ordinary, uuid4()):
        with pytest.raises(concerns.NoSuchConcern):
            concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
        assert concerns.words_for(session, comment_id=comment_id, by=LEAD, now=NOON) is None


@pytest.mark.parametrize("outcome", list(ConcernOutcome))
def test_a_comment_comes_back_only_when_the_outcome_says_so(session: Session, outcome: ConcernOutcome) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)

    decide(session, comment_id, outcome=outcome)

    assert listing.waiting(session) == []
    assert [concern.comment_id for concern in listing.decided(session)] == [comment_id]
    back = outcome in (ConcernOutcome.ADVICE, ConcernOutcome.NO_CONCERN)
    assert inbox.state_counts(session).total == (1 if back else 0)


def test_a_decision_needs_a_reason_and_a_reader(session: Session) -> None:
    comment_id = flagged(session)
    concerns.raise_new(session, working=OFFICE, now=NOON)

    with pytest.raises(concerns.NotOpened):
        decide(session, comment_id)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    with pytest.raises(concerns.ReasonNeeded):
        decide(session, comment_id, reason="  ")
    with pytest.raises(concerns.NotOpened):
        decide(session, comment_id, by=COVER)

    assert inbox.state_counts(session).total == 0


def test_a_concern_is_decided_once(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    decide(session, comment_id, outcome=ConcernOutcome.POLICE)

    with pytest.raises(concerns.AlreadyDecided):
        decide(session, comment_id, outcome=ConcernOutcome.NO_CONCERN)

    assert listing.look_at(session, comment_id=comment_id).outcome is ConcernOutcome.POLICE
    assert inbox.state_counts(session).total == 0


def test_a_decision_is_taken_back_and_both_stay_on_record(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    with pytest.raises(concerns.NotDecided):
        concerns.reopen(session, comment_id=comment_id, reason="A second letter came.", by=COVER, now=NOON)
    decide(session, comment_id, outcome=ConcernOutcome.NO_CONCERN)
    with pytest.raises(concerns.ReasonNeeded):
        concerns.reopen(session, comment_id=comment_id, reason=" ", by=COVER, now=NOON)

    concerns.reopen(session, comment_id=comment_id, reason="A second letter came.", by=COVER, now=NOON + HOUR)

    assert inbox.state_counts(session).total == 0
    waiting = listing.waiting(session)
    assert [(w.comment_id, w.outcome, w.due_at) for w in waiting] == [(comment_id, None, NOON.replace(hour=17))]
    assert story(session, comment_id) == ["raised", "opened", "decided", "reopened"]
    decide(session, comment_id, outcome=ConcernOutcome.CHILDREN_SERVICES, reason="Rang MASH.")
    reasons = [step.reason for step in steps.history(session, comment_id=comment_id) if step.reason]
    assert reasons == ["Rang the school.", "A second letter came.", "Rang MASH."]


def test_a_reader_who_is_worried_brings_the_comment_to_the_lead(session: Session) -> None:
    comment_id = comment(session, text="She sleeps in the bath.").id
    bring = {"by": "officer@example.org", "role": "officer", "working": OFFICE, "now": NOON}

    concerns.bring(session, comment_id=comment_id, **bring)  # type: ignore[arg-type]  # plain defaults

    assert inbox.state_counts(session).total == 0
    assert [concern.kinds for concern in listing.waiting(session)] == [("reader",)]
    assert story(session, comment_id) == ["raised", "brought"]
    with pytest.raises(concerns.NoSuchConcern):
        concerns.bring(session, comment_id=comment_id, **bring)  # type: ignore[arg-type]


def test_a_comment_that_was_cleared_can_be_brought_again(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    decide(session, comment_id)

    concerns.bring(
        session, comment_id=comment_id, by="f@example.org", role="forum", working=OFFICE, now=NOON + HOUR
    )

    again = listing.waiting(session)
    assert [(one.opened_at, one.outcome) for one in again] == [(None, None)]
    assert inbox.state_counts(session).total == 0


def test_those_nobody_opened_come_first_then_those_due_first(session: Session) -> None:
    opened, newer, older, unnoted = (flagged(session) for _ in range(4))
    for comment_id, day in ((opened, 17), (older, 18), (newer, 19)):
        row = {"told_level": 0, "round": 1, "opened_by": "", "decided_by": "", "reason": ""}
        when = NOON.replace(day=day)
        row |= {"comment_id": comment_id, "raised_at": when, "due_at": when, "tell_at": when}
        session.execute(concerns.CONCERNS.insert().values(row))
    concerns.open_concern(session, comment_id=opened, by=LEAD, now=NOON)

    assert [c.comment_id for c in listing.waiting(session)] == [older, newer, unnoted, opened]


def test_of_those_due_together_the_one_raised_first_comes_first(session: Session) -> None:
    due = NOON.replace(day=20)
    ids = [flagged(session) for _ in range(4)]
    for comment_id, hour in zip(ids, (12, 9, 11, 10), strict=True):
        row = {"told_level": 0, "round": 1, "opened_by": "", "decided_by": "", "reason": ""}
        row |= {"comment_id": comment_id, "raised_at": NOON.replace(hour=hour), "due_at": due, "tell_at": due}
        session.execute(concerns.CONCERNS.insert().values(row))

    assert [c.comment_id for c in listing.waiting(session)] == [ids[1], ids[3], ids[2], ids[0]]


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({**DECIDED, **OPENED, "reason": ""}, "decided_with_reason"),
        ({**DECIDED, **OPENED, "decided_at": None}, "decided_with_reason"),
        ({**DECIDED, **OPENED, "decided_by": ""}, "decided_with_reason"),
        (DECIDED, "opened_before_decided"),
        ({"opened_at": NOON}, "opened_by_somebody"),
        ({"tell_at": None}, "told_until_decided"),
        ({"told_level": -1}, "level_from_0"),
    ],
)
def test_the_database_refuses_what_must_never_be(
    session: Session, row: dict[str, object], constraint: str
) -> None:
    empty: dict[str, object] = {"opened_by": "", "decided_by": "", "reason": "", "told_level": 0, "round": 1}
    empty |= {"raised_at": NOON, "due_at": NOON, "tell_at": NOON}
    comment_id = flagged(session)

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(concerns.CONCERNS.insert().values({**empty, "comment_id": comment_id, **row}))


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"step": "read", "by": ""}, "has_author"),
        ({"step": "decided", "reason": "Rang."}, "outcome_when_decided"),
        ({"step": "read", "outcome": "police"}, "outcome_when_decided"),
        ({"step": "decided", "outcome": "police"}, "has_reason"),
        ({"step": "reopened"}, "has_reason"),
        ({"step": "told"}, "told_somebody"),
        ({"step": "read", "told": LEAD}, "told_somebody"),
    ],
)
def test_the_database_refuses_a_step_that_says_too_little(
    session: Session, row: dict[str, object], constraint: str
) -> None:
    comment_id = flagged(session)
    concerns.raise_new(session, working=OFFICE, now=NOON)
    plain = {"comment_id": comment_id, "at": NOON, "by": LEAD, "told": "", "level": 0, "round": 1, "reason": ""}

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(steps.STEPS.insert().values({**plain, **row}))


@pytest.mark.parametrize("act", ["change", "remove"])
def test_what_happened_cannot_be_changed_or_removed(session: Session, act: str) -> None:
    flagged(session)
    concerns.raise_new(session, working=OFFICE, now=NOON)

    with pytest.raises(DBAPIError, match="only added"):
        session.execute(steps.STEPS.update().values(by=COVER) if act == "change" else steps.STEPS.delete())


def test_erasing_a_comment_erases_its_concern(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)

    session.delete(session.get_one(Comment, comment_id))
    session.flush()

    with pytest.raises(concerns.NoSuchConcern):
        listing.look_at(session, comment_id=comment_id)
    assert session.exec(select(ConcernStep)).all() == []


def at_once(engine: Engine, *acts: object) -> list[str]:
    """Do these at the same moment, each in a transaction of its own; what each met."""
    together = Barrier(len(acts))

    def act(one: object) -> str:
        try:
            together.wait()
            with db.transaction(engine) as session:
                one(session)  # type: ignore[operator]  # a function of a session
        except (concerns.AlreadyDecided, concerns.NotDecided) as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_two_leads_who_open_it_at_once_are_both_kept_and_one_is_first(session: Session, engine: Engine) -> None:
    comment_id = flagged(session)
    session.commit()

    met = at_once(
        engine,
        *(
            lambda session, by=by: concerns.open_concern(session, comment_id=comment_id, by=by, now=NOON)
            for by in (LEAD, COVER)
        ),
    )

    assert met == ["done", "done"]
    assert sorted(story(session, comment_id)) == ["opened", "opened", "raised"]
    assert listing.look_at(session, comment_id=comment_id).opened_by in (LEAD, COVER)


def test_two_leads_who_decide_at_once_do_not_overwrite_each_other(session: Session, engine: Engine) -> None:
    comment_id = flagged(session)
    for by in (LEAD, COVER):
        concerns.open_concern(session, comment_id=comment_id, by=by, now=NOON)
    session.commit()

    met = at_once(
        engine,
        lambda session: decide(session, comment_id, outcome=ConcernOutcome.POLICE),
        lambda session: decide(session, comment_id, outcome=ConcernOutcome.NO_CONCERN, by=COVER),
    )

    assert sorted(met) == ["AlreadyDecided", "done"]
    assert story(session, comment_id).count("decided") == 1
    hidden = listing.look_at(session, comment_id=comment_id).outcome is ConcernOutcome.POLICE
    assert inbox.state_counts(session).total == (0 if hidden else 1)
