"""The chain, end to end: a parent answers, an officer replies, the Forum co-signs, everybody sees what changed."""

from collections.abc import Callable

from flask import Flask
from sqlmodel import Session

from coproduce.accounts.models import Role
from tests.factories_plan import DUDLEY
from tests.factories_surveys import pulse
from tests.pages import Page, PageClient, day_typed

WORDS = (
    "Nobody ever rings back about the plan. We left four messages on 07700 900123 and do not know who to ask, "
    "communication is terrible."
)
THEME = "/manage/themes/communication"
REPLY = {
    "wave": "",
    "period": "this autumn",
    "you_said": "Nobody rings back, and you do not know who to ask.",
    "outcome": "done",
    "we_did": "Each family has a named officer since October, who rings back in five working days.",
    **day_typed("done_on", "1 10 2026"),
    "evidence": "The Forum reads the log of calls each month.",
}


def test_a_parents_words_reach_an_action(
    app: Flask, client: PageClient, session: Session, signed_in_as: Callable[[Role], PageClient]
) -> None:
    pulse(session)
    officer, forum = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    app.test_cli_runner().invoke(args=["plan", "import", str(DUDLEY)])

    receipt = answer_the_pulse(client)
    assert "Waiting to be read" in client.open(receipt).text

    # An officer sees what it is about, in words that do not tell who wrote them.
    assert "Communication 1" in officer.open("/manage/themes").text
    theme = officer.open(THEME)
    assert "Nobody ever rings back about the plan." in theme.text
    assert "07700 900123" not in theme.html

    written = officer.follow(send_reply(officer))
    reply_url = written.response.request.path
    press(officer, written, "sign")
    assert "Each family has a named officer" not in client.open("/you-said-we-did").text
    assert "a reply is being written" in client.open(receipt).text

    # The Forum reads it as families will, and stands by it. Only then can it be published.
    press(forum, forum.open(reply_url), "co-sign")
    published = forum.follow(press(forum, forum.open(reply_url), "publish"))
    public_url = next(link for link in published.links if link.startswith("/you-said-we-did/"))

    # Everybody finds it: among the answers, on the action's page, and by the six words of who said it.
    for address in ("/you-said-we-did", public_url, action_of(written), receipt):
        page = client.open(address)
        assert "Each family has a named officer since October" in page.text, address
        assert "07700 900123" not in page.html
    # A theme that one family alone has raised is in no public figure.
    assert "1 of" not in client.open("/you-said-we-did").text
    assert "Signed by Head of SEND and by the Parent Carer Forum." in client.open(public_url).text


def answer_the_pulse(client: PageClient) -> str:
    """Answer with a comment; the address of the receipt."""
    thanks = client.follow(client.send_form("/s/parent-pulse", {"i1": "2", "i4": "1", "comment": WORDS}))
    return next(link for link in thanks.links if link.startswith("/receipt/"))


def send_reply(officer: PageClient) -> Page:
    """Write the reply, linked to the first action that is proposed for the theme."""
    proposed = next(
        field for field in officer.open(f"{THEME}/reply").all("input") if field.get("name") == "actions"
    )
    return officer.send_form(f"{THEME}/reply", {**REPLY, "actions": [proposed["value"]]})


def action_of(page: Page) -> str:
    """The action that a reply's page links to."""
    return next(link for link in page.links if link.startswith("/plan/actions/"))


def press(browser: PageClient, page: Page, step: str) -> Page:
    """Press a button of a reply's page."""
    return browser.post(f"{page.response.request.path}/{step}", page.hidden_fields())
