"""Two people at once: the second is told, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.core import db
from coproduce.yousaid import track
from coproduce.yousaid.errors import ChangedMeanwhile
from coproduce.yousaid.models import Step
from coproduce.yousaid.track import By
from tests.factories import NOON
from tests.factories_yousaid import TODAY, content, draft, officer, said


def test_of_two_who_save_at_once_one_is_told(engine: Engine, session: Session) -> None:
    said(session)
    people = [officer(session), officer(session, email="officer-2@example.org")]
    reply_id = draft(session, by=people[0]).id or 0
    session.commit()
    together = Barrier(2)

    def save(by: By) -> str:
        with db.transaction(engine) as own:
            try:
                if not _waits_at_begin(engine):
                    together.wait(timeout=10)
                track.rewrite(own, reply_id=reply_id, version=1, content=content(), by=by, now=NOON, today=TODAY)
            except ChangedMeanwhile:
                own.rollback()
                return "told"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, people)) == ["saved", "told"]

    with db.reading(engine) as fresh:
        reply = track.find(fresh, reply_id=reply_id)
        assert reply.version == 2
        assert [line.step for line in reply.steps] == [Step.WRITTEN, Step.CHANGED]


def _waits_at_begin(engine: Engine) -> bool:
    """SQLite lets one writer in at a time: the other waits before its first statement."""
    return engine.dialect.name == "sqlite"
