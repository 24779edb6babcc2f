"""Uploaded pictures and recordings: kept once, served for good, missed when they are gone, erased when unused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import column, insert, table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.audit import AuditEntry
from coproduce.web.retention import Reach
from surveys import design
from surveys.definition import DefinitionFaults
from surveys.editor.models import WorkingCopy
from surveys.media import keep
from surveys.media.feature import UNUSED_MEDIA
from surveys.media.models import MediaKind, SurveyMedia
from tests.factories_surveys import choice, definition
from tests.pages import PageClient
from tests.surveys.media.test_taking_in import MP3_FRAME, drawn

SignIn = Callable[[Role], PageClient]
PAGE = "/manage/surveys/media"


def kept(session: Session, content: bytes = MP3_FRAME, described: str = "Read aloud") -> SurveyMedia:
    return keep.keep(session, content=content, described=described, today=clock.today())


def test_a_file_is_kept_once_and_served_for_good_in_parts_too(session: Session, client: PageClient) -> None:
    first, again = kept(session), kept(session, described="Said again")
    session.commit()

    assert first.sha256 == again.sha256
    assert [(m.described, used) for m, used in keep.listed(session)] == [("Said again", False)]
    response = client.browser.get(f"/surveys/media/{first.sha256}")
    assert response.data == MP3_FRAME
    assert response.content_type == "audio/mpeg"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    part = client.browser.get(f"/surveys/media/{first.sha256}", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, MP3_FRAME[:4])
    assert "Set-Cookie" not in response.headers
    client.open(f"/surveys/media/{'0' * 64}", status=404)
    client.open("/surveys/media/..%2f", status=404)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"sha256": "ab"}, "whole_digest"),
        ({"content_type": "text/html"}, "known_type"),
        ({"content": b""}, "fits"),
        ({"kind": "film"}, "mediakind"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    session: Session, changed: dict[str, object], constraint: str
) -> None:
    row = {
        "sha256": "a" * 64,
        "kind": "picture",
        "content_type": "image/png",
        "described": "",
        "added_on": clock.today(),
        "content": b"x",
    }
    bare = table("survey_media", *(column(name) for name in row))
    with pytest.raises(IntegrityError, match=constraint):
        session.connection().execute(insert(bare).values(**row | changed))
    session.rollback()


def test_a_survey_that_lacks_a_picture_or_a_recording_is_not_published(session: Session) -> None:
    gone, sound = "media:" + "0" * 64, kept(session).name
    raw = definition(choice(picture=gone, audio={"en": sound}), choice("other", picture=sound))

    with pytest.raises(DefinitionFaults) as refused:
        design.publish(session, raw=raw, today=clock.today())

    assert refused.value.faults == (
        "Question 'colour': its picture was not uploaded, or was removed.",
        "Question 'other': its picture is not a picture.",
    )


def test_what_no_survey_uses_is_erased_in_time(session: Session) -> None:
    used, unused = kept(session), kept(session, drawn())
    design.publish(session, raw=definition(choice(audio={"en": used.name})), today=clock.today())
    waiting = kept(session, drawn(size=(50, 50)))
    named = definition(choice(picture=waiting.name))
    session.add(
        WorkingCopy(slug="new", definition=named, changed_by="officer@example.org", changed_at=clock.now())
    )
    session.flush()
    kinds, stay = (unused.kind, used.kind), {used.sha256, waiting.sha256}
    later = datetime.now(UTC) + timedelta(days=200)
    reach = Reach(before=later - timedelta(days=1), now=later)

    assert UNUSED_MEDIA.count(session, reach) == UNUSED_MEDIA.purge(session, reach) == 1
    assert set(session.exec(select(SurveyMedia.sha256)).all()) == stay
    assert kinds == (MediaKind.PICTURE, MediaKind.AUDIO)


def test_an_officer_adds_a_picture_and_removes_it(session: Session, signed_in_as: SignIn) -> None:
    officer = signed_in_as(Role.OFFICER)
    large = drawn("JPEG", (1200, 900)) + b"\x00" * 300_000

    page = officer.follow(officer.send_form(PAGE, {"file": (BytesIO(large), "a.jpg"), "described": "Our club"}))

    assert "Our club" in page.text
    digest = session.exec(select(SurveyMedia.sha256)).one()
    assert f'src="/surveys/media/{digest}"' in page.response.text
    session.rollback()
    officer.follow(officer.post(f"{PAGE}/{digest}/remove", page.hidden_fields()))
    acts = select(AuditEntry.act).where(AuditEntry.about == f"media:{digest}").order_by(col(AuditEntry.number))
    assert session.exec(acts).all() == [
        "surveys.media_added",
        "surveys.media_removed",
    ]


def test_what_cannot_be_used_is_sent_back_with_its_reason(session: Session, signed_in_as: SignIn) -> None:
    officer = signed_in_as(Role.OFFICER)

    drawing = {"file": (BytesIO(b"<svg onload='x'/>"), "a.png"), "described": "A drawing"}
    page = officer.send_form(PAGE, drawing, status=422)
    assert "Save the picture as a PNG file" in page.text
    assert page.field("described")["value"] == "A drawing"
    assert "Choose a file first." in officer.send_form(PAGE, {"described": "Nothing"}, status=422).text
    assert "Say in a few words" in officer.send_form(PAGE, {"file": (BytesIO(drawn()), "a.png")}, status=422).text
    assert session.exec(select(SurveyMedia)).all() == []
