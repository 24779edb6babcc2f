"""A family that was sent a link may stop and come back, or answer one question a screen: it is one answer."""

import pytest
from sqlmodel import Session, select

from surveys.models import Channel, Response, Stratum
from surveys.reach.models import UnusedLink
from tests.factories_reach import sample, tokens
from tests.factories_surveys import ALL_AGREE, choice, definition, pulse
from tests.pages import PageClient


@pytest.fixture
def address(session: Session) -> str:
    """The link of a family to the pulse."""
    _, wave = pulse(session)
    token = tokens(session, sample(session, wave))[0]
    session.commit()
    return f"/s/parent-pulse/t/{token}"


def stored(session: Session) -> list[tuple[Channel, Stratum]]:
    session.rollback()
    return [(each.channel, each.stratum) for each in session.exec(select(Response))]


def links_left(session: Session) -> int:
    return len(session.exec(select(UnusedLink)).all())


def test_answers_that_were_saved_are_sent_through_the_link(
    session: Session, client: PageClient, address: str
) -> None:
    client.follow(client.send_form(address, {**ALL_AGREE, "step.do": "save"}))
    assert links_left(session) == 20

    on = client.follow(client.open(address, status=303))
    assert on.checked("i1") == ["4"]
    assert "two people together can find out to whom this link was sent" in on.text
    filled = {**on.hidden_fields(), **ALL_AGREE}
    thanks = client.follow(client.post("/s/parent-pulse", filled))

    assert "Your receipt" in thanks.text
    assert stored(session) == [(Channel.INVITED, Stratum.SAMPLE)]
    assert links_left(session) == 19
    client.open(address, status=410)


def test_a_draft_whose_link_was_used_elsewhere_stores_nothing(
    session: Session, client: PageClient, address: str
) -> None:
    client.send_form(address, {**ALL_AGREE, "step.do": "save"})
    on = client.open("/s/parent-pulse/go-on")
    other = PageClient(client.app)
    other.send_form(address, ALL_AGREE)

    client.post("/s/parent-pulse", {**on.hidden_fields(), **ALL_AGREE, "i1": "1"}, status=410)

    assert len(stored(session)) == 1


def test_one_question_a_screen_through_a_link(session: Session, client: PageClient) -> None:
    raw = definition(choice(), choice("shape"), slug="small", layout="one_a_screen")
    _, wave = pulse(session, raw=raw)
    token = tokens(session, sample(session, wave))[0]
    session.commit()
    begin = client.open(f"/s/small/t/{token}")
    assert "sent to you alone" in begin.text

    client.post(f"/s/small/t/{token}/start", begin.hidden_fields())
    for number, code in enumerate(("colour", "shape"), 1):
        page = client.open(f"/s/small/step/{number}")
        client.post(f"/s/small/step/{number}", {**page.hidden_fields(), code: "red"})
    check = client.open("/s/small/check")
    client.follow(client.post("/s/small/send", check.hidden_fields()))

    assert stored(session) == [(Channel.INVITED, Stratum.SAMPLE)]
    assert links_left(session) == 19
