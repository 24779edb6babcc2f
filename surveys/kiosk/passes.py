"""A device's leave to be a kiosk: a volunteer makes a code, the device begins with it once, an hour ends it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, or_, select

from coproduce.core import audit, codes
from surveys.kiosk.models import Kiosk

PURPOSE = "kiosk-code"
FIND = "kiosk-find"
LONGEST = timedelta(hours=12)


class NoSuchKiosk(LookupError):
    """This code begins nothing: it was never given, was used, was ended, or its time is over."""


def code_of(kiosk_id: UUID, *, secret: str) -> str:
    """The words that begin this kiosk: the same whenever a volunteer looks, and kept nowhere."""
    return codes.code_from(codes.derive_key(secret, PURPOSE), str(kiosk_id))


def make(
    session: Session, *, survey_id: int, slug: str, hours: int, by: str, role: str, secret: str, now: datetime
) -> Kiosk:
    """Leave for one device to be a kiosk of this survey for so many hours, 12 at most."""
    kiosk_id = uuid4()
    mark = codes.mark(codes.derive_key(secret, FIND), code_of(kiosk_id, secret=secret))
    until = now + min(timedelta(hours=hours), LONGEST)
    kiosk = Kiosk(id=kiosk_id, survey_id=survey_id, code_mark=mark, until=until)
    session.add(kiosk)
    session.flush()
    audit.record(
        session,
        act="surveys.kiosk_made",
        by=by,
        role=role,
        about=f"survey:{slug}",
        facts={"hours": str(hours)},
        now=now,
    )
    return kiosk


def begin(session: Session, *, survey_id: int, code: str, secret: str, now: datetime) -> Kiosk:
    """Begin with a code, once. Raises NoSuchKiosk."""
    mark = codes.mark(codes.derive_key(secret, FIND), code)
    wanted = select(Kiosk).where(Kiosk.code_mark == mark, Kiosk.survey_id == survey_id).with_for_update()
    kiosk = session.exec(wanted).first()
    if kiosk is None or kiosk.opened_at is not None or not is_on(kiosk, now=now):
        raise NoSuchKiosk("This code begins no kiosk.")
    kiosk.opened_at = now
    session.add(kiosk)
    session.flush()
    return kiosk


def find(session: Session, *, kiosk_id: UUID, now: datetime) -> Kiosk | None:
    """The kiosk with this id, while it lasts."""
    kiosk = session.get(Kiosk, kiosk_id)
    return kiosk if kiosk is not None and kiosk.opened_at is not None and is_on(kiosk, now=now) else None


def of_survey(session: Session, *, survey_id: int, now: datetime) -> list[Kiosk]:
    """The kiosks of a survey that are on, or may begin, those that end first before."""
    mine = select(Kiosk).where(Kiosk.survey_id == survey_id).order_by(col(Kiosk.until), col(Kiosk.id))
    return [kiosk for kiosk in session.exec(mine).all() if is_on(kiosk, now=now)]


def end(session: Session, *, kiosk_id: UUID, survey_id: int, slug: str, by: str, role: str, now: datetime) -> None:
    """End a kiosk before its hour; to end it twice changes nothing. Raises NoSuchKiosk."""
    kiosk = session.get(Kiosk, kiosk_id)
    if kiosk is None or kiosk.survey_id != survey_id:
        raise NoSuchKiosk("There is no such kiosk.")
    if kiosk.ended_at is None:
        kiosk.ended_at = now
        session.add(kiosk)
        session.flush()
        audit.record(session, act="surveys.kiosk_ended", by=by, role=role, about=f"survey:{slug}", now=now)


def forget_old(session: Session, *, now: datetime) -> int:
    """Erase kiosks that are over; how many."""
    over = or_(col(Kiosk.until) <= now, col(Kiosk.ended_at).is_not(None))
    return session.connection().execute(delete(Kiosk).where(over)).rowcount


def is_on(kiosk: Kiosk, *, now: datetime) -> bool:
    """Whether its hour has not come and nobody has ended it."""
    return kiosk.ended_at is None and now < kiosk.until
