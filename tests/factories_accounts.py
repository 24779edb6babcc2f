"""Links that were sent, as the person finds them in their messages."""

import re
from datetime import datetime

from sqlmodel import Session, col, select

from coproduce.accounts import invitations
from coproduce.accounts.links import Invitation
from coproduce.accounts.models import Role
from coproduce.accounts.people import COMMAND
from coproduce.core import clock
from coproduce.outbox.models import Message

SITE = "http://127.0.0.1:8000"


def invited(
    session: Session,
    *,
    email: str = "new@example.org",
    role: Role = Role.VIEWER,
    title: str = "Board member",
    now: datetime | None = None,
) -> Invitation:
    """Somebody who was asked to sign in."""
    return invitations.invite(
        session,
        email=email,
        role=role,
        title=title,
        language="en",
        base_url=SITE,
        by=COMMAND,
        now=now or clock.now(),
    )


def last_link(session: Session, *, template: str = "accounts/invitation") -> str:
    """The path of the link in the newest message of this kind."""
    query = select(Message).where(Message.template == template).order_by(col(Message.id).desc())
    message = session.exec(query.execution_options(populate_existing=True)).first()
    assert message is not None
    return re.sub(r"^https?://[^/]+", "", str(message.facts["url"]))
