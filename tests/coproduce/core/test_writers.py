"""Many who write at once each get their turn."""

from threading import Barrier, Thread

from sqlalchemy import Engine, func, select
from sqlmodel import Session

from coproduce.core import db
from coproduce.voice.models import Receipt

WRITERS = 8
EACH = 15


def test_every_writer_gets_a_turn(engine: Engine) -> None:
    together, failed = Barrier(WRITERS), []

    def write(name: int) -> None:
        together.wait()
        try:
            for number in range(EACH):
                with db.transaction(engine) as session:
                    session.add(Receipt(find_mark=f"{name}-{number}", wave="w"))
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=write, args=(name,)) for name in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Receipt)) == WRITERS * EACH
