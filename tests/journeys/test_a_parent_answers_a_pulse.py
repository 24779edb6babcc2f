"""A parent opens the pulse on a phone, answers, and leaves with six words; in English and in Urdu."""

import pytest
from sqlalchemy import select
from sqlmodel import Session

from coproduce.voice.models import Comment
from surveys.models import Response
from tests.factories_surveys import pulse
from tests.pages import PageClient


@pytest.mark.parametrize(
    ("language", "direction", "question", "words"),
    [
        ("en", "ltr", "Staff listen to what I say about my child.", "Nobody rings back about the plan."),
        ("ur", "rtl", "عملہ میرے بچے کے بارے میں میری بات سنتا ہے۔", "کوئی ہمیں واپس فون نہیں کرتا۔"),
    ],
)
def test_a_parent_answers(
    client: PageClient, session: Session, language: str, direction: str, question: str, words: str
) -> None:
    pulse(session)
    session.commit()

    page = client.open(f"/s/parent-pulse?lang={language}")
    assert question in page.text
    assert page.all("html")[0]["dir"] == direction

    wrong = client.post("/s/parent-pulse", {**page.hidden_fields(), "i1": "7", "comment": words}, status=422)
    assert words in wrong.html
    assert "#f-i1" in wrong.links

    form = {**wrong.hidden_fields(), "i1": "2", "anchor": "3", "area": "halesowen", "comment": words}
    thanks = client.follow(client.post("/s/parent-pulse", form))
    assert any(attrs.get("class") == "code" for _, attrs in thanks.tags)

    stored = session.scalars(select(Response)).one()
    assert stored.language == language
    assert stored.answers == {"i1": "2", "anchor": "3", "area": "halesowen"}
    comment = session.scalars(select(Comment)).one()
    assert comment.original == words
    assert comment.language == language
