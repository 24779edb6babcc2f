"""The thank-you page: the receipt, large, and nothing of it in the address."""

import re

import pytest
from sqlmodel import Session, select

from surveys.models import Response
from tests.factories_surveys import ALL_AGREE, pulse
from tests.pages import Page, PageClient


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session)
    session.commit()


def answer(client: PageClient) -> Page:
    return client.send_form("/s/parent-pulse", ALL_AGREE)


def receipt(page: Page) -> str:
    found = re.search(r'<p class="code"[^>]*>([a-z ]+)</p>', page.html)
    assert found is not None
    return found[1]


def test_the_receipt_is_shown_as_words_and_as_a_qr(client: PageClient) -> None:
    sent = answer(client)
    page = client.follow(sent)

    code = receipt(page)
    assert len(code.split()) == 6
    assert f"/receipt/{code.replace(' ', '-')}" in page.links
    assert any(tag == "svg" and attrs.get("class") == "qr" for tag, attrs in page.tags)
    assert code.split()[0] not in sent.response.headers["Location"]
    assert "0800 1111" in page.text
    assert "SENDIASS" in page.text


def test_a_second_press_shows_the_same_receipt(client: PageClient) -> None:
    form = {**client.open("/s/parent-pulse").hidden_fields(), **ALL_AGREE}
    first, second = [receipt(client.follow(client.post("/s/parent-pulse", form))) for _ in range(2)]

    assert first == second


def test_a_second_answer_of_one_browser_is_marked_and_a_strangers_is_not(
    client: PageClient, session: Session
) -> None:
    answer(client)
    client.send_form("/s/parent-pulse", {**ALL_AGREE, "i1": "1"})
    answer(PageClient(client.app))

    assert sorted(str(each.again) for each in session.exec(select(Response))) == ["False", "False", "True"]


def test_a_reload_shows_it_again_and_another_browser_does_not_see_it(client: PageClient) -> None:
    page = client.follow(answer(client))

    assert receipt(client.open("/s/parent-pulse/thank-you")) == receipt(page)
    stranger = PageClient(client.app).open("/s/parent-pulse/thank-you")
    assert "no longer has your receipt" in stranger.text


def test_the_drawing_has_a_size_of_its_own(client: PageClient) -> None:
    """A page that lost its style sheet is still one that can be read."""
    page = client.follow(answer(client))

    assert [(d["width"], d["height"]) for d in page.all("svg") if d.get("class") == "qr"] == [("144", "144")]


def test_what_changed_has_a_heading_only_with_something_below_it(client: PageClient) -> None:
    page = client.follow(answer(client))

    assert "changed" not in page.text
    headings = [tag for tag, _ in page.tags if tag == "h2"]
    assert len(headings) == 2
