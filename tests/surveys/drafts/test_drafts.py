"""Answers that are kept for later: found by their words alone, sealed, and joined to no answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, select

from coproduce.core import db, sealing
from coproduce.rights import erasing
from surveys.drafts import keep, settle, words
from surveys.drafts.content import SMALLEST, Content, TooMuch
from surveys.drafts.models import Draft
from surveys.models import Channel, Response, Stratum
from surveys.respond import Origin, respond
from surveys.running import asked
from surveys.sheet import read_sheet
from tests.factories_surveys import choice, definition, pulse

SECRET = "s" * 40
TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
CONTENT = Content("small", 1, "a nonce", begun=0, fields={"colour": ("red",), "story": ("The zebra taxi.",)})


@pytest.fixture(scope="module")
def opener() -> words.Opener:
    return words.opener("apple-bridge-candle-daisy-eagle-forest", secret=SECRET)


def begun(session: Session, opener: words.Opener, content: Content = CONTENT, days: int = 30) -> words.Opener:
    keep.keep(session, opener=opener, content=content, today=TODAY, days=days, secret=SECRET)
    return opener


def test_words_open_it_however_they_are_typed_and_six_are_drawn(opener: words.Opener) -> None:
    assert words.opener(" Apple bridge-CANDLE daisy eagle forest ", secret=SECRET) == opener
    assert words.opener("apple-bridge-candle-daisy-eagle", secret=SECRET).mark != opener.mark
    assert words.opener(opener.code, secret="t" * 40).key != opener.key
    assert len(words.new_code().split("-")) == 6


def test_a_screen_takes_the_place_of_what_was_typed_on_it_and_of_nothing_else() -> None:
    content = replace(CONTENT, fields={"colour": ("red",), "since-month": ("4",), "story": ("Hm.",)})
    sent = {"since-month": ["5"], "since-year": [""], "story": ["not of this screen"]}

    changed = content.typed(["since", "colour"], lambda name: sent.get(name, []), list(sent))

    assert dict(changed.fields) == {"since-month": ("5",), "story": ("Hm.",)}


def test_a_draft_tells_little_by_its_size_and_has_a_largest() -> None:
    assert len(CONTENT.packed()) == len(replace(CONTENT, fields={}).packed()) == SMALLEST
    assert Content.unpacked(CONTENT.packed()) == CONTENT
    later = CONTENT.packed().rstrip()[:-1] + b', "of a later version": true}'
    assert Content.unpacked(later) == CONTENT
    with pytest.raises(TooMuch):
        replace(CONTENT, fields={"story": ("x" * 300_000,)}).packed()


def test_it_is_found_by_its_words_until_its_day(session: Session, opener: words.Opener) -> None:
    begun(session, opener)

    assert keep.find(session, opener=opener, today=TODAY + timedelta(days=30))[0] == CONTENT
    with pytest.raises(keep.NoSuchDraft):
        keep.find(session, opener=opener, today=TODAY + timedelta(days=31))
    with pytest.raises(keep.NoSuchDraft):
        keep.find(session, opener=replace(opener, mark="0" * 64), today=TODAY)
    changed = replace(CONTENT, screen=3)
    keep.change(session, opener=opener, content=changed)
    assert keep.find(session, opener=opener, today=TODAY)[0].screen == 3


def test_the_row_says_nothing_and_the_applications_key_does_not_open_it(
    session: Session, opener: words.Opener
) -> None:
    begun(session, opener)
    row = session.exec(select(Draft)).one()

    assert {c.name for c in SQLModel.metadata.tables["survey_drafts"].columns} == {
        "find_mark",
        "sealed",
        "answer",
        "expires_on",
        "is_settled",
    }
    for told in ("zebra", "small", opener.code, "nonce"):
        assert told not in row.sealed + row.answer + row.find_mark
    for key in (SECRET, opener.mark):
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(key, f"draft/{opener.mark}", row.sealed)
    other = begun(session, replace(opener, mark="1" * 64))
    session.execute(
        text("UPDATE survey_drafts SET sealed = :sealed WHERE find_mark = :mark"),
        {"sealed": row.sealed, "mark": other.mark},
    )
    with pytest.raises(keep.NoSuchDraft):  # a sealed draft does not open in another row
        keep.find(session, opener=other, today=TODAY)


def send(session: Session, content: Content) -> bool:
    """Send a draft; whether it is a new answer."""
    now_asked = asked(session, slug="small", today=TODAY)
    given = respond(
        session,
        asked=now_asked,
        sheet=read_sheet(now_asked.definition, content.values),
        origin=Origin("en", Channel.OPEN, Stratum.OPEN, TODAY),
        nonce="",
        secret=SECRET,
        code=keep.receipt_code(content, secret=SECRET),
    )
    return not given.repeated


def test_a_draft_is_one_answer_whatever_is_changed_before_it_is_sent_again(
    session: Session, opener: words.Opener
) -> None:
    pulse(session, raw=definition(choice()), opens_on=TODAY)
    begun(session, opener)

    assert send(session, CONTENT)
    assert not send(session, replace(CONTENT, fields={"colour": ("blue",)}))
    assert [response.answers for response in session.exec(select(Response))] == [{"colour": "red"}]


def settled(engine: Engine, now: datetime = NOW) -> str:
    with db.transaction(engine) as session:
        return settle.settle(session, secret=SECRET, now=now)


def test_sent_drafts_go_only_in_company_and_no_value_or_order_joins_them_to_answers(
    engine: Engine, session: Session, opener: words.Opener
) -> None:
    pulse(session, raw=definition(choice()), opens_on=TODAY)
    drafts = [
        (replace(opener, mark=f"{number:064x}"), replace(CONTENT, nonce=str(number)))
        for number in range(settle.LEAST_BATCH + 1)
    ]
    for one, content in drafts:
        begun(session, one, content)
    for _, content in drafts[:-2]:
        send(session, content)
    session.commit()

    assert "Sent and erased: 0. Sent and waiting for company: 19. Written anew: 21." in settled(engine)
    assert "Written anew: 0." in settled(engine)  # nothing was changed since
    dump = " ".join(str(row) for row in session.execute(text("SELECT * FROM survey_drafts")))
    marks = [response.mark for response in session.exec(select(Response))]
    assert not any(mark in dump for mark in marks)
    if engine.dialect.name == "postgresql":
        xmins = [set(session.execute(text(f"SELECT xmin::text FROM {t}")).scalars()) for t in TABLES]
        assert len(xmins[0]) == 1
        assert not xmins[0] & xmins[1]
    session.rollback()

    with db.transaction(engine) as other:
        send(other, drafts[-2][1])
    assert "Sent and erased: 20. Sent and waiting for company: 0." in settled(engine)
    assert keep.is_there(session, opener=drafts[-1][0])


TABLES = ("survey_drafts", "responses")


def test_what_is_over_goes_by_itself_and_its_words_erase_it_before(
    engine: Engine, session: Session, opener: words.Opener
) -> None:
    begun(session, opener, days=1)
    session.commit()

    assert "Drafts over: 0." in settled(engine, NOW + timedelta(days=1))
    with db.transaction(engine) as other:
        assert erasing.is_known(other, secret=SECRET, code=opener.code)
        assert erasing.erase(other, secret=SECRET, code=opener.code, now=NOW)
        assert not erasing.is_known(other, secret=SECRET, code=opener.code)
        begun(other, opener, days=1)
    assert "Drafts over: 1." in settled(engine, NOW + timedelta(days=2))
