"""Links that work once. A link is struck off by deleting its row, in the transaction that stores the answer.

A token can be typed from a letter: 26 letters and digits of which none is taken for another, in either case. It
follows from the invitation's random number and the secret key, and is kept nowhere; its row holds a hash of it. So
the database alone cannot say whose link a row is, and where a link was used there is nothing to read: no row, no
time, no number of a transaction (docs/decisions/0023).
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session
from sqlmodel import select as choose

from coproduce.core.codes import derive_key
from coproduce.core.contact import Contact
from coproduce.core.db import Model
from surveys.reach import lists
from surveys.reach.models import Invitation, ListedContact, UnusedLink

LINKS = UnusedLink.metadata.tables["survey_links"]
SAMPLES, WAVES, SURVEYS = (Model.metadata.tables[name] for name in ("survey_samples", "waves", "surveys"))
PURPOSE = "survey/link"
TOKEN_BYTES = 16
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Without i, l, o and u: who types 1 for i or 0 for o is understood."""
TOKEN_LENGTH = 26
TOKEN = re.compile(f"[{LETTERS}]{{{TOKEN_LENGTH}}}")
GROUP = 4
READ_AS = str.maketrans({"i": "1", "l": "1", "o": "0", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Link:
    """A link that still works, and the wave it is for."""

    mark: str
    sample_id: int
    slug: str
    wave_id: int
    wave: str
    opens_on: date
    closes_on: date | None
    closed_on: date | None

    def is_open(self, today: date) -> bool:
        """Whether its wave takes answers on this day."""
        is_over = self.closed_on is not None or (self.closes_on is not None and self.closes_on < today)
        return self.opens_on <= today and not is_over


def token_of(secret: str, invitation_id: UUID) -> str:
    """The token of an invitation: 128 bits, the same each time, and nothing without the secret key."""
    made = hmac.digest(derive_key(secret, PURPOSE), invitation_id.bytes, "sha256")[:TOKEN_BYTES]
    number, token = int.from_bytes(made, "big"), ""
    for _ in range(TOKEN_LENGTH):
        number, at = divmod(number, len(LETTERS))
        token += LETTERS[at]
    return token


def in_groups(token: str) -> str:
    """A token as it is printed, so that it can be typed."""
    return "-".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))


def mark_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(session: Session, token: str) -> Link | None:
    """The link with this token, while it works; None for one that was used, and for one that never was."""
    plain = token.lower().translate(READ_AS)
    if not TOKEN.fullmatch(plain):
        return None
    row = session.execute(
        select(
            LINKS.c.mark,
            LINKS.c.sample_id,
            SURVEYS.c.slug,
            WAVES.c.id,
            WAVES.c.key,
            WAVES.c.opens_on,
            WAVES.c.closes_on,
            WAVES.c.closed_on,
        )
        .join(SAMPLES, SAMPLES.c.id == LINKS.c.sample_id)
        .join(WAVES, WAVES.c.id == SAMPLES.c.wave_id)
        .join(SURVEYS, SURVEYS.c.id == WAVES.c.survey_id)
        .where(LINKS.c.mark == mark_of(plain))
    ).first()
    return Link(*row) if row else None


def strike(session: Session, link: Link) -> bool:
    """Strike a link off, in the transaction that stores its answer; False where another answer was first.

    Two phones that send at once both try to delete the row: the database lets one succeed, and the other's
    transaction must then store nothing.
    """
    gone = session.connection().execute(delete(LINKS).where(LINKS.c.mark == link.mark))
    return bool(gone.rowcount)


def unused(session: Session, *, sample_id: int, invitations: Iterable[UUID], secret: str) -> list[UUID]:
    """Those of a sample's invitations whose link was not used yet."""
    there = set(session.scalars(select(LINKS.c.mark).where(LINKS.c.sample_id == sample_id)))
    return [each for each in invitations if mark_of(token_of(secret, each)) in there]


def contact_of(session: Session, link: Link, *, secret: str) -> Contact | None:
    """To whom a link was sent, for words that may mean a child is at risk; None where the list is gone.

    Only with the secret key, and by trying every invitation of the sample.
    """
    mine = choose(Invitation.id, Invitation.contact_id).where(Invitation.sample_id == link.sample_id)
    for invitation_id, contact_id in session.exec(mine):
        if mark_of(token_of(secret, invitation_id)) == link.mark:
            found = session.get(ListedContact, contact_id)
            return lists.opened(found.id, found.sealed, secret=secret).contact if found else None
    return None
