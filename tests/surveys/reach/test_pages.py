"""Officers and the Forum ask families through the pages; nothing happens before they have seen what would."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.audit import AuditEntry
from coproduce.core.contact import Contact
from coproduce.outbox.models import Message, MessageState
from surveys.models import Wave
from surveys.reach.models import ContactList, Sample
from surveys.reach.reading import Entry
from surveys.waves.models import WaveSeries
from tests.factories_reach import contact_list, people, sample, tokens
from tests.factories_surveys import choice, definition, pulse, response
from tests.pages import PageClient, day_typed

SignInAs = Callable[[Role], PageClient]
REACH = "/manage/surveys/parent-pulse/reach"
CLOSE = "/manage/surveys/parent-pulse/waves/2026-11/close"
FILE = "email,language\na@example.org,ur\nA@example.org,\nnot an address,\nb@example.org,Klingon\n"


@pytest.fixture
def officer(session: Session, signed_in_as: SignInAs) -> PageClient:
    """An officer, and a pulse that is open for two weeks from yesterday."""
    today = clock.today()
    pulse(session, opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=13))
    return signed_in_as(Role.OFFICER)


def upload(browser: PageClient, content: bytes, do: str, *, name: str = "list.csv", status: int = 200) -> str:
    fields = browser.open("/manage/lists").hidden_fields()
    typed = {"name": "Families of November", "body": "the council’s SEND team", "do": do}
    return browser.post("/manage/lists", {**fields, **typed, "file": (BytesIO(content), name)}, status=status).text


def test_a_file_is_looked_at_before_it_is_kept(session: Session, officer: PageClient) -> None:
    said = upload(officer, FILE.encode(), "check")

    assert "1 family can be asked." in said
    assert "2 rows cannot be taken." in said
    assert "4 Its email address is not whole" in said
    assert "5 It names a language that we do not write in" in said
    assert "not an address" not in said
    assert not session.exec(select(ContactList)).all()

    upload(officer, FILE.encode(), "keep", status=303)
    assert "1 family · the council’s SEND team" in officer.open("/manage/lists?done=kept").text
    assert "Another list has this name" in upload(officer, FILE.encode(), "keep", status=422)


def test_a_list_goes_only_after_a_second_press(session: Session, officer: PageClient) -> None:
    listed = contact_list(session, people(3))
    session.commit()
    address = f"/manage/lists/{listed.id}/deletion"

    assert address in officer.open("/manage/lists").links
    page = officer.open(address)
    assert (page.h1, "3 families" in page.text) == ("Delete this list?", True)
    assert address in officer.open("/manage/lists").links
    officer.post(address, page.hidden_fields())
    assert "There is no list yet" in officer.open("/manage/lists").text
    officer.open(address, status=404)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "", "Choose a file."),
        (b"\xff\xfe\x00", "list.csv", "cannot be read as a list"),
        (b"PK not a workbook", "list.xlsx", "cannot be read as a list"),
        (b"email\na@example.org", "list.exe", "cannot be read as a list"),
        (b"email,Child\na@example.org,Example", "list.csv", "columns that a list does not take: “Child”"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    officer: PageClient, content: bytes, name: str, says: str
) -> None:
    assert says in upload(officer, content, "keep", name=name, status=422)


def test_families_are_asked_only_after_a_look_at_how_it_would_turn_out(
    session: Session, officer: PageClient
) -> None:
    listed = contact_list(session, people(30))
    wave = session.exec(select(Wave)).one()
    session.commit()
    chosen = {"wave": wave.id, "list": listed.id, "wanted": 20}

    look = officer.open(f"{REACH}/ask?wave={wave.id}&list={listed.id}&wanted=20")
    assert "20 families would be asked, drawn by chance." in look.text
    assert "By email: 20." in look.text
    assert "اردو" in look.text
    assert "The survey is not in it" not in look.text
    assert not session.exec(select(Sample)).all()

    officer.post(f"{REACH}/ask", {**look.hidden_fields(), **chosen})
    session.rollback()
    drawn = session.exec(select(Sample)).one()
    assert drawn.drawn == len(session.exec(select(Message)).all()) == 20
    assert "surveys.asked" in {entry.act for entry in session.exec(select(AuditEntry))}
    page = officer.open(f"{REACH}?done=asked").text
    assert "Messages still to go about 20" in page
    assert "Links used too few to show" not in page

    again = officer.post(f"{REACH}/ask", {**look.hidden_fields(), **chosen}, status=409)
    assert "Families were asked since you looked." in again.text
    session.rollback()
    assert len(session.exec(select(Sample)).all()) == 1

    officer.send_form(f"{REACH}", {}, status=405)
    wrong = officer.open(f"{REACH}/ask?wave={wave.id}&list={listed.id}&wanted=many", status=422)
    assert "Write a number" in wrong.text


def test_whoever_asks_is_told_who_reads_a_language_that_the_survey_is_not_in(
    session: Session, officer: PageClient
) -> None:
    pulse(session, raw=definition(choice()))
    listed = contact_list(session, people(9))
    session.commit()
    wave = session.exec(select(Wave).order_by(col(Wave.id).desc())).first()
    assert wave is not None

    look = officer.open(f"/manage/surveys/small/reach/ask?wave={wave.id}&list={listed.id}&wanted=9")

    assert "3 families read اردو. The survey is not in it: they would see it in English." in look.text


def test_letters_are_downloaded_by_who_may_and_that_is_on_record(
    session: Session, officer: PageClient, signed_in_as: SignInAs
) -> None:
    by_post = [Entry(Contact(post=f"=The family at\n{number} High Street\nDY1 1AA"), "en") for number in range(3)]
    wave = session.exec(select(Wave)).one()
    drawn = sample(session, wave, contact_list(session, by_post))
    session.commit()
    fields = officer.open(REACH).hidden_fields()
    address = f"{REACH}/samples/{drawn.id}/letters"

    kinds: list[dict[str, str]] = [
        {"kind": "csv"},
        {"kind": "xlsx"},
        {"kind": "pdf", "language": "en", "part": "1"},
    ]
    file, book, pages = (officer.browser.post(address, data={**fields, **kind}).data for kind in kinds)

    lines = file.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("'=The family at,")
    assert "/s/parent-pulse/t/" in lines[1]
    assert pages.startswith(b"%PDF")
    assert book.startswith(b"PK")
    session.rollback()
    assert [entry.act for entry in session.exec(select(AuditEntry))].count("surveys.letters_made") == 3
    signed_in_as(Role.VIEWER).open(REACH, status=403)


def test_a_command_brings_a_list_in_and_asks(app: Flask, session: Session, tmp_path: Path) -> None:
    today = clock.today()
    pulse(session, opens_on=today, closes_on=today + timedelta(days=13))
    session.commit()
    file = tmp_path / "list.csv"
    file.write_text(FILE, "utf-8")

    def run(*words: str) -> str:
        done = app.test_cli_runner().invoke(args=["surveys", *words])
        assert done.exit_code == 0, done.output
        return done.output

    looked = run("add-list", str(file), "--name", "Ours", "--body", "the council", "--dry-run")
    kept = run("add-list", str(file), "--name", "Ours", "--body", "the council")
    foreseen = run("invite", "parent-pulse", "2026-11", "--list", "Ours", "--count", "5", "--dry-run")
    asked = run("invite", "parent-pulse", "2026-11", "--list", "Ours", "--count", "5")

    assert "Row 5: It names a language" in looked
    assert "Nothing was kept." in looked
    assert "They are kept as the list 'Ours'." in kept
    assert "Nobody was asked." in foreseen
    assert "Families asked: 1." in asked
    assert len(session.exec(select(Message)).all()) == 1


def test_a_wave_that_opened_today_is_closed_by_a_volunteer_and_nobody_is_written_to(
    session: Session, officer: PageClient, signed_in_as: SignInAs
) -> None:
    listed, wave = contact_list(session, people(30)), session.exec(select(Wave)).one()
    wave.opens_on = clock.today()
    session.commit()
    fields = officer.open(REACH).hidden_fields()
    officer.post(f"{REACH}/ask", {**fields, "wave": wave.id, "list": listed.id, "wanted": 20})
    token = tokens(session, session.exec(select(Sample)).one())[0]
    volunteer = signed_in_as(Role.FORUM)
    assert CLOSE in volunteer.open("/manage/surveys/parent-pulse").links
    assert CLOSE in volunteer.open(REACH).links

    family = volunteer.open("/s/parent-pulse").hidden_fields()
    asked = volunteer.open(CLOSE)
    volunteer.open("/s/parent-pulse")  # a page with a button: looking at it closes nothing
    closed = volunteer.follow(volunteer.send_form(CLOSE, {}))

    assert "Nobody answered so far." in asked.text
    assert "Links that were sent to families stop working" in asked.text
    assert "Its results are not published by this." in asked.text
    assert "It takes no answers any more" in closed.text
    session.rollback()
    session.expire_all()
    assert {each.state for each in session.exec(select(Message))} == {MessageState.WITHDRAWN}
    kept = session.exec(select(Sample)).one()
    assert (kept.used, kept.seed) == (0, None)
    ended = session.exec(select(Wave)).one()
    assert (ended.closes_on, ended.closed_on) == (clock.today(), clock.today())
    acts = session.exec(select(AuditEntry.act).where(AuditEntry.act == "surveys.wave_closed")).all()
    assert acts == ["surveys.wave_closed"]
    assert "This survey closed on" in volunteer.open("/s/parent-pulse").text
    typed = {**family, "i1": "4", "comment": "Nobody <rings> back."}
    for address, status in (("/s/parent-pulse", 422), (f"/s/parent-pulse/t/{token}", 410)):
        late = volunteer.post(address, typed, status=status)
        assert "The survey closed while you were writing." in late.text, "nothing that was typed is lost unseen"
        assert "Nobody &lt;rings&gt; back." in late.html
    assert "This survey closed on" in volunteer.open(f"/s/parent-pulse/t/{token}", status=410).text
    again = volunteer.follow(volunteer.open(CLOSE, status=303))
    assert "It was not closed: it is over already" in again.text


def test_whoever_closes_a_wave_reads_about_how_many_answered(session: Session, officer: PageClient) -> None:
    wave = session.exec(select(Wave)).one()
    response(session, wave)
    session.commit()
    assert "Too few families answered so far to say how many." in officer.open(CLOSE).text
    for _ in range(6):
        response(session, wave)
    session.commit()

    assert "About 5 families answered so far." in officer.open(CLOSE).text


def test_a_viewer_closes_nothing(session: Session, officer: PageClient, signed_in_as: SignInAs) -> None:
    signed_in_as(Role.VIEWER).open(CLOSE, status=403)
    officer.open("/manage/surveys/parent-pulse/waves/2020-01/close", status=404)


def test_days_that_do_not_fit_are_shown_again_with_what_to_mend(session: Session, officer: PageClient) -> None:
    wave = session.exec(select(Wave)).one()
    days = {**day_typed("opens_on", "1 12 2026"), **day_typed("closes_on", "14 12 2026")}
    address = f"{REACH}/waves/{wave.id}"

    wrong = officer.send_form(address, {**days, **day_typed("reminds_on", "20 12 2026")}, status=422)
    officer.send_form(address, {**days, **day_typed("reminds_on", "6 12 2026")})

    assert "Remind on a day after the first" in wrong.text
    assert wrong.field("reminds_on-day")["value"] == "20"
    session.rollback()
    session.expire_all()
    assert str(session.exec(select(Wave)).one().reminds_on) == "2026-12-06"


def test_a_survey_is_set_to_repeat_and_stopped(session: Session, officer: PageClient) -> None:
    typed = {**day_typed("first_on", "1 12 2026"), "every_months": "1", "open_days": "14", "list": "0"}
    address = f"{REACH}/series"

    wrong = officer.send_form(address, {**typed, "reminds_after": "20"}, status=422)
    officer.send_form(address, {**typed, "reminds_after": "5", "publishes_after": "7"})

    assert "while the survey is open" in wrong.text
    assert "A wave opens each 1 month, for 14 days." in officer.open(REACH).text
    officer.post(f"{address}/stop", officer.open(address).hidden_fields())
    session.rollback()
    session.expire_all()
    assert session.exec(select(WaveSeries)).one().stopped_on == clock.today()


def test_the_page_of_a_survey_leads_to_asking_those_who_may(officer: PageClient, signed_in_as: SignInAs) -> None:
    assert REACH in officer.open("/manage/surveys/parent-pulse").links
    assert REACH not in signed_in_as(Role.ADMIN).open("/manage/surveys/parent-pulse").links


def test_a_poster_leads_to_the_open_link_in_each_language(officer: PageClient) -> None:
    english, urdu = (link for link in officer.open(REACH).links if "/poster" in link)

    assert officer.browser.get(urdu).data.startswith(b"%PDF")
    assert "in=en" in english


def test_somebody_who_rings_is_not_asked_again(app: Flask, session: Session, officer: PageClient) -> None:
    fields = officer.open("/manage/lists").hidden_fields()

    nothing = officer.post("/manage/lists/stop", fields, status=422)
    officer.post("/manage/lists/stop", {**fields, "email": "Family-1@example.org"})

    assert "Write an email address, a mobile number or a postal address." in nothing.text
    listed, wave = contact_list(session, people(3)), session.exec(select(Wave)).one()
    session.commit()
    look = officer.open(f"{REACH}/ask?wave={wave.id}&list={listed.id}&wanted=3")
    assert "2 families would be asked" in look.text
    assert "1 wants no more invitations" in look.text
