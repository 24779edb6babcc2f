"""A concern: hidden until read, opened by somebody, decided with a reason."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.safeguarding import concerns
from coproduce.safeguarding.models import Concern, ConcernOpening, ConcernOutcome
from coproduce.voice import inbox
from coproduce.voice.models import Comment
from tests.factories import NOON
from tests.factories_voice import comment

LEAD, COVER = "lead@example.org", "cover@example.org"
WORDS = "He says he wants to die and I cannot keep him safe."


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
) -> None:
    """A decision, with plain defaults."""
    concerns.decide(session, comment_id=comment_id, outcome=outcome, reason=reason, by=by, now=NOON)


def test_a_flagged_comment_waits_without_its_words(session: Session) -> None:
    comment_id = flagged(session)
    comment(session)

    waiting = concerns.waiting(session)

    assert [concern.comment_id for concern in waiting] == [comment_id]
    assert waiting[0].kinds == ("self_harm_suicide",)
    assert WORDS not in str(waiting[0])


def test_the_job_starts_each_clock_once(session: Session) -> None:
    comment_id = flagged(session)
    day = date(2026, 11, 24)

    assert concerns.note_new(session, today=day) == "1 new concerns."
    assert concerns.note_new(session, today=day + timedelta(days=1)) == "0 new concerns."
    assert concerns.look_at(session, comment_id=comment_id).raised_on == day


def test_the_words_are_for_whoever_opened_it_and_that_is_kept(session: Session) -> None:
    comment_id = flagged(session)
    assert concerns.words_for(session, comment_id=comment_id, by=LEAD) is None

    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON + timedelta(hours=2))

    assert concerns.words_for(session, comment_id=comment_id, by=LEAD) == WORDS
    assert concerns.words_for(session, comment_id=comment_id, by=COVER) is None
    concerns.open_concern(session, comment_id=comment_id, by=COVER, now=NOON + timedelta(hours=3))
    seen = concerns.look_at(session, comment_id=comment_id)
    assert (seen.opened_by, seen.opened_at) == (LEAD, NOON)
    kept = {opening.opened_by: opening.opened_at for opening in session.exec(select(ConcernOpening))}
    assert kept == {LEAD: NOON, COVER: NOON + timedelta(hours=3)}


def test_a_comment_that_was_not_flagged_has_no_concern_to_open(session: Session) -> None:
    ordinary = comment(session).id

    for comment_id in (ordinary, uuid4()):
        with pytest.raises(concerns.NoSuchConcern):
            concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)
        assert concerns.words_for(session, comment_id=comment_id, by=LEAD) is None


@pytest.mark.parametrize("outcome", [ConcernOutcome.ADVICE, ConcernOutcome.NO_ACTION])
def test_a_decision_lets_the_comment_join_the_themes(session: Session, outcome: ConcernOutcome) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)

    decide(session, comment_id, outcome=outcome)

    assert concerns.waiting(session) == []
    assert [concern.comment_id for concern in concerns.decided(session)] == [comment_id]
    assert inbox.state_counts(session).total == 1


def test_what_is_referred_stays_hidden(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)

    decide(session, comment_id, outcome=ConcernOutcome.REFERRED)

    assert concerns.waiting(session) == []
    assert inbox.state_counts(session).total == 0
    assert concerns.look_at(session, comment_id=comment_id).decided_by == LEAD


def test_a_decision_needs_a_reason_and_a_reader(session: Session) -> None:
    comment_id = flagged(session)

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
    decide(session, comment_id, outcome=ConcernOutcome.REFERRED)

    with pytest.raises(concerns.AlreadyDecided):
        decide(session, comment_id, outcome=ConcernOutcome.NO_ACTION)

    assert concerns.look_at(session, comment_id=comment_id).outcome is ConcernOutcome.REFERRED
    assert inbox.state_counts(session).total == 0


def test_those_nobody_opened_come_first_then_the_oldest(session: Session) -> None:
    opened, newer, older, unnoted = (flagged(session) for _ in range(4))
    for comment_id, day in ((opened, 1), (newer, 20), (older, 10)):
        session.add(Concern(comment_id=comment_id, raised_on=date(2026, 11, day)))
    session.flush()
    concerns.open_concern(session, comment_id=opened, by=LEAD, now=NOON)

    assert [c.comment_id for c in concerns.waiting(session)] == [older, newer, unnoted, opened]


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"outcome": ConcernOutcome.ADVICE, "decided_at": NOON, "decided_by": LEAD}, "decided_with_reason"),
        ({"outcome": ConcernOutcome.ADVICE, "reason": "Rang.", "decided_by": LEAD}, "decided_with_reason"),
        ({"outcome": ConcernOutcome.ADVICE, "reason": "Rang.", "decided_at": NOON}, "decided_with_reason"),
        (
            {"outcome": ConcernOutcome.ADVICE, "reason": "Rang.", "decided_at": NOON, "decided_by": LEAD},
            "opened_before_decided",
        ),
        ({"opened_at": NOON}, "opened_by_somebody"),
    ],
)
def test_the_database_refuses_what_must_never_be(
    session: Session, row: dict[str, object], constraint: str
) -> None:
    empty = {"opened_by": "", "decided_by": "", "reason": "", "raised_on": NOON.date()}
    comment_id = flagged(session)

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(concerns.CONCERNS.insert().values({**empty, "comment_id": comment_id, **row}))


def test_erasing_a_comment_erases_its_concern(session: Session) -> None:
    comment_id = flagged(session)
    concerns.open_concern(session, comment_id=comment_id, by=LEAD, now=NOON)

    session.delete(session.get_one(Comment, comment_id))
    session.flush()

    with pytest.raises(concerns.NoSuchConcern):
        concerns.look_at(session, comment_id=comment_id)
    assert session.exec(select(ConcernOpening)).all() == []
