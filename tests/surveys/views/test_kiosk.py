"""A kiosk: begun once with a volunteer's code, and each person is forgotten before the next."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coproduce.accounts.models import Role
from coproduce.core import clock, codes
from coproduce.core.audit import AuditEntry
from coproduce.web import locale
from surveys import design
from surveys.kiosk import passes
from surveys.kiosk.models import Kiosk
from surveys.models import Channel, Response
from tests.factories_surveys import choice, definition, pulse
from tests.pages import Page, PageClient

ADDRESS = "/s/small"
KIOSK = f"{ADDRESS}/kiosk"
MANAGE = "/manage/surveys/small/kiosks"
SignInAs = Callable[[Role], PageClient]


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session, raw=definition(choice(), choice("other")))
    session.commit()


def made(session: Session, *, hours: int = 4) -> str:
    """A code, as a volunteer makes one."""
    survey = design.find(session, slug="small")
    kiosk = passes.make(
        session,
        survey_id=survey.id or 0,
        slug="small",
        hours=hours,
        by="forum@example.org",
        role="forum",
        secret="k" * 40,
        now=clock.now(),
    )
    session.commit()
    return passes.code_of(kiosk.id, secret="k" * 40)


def begun(client: PageClient, session: Session) -> Page:
    """A device that is a kiosk; its first page."""
    return client.follow(client.send_form(KIOSK, {"code": made(session)}))


def at_first_question(client: PageClient) -> Page:
    """Somebody presses Start."""
    return client.follow(client.post(f"{KIOSK}/start", client.open(KIOSK).hidden_fields()))


def test_a_volunteer_makes_a_code_that_begins_one_device_and_ends_it(
    client: PageClient, session: Session, signed_in_as: SignInAs
) -> None:
    volunteer = signed_in_as(Role.FORUM)
    volunteer.send_form(MANAGE, {"hours": "99"}, status=422)
    page = volunteer.follow(volunteer.send_form(MANAGE, {"hours": "2"}))
    found = re.search(r'<p class="code"[^>]*>([a-z ]+)</p>', page.html)
    assert found is not None
    assert "Sign out first" in volunteer.open(KIOSK).text

    assert client.follow(client.send_form(KIOSK, {"code": found[1].upper()})).h1 == "A small survey"
    other = PageClient(client.app)
    assert "begins no kiosk" in other.send_form(KIOSK, {"code": found[1]}, status=404).text
    page = volunteer.open(MANAGE)
    assert found[1] not in page.text
    end = next(form["action"] for form in page.all("form") if form.get("action", "").endswith("/end"))
    volunteer.post(end, page.hidden_fields())
    volunteer.post(end, page.hidden_fields())

    assert client.open(KIOSK).h1 == "Make this device a kiosk"
    assert client.open(ADDRESS).h1 == "A small survey"
    acts = [entry[0].act for entry in session.execute(select(AuditEntry).order_by(col(AuditEntry.number)))]
    assert [act for act in acts if "kiosk" in act] == ["surveys.kiosk_made", "surveys.kiosk_ended"]


def test_a_code_is_over_at_its_hour_and_only_its_mark_is_kept(session: Session) -> None:
    code, now = made(session, hours=99), clock.now()
    row = session.execute(select(Kiosk)).one()[0]

    assert row.until <= now + passes.LONGEST
    assert codes.tidy(code) not in str(row.model_dump())
    with pytest.raises(passes.NoSuchKiosk):
        passes.begin(session, survey_id=row.survey_id, code=code, secret="k" * 40, now=row.until)
    assert passes.forget_old(session, now=now) == 0
    assert passes.forget_old(session, now=now + timedelta(hours=13)) == 1


def test_somebody_answers_and_the_device_forgets(client: PageClient, session: Session, engine: Engine) -> None:
    begun(client, session)
    page = client.follow(client.post(f"{KIOSK}/start", client.open(f"{KIOSK}?lang=ur").hidden_fields()))
    assert page.all("html")[0]["lang"] == "ur"
    assert {"/", "/help-now", "/surveys"}.isdisjoint(page.links)
    assert 'http-equiv="refresh" content="180;url=/s/small/kiosk/still-there?at=1"' in page.html
    assert 'class="code"' not in page.html

    page = client.follow(client.post(f"{ADDRESS}/step/1", {**page.hidden_fields(), "colour": "red"}))
    waiting = client.open(f"{KIOSK}/still-there?at=2")
    assert "/s/small/step/2" in waiting.links
    assert 'content="60;url=/s/small/kiosk"' in waiting.html
    page = client.follow(client.post(f"{ADDRESS}/step/2", page.hidden_fields()))
    thanks = client.follow(client.post(f"{ADDRESS}/send", page.hidden_fields()))
    assert 'class="code"' in thanks.html
    assert 'content="90;url=/s/small/kiosk"' in thanks.html
    assert thanks.response.headers["Cache-Control"] == "no-store"
    assert not [link for link in thanks.links if link.startswith(("/receipt", "/you-said"))]

    first = client.open(KIOSK)
    assert first.all("html")[0]["lang"] == "en-GB"
    assert client.browser.get_cookie(locale.COOKIE) is None
    with client.browser.session_transaction() as kept:
        assert set(kept) == {"kiosk", "csrf_token"}
    for gone in ("thank-you", "step/1", "check", "saved", "kiosk/still-there", ""):
        assert client.open(f"{ADDRESS}/{gone}".rstrip("/"), status=303).response.headers["Location"] in (
            KIOSK,
            ADDRESS,
        )
    with Session(engine) as other:
        assert [(one.channel, one.answers) for one in other.scalars(select(Response))] == [
            (Channel.KIOSK, {"colour": "red"})
        ]


def test_whoever_walks_away_leaves_nothing_to_the_next(client: PageClient, session: Session) -> None:
    begun(client, session)
    page = at_first_question(client)
    client.post(f"{ADDRESS}/step/1", {**page.hidden_fields(), "colour": "red"})

    client.open(KIOSK)

    assert at_first_question(client).checked("colour") == []
