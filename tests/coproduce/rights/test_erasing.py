"""A family erases what it said with its six words: all of it goes, and nobody else can."""

import time
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel, select

from coproduce.core import clock, db
from coproduce.core.audit import AuditEntry
from coproduce.insight import picture
from coproduce.office.backup.restoring import restore
from coproduce.office.backup.writing import write_backup
from coproduce.rights import erasing
from coproduce.rights.feature import FEATURE
from coproduce.safeguarding import concerns
from coproduce.safeguarding.models import Concern, ConcernOutcome
from coproduce.voice import inbox, receipts
from coproduce.voice.models import Comment, CommentTheme, Reading
from coproduce.yousaid import track
from coproduce.yousaid.models import Quote, Reply, ReplyStep, Step
from surveys import erasing as answers
from surveys.models import Channel, Response, Stratum, Wave
from surveys.respond import Given, Origin, respond
from surveys.running import asked
from surveys.sheet import read_sheet
from tests.factories import NOON
from tests.factories_surveys import ALL_AGREE, pulse
from tests.factories_yousaid import content, forum, officer, read_quotes

SECRET = "s" * 40
WORDS = "The zebra taxi for Wilhelmina never rings back about the violet plan."
HARM = "My partner hits our zebra son Wilhelmina at home."
TODAY = clock.today()
LEAD = "safeguarding@example.org"


@pytest.fixture(autouse=True)
def _open_now(session: Session) -> None:
    pulse(session)
    session.commit()


def send(engine: Engine, words: str = WORDS, *, nonce: str = "a form", may_quote: bool = True) -> Given:
    """A family's answer with words."""
    sent = ALL_AGREE | {"comment": words} | ({"quote": "yes"} if may_quote else {})
    with db.transaction(engine) as session:
        now_asked = asked(session, slug="parent-pulse", today=TODAY)
        sheet = read_sheet(now_asked.definition, lambda code: [sent[code]] if code in sent else [])
        origin = Origin("en", Channel.OPEN, Stratum.OPEN, TODAY)
        return respond(session, asked=now_asked, sheet=sheet, origin=origin, nonce=nonce, secret=SECRET)


def erase(engine: Engine, code: str) -> bool:
    """The family presses the button."""
    with db.transaction(engine) as session:
        return erasing.erase(session, secret=SECRET, code=code, now=NOON)


def everything(session: Session) -> str:
    """All rows of all tables but the survey's own text, as text."""
    session.rollback()
    return "\n" + "\n".join(
        f"{table.name} {tuple(row)!r}"
        for table in SQLModel.metadata.sorted_tables
        if table.name != "survey_versions"
        for row in session.execute(select(*table.columns))
    )


def test_nothing_of_the_words_is_left_in_any_table(engine: Engine, session: Session) -> None:
    given = send(engine)
    assert "zebra" in everything(session)
    assert "violet" in everything(session)

    assert erase(engine, given.code)

    left = everything(session)
    for word in ("zebra", "Wilhelmina", "violet", "communication", given.code):
        assert word not in left, word
    for name in ("responses", "response_comments", "comments", "readings", "comment_themes", "receipts_waiting"):
        assert f"\n{name} " not in left, name


def test_another_family_keeps_what_it_said(engine: Engine, session: Session) -> None:
    mine, theirs = send(engine), send(engine, "Staff were kind to us.", nonce="another form")

    erase(engine, mine.code)

    assert session.exec(select(Comment.original)).all() == ["Staff were kind to us."]
    assert erasing.is_known(session, secret=SECRET, code=theirs.code)
    assert not erasing.is_known(session, secret=SECRET, code=mine.code)


def test_a_second_time_and_a_wrong_code_change_nothing(engine: Engine, session: Session) -> None:
    given = send(engine)

    assert not erase(engine, "apple-beach-cloud-drum-earth-field")
    assert not erase(engine, "")
    assert erasing.is_known(session, secret=SECRET, code=given.code)

    assert erase(engine, given.code.upper().replace("-", " "))
    assert not erase(engine, given.code)


def test_the_audit_says_that_it_happened_and_nothing_more(engine: Engine, session: Session) -> None:
    given = send(engine)
    erase(engine, given.code)

    entry = session.exec(select(AuditEntry)).one()
    assert (entry.act, entry.by, entry.about) == ("answers.erased", "family", "survey:parent-pulse")
    assert entry.facts.keys() == {"answer"}
    assert given.code not in str(entry.facts)


def test_a_receipt_that_was_moved_goes_too(engine: Engine, session: Session) -> None:
    given = [send(engine, nonce=f"form {number}", may_quote=False) for number in range(receipts.LEAST_BATCH)]
    with db.transaction(engine) as moving:
        assert receipts.shuffle_waiting(moving).startswith("Receipts moved: 20.")

    erase(engine, given[3].code)

    assert receipts.find(session, secret=SECRET, code=given[3].code) is None
    assert receipts.find(session, secret=SECRET, code=given[4].code) is not None


@pytest.mark.parametrize("moved_before", [False, True])
def test_the_job_that_moves_receipts_brings_no_erased_one_back(engine: Engine, *, moved_before: bool) -> None:
    given = [send(engine, nonce=f"form {number}", may_quote=False) for number in range(receipts.LEAST_BATCH)]
    if moved_before:
        with db.transaction(engine) as moving:
            receipts.shuffle_waiting(moving)
        send(engine, nonce="one more", may_quote=False)
    code = given[0].code
    thread = Thread(target=erase, args=(engine, code))

    with db.transaction(engine) as moving:
        receipts.shuffle_waiting(moving)
        thread.start()
        time.sleep(0.3)
        assert thread.is_alive()  # it waits for the job
    thread.join(20)

    with db.reading(engine) as session:
        assert not erasing.is_known(session, secret=SECRET, code=code)


def test_two_who_press_at_once_erase_once(engine: Engine, session: Session) -> None:
    code = send(engine).code
    done: list[bool] = []
    threads = [Thread(target=lambda: done.append(erase(engine, code))) for _ in range(2)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(done) == [False, True]
    assert len(session.exec(select(AuditEntry)).all()) == 1


def quoted(session: Session, engine: Engine, *, publish: bool) -> tuple[str, Reply]:
    """A reply that quotes this family, among ten; its code and the reply."""
    given = [send(engine, nonce=f"form {number}") for number in range(10)]
    with db.transaction(engine) as making:
        comment = making.exec(select(Comment)).first()
        assert comment is not None
        one, other = officer(making), forum(making)
        theme = making.exec(select(CommentTheme.theme).where(CommentTheme.comment_id == comment.id)).first()
        assert theme is not None
        written = content(theme=theme, quotes={comment.id: "never rings back"})
        day = NOON + timedelta(days=365)
        reply = track.write(making, content=written, by=one, now=day, today=day.date())
        reply_id = reply.id or 0
        if publish:
            read_quotes(making, reply, by=other, now=day)
            track.sign(making, reply_id=reply_id, version=reply.version, by=one, now=day, today=day.date())
            track.co_sign(making, reply_id=reply_id, version=reply.version, by=other, now=day, today=day.date())
            track.publish(making, reply_id=reply_id, version=reply.version, by=one, now=day, today=day.date())
        quoted_id = comment.id
    session.rollback()
    for each in given:
        mark = answers.mark_of(each.code, secret=SECRET)
        found = answers.find(session, mark=mark)
        if found and quoted_id in found.comment_ids:
            session.rollback()
            return each.code, reply
    raise AssertionError("Nobody wrote the comment that is quoted.")


@pytest.mark.parametrize("publish", [False, True])
def test_a_quotation_leaves_the_reply_and_the_replys_story_says_so(
    engine: Engine, session: Session, *, publish: bool
) -> None:
    code, reply = quoted(session, engine, publish=publish)

    erase(engine, code)

    assert session.exec(select(Quote)).all() == []
    after = track.find(session, reply_id=reply.id or 0)
    assert (after.state, after.version) == (reply.state, reply.version + 1)
    last = session.exec(select(ReplyStep).order_by(ReplyStep.id.desc())).first()  # type: ignore[union-attr]
    assert last is not None
    assert last.step is Step.QUOTE_ERASED


def flagged(engine: Engine, session: Session) -> tuple[str, Comment]:
    """A family wrote of harm: its code and the comment."""
    given = send(engine, HARM, may_quote=False)
    comment = session.exec(select(Comment)).one()
    session.commit()
    assert comment.concern
    return given.code, comment


def decide(engine: Engine, comment: Comment, outcome: ConcernOutcome) -> None:
    """The lead opens and decides."""
    with db.transaction(engine) as session:
        concerns.open_concern(session, comment_id=comment.id, by=LEAD, now=NOON)
        concerns.decide(session, comment_id=comment.id, outcome=outcome, reason="Looked.", by=LEAD, now=NOON)


def stands(session: Session, comment: Comment) -> Comment:
    """The comment as it is now."""
    session.rollback()
    session.expire_all()
    found = session.get(Comment, comment.id)
    assert found is not None
    return found


def test_words_that_the_lead_has_not_decided_on_are_kept_for_the_lead_alone(
    engine: Engine, session: Session
) -> None:
    code, comment = flagged(engine, session)

    assert erase(engine, code)

    assert not erasing.is_known(session, secret=SECRET, code=code)
    assert session.exec(select(Response)).all() == []
    kept = stands(session, comment)
    assert (kept.original, kept.hidden, kept.erase_asked_on) == (HARM, True, NOON.date())
    assert inbox.theme_tallies(session) == []


def test_they_go_as_soon_as_the_lead_needs_them_no_longer(engine: Engine, session: Session) -> None:
    code, comment = flagged(engine, session)
    erase(engine, code)

    decide(engine, comment, ConcernOutcome.NO_CONCERN)

    kept = stands(session, comment)
    assert (kept.original, kept.redacted, kept.hidden) == ("", "", True)
    assert "zebra" not in everything(session)
    record = session.get(Concern, comment.id)
    assert record is not None
    assert record.reason == "Looked."
    assert session.exec(select(Reading)).all() == []


def test_they_stay_while_they_protect_a_child(engine: Engine, session: Session) -> None:
    code, comment = flagged(engine, session)
    erase(engine, code)

    decide(engine, comment, ConcernOutcome.CHILDREN_SERVICES)

    kept = stands(session, comment)
    assert (kept.original, kept.hidden) == (HARM, True)


def test_of_a_concern_that_was_cleared_before_only_the_record_stays(engine: Engine, session: Session) -> None:
    code, comment = flagged(engine, session)
    decide(engine, comment, ConcernOutcome.ADVICE)

    erase(engine, code)

    assert "zebra" not in everything(session)
    assert session.get(Concern, comment.id) is not None


def test_a_number_that_was_published_does_not_move(engine: Engine, session: Session) -> None:
    mine = send(engine)
    one = session.exec(select(Response)).one()
    table = SQLModel.metadata.tables["responses"]
    alike = {column.name: getattr(one, column.name) for column in table.columns}
    for number in range(60):
        given = ALL_AGREE | {"i1": str(1 + number % 5)}
        session.execute(insert(table).values(alike | {"id": uuid4(), "mark": f"{number:064}", "answers": given}))
    wave = session.exec(select(Wave)).one()
    wave.opens_on, wave.closes_on = date(2026, 1, 1), NOON.date() - timedelta(days=1)
    session.commit()
    before = published(session)

    erase(engine, mine.code)

    session.rollback()
    assert len(session.exec(select(Response)).all()) == 60
    assert published(session) == before


def published(session: Session) -> object:
    """The measure that everybody sees."""
    drawn = picture.draw(session, slug="parent-pulse", today=NOON.date(), closed_only=True)
    assert drawn.newest is not None
    return drawn.newest.measure, drawn.words


def test_a_restore_does_not_bring_back_what_was_erased_since(
    engine: Engine, session: Session, tmp_path: Path
) -> None:
    given, other = send(engine), send(engine, "The other zebra sings.", nonce="another form")
    file = tmp_path / "kept.zip"
    write_backup(engine, file, secret=SECRET, now=NOON)
    erase(engine, given.code)

    for _ in range(2):  # what is erased again is on record again, for the next time
        done = restore(engine, file, replace=True, secret=SECRET, now=NOON, replays=FEATURE.replays)

        assert done.erased == 1
        assert "Wilhelmina" not in everything(session)
        assert "The other zebra sings." in everything(session)
        session.rollback()
    assert erasing.is_known(session, secret=SECRET, code=other.code)
