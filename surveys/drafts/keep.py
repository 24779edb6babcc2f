"""Keep, open, change and erase drafts. Words that lead to nothing and words whose time is over are alike."""

from datetime import date, timedelta

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from coproduce.core import codes, sealing
from surveys.drafts.content import Content
from surveys.drafts.models import Draft
from surveys.drafts.words import Opener
from surveys.respond import ERASE

DRAFTS = Draft.metadata.tables["survey_drafts"]
PURPOSE = "draft"
ANSWER = "draft-answer"
"""The purpose under which a draft's row keeps the mark of its answer to be."""
RECEIPT = "receipt-code"


class NoSuchDraft(LookupError):
    """These words open nothing: there was no such draft, or it is gone."""


def receipt_code(content: Content, *, secret: str) -> str:
    """The receipt of the answer that this draft becomes: one for a draft, whatever is changed meanwhile."""
    return codes.code_from(codes.derive_key(secret, RECEIPT), "draft", content.nonce)


def answer_mark(content: Content, *, secret: str) -> str:
    """The mark that this draft's answer will have, or has."""
    return codes.mark(codes.derive_key(secret, ERASE), receipt_code(content, secret=secret))


def keep(session: Session, *, opener: Opener, content: Content, today: date, days: int, secret: str) -> None:
    """Keep a new draft for so many days. Raises TooMuch."""
    mark = answer_mark(content, secret=secret)
    row = {
        "find_mark": opener.mark,
        "sealed": _seal(opener, content),
        "answer": sealing.seal(secret, ANSWER, mark.encode()),
        "expires_on": today + timedelta(days=days),
        "is_settled": False,
    }
    session.execute(insert(DRAFTS).values(row))


def find(session: Session, *, opener: Opener, today: date) -> tuple[Content, date]:
    """What was kept under these words, and the last day on which they open it. Raises NoSuchDraft."""
    wanted = select(DRAFTS.c.sealed, DRAFTS.c.expires_on).where(
        DRAFTS.c.find_mark == opener.mark, DRAFTS.c.expires_on >= today
    )
    row = session.execute(wanted).first()
    if row is None:
        raise NoSuchDraft("These words open no draft.")
    try:
        return Content.unpacked(sealing.unseal(opener.key, _purpose(opener), row.sealed)), row.expires_on
    except sealing.CannotUnseal:
        raise NoSuchDraft("These words open no draft.") from None


def change(session: Session, *, opener: Opener, content: Content) -> None:
    """Keep this instead of what was kept. Raises NoSuchDraft, and TooMuch."""
    mine = update(DRAFTS).where(DRAFTS.c.find_mark == opener.mark)
    changed = session.connection().execute(mine.values(sealed=_seal(opener, content), is_settled=False))
    if not changed.rowcount:
        raise NoSuchDraft("These words open no draft.")


def is_there(session: Session, *, opener: Opener) -> bool:
    """Whether something is kept under these words."""
    wanted = select(DRAFTS.c.find_mark).where(DRAFTS.c.find_mark == opener.mark)
    return session.execute(wanted).first() is not None


def erase(session: Session, *, opener: Opener) -> bool:
    """Erase what is kept under these words; whether there was anything."""
    gone = session.connection().execute(delete(DRAFTS).where(DRAFTS.c.find_mark == opener.mark))
    return bool(gone.rowcount)


def _seal(opener: Opener, content: Content) -> str:
    return sealing.seal(opener.key, _purpose(opener), content.packed())


def _purpose(opener: Opener) -> str:
    # A sealed draft that is moved to another row does not open there.
    return f"{PURPOSE}/{opener.mark}"
