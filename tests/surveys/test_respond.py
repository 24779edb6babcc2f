"""An answer is stored once, with a day and nothing of its sender; nothing acknowledged is lost."""

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from coproduce.core import clock, codes, db
from coproduce.voice import receipts, receive
from coproduce.voice.models import Audience, Comment
from surveys.definition import Definition
from surveys.models import Channel, Response, ResponseComment, Stratum, SurveyKind
from surveys.parse import parse
from surveys.respond import Given, Origin, audience, respond
from surveys.running import Asked, asked
from surveys.sheet import Sheet, read_sheet
from tests.factories_surveys import ALL_AGREE, choice, definition, pulse

SECRET = "s" * 40
ORIGIN = Origin("en", Channel.OPEN, Stratum.OPEN, clock.today())
WORDS = "Nobody rings back about the plan."


@pytest.fixture
def now_asked(session: Session) -> Asked:
    pulse(session)
    session.commit()
    found = asked(session, slug="parent-pulse", today=clock.today())
    session.commit()
    return found


def sheet(definition: Definition, **sent: str) -> Sheet:
    return read_sheet(definition, lambda code: [sent[code]] if code in sent else [])


def send(engine: Engine, now_asked: Asked, *, nonce: str = "a form's token", **sent: str) -> Given:
    with db.transaction(engine) as session:
        return respond(
            session,
            asked=now_asked,
            sheet=sheet(now_asked.definition, **(sent or ALL_AGREE)),
            origin=ORIGIN,
            nonce=nonce,
            secret=SECRET,
        )


def number_of(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_answer_keeps_codes_a_day_and_its_door(engine: Engine, session: Session, now_asked: Asked) -> None:
    send(engine, now_asked, **ALL_AGREE, provision="ehcp")

    stored = session.scalars(select(Response)).one()
    assert stored.answers == {**ALL_AGREE, "provision": "ehcp"}
    assert type(stored.answered_on) is date
    assert (stored.channel, stored.stratum, stored.language) == (Channel.OPEN, Stratum.OPEN, "en")


def test_words_become_a_comment_and_are_never_among_the_answers(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    send(engine, now_asked, i1="2", comment=WORDS, quote="yes", worried="yes")

    comment = session.scalars(select(Comment)).one()
    assert (comment.original, comment.wave, comment.question_kind) == (WORDS, "parent-pulse/2026-11", "why")
    assert comment.may_quote
    assert comment.writer_worried
    assert session.scalars(select(Response)).one().answers == {"i1": "2"}
    assert session.scalars(select(ResponseComment)).one().comment_id == comment.id


def test_a_repeat_stores_nothing_and_gives_the_same_receipt(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    first = send(engine, now_asked, i1="2", comment=WORDS)
    again = send(engine, now_asked, i1="2", comment=WORDS)

    assert (again.code, again.themes) == (first.code, tuple(sorted(first.themes)))
    assert (first.repeated, again.repeated) == (False, True)
    assert number_of(session, Response) == number_of(session, Comment) == 1


def test_other_answers_from_the_same_form_are_another_answer(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    given = [
        send(engine, now_asked, i1="2"),
        send(engine, now_asked, i1="3"),
        send(engine, now_asked, i1="2", comment=WORDS),
        send(engine, now_asked, i1="2", nonce="another form's token"),
    ]

    assert len({each.code for each in given}) == 4
    assert number_of(session, Response) == 4


def test_the_receipt_leads_to_the_wave_and_to_nothing_else(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    given = send(engine, now_asked)

    found = receipts.find(session, secret=SECRET, code=given.code)
    assert found is not None
    assert found.wave == "parent-pulse/2026-11"
    assert receipts.find(session, secret="another" * 8, code=given.code) is None
    # Only whoever has the code can name the row: the mark says nothing without the key.
    mark = codes.mark(codes.derive_key(SECRET, "receipt-erase"), given.code)
    assert session.scalars(select(Response)).one().mark == mark


@pytest.mark.parametrize("attempt", range(5))
def test_the_same_form_from_two_threads_at_one_moment_is_one_answer(
    engine: Engine, session: Session, now_asked: Asked, attempt: int
) -> None:
    together, given = Barrier(2), []

    def press() -> None:
        together.wait()
        given.append(send(engine, now_asked, i1="2", comment=f"{WORDS} {attempt}"))

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({each.code for each in given}) == 1
    assert sorted(each.repeated for each in given) == [False, True]
    assert number_of(session, Response) == number_of(session, Comment) == 1


def test_words_are_read_before_a_transaction_begins(engine: Engine, now_asked: Asked) -> None:
    """On SQLite a transaction that writes holds the one write lock: words that cannot be read never take it."""
    unreadable = Sheet({}, {"comment": " "}, may_quote=False, writer_worried=False, faults={})

    with Session(engine) as session:
        with pytest.raises(receive.NothingSaid):
            respond(session, asked=now_asked, sheet=unreadable, origin=ORIGIN, nonce="n", secret=SECRET)
        assert not session.in_transaction()


@pytest.mark.parametrize(
    ("kind", "said", "whose"),
    [
        (SurveyKind.PULSE, None, Audience.PARENT),
        (SurveyKind.CONSULTATION, None, Audience.CYP),
        (SurveyKind.PULSE, "young_person", Audience.CYP),
        (SurveyKind.CONSULTATION, "parent", Audience.PARENT),
        (SurveyKind.PULSE, "practitioner", Audience.PARENT),
    ],
)
def test_words_are_those_of_whoever_says_who_they_are(kind: SurveyKind, said: str | None, whose: Audience) -> None:
    asked_of = parse(definition(kind=kind.value))

    assert audience(asked_of, {"i_am": said} if said else {}) is whose


def test_a_parents_words_in_a_survey_for_both_are_kept_as_theirs(engine: Engine, session: Session) -> None:
    options = [{"code": code, "text": code} for code in ("parent", "young_person")]
    box = {"code": "words", "type": "long_text", "text": "What else?", "kind": "improve"}
    worry = {"code": "worried", "type": "tick", "text": "I am worried.", "role": "writer_worried"}
    raw = definition(choice("i_am", options=options), box, worry, kind="consultation")
    survey, _ = pulse(session, raw=raw)
    now = asked(session, slug=survey.slug, today=clock.today())
    session.commit()

    send(engine, now, i_am="parent", words=WORDS)
    assert session.scalars(select(Comment)).one().audience is Audience.PARENT
