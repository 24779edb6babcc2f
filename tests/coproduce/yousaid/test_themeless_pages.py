"""Comments without a theme reach a person."""

from collections.abc import Callable

from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.voice.themeless import comments_without_theme, count_without_theme
from tests.factories_yousaid import said
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def test_they_wait_until_a_person_has_judged_them(session: Session, signed_in_as: SignIn) -> None:
    lost = said(session, text="It is like shouting into a well.", themes=())
    said(session, text="Somebody hurts him.", themes=(), hidden=True)
    said(session)
    session.commit()
    browser = signed_in_as(Role.OFFICER)

    assert "No theme yet : 1 comment" in browser.open("/manage").text
    assert "/manage/themes/none" in browser.open("/manage/themes").links
    page = browser.open("/manage/themes/none")
    assert "It is like shouting into a well." in page.text
    assert "Somebody hurts him." not in page.text
    assert "Nobody rings back" not in page.text

    answer = browser.send_form(f"/manage/comments/{lost}?theme=none", {"state": "negative", "themes": []})
    after = browser.follow(answer).text
    assert "Your correction is kept." in after
    assert "shouting into a well" not in after
    session.expire_all()
    assert count_without_theme(session) == 0


def test_they_come_by_pages_and_waves(session: Session) -> None:
    for _ in range(3):
        said(session, themes=())
    said(session, themes=(), wave="later")

    page = comments_without_theme(session, page=2, per_page=2)

    assert (len(page.comments), page.total, page.pages) == (2, 4, 2)
    assert comments_without_theme(session, wave="later").total == 1


def test_a_viewer_does_not_read_them(session: Session, signed_in_as: SignIn) -> None:
    said(session, themes=())
    session.commit()
    browser = signed_in_as(Role.VIEWER)

    browser.open("/manage/themes/none", status=403)
    assert "No theme yet" not in browser.open("/manage").text
