"""Words go in two steps: first as they were written, later altogether; what rests on them goes on working."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, select

from coproduce.rights import words
from coproduce.safeguarding import concerns, keeping
from coproduce.safeguarding.models import Concern, ConcernOutcome
from coproduce.voice import inbox
from coproduce.voice.models import Comment, Reading
from coproduce.web.retention import Reach
from coproduce.yousaid import track
from coproduce.yousaid.models import Quote
from tests.factories import NOON
from tests.factories_surveys import pulse
from tests.factories_voice import comment
from tests.factories_yousaid import content, forum, many_said, officer, published

LEAD = "safeguarding@example.org"
OLD, YOUNG = date(2026, 1, 5), date(2026, 11, 20)
WRITTEN, HIDDEN = "Mrs Okafor never rings back.", "[NAME] never rings back."


def since(days: int, *, now: datetime = NOON, part: str = "", others: tuple[str, ...] = ()) -> Reach:
    """What is older than so many days."""
    return Reach(now - timedelta(days=days), now, part, others)


def kept(session: Session, comment_id: UUID) -> Comment | None:
    """The comment as the database has it."""
    session.expire_all()
    return session.get(Comment, comment_id)


def test_a_comment_as_it_was_written_goes_first_and_its_themes_stay(session: Session) -> None:
    old = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD)
    young = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=YOUNG)
    before = inbox.theme_tallies(session)
    reach = since(180)

    assert words.count_originals(session, reach) == 1
    assert words.purge_originals(session, reach) == 1

    found, other = kept(session, old.id), kept(session, young.id)
    assert found
    assert (found.original, found.redacted) == (HIDDEN, HIDDEN)
    assert other
    assert other.original == WRITTEN
    assert inbox.theme_tallies(session) == before
    assert words.purge_originals(session, reach) == 0


def test_no_hash_is_left_from_which_a_name_could_be_guessed(session: Session) -> None:
    old = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD)
    before, mark = old.text_hash, "m" * 64
    session.execute(text("UPDATE comments SET import_mark = :mark"), {"mark": mark})

    words.purge_originals(session, since(180))

    found = kept(session, old.id)
    reading = session.exec(select(Reading)).one()
    assert found
    assert found.import_mark is None
    assert found.text_hash == reading.text_hash != before


def test_words_that_the_safeguarding_lead_has_not_decided_on_stay(session: Session) -> None:
    waits = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD, concern=True)
    referred = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD, concern=True)
    cleared = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD, concern=True)
    decide(session, referred, ConcernOutcome.CHILDREN_SERVICES)
    decide(session, cleared, ConcernOutcome.NO_CONCERN)

    assert words.purge_originals(session, since(180)) == 1

    assert [kept(session, each.id).original for each in (waits, referred, cleared)] == [  # type: ignore[union-attr]
        WRITTEN,
        WRITTEN,
        HIDDEN,
    ]


def decide(session: Session, flagged: Comment, outcome: ConcernOutcome) -> None:
    """The lead's decision."""
    concerns.open_concern(session, comment_id=flagged.id, by=LEAD, now=NOON)
    concerns.decide(session, comment_id=flagged.id, outcome=outcome, reason="Looked into.", by=LEAD, now=NOON)


def test_comments_of_a_wave_go_together_so_many_days_after_it_closed(session: Session) -> None:
    pulse(session, wave="2026-01", opens_on=date(2026, 1, 1), closes_on=date(2026, 3, 1))
    comment(session, wave="parent-pulse/2026-01", said_on=date(2026, 1, 2))
    comment(session, wave="parent-pulse/2026-01", said_on=date(2026, 2, 27))
    comment(session, wave="", source="letters", said_on=date(2026, 1, 2))

    assert words.count_comments(session, since(300)) == words.purge_comments(session, since(300)) == 1
    assert set(session.exec(select(Comment.wave))) == {"parent-pulse/2026-01"}

    assert words.purge_comments(session, since(260)) == 2
    assert session.exec(select(Comment)).all() == []


def test_a_survey_with_a_time_of_its_own_goes_by_it(session: Session) -> None:
    comment(session, source="parent-pulse", wave="", said_on=OLD)
    comment(session, source="letters", wave="", said_on=OLD)

    assert words.purge_comments(session, since(30, others=("parent-pulse",))) == 1
    assert [each.source for each in session.exec(select(Comment))] == ["parent-pulse"]
    assert words.purge_comments(session, since(30, part="parent-pulse")) == 1


def test_of_a_comment_that_a_public_reply_quotes_the_quoted_words_stay(session: Session) -> None:
    ids = many_said(session, 10)
    reply = published(session, quotes={ids[0]: "rings back about the plan"})

    assert words.count_comments(session, since(30)) == 10
    assert words.purge_comments(session, since(30)) == 10

    session.expire_all()
    left = session.exec(select(Comment)).one()
    assert (left.id, left.original, left.redacted) == (ids[0], *["rings back about the plan"] * 2)
    assert [quote.text for quote in track.find(session, reply_id=reply.id or 0).quotes] == [left.redacted]
    assert words.count_comments(session, since(30)) == words.purge_comments(session, since(30)) == 0


def test_a_quote_in_a_draft_goes_with_its_comment(session: Session) -> None:
    ids = many_said(session, 10)
    by = officer(session)
    forum(session)
    track.write(session, content=content(quotes={ids[0]: "rings back"}), by=by, now=NOON, today=NOON.date())

    words.purge_comments(session, since(30))

    assert session.exec(select(Quote)).all() == []


def test_a_concern_that_was_cleared_keeps_its_record_without_the_words(session: Session) -> None:
    cleared = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD, concern=True)
    waits = comment(session, text=WRITTEN, redacted=HIDDEN, said_on=OLD, concern=True)
    decide(session, cleared, ConcernOutcome.ADVICE)

    assert words.count_comments(session, since(30)) == words.purge_comments(session, since(30)) == 1

    found, other = kept(session, cleared.id), kept(session, waits.id)
    assert found
    assert (found.original, found.redacted, found.hidden) == ("", "", True)
    assert other
    assert other.original == WRITTEN
    record = session.get(Concern, cleared.id)
    assert record
    assert record.reason == "Looked into."
    assert session.exec(select(Reading).where(Reading.comment_id == cleared.id)).all() == []


def test_a_concern_goes_with_its_words_and_its_steps_years_after_it_was_decided(session: Session) -> None:
    old, waits = (comment(session, text=WRITTEN, said_on=OLD, concern=True) for _ in range(2))
    decide(session, old, ConcernOutcome.CHILDREN_SERVICES)
    concerns.open_concern(session, comment_id=waits.id, by=LEAD, now=NOON)
    later = since(30, now=NOON + timedelta(days=31))

    assert keeping.count_concerns(session, since(30)) == 0
    assert keeping.count_concerns(session, later) == keeping.purge_concerns(session, later) == 1

    session.expire_all()
    assert [each.comment_id for each in session.exec(select(Concern))] == [waits.id]
    assert [each.id for each in session.exec(select(Comment))] == [waits.id]
