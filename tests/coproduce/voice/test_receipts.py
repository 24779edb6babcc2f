"""A code leads to what was said, and the database by itself does not lead from it to the answer."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, SQLModel

from coproduce.core import db
from coproduce.core.codes import code_from, derive_key, mark
from coproduce.core.types import Text, Wording
from coproduce.voice import receipts
from coproduce.voice.models import Audience
from coproduce.voice.receive import receive
from surveys.models import Channel, Response, ResponseComment, Stratum, Survey, SurveyKind, SurveyVersion, Wave

SECRET = "s" * 40
CODE = "apple-bridge-candle-daisy-eagle-forest"
WAVE = "2026-11"
TOLD = (
    "We waited eight months for a reply.",
    "The taxi never comes on time.",
    "Staff listened to us and were kind.",
    "Nobody tells us what is going on.",
)


def give(session: Session, code: str = CODE, themes: Sequence[str] = ("transport",)) -> None:
    """A receipt, with plain defaults."""
    receipts.give(session, secret=SECRET, code=code, wave=WAVE, themes=themes)


def code_number(number: int) -> str:
    """The code of one of many families, the same in each test run."""
    return code_from(derive_key(SECRET, "test"), str(number))


def test_a_code_finds_its_receipt_however_it_is_typed(session: Session) -> None:
    give(session, themes=("transport", "funding"))
    expected = receipts.FoundReceipt(WAVE, ("funding", "transport"))

    for typed in (CODE, CODE.upper(), CODE.replace("-", " "), f"  {CODE} "):
        assert receipts.find(session, secret=SECRET, code=typed) == expected


def test_another_code_or_another_secret_finds_nothing(session: Session) -> None:
    give(session)

    assert receipts.find(session, secret=SECRET, code="apple-bridge") is None
    assert receipts.find(session, secret=SECRET, code="") is None
    assert receipts.find(session, secret="t" * 40, code=CODE) is None


def test_a_code_is_given_once(session: Session) -> None:
    give(session)

    with pytest.raises(IntegrityError, match="find_mark"):
        give(session)


def shuffle(engine: Engine) -> str:
    """The job as it is run: in a transaction of its own."""
    with db.transaction(engine) as session:
        return receipts.shuffle_waiting(session)


def test_a_receipt_waits_first_and_keeps_the_three_strongest_themes(session: Session) -> None:
    give(session, themes=("waiting", "transport", "funding", "communication"))

    assert session.execute(text("SELECT count(*) FROM receipts_waiting")).scalar_one() == 1
    assert session.execute(text("SELECT count(*) FROM receipts")).scalar_one() == 0
    found = receipts.find(session, secret=SECRET, code=CODE)
    assert found == receipts.FoundReceipt(WAVE, ("funding", "transport", "waiting"))


def test_the_job_moves_what_waits_and_every_code_still_works(engine: Engine) -> None:
    for start in (0, 30):
        for number in range(start, start + 30):
            with db.transaction(engine) as session:
                give(session, code_number(number), themes=(f"theme_{number}",))
        assert shuffle(engine) == "Receipts moved: 30. Still waiting for company: 0."

    assert shuffle(engine) == "No receipt waits."
    with db.reading(engine) as session:
        for number in range(60):
            found = receipts.find(session, secret=SECRET, code=code_number(number))
            assert found == receipts.FoundReceipt(WAVE, (f"theme_{number}",))


def test_a_lonely_receipt_moves_in_company(engine: Engine) -> None:
    for number in range(31):
        with db.transaction(engine) as session:
            give(session, code_number(number))
        if number in (29, 30):
            shuffle(engine)

    if engine.dialect.name == "postgresql":
        with db.reading(engine) as session:
            query = text("SELECT count(*) FROM receipts GROUP BY xmin::text ORDER BY count(*)")
            assert session.execute(query).scalars().all() == [11, receipts.LEAST_BATCH]


def test_receipts_wait_until_twenty_of_their_own_wave_are_there(engine: Engine) -> None:
    with db.transaction(engine) as session:
        for number in range(25):
            give(session, code_number(number))
        for number in range(100, 119):
            receipts.give(session, secret=SECRET, code=code_number(number), wave="2027-05", themes=())

    assert shuffle(engine) == "Receipts moved: 25. Still waiting for company: 19."
    assert shuffle(engine) == "Receipts moved: 0. Still waiting for company: 19."
    with db.transaction(engine) as session:
        receipts.give(session, secret=SECRET, code=code_number(119), wave="2027-05", themes=())
    assert shuffle(engine) == "Receipts moved: 20. Still waiting for company: 0."
    with db.reading(engine) as session:
        found = receipts.find(session, secret=SECRET, code=code_number(105))
    assert found == receipts.FoundReceipt("2027-05", ())


def test_on_sqlite_the_job_leaves_no_trace_of_what_was_written_together(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its log elsewhere.")
    with db.transaction(engine) as session:
        for number in range(20):
            give(session, code_number(number))
    path = Path(str(engine.url.database))
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0

    shuffle(engine)

    assert log.stat().st_size == 0
    for number in range(20):
        found_by = mark(derive_key(SECRET, receipts.PURPOSE), code_number(number)).encode()
        assert path.read_bytes().count(found_by) == 1


def answer(engine: Engine, survey: tuple[int, int], number: int) -> Response:
    """One family's answer with a comment and a receipt, in one transaction, as the survey stores it."""
    wave_id, version_id = survey
    code = code_number(number)
    with db.transaction(engine) as session:
        response = Response(
            wave_id=wave_id,
            version_id=version_id,
            channel=Channel.OPEN,
            stratum=Stratum.OPEN,
            language="en",
            answered_on=date(2026, 11, 24),
            mark=mark(derive_key(SECRET, "response"), code),
            answers={"i1": str(number % 5 + 1)},
        )
        session.add(response)
        session.flush()
        received = receive(
            session,
            text=TOLD[number % len(TOLD)],
            source="parent-pulse",
            wave=WAVE,
            question_kind="improve",
            audience=Audience.PARENT,
            page_language="en",
            said_on=date(2026, 11, 24),
        )
        session.add(ResponseComment(response_id=response.id, question="comment", comment_id=received.comment.id))
        session.flush()
        give(session, code, received.themes)
    return response


@pytest.fixture
def survey(engine: Engine) -> tuple[int, int]:
    """A wave and a version to answer."""
    with db.transaction(engine) as session:
        made = Survey(slug="parent-pulse", kind=SurveyKind.PULSE, title=Wording({"en": Text("Pulse")}))
        session.add(made)
        session.flush()
        assert made.id is not None
        version = SurveyVersion(
            survey_id=made.id, number=1, digest="0" * 64, definition={}, published_on=date(2026, 11, 1)
        )
        wave = Wave(survey_id=made.id, key=WAVE, opens_on=date(2026, 11, 1))
        session.add_all([version, wave])
        session.flush()
        assert wave.id is not None
        assert version.id is not None
        return wave.id, version.id


def dump(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every table, row by row in the order in which the database keeps them."""
    place = ", xmin::text AS xmin, ctid::text AS ctid" if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row._mapping) for row in connection.execute(text(f'SELECT *{place} FROM "{table.name}"'))
            ]
            for table in SQLModel.metadata.sorted_tables
        }


def likeness(order: Sequence[int]) -> float:
    """Spearman's rank correlation of an order with 0, 1, 2 ...: 1 the same, -1 reversed, about 0 unrelated."""
    n = len(order)
    return 1 - 6 * sum((place - value) ** 2 for place, value in enumerate(order)) / (n * (n * n - 1))


def test_nothing_in_the_database_joins_receipts_to_answers(engine: Engine, survey: tuple[int, int]) -> None:
    for number in range(50):
        answer(engine, survey, number)
    shuffle(engine)

    tables = dump(engine)
    kept = tables.pop("receipts")
    others = [str(value) for rows in tables.values() for row in rows for value in row.values()]
    numbers = {mark(derive_key(SECRET, receipts.PURPOSE), code_number(n)): n for n in range(50)}

    assert len(kept) == 50
    assert len(tables["responses"]) == len(tables["comments"]) == 50
    assert tables["receipts_waiting"] == []
    assert not [row for row in kept if row["find_mark"] in " ".join(others)], "By value."
    assert abs(likeness([numbers[row["find_mark"]] for row in kept])) < 0.6, "By order."
    if engine.dialect.name == "postgresql":
        assert len({row["xmin"] for row in kept}) == 1, "All moved in one transaction,"
        assert {row["xmin"] for row in kept}.isdisjoint(row["xmin"] for rows in tables.values() for row in rows), (
            "which wrote nothing else."
        )


def test_answers_and_receipts_have_no_numbers_that_count_up(engine: Engine) -> None:
    quiet = ("comments", "readings", "comment_themes", "receipts", "receipts_waiting", "responses")
    for table in quiet:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                with pytest.raises(OperationalError, match="no such column: rowid"):
                    connection.execute(text(f"SELECT rowid FROM {table}"))
            else:
                counting = text(
                    "SELECT count(*) FROM information_schema.columns WHERE table_name = :table "
                    "AND (column_default LIKE 'nextval%' OR is_identity = 'YES' OR data_type LIKE 'timestamp%')"
                )
                assert connection.execute(counting, {"table": table}).scalar_one() == 0


def test_on_sqlite_receipts_lie_in_the_order_of_their_marks(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("On PostgreSQL the job sees to the order.")
    for number in range(30):
        with db.transaction(engine) as session:
            give(session, code_number(number))
    shuffle(engine)

    marks = [row["find_mark"] for row in dump(engine)["receipts"]]
    assert all(before < after for before, after in pairwise(marks))
