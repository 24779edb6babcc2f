"""An invited link is traced by two people, for a concern alone, for a short time; each step is on record."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.accounts.people import By
from coproduce.core import audit
from coproduce.core.contact import Contact
from coproduce.safeguarding import concerns, tracing
from coproduce.safeguarding.models import ConcernOutcome, Trace
from tests.factories import NOON
from tests.factories_voice import comment
from tests.pages import PageClient

SECRET = "s" * 40
FAMILY = Contact(email="parent@example.org", mobile="07700900123")
LEAD = By(1, "lead@example.org", Role.SAFEGUARDING)
OTHER = By(2, "admin@example.org", Role.ADMIN)
SignIn = Callable[[Role], PageClient]


def traced(session: Session, secret: str = SECRET) -> UUID:
    """A concern that came through an invited link."""
    made = comment(session, text="He is being hurt.", concern=True, concern_kinds=("sexual",))
    assert tracing.keep(session, made.id, FAMILY, NOON, secret=secret)
    return made.id


def approved(session: Session, comment_id: UUID) -> int:
    request_id = tracing.ask(session, comment_id=comment_id, reason="A child may be in danger.", by=LEAD, now=NOON)
    tracing.approve(session, request_id=request_id, by=OTHER, now=NOON)
    return request_id


def test_a_comment_without_a_concern_never_leaves_a_trace(session: Session) -> None:
    ordinary = comment(session).id

    assert not tracing.keep(session, ordinary, FAMILY, NOON, secret=SECRET)
    assert not tracing.keep(session, uuid4(), FAMILY, NOON, secret=SECRET)
    assert session.exec(select(Trace)).all() == []
    with pytest.raises(IntegrityError):
        session.execute(tracing.TRACES.insert().values(comment_id=ordinary, sealed="x", kept_at=NOON))


def test_what_is_kept_is_sealed_and_tells_nothing(session: Session) -> None:
    comment_id = traced(session)

    [row] = session.exec(select(Trace)).all()
    assert "parent" not in row.sealed
    assert "7700900123" not in row.sealed
    assert not tracing.keep(session, comment_id, FAMILY, NOON, secret=SECRET), "kept once"


def test_two_people_open_it_and_each_is_on_record(session: Session) -> None:
    comment_id = traced(session)

    request_id = approved(session, comment_id)
    found = tracing.show(session, request_id=request_id, by=LEAD, secret=SECRET, now=NOON + timedelta(minutes=29))

    assert found == FAMILY
    said = [(entry.act, entry.by) for entry in audit.entries(session, act="trace")]
    assert said == [
        ("trace.asked", LEAD.email),
        ("trace.approved", OTHER.email),
        ("trace.shown", LEAD.email),
    ]
    assert "parent@example.org" not in str([entry.facts for entry in audit.entries(session)])


def test_nobody_opens_it_alone_or_later(session: Session) -> None:
    comment_id = traced(session)
    with pytest.raises(tracing.ReasonNeeded):
        tracing.ask(session, comment_id=comment_id, reason=" ", by=LEAD, now=NOON)
    request_id = tracing.ask(session, comment_id=comment_id, reason="Danger.", by=LEAD, now=NOON)

    def show(by: By = LEAD, minutes: int = 0) -> Contact:
        at = NOON + timedelta(minutes=minutes)
        return tracing.show(session, request_id=request_id, by=by, secret=SECRET, now=at)

    for by in (LEAD, By(9, "LEAD@example.org", Role.ADMIN)):
        with pytest.raises(tracing.SamePerson):
            tracing.approve(session, request_id=request_id, by=by, now=NOON)
    with pytest.raises(tracing.NotApproved):
        show()
    tracing.approve(session, request_id=request_id, by=OTHER, now=NOON)
    with pytest.raises(tracing.NotApproved):
        show(by=OTHER)
    with pytest.raises(tracing.NotApproved):
        show(minutes=30)
    assert show() == FAMILY
    with pytest.raises(tracing.NoTrace):
        tracing.show(session, request_id=request_id, by=LEAD, secret="another" * 8, now=NOON)


def test_it_is_gone_when_the_concern_is_decided_or_its_time_has_passed(session: Session) -> None:
    decided, old, young = traced(session), traced(session), traced(session)
    request_id = approved(session, decided)
    concerns.open_concern(session, comment_id=decided, by=LEAD.email, now=NOON)
    concerns.decide(
        session, comment_id=decided, outcome=ConcernOutcome.POLICE, reason="Rang.", by=LEAD.email, now=NOON
    )

    with pytest.raises(tracing.NoTrace):
        tracing.show(session, request_id=request_id, by=LEAD, secret=SECRET, now=NOON)
    later = NOON + timedelta(days=tracing.DAYS_KEPT, minutes=1)
    session.execute(tracing.TRACES.update().where(tracing.TRACES.c.comment_id == young).values(kept_at=later))
    assert tracing.forget_old(session, now=later) == "Traces forgotten: 1."
    assert tracing.is_there(session, comment_id=young)
    assert not tracing.is_there(session, comment_id=old)


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"reason": ""}, "asked_with_reason"),
        ({"approver_id": 1, "approved_by": "other@example.org", "approved_at": NOON}, "two_people"),
        ({"approver_id": 2, "approved_by": "Lead@example.org", "approved_at": NOON}, "two_addresses"),
        ({"approver_id": 2, "approved_at": NOON}, "approved_by_somebody"),
        ({"approved_by": "other@example.org", "approved_at": NOON}, "approved_by_a_person"),
    ],
)
def test_the_database_wants_two_people(session: Session, row: dict[str, object], constraint: str) -> None:
    plain: dict[str, object] = {
        "comment_id": traced(session),
        "asker_id": 1,
        "asked_by": "lead@example.org",
        "asked_at": NOON,
        "reason": "Danger.",
        "approved_by": "",
    }
    with pytest.raises(IntegrityError, match=constraint):
        session.execute(tracing.REQUESTS.insert().values({**plain, **row}))


def test_on_the_pages_a_lead_asks_an_administrator_approves_and_the_lead_reads(
    signed_in_as: SignIn, session: Session
) -> None:
    lead, admin = signed_in_as(Role.SAFEGUARDING), signed_in_as(Role.ADMIN)
    comment_id = traced(session, secret="k" * 40)
    session.commit()
    token = {"csrf_token": lead.open("/manage/cover").hidden_fields()["csrf_token"]}
    admins = {"csrf_token": admin.open("/manage/cover").hidden_fields()["csrf_token"]}

    lead.send_form(f"/manage/traces/ask/{comment_id}", {"reason": ""}, status=422)
    lead.send_form(f"/manage/traces/ask/{comment_id}", {"reason": "A child may be in danger."})
    request_id = tracing.requests(session)[0].id
    session.commit()
    refused = lead.post(f"/manage/traces/{request_id}/approval", token, status=409)
    assert "Another person must approve it." in refused.text
    lead.post(f"/manage/traces/{request_id}/look", token, status=409)

    waiting = admin.open("/manage/traces")
    assert "A child may be in danger." in waiting.text
    assert "He is being hurt" not in waiting.text
    assert FAMILY.email not in admin.follow(admin.post(f"/manage/traces/{request_id}/approval", admins)).text
    admin.post(f"/manage/traces/{request_id}/look", admins, status=403)
    assert FAMILY.email in lead.post(f"/manage/traces/{request_id}/look", token, status=200).text
    assert FAMILY.email not in lead.open("/manage/traces").text
    lead.open(f"/manage/traces/ask/{uuid4()}", status=404)
