"""No page takes a family's words without saying what happens to words about harm, and where help is now.

`tests.pages` checks every page that any test opens; these tests look where no other test goes.
"""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from coproduce.accounts import access
from tests.factories_surveys import pulse
from tests.house.test_routes import address_of
from tests.pages import Page, PageClient

ROOT = Path(__file__).parents[2]
MACROS = "macros/"
OFFICE = re.compile(r"base_officers\.html")
PARTS_OF_OFFICE = ("parts/design_samples.html", "design.html", "accounts/sign_in.html")
OPEN_BOX = re.compile(r"<textarea|\.text_area\(")


def templates() -> list[Path]:
    rooms = ("coproduce", "surveys", "events")
    return [path for room in rooms for path in (ROOT / room).rglob("templates/**/*.html")]


def test_families_write_only_into_the_boxes_that_bring_their_help() -> None:
    bare = [
        str(path.relative_to(ROOT))
        for path in templates()
        if MACROS not in str(path)
        and not str(path).endswith(PARTS_OF_OFFICE)
        and not OFFICE.search(path.read_text("utf-8"))
        and OPEN_BOX.search(path.read_text("utf-8"))
    ]

    assert bare == [], "Use macros/words.html for a box into which families write."


def test_every_public_page_with_a_box_shows_help(app: Flask, session: Session, client: PageClient) -> None:
    pulse(session)
    session.commit()
    with_boxes = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or access.who_may_see(app, rule.endpoint) != access.EVERYBODY:
            continue
        if rule.endpoint == "static":
            continue
        address = address_of(app, rule)
        for path in {address, address.replace("/x", "/parent-pulse")}:
            response = client.browser.get(path)
            if response.mimetype != "text/html":
                continue
            page = Page(response)
            if page.boxes_for_words():
                with_boxes.add(path)
                assert page._words_faults() == [], path

    assert {"/s/parent-pulse", "/receipt"} <= with_boxes


@pytest.mark.parametrize("lacking", ["data-before-words", "data-quick-exit", "tel:08001111", "round the clock"])
def test_a_page_that_forgets_is_found_out(session: Session, client: PageClient, lacking: str) -> None:
    pulse(session)
    session.commit()
    response = client.browser.get("/s/parent-pulse")
    response.set_data(response.get_data(as_text=True).replace(lacking, "gone"))

    assert len(Page(response)._words_faults()) == 1
