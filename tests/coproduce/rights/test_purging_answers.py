"""Answers go a wave at a time, and what was published of the wave stays as it was."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.insight import keeping, kept, picture
from coproduce.insight.models import KeptFigures
from coproduce.rights import answers
from coproduce.voice import receipts
from coproduce.voice.models import Receipt, ReceiptWaiting, State
from coproduce.web.retention import Reach
from surveys.models import Channel, Response, Stratum, SurveyVersion, Wave
from tests.factories import NOON
from tests.factories_surveys import pulse
from tests.factories_voice import comment

TODAY = NOON.date()
SLUG = "parent-pulse"
SECRET = "s" * 40


def since(days: int) -> Reach:
    """What is older than so many days at NOON."""
    return Reach(NOON - timedelta(days=days), NOON)


def answer(
    session: Session, into: Wave, *, times: int, stratum: Stratum = Stratum.OPEN, day: date = TODAY
) -> None:
    """So many families who answer, not all alike."""
    version = session.exec(select(SurveyVersion)).first()
    assert version
    assert version.id
    assert into.id
    for number in range(times):
        given = {f"i{item}": str(1 + (number + item) % 5) for item in range(1, 9)}
        session.add(
            Response(
                wave_id=into.id,
                version_id=version.id,
                channel=Channel.OPEN,
                stratum=stratum,
                language="en",
                answered_on=day,
                mark=uuid4().hex * 2,
                answers=given | {"anchor": str(number % 11), "influence": "yes" if number % 3 else "no"},
            )
        )
    session.flush()


def waves(session: Session, *months: int) -> list[Wave]:
    """Waves of the pulse in these months of 2026, each a month long, with 60 answers and 60 comments."""
    made = []
    for month in months:
        _, wave = pulse(
            session, wave=f"2026-{month:02}", opens_on=date(2026, month, 1), closes_on=date(2026, month, 28)
        )
        answer(session, wave, times=60, stratum=Stratum.SAMPLE)
        answer(session, wave, times=55)
        for number in range(60):
            state = State.NEGATIVE if number % 3 else State.POSITIVE
            comment(session, wave=f"{SLUG}/{wave.key}", said_on=wave.opens_on, state=state)
        made.append(wave)
    return made


def drawn(session: Session) -> picture.Picture:
    """What the public sees."""
    return picture.draw(session, slug=SLUG, today=TODAY, closed_only=True)


def test_what_was_published_of_a_wave_stays_when_its_answers_go(session: Session) -> None:
    waves(session, 8, 9, 10)
    before = drawn(session)

    assert answers.count_answers(session, since(60)) == 115
    assert answers.purge_answers(session, since(60)) == 115

    after = drawn(session)
    assert [wave.measure for wave in after.waves] == [wave.measure for wave in before.waves]
    assert [wave.influence for wave in after.waves] == [wave.influence for wave in before.waves]
    assert [wave.change for wave in after.waves] == [wave.change for wave in before.waves]
    assert [(w.wave, w.stratum) for w in after.beside] == [(w.wave, w.stratum) for w in before.beside]
    assert after.trend == before.trend
    assert answers.count_answers(session, since(60)) == 0


def test_the_page_says_the_same_when_every_answer_is_gone(session: Session) -> None:
    waves(session, 8, 9)
    before = drawn(session)

    answers.purge_answers(session, since(30))

    assert session.exec(select(Response)).all() == []
    after = drawn(session)
    assert after.words == before.words
    assert after.newest
    assert before.newest
    assert after.newest.measure == before.newest.measure
    assert len(session.exec(select(KeptFigures)).all()) == 4


def test_an_answer_to_a_wave_without_an_end_goes_by_its_own_day(session: Session) -> None:
    _, endless = pulse(session, wave="always", opens_on=date(2026, 1, 1))
    answer(session, endless, times=2, day=date(2026, 1, 5))
    answer(session, endless, times=3, day=date(2026, 11, 1))

    assert answers.count_answers(session, since(60)) == answers.purge_answers(session, since(60)) == 2
    assert session.exec(select(KeptFigures)).all() == []


def test_one_erased_answer_does_not_move_a_number_that_was_published(session: Session) -> None:
    (wave,) = waves(session, 9)
    before = drawn(session)

    erase_one(session, wave)

    after = drawn(session)
    assert [each.measure for each in after.waves] == [each.measure for each in before.waves]


def erase_one(session: Session, wave: Wave) -> None:
    """Erase any one answer of the random sample, as its writer does."""
    keeping.keep_figures(session, wave_id=wave.id or 0, today=TODAY)
    mine = select(Response).where(Response.wave_id == wave.id, Response.stratum == Stratum.SAMPLE)
    session.delete(session.exec(mine).first())
    session.flush()
    keeping.one_erased(session, wave_id=wave.id or 0, stratum=Stratum.SAMPLE)


def test_a_wave_is_measured_anew_when_ten_more_answers_hide_the_one_that_went(session: Session) -> None:
    (wave,) = waves(session, 9)
    erase_one(session, wave)
    erase_one(session, wave)

    answer(session, wave, times=kept.LEAST_NEW - 1, stratum=Stratum.SAMPLE)
    assert drawn(session).waves[0].measure.n == 60

    answer(session, wave, times=1, stratum=Stratum.SAMPLE)
    assert drawn(session).waves[0].measure.n == 58 + kept.LEAST_NEW

    erase_one(session, wave)
    assert drawn(session).waves[0].measure.n == 58 + kept.LEAST_NEW


def test_an_open_wave_has_no_number_to_keep(session: Session) -> None:
    _, wave = pulse(session, wave="2026-11", opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 30))
    answer(session, wave, times=60, stratum=Stratum.SAMPLE)

    erase_one(session, wave)

    assert session.exec(select(KeptFigures)).all() == []


def test_a_wave_keeps_one_set_of_figures_for_each_stratum(session: Session) -> None:
    (wave,) = waves(session, 9)
    keeping.keep_figures(session, wave_id=wave.id or 0, today=TODAY)
    again = session.exec(select(KeptFigures)).first()
    assert again

    session.add(KeptFigures(**(again.model_dump() | {"id": None})))
    with pytest.raises(IntegrityError, match=r"kept_figures.*wave_id"):
        session.flush()


def test_figures_come_back_from_the_database_as_they_went_in(session: Session) -> None:
    waves(session, 9)
    for each in (*drawn(session).waves, *drawn(session).beside):
        assert kept.measure_from(kept.as_stored(each.measure)) == each.measure
        assert kept.influence_from(kept.as_stored(each.influence)) == each.influence


def test_receipts_go_with_their_wave(session: Session) -> None:
    pulse(session, wave="2026-01", opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 31))
    give(session, f"{SLUG}/2026-01", ("apple", "bridge"))
    give(session, f"{SLUG}/2026-11", ("candle", "daisy"))
    session.add(Receipt(find_mark="m" * 64, wave=f"{SLUG}/2026-01", themes=[]))
    session.flush()

    assert answers.count_receipts(session, since(60)) == answers.purge_receipts(session, since(60)) == 3
    assert session.exec(select(Receipt)).all() == []
    assert [row.wave for row in session.exec(select(ReceiptWaiting))] == [f"{SLUG}/2026-11"] * 2


def give(session: Session, wave: str, codes: Sequence[str]) -> None:
    """Receipts of a wave."""
    for code in codes:
        receipts.give(session, secret=SECRET, code=code, wave=wave, themes=())
