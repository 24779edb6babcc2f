"""The way from the receipt to the button: calm, plain, and a GET changes nothing."""

import pytest
from sqlmodel import Session, select

from coproduce.voice.models import Comment
from surveys.models import Response
from tests.factories_surveys import ALL_AGREE, pulse
from tests.pages import Page, PageClient

WORDS = "The taxi never rings back."


@pytest.fixture
def code(client: PageClient, session: Session) -> str:
    """The six words that a family got for its answer."""
    pulse(session)
    session.commit()
    thanks = client.follow(client.send_form("/s/parent-pulse", ALL_AGREE | {"comment": WORDS}))
    link = next(link for link in thanks.links if "/receipt/" in link)
    return link.rpartition("/")[2]


def stored(session: Session) -> int:
    """How many answers and comments there are."""
    session.rollback()
    return len(session.exec(select(Response)).all()) + len(session.exec(select(Comment)).all())


def press(browser: PageClient, code: str) -> Page:
    """Press the button, and read the page that follows."""
    return browser.follow(browser.send_form(f"/receipt/{code}/erase", {}))


def test_a_family_finds_the_way_on_its_receipt_and_erases(client: PageClient, session: Session, code: str) -> None:
    receipt = client.open(f"/receipt/{code}")
    assert f"/receipt/{code}/erase" in receipt.links

    page = client.open(f"/receipt/{code}/erase")
    assert "Do you want to erase what you said?" in page.h1
    assert "Numbers that were shown before." in page.text
    assert "the law lets the lead keep such words" in page.text.lower()
    assert "within 30 days" in page.text
    assert stored(session) == 2

    done = press(client, code)
    assert done.h1 == "Nothing is kept under your six words now"
    assert stored(session) == 0


def test_another_device_can_erase_too(app: object, client: PageClient, session: Session, code: str) -> None:
    press(PageClient(client.app), code)

    assert stored(session) == 0


def test_a_second_press_is_calm(client: PageClient, session: Session, code: str) -> None:
    page = client.open(f"/receipt/{code}/erase")
    fields = page.hidden_fields()

    first = client.follow(client.post(f"/receipt/{code}/erase", fields))
    second = client.follow(client.post(f"/receipt/{code}/erase", fields))

    assert first.text == second.text
    client.open(f"/receipt/{code}", status=404)


def test_a_wrong_code_tells_nothing(client: PageClient, session: Session, code: str) -> None:
    fields = client.open(f"/receipt/{code}/erase").hidden_fields()
    wrong = "apple-beach-cloud-drum-earth-field"

    got = client.open(f"/receipt/{wrong}/erase", status=303)
    assert client.browser.get(got.response.headers["Location"]).status_code == 404
    answered = client.follow(client.post(f"/receipt/{wrong}/erase", fields))

    assert answered.h1 == "Nothing is kept under your six words now"
    assert stored(session) == 2


def test_the_thank_you_page_forgets_the_code(client: PageClient, code: str) -> None:
    assert code.split("-")[0] in client.open("/s/parent-pulse/thank-you").text

    press(client, code)

    assert code.replace("-", " ") not in client.open("/s/parent-pulse/thank-you").text


def test_no_cache_no_robot_and_no_other_site_learns_of_it(client: PageClient, code: str) -> None:
    for address in (f"/receipt/{code}/erase", "/receipt/erased"):
        headers = client.open(address).response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_no_other_site_can_press_the_button(client: PageClient, session: Session, code: str) -> None:
    client.post(f"/receipt/{code}/erase", {}, status=400)

    assert stored(session) == 2


def test_the_pages_are_there_in_urdu(client: PageClient, code: str) -> None:
    page = client.open(f"/receipt/{code}/erase?lang=ur")

    assert page.all("html")[0]["dir"] == "rtl"
