"""A backup is one moment of everything, and what is put back is equal to it, whichever database it came from."""

import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts.models import Person
from coproduce.core import audit, db, schema
from coproduce.core.db import transaction
from coproduce.demo.filling import Keys, fill
from coproduce.insight.models import MarginSet
from coproduce.office.backup.archive import Backup
from coproduce.office.backup.manifest import Manifest
from coproduce.office.backup.restoring import NotEmpty, restore
from coproduce.office.backup.writing import NothingThere, NotOurs, write_backup
from coproduce.outbox.models import MessageState
from coproduce.voice.models import Correction, Receipt
from tests.factories import NOON, person
from tests.factories_voice import comment
from tests.messages import message, queued

SECRET = "k" * 40
KINDS = ("sqlite", "postgresql")
Make = Callable[[str], Engine]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup goes."""
    return tmp_path / "kept.zip"


def kept(engine: Engine, file: Path) -> Manifest:
    """A backup of this database."""
    return write_backup(engine, file, secret=SECRET, now=NOON)


def put_back(engine: Engine, file: Path, *, replace: bool = False) -> None:
    """Restore, and forget what was said of it."""
    restore(engine, file, replace=replace, secret=SECRET, now=NOON)


def hashes(manifest: Manifest) -> dict[str, tuple[int, str]]:
    """Rows and hash of each table but the audit, which each restore adds to."""
    tables = {c.shape.name: (c.rows, c.sha256) for c in manifest.contents}
    return {name: found for name, found in tables.items() if not name.startswith("audit")}


def people(engine: Engine) -> list[str]:
    """Who is there."""
    with db.reading(engine) as session:
        return sorted(session.exec(select(Person.email)))


def test_the_sample_area_goes_from_sqlite_to_postgresql_and_back_and_is_the_same(
    new_database: Make, set_up_database: Make, tmp_path: Path
) -> None:
    source = set_up_database("sqlite")
    with transaction(source) as session:
        keys = Keys(password="plain-words-for-a-test", secret=SECRET, cheap_passwords=True)
        fill(session, count=4, keys=keys, now=NOON, today=NOON.date())
    first = kept(source, tmp_path / "first.zip")

    across, home = new_database("postgresql"), new_database("sqlite")
    put_back(across, tmp_path / "first.zip")
    second = kept(across, tmp_path / "second.zip")
    put_back(home, tmp_path / "second.zip")
    third = kept(home, tmp_path / "third.zip")

    assert first.rows > 300
    assert hashes(first) == hashes(second) == hashes(third)


@pytest.mark.parametrize("target", KINDS)
def test_every_kind_of_value_comes_back_as_it_was(
    app: Flask, session: Session, set_up_database: Make, file: Path, target: str
) -> None:
    somebody = person(session, email="a@example.org", title="Head of SEND – « پالک » 'q' \\ \"double\"\n\ttab")
    somebody.added_at = NOON + timedelta(microseconds=7)
    somebody.active = False
    words = comment(session, text="First line\r\nsecond\u2028third \U0001f9e1")
    no_themes = Correction(comment_id=words.id, themes=None, by_role="Officer", made_at=NOON)
    margins = MarginSet(source="SEN2", dated=NOON.date(), loaded_on=NOON.date())
    session.add_all([no_themes, margins])
    session.commit()
    kept(app.extensions["engine"], file)

    engine = set_up_database(target)
    put_back(engine, file)

    with db.reading(engine) as fresh:
        again = fresh.exec(select(Person)).one()
        assert again.model_dump() == somebody.model_dump()
        assert fresh.get_one(type(words), words.id).model_dump() == words.model_dump()
        assert fresh.get_one(Correction, no_themes.id).model_dump() == no_themes.model_dump()
        assert fresh.get_one(MarginSet, margins.id).model_dump() == margins.model_dump()


def test_a_backup_is_one_moment_while_others_write(
    app: Flask, engine: Engine, set_up_database: Make, file: Path
) -> None:
    stop, written = threading.Event(), []

    def go_on_writing() -> None:
        while not stop.is_set():
            with transaction(engine) as session:
                for _ in range(3):  # three entries a transaction, and the row that says how many there are
                    written.append(audit.record(session, act="test", by="job", now=NOON).number)

    writer = threading.Thread(target=go_on_writing)
    writer.start()
    try:
        for _ in range(2):
            made = kept(engine, file)
    finally:
        stop.set()
        writer.join()

    target = set_up_database("sqlite")
    done = restore(target, file, replace=False, secret=SECRET, now=NOON)
    entries = next(c.rows for c in made.contents if c.shape.name == "audit_entries")
    assert done.audit.faults == ()
    assert (done.audit.entries, entries % 3) == (entries, 0)
    assert 0 < entries < len(written)


def test_a_full_database_is_left_alone_unless_it_may_be_replaced(
    app: Flask, engine: Engine, session: Session, new_database: Make, file: Path
) -> None:
    person(session, email="old@example.org")
    session.commit()
    kept(engine, file)
    person(session, email="new@example.org")
    audit.record(session, act="test", by="job", now=NOON)
    session.commit()

    with pytest.raises(NotEmpty, match="rows in audit_entries, audit_tip, people"):
        put_back(engine, file)
    assert people(engine) == ["new@example.org", "old@example.org"]

    put_back(engine, file, replace=True)
    assert people(engine) == ["old@example.org"]


def test_a_replaced_audit_is_named_by_its_end_and_still_refuses_changes(
    app: Flask, engine: Engine, session: Session, file: Path
) -> None:
    kept(engine, file)
    gone = audit.record(session, act="test", by="job", now=NOON)
    session.commit()

    put_back(engine, file, replace=True)

    with db.reading(engine) as fresh:
        entry = next(audit.entries(fresh))
        assert (entry.act, entry.facts["replaced_tip"]) == ("backup.restored", gone.hash)
        assert audit.verify(fresh).faults == ()
    for act in ("UPDATE audit_entries SET act = 'x'", "DELETE FROM audit_entries"):
        with pytest.raises(Exception, match="only added"), transaction(engine) as fresh:
            fresh.execute(text(act))


def test_a_restore_that_fails_half_way_changes_nothing(
    app: Flask, engine: Engine, session: Session, file: Path
) -> None:
    person(session, email="old@example.org")
    session.commit()
    kept(engine, file)
    person(session, email="new@example.org")
    session.commit()

    def break_it(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith('INSERT INTO "people"'):
            raise ConnectionError("the cable")

    event.listen(engine, "before_cursor_execute", break_it)
    with pytest.raises(ConnectionError):
        put_back(engine, file, replace=True)
    event.remove(engine, "before_cursor_execute", break_it)

    assert people(engine) == ["new@example.org", "old@example.org"]


@pytest.mark.parametrize("target", KINDS)
def test_numbers_go_on_where_they_ended(
    app: Flask, engine: Engine, session: Session, set_up_database: Make, file: Path, target: str
) -> None:
    last = person(session, email="last@example.org").id
    session.commit()
    kept(engine, file)

    restored = set_up_database(target)
    put_back(restored, file)

    with transaction(restored) as fresh:
        assert last is not None
        assert person(fresh, email="next@example.org").id == last + 1


def test_a_number_that_was_given_out_is_not_given_out_again(set_up_database: Make, file: Path) -> None:
    engine, restored = set_up_database("postgresql"), set_up_database("postgresql")
    with transaction(engine) as session:
        gone = person(session).id
        session.execute(text("DELETE FROM people"))
    kept(engine, file)

    put_back(restored, file)

    with transaction(restored) as session:
        assert gone is not None
        assert (person(session).id or 0) > gone


@pytest.mark.parametrize("kind", KINDS)
def test_an_older_backup_is_brought_up_to_date(new_database: Make, file: Path, kind: str) -> None:
    older, restored = new_database("sqlite"), new_database(kind)
    schema.upgrade(older, to="0008_facts")
    with transaction(older) as session:
        # In the columns of that time: a model has those of today.
        row = "('old@example.org', 'officer', '', 'x', TRUE, '2026-01-05 12:00:00.000000')"
        session.execute(
            text(f"INSERT INTO people (email, role, title, password_hash, active, added_at) VALUES {row}")
        )
    made = kept(older, file)

    put_back(restored, file)

    assert made.revision == "0008_facts"
    assert schema.current(restored) == schema.newest()
    assert people(restored) == ["old@example.org"]


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_point_at_each_other_come_back(set_up_database: Make, file: Path, kind: str) -> None:
    ring = "CREATE TABLE ring (id integer PRIMARY KEY, next integer CONSTRAINT fk_next REFERENCES ring (id))"
    engine, restored = set_up_database(kind), set_up_database(kind)
    for each in (engine, restored):
        with transaction(each) as session:
            session.execute(text(ring))
    with transaction(engine) as session:
        session.execute(text("INSERT INTO ring VALUES (2, NULL), (1, 2)"))
        session.execute(text("UPDATE ring SET next = 1 WHERE id = 2"))
    kept(engine, file)

    put_back(restored, file)

    with db.reading(restored) as session:
        assert session.execute(text("SELECT id, next FROM ring ORDER BY id")).all() == [(1, 2), (2, 1)]
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transaction(restored) as session:
        session.execute(text("INSERT INTO ring VALUES (3, 4)"))


def test_rows_stand_by_their_random_keys_and_not_as_they_came(
    engine: Engine, session: Session, file: Path
) -> None:
    for number in (7, 3, 9, 1):
        session.add(Receipt(find_mark=f"{number:064x}", wave="w"))
        session.flush()
    session.commit()
    kept(engine, file)

    with Backup.opened(file) as backup:
        content = next(c for c in backup.manifest.contents if c.shape.name == "receipts")
        marks = [line.split(b",")[0] for line in backup.lines(content)]
    assert marks == sorted(marks)


def test_the_file_is_for_one_account_alone_and_takes_the_place_of_an_older_backup(
    engine: Engine, session: Session, file: Path
) -> None:
    file.touch(mode=0o644)
    kept(engine, file)
    person(session)
    session.commit()
    made = kept(engine, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("*.zip")] == ["kept.zip"]
    with Backup.opened(file) as backup:
        assert backup.manifest == made


def test_what_is_no_backup_is_not_written_over(engine: Engine, file: Path) -> None:
    file.write_text("the minutes of the board")

    with pytest.raises(NotOurs, match="left alone"):
        kept(engine, file)

    assert file.read_text() == "the minutes of the board"
    assert not list(file.parent.glob(".backup-*"))


def test_a_database_that_was_never_set_up_has_nothing_to_keep(new_database: Make, file: Path) -> None:
    with pytest.raises(NothingThere, match="db upgrade"):
        kept(new_database("sqlite"), file)

    assert not file.exists()


def test_the_commands_say_what_was_kept_and_what_came_back(
    app: Flask, session: Session, new_database: Make, file: Path
) -> None:
    person(session)
    session.commit()
    run = app.test_cli_runner().invoke

    made = run(args=["backup", str(file)])
    assert made.exit_code == 0, made.output
    assert "holds 1 rows" in made.output

    refused = run(args=["restore", str(file)])
    assert refused.exit_code == 1
    assert "add --replace" in refused.output

    done = run(args=["restore", str(file), "--replace"])
    assert done.exit_code == 0, done.output
    assert "each equal to the backup" in done.output
    assert "another COPRODUCE_SECRET_KEY" not in done.output
    acts = session.exec(select(audit.AuditEntry.act)).all()
    assert acts == ["backup.restored"]


def test_a_backup_under_another_key_is_refused_before_anything_changes_and_may_be_taken_all_the_same(
    app: Flask, engine: Engine, session: Session, file: Path
) -> None:
    write_backup(engine, file, secret="another" * 6, now=NOON)
    person(session, email="standing@example.org")
    session.commit()
    run = app.test_cli_runner().invoke

    refused = run(args=["restore", str(file), "--replace"])
    assert refused.exit_code == 1
    assert "receipt codes" in refused.output
    assert "--other-key" in refused.output
    assert people(engine) == ["standing@example.org"]

    done = run(args=["restore", str(file), "--replace", "--other-key"])
    assert done.exit_code == 0, done.output
    assert "another COPRODUCE_SECRET_KEY" in done.output
    assert people(engine) == []


def test_a_restored_copy_does_not_send_what_the_other_one_may_have_sent(set_up_database: Make, file: Path) -> None:
    source = set_up_database("sqlite")
    for name, due in (("due", NOON), ("later", NOON + timedelta(days=1))):
        queued(source, reference=name, send_after=due)
    kept(source, file)

    copy = set_up_database("postgresql")
    done = restore(copy, file, replace=False, secret=SECRET, now=NOON)

    assert done.held == 1
    assert (message(copy, "due").state, message(copy, "due").unsure) == (MessageState.GIVEN_UP, True)
    assert message(copy, "later").state is MessageState.WAITING
