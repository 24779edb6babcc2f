"""Families are asked, reminded and left alone: by the calendar, each once, never more than twice a year."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coproduce.core.clock import LOCAL
from coproduce.core.contact import Channel, Contact
from coproduce.outbox import stopping
from coproduce.outbox.models import Message, StoppedContact
from coproduce.outbox.render import Writer
from surveys.models import Wave
from surveys.reach import closing, ending, inviting, jobs, links, lists, sampling
from surveys.reach.lists import NameTaken
from surveys.reach.models import Ask, Invitation, ListedContact, Sample, UnusedLink
from surveys.reach.reading import Entry, Why
from surveys.running import NotOpen, asked
from surveys.transfer.tables import Row
from surveys.waves import turning
from surveys.waves.calendar import days_of
from surveys.waves.models import WaveSeries
from tests.factories_reach import SECRET, contact_list, people, sample, tokens
from tests.factories_surveys import pulse

FIRST = date(2026, 12, 1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL)


def wave_of(session: Session, **days: date) -> Wave:
    """A wave of the pulse, open from the 1st to the 14th of December."""
    _, wave = pulse(session, wave="2026-12", opens_on=FIRST, closes_on=FIRST + timedelta(days=13))
    for name, day in days.items():
        setattr(wave, name, day)
    session.flush()
    return wave


def messages(session: Session) -> list[Message]:
    return list(session.exec(select(Message).order_by(col(Message.id))).all())


def test_a_file_is_checked_row_by_row_and_one_family_is_one(session: Session) -> None:
    gone = Contact(email="gone@example.org", mobile="07700 900999")
    mark = stopping.mark_of(SECRET, contact=gone, channel=Channel.SMS)
    stopping.stop(session, mark=mark, now=at(FIRST))
    typed = (
        {"email": "a@example.org"},
        {"email": "A@Example.org", "mobile": "07700 900001"},
        {"mobile": "07700900001", "language": "ur"},
        {"email": "not an address"},
        {"email": "gone@example.org", "mobile": "07700 900999"},
    )

    checked = lists.check(session, (Row(n, cells) for n, cells in enumerate(typed, 2)), secret=SECRET)

    assert checked.entries == (Entry(Contact(email="a@example.org", mobile="07700900001"), "en"),)
    assert [(each.row, each.why) for each in checked.rejected] == [(5, Why.EMAIL)]
    assert (checked.merged, checked.stopped) == (2, 1)


def test_a_list_is_kept_under_a_name_of_its_own_and_goes_whole(session: Session) -> None:
    kept = contact_list(session, people(3))
    with pytest.raises(NameTaken):
        contact_list(session, people(1))

    assert sorted(each.contact.email for each in entries_of(session, kept.id)) == [
        f"family-{number}@example.org" for number in range(3)
    ]
    lists.delete(session, kept)
    assert entries_of(session, kept.id) == []


def entries_of(session: Session, list_id: int | None) -> list[Entry]:
    return list(lists.entries(session, list_id=list_id or 0, secret=SECRET).values())


def test_each_family_is_told_in_its_language_on_the_first_morning_and_no_message_holds_a_token(
    app: Flask, session: Session
) -> None:
    drawn = sample(session, wave_of(session), wanted=30, now=at(date(2026, 11, 20)))

    asked = inviting.invite(session, drawn, secret=SECRET, now=at(date(2026, 11, 20)))

    found = messages(session)
    assert asked == len(found) == 30
    assert {each.language for each in found} == {"en", "ur"}
    assert {each.next_try_at for each in found} == {at(FIRST, 9)}
    assert {each.expires_at for each in found} == {at(date(2026, 12, 15), 0)}
    known = tokens(session, drawn)
    assert not any(token in str(each.facts) for each in found for token in known)
    session.commit()
    with app.app_context():
        written = [Writer.here().write(each, now=at(FIRST)) for each in found]
    assert sum(token in each.text for each in written for token in known) == 30
    assert all(each.stop_url for each in written)
    urdu = next(each for each in written if each.language.code == "ur")
    assert "?lang=ur" in urdu.text
    assert len(list(session.exec(select(StoppedContact)))) == 0
    stop = written[0].stop_url.removeprefix(app.config["SETTINGS"].base_url)
    app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})
    session.rollback()
    asked_again = sampling.Wish(drawn.list_id or 0, session.get_one(Wave, drawn.wave_id), 30)
    assert sampling.foresee(session, asked_again, secret=SECRET, today=FIRST).drawn.stopped == 1


def test_nobody_is_asked_a_third_time_in_a_year_by_whichever_list_or_survey(session: Session) -> None:
    survey, _ = pulse(session, wave="first", opens_on=FIRST)
    one, other = contact_list(session, people(10)), contact_list(session, people(12), name="The Forum's")
    waves = [
        Wave(survey_id=survey.id or 0, key=f"w{number}", opens_on=FIRST + timedelta(days=number))
        for number in range(3)
    ]
    session.add_all(waves)
    session.flush()
    sample(session, waves[0], one, wanted=10, now=at(FIRST))
    sample(session, waves[1], other, wanted=10, now=at(FIRST + timedelta(days=1)))
    asks = len(session.exec(select(Ask)).all())

    third = sampling.foresee(
        session, sampling.Wish(one.id or 0, waves[2], 10), secret=SECRET, today=FIRST + timedelta(days=2)
    )
    next_year = sampling.foresee(
        session, sampling.Wish(one.id or 0, waves[2], 10), secret=SECRET, today=FIRST + timedelta(days=366)
    )

    assert asks == 20
    assert third.drawn.held >= 8
    assert len(third.drawn.chosen) == 10 - third.drawn.held
    assert next_year.drawn.held == 0
    in_both = sampling.foresee(session, sampling.Wish(other.id or 0, waves[0], 12), secret=SECRET, today=FIRST)
    assert in_both.drawn.held >= 10, "a family has one link in a wave, from whichever list"


def test_the_same_seed_draws_the_same_sample(session: Session) -> None:
    wave, listed = wave_of(session), contact_list(session)
    kept = sample(session, wave, listed, wanted=12)
    chosen = set(session.exec(select(Invitation.contact_id)).all())

    again = sampling.redraw(session, kept, secret=SECRET)

    assert set(again) == chosen


def test_a_reminder_goes_once_to_those_whose_link_is_unused(session: Session) -> None:
    wave = wave_of(session, reminds_on=date(2026, 12, 6), reminds_again_on=date(2026, 12, 11))
    drawn = sample(session, wave, wanted=20, now=at(FIRST))
    for token in tokens(session, drawn)[:5]:
        link = links.find(session, token)
        assert link is not None
        assert links.strike(session, link)

    counts = [inviting.remind_due(session, secret=SECRET, now=at(date(2026, 12, day))) for day in range(5, 16)]

    assert counts == [0, 15, 0, 0, 0, 0, 15, 0, 0, 0, 0]
    assert {each.template for each in messages(session)} == {"surveys/remind"}


def test_what_changed_between_the_look_at_a_list_and_the_draw_counts(session: Session) -> None:
    wave, listed = wave_of(session), contact_list(session, people(4))
    wish = sampling.Wish(listed.id or 0, wave, 10)
    looked = sampling.look(session, wish, secret=SECRET)
    gone, stops, *others = looked
    session.delete(session.get_one(ListedContact, gone))
    lists.stop(session, looked[stops].entry.contact, secret=SECRET, now=at(FIRST))
    session.flush()

    drawn = sampling.draw(session, wish, secret=SECRET, by="o@example.org", now=at(FIRST), people=looked)

    assert set(session.exec(select(Invitation.contact_id)).all()) == set(others)
    assert (drawn.listed, drawn.stopped, drawn.drawn) == (3, 1, 2)


@pytest.fixture
def series(session: Session) -> WaveSeries:
    """Each month on the 1st, open 14 days; twenty families of a list are asked by themselves."""
    survey, _ = pulse(session, wave="2026-01", opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 9))
    listed = contact_list(
        session, [*people(25), Entry(Contact(post="The family at\n1 High Street\nDY1 1AA"), "en")]
    )
    made = WaveSeries(
        survey_id=survey.id or 0,
        first_on=FIRST,
        every_months=1,
        open_days=14,
        reminds_after=5,
        publishes_after=7,
        list_id=listed.id,
        sample_size=20,
    )
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def turn(app: Flask, engine: Engine) -> Callable[[date], str]:
    """Runs the calendar's job on a day, as a worker does."""

    def run(day: date) -> str:
        with app.app_context():
            return jobs.turn(engine, at(day))

    return run


def test_a_wave_opens_asks_reminds_closes_and_publishes_by_itself_and_nothing_twice(
    session: Session, series: WaveSeries, turn: Callable[[date], str]
) -> None:
    said = {}
    for day in (date(2026, 11, 20), FIRST, date(2026, 12, 6), date(2026, 12, 15), date(2026, 12, 21)):
        said[day] = turn(day)
        assert turn(day) == "Waves made: 0. Families asked: 0. Reminded: 0. Waves closed: 0. Published: 0."

    assert said[FIRST].startswith("Waves made: 1. Families asked: 20.")
    assert "Reminded: 0" not in said[date(2026, 12, 6)]
    assert "Waves closed: 1" in said[date(2026, 12, 15)]
    assert "Published: 1" in said[date(2026, 12, 21)]
    session.expire_all()
    wave = session.exec(select(Wave).where(Wave.key == "2026-12")).one()
    assert (wave.closes_on, wave.closed_on, wave.published_on) == (
        date(2026, 12, 14),
        date(2026, 12, 15),
        date(2026, 12, 21),
    )
    drawn = session.exec(select(Sample)).one()
    assert (drawn.seed, drawn.used, drawn.drawn) == (None, 0, 20)
    assert not session.exec(select(UnusedLink)).all()
    assert not session.exec(select(Invitation)).all()


def test_a_wave_that_somebody_closed_early_is_left_alone_by_the_calendar(
    session: Session, series: WaveSeries, turn: Callable[[date], str]
) -> None:
    turn(FIRST)
    session.expire_all()
    wave = session.exec(select(Wave).where(Wave.key == "2026-12")).one()

    assert ending.end(session, wave, now=at(FIRST))
    assert not ending.end(session, wave, now=at(FIRST))
    session.commit()
    said = [turn(day) for day in (FIRST, date(2026, 12, 6), date(2026, 12, 14))]

    assert all(each.endswith("Reminded: 0. Waves closed: 0. Published: 0.") for each in said)
    assert not any("Families asked: 20" in each for each in said)
    session.expire_all()
    kept = session.exec(select(Wave).where(Wave.key == "2026-12")).one()
    assert (kept.closes_on, kept.closed_on) == (FIRST, FIRST)
    with pytest.raises(NotOpen):
        asked(session, slug="parent-pulse", today=FIRST)
    turning.arrange(session, kept, replace(days_of(kept), publishes_on=date(2026, 12, 25)))
    assert kept.closed_on == FIRST, "its last day did not move, so it stays closed"
    turning.arrange(session, kept, replace(days_of(kept), closes_on=date(2026, 12, 14)))
    assert asked(session, slug="parent-pulse", today=FIRST).wave == "2026-12"


def test_two_workers_that_come_at_once_do_it_once(
    session: Session, series: WaveSeries, turn: Callable[[date], str]
) -> None:
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(turn, [FIRST, FIRST]))

    assert sum("Waves made: 2." in each for each in said) == 1
    assert sum("Families asked: 20." in each for each in said) == 1
    assert len(session.exec(select(Sample)).all()) == 1


def test_what_leads_to_families_goes_when_a_wave_closes_and_the_count_stays(session: Session) -> None:
    wave = wave_of(session)
    drawn = sample(session, wave, wanted=20, now=at(FIRST))
    for token in tokens(session, drawn)[:7]:
        link = links.find(session, token)
        assert link is not None
        links.strike(session, link)

    closing.forget(session, wave_ids=[wave.id or 0])
    closing.forget(session, wave_ids=[wave.id or 0])

    session.refresh(drawn)
    assert (drawn.used, drawn.seed) == (7, None)
    assert session.exec(select(Invitation)).all() == []
