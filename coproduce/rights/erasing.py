"""A family erases what it said, with the six words of its receipt: nobody else can, and nobody is asked.

What goes: the answer, its comments with their readings, themes and quotations, and the receipt; or, with the six
words of answers that were kept for later, those. What stays: the figures of a closed wave, as they were
published; words that the safeguarding lead still needs, read by nobody else, until the lead has decided; and
that the lead looked at a comment, when and why, without its words.

Other codes that lead to something of one person get their own eraser in ERASERS.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_
from sqlmodel import Session, col, select

from coproduce.core import audit
from coproduce.core.audit import AuditEntry
from coproduce.core.clock import LOCAL
from coproduce.insight import keeping
from coproduce.safeguarding.keeping import ask_to_erase, was_cleared
from coproduce.voice import erasing as words
from coproduce.voice import receipts
from coproduce.voice.erasing import COMMENTS
from coproduce.yousaid.taking_back import take_back_quotes
from surveys import erasing as answers
from surveys.drafts import keep as drafts
from surveys.drafts.words import opener

FAMILY = "family"
"""Who erased it, as the audit says it: it does not know more."""
ERASED = "answers.erased"
ON_RECORD = 32

Eraser = Callable[..., bool]


def is_known(session: Session, *, secret: str, code: str) -> bool:
    """Whether something is kept under this code."""
    return (
        receipts.find(session, secret=secret, code=code) is not None
        or answers.is_there(session, mark=answers.mark_of(code, secret=secret))
        or drafts.is_there(session, opener=opener(code, secret=secret))
    )


def erase(session: Session, *, secret: str, code: str, now: datetime) -> bool:
    """Erase what is kept under this code, in the caller's transaction; whether there was anything."""
    done = [eraser(session, secret=secret, code=code, now=now) for eraser in ERASERS]
    return any(done)


def erase_answer(session: Session, *, secret: str, code: str, now: datetime) -> bool:
    """Erase the answer that has this code's mark, and what came with it; whether there was one."""
    return _erase_by_mark(session, mark=answers.mark_of(code, secret=secret), now=now)


def remember(session: Session) -> frozenset[str]:
    """Which answers were erased, as the audit knows them: by what `again` finds them with."""
    entries = select(AuditEntry.facts).where(col(AuditEntry.act) == ERASED)
    return frozenset(facts["answer"] for facts in session.exec(entries) if "answer" in facts)


def again(session: Session, erased: frozenset[str], *, now: datetime) -> int:
    """Erase answers that a backup brought back; how many. Their receipts come back, and lead to no answer."""
    if not erased:
        return 0
    back = [mark for mark in answers.marks(session) if _on_record(mark) in erased]
    return sum(_erase_by_mark(session, mark=mark, now=now) for mark in back)


def _on_record(mark: str) -> str:
    """What stands in the audit for an erased answer: whoever reads it finds nothing, unless in an old backup."""
    return hashlib.sha256(mark.encode()).hexdigest()[:ON_RECORD]


def _erase_by_mark(session: Session, *, mark: str, now: datetime) -> bool:
    answer = answers.find(session, mark=mark)
    if answer is None:
        return False
    today = now.astimezone(LOCAL).date()
    keeping.keep_figures(session, wave_id=answer.wave_id, today=today)
    answers.erase(session, answer)
    keeping.one_erased(session, wave_id=answer.wave_id, stratum=answer.stratum)
    mine = COMMENTS.c.id.in_(answer.comment_ids)
    # Held from here on: what the screen or the lead decides meanwhile waits for us, and then sees what we did.
    session.execute(select(COMMENTS.c.id).where(mine).order_by(COMMENTS.c.id).with_for_update())
    take_back_quotes(session, comment_ids=answer.comment_ids, now=now)
    ask_to_erase(session, mine, today=today)
    words.empty_comments(session, and_(mine, COMMENTS.c.concern, was_cleared()))
    words.delete_comments(session, and_(mine, ~COMMENTS.c.concern))
    about, facts = f"survey:{answer.survey}", {"answer": _on_record(mark)}
    audit.record(session, act=ERASED, by=FAMILY, about=about, facts=facts, now=now)
    return True


def erase_receipt(session: Session, *, secret: str, code: str, now: datetime) -> bool:  # noqa: ARG001 - an Eraser
    """Erase the receipt of this code; whether there was one."""
    return receipts.take_back(session, secret=secret, code=code)


def erase_draft(session: Session, *, secret: str, code: str, now: datetime) -> bool:  # noqa: ARG001 - an Eraser
    """Erase the answers that were kept for later under this code; whether there were any."""
    return drafts.erase(session, opener=opener(code, secret=secret))


# Receipts first, as the nightly purge does: two who wait for each other would wait for ever.
ERASERS: tuple[Eraser, ...] = (erase_receipt, erase_answer, erase_draft)
