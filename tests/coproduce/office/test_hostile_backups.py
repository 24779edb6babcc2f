"""A file that is damaged, cut, forged or swollen changes nothing, and one sentence says why."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from coproduce.accounts.models import Person
from coproduce.core import db
from coproduce.core.db import transaction
from coproduce.office.backup.manifest import UnusableBackup
from coproduce.office.backup.restoring import OtherKey, restore
from coproduce.office.backup.writing import write_backup
from tests.factories import NOON, person

SECRET = "k" * 40
PEOPLE = "tables/people.jsonl"
MANIFEST = "manifest.json"


@pytest.fixture
def good(set_up_database: Callable[[str], Engine], tmp_path: Path) -> Path:
    """A good backup of one person."""
    engine = set_up_database("sqlite")
    with transaction(engine) as session:
        person(session, email="kept@example.org")
    write_backup(engine, tmp_path / "good.zip", secret=SECRET, now=NOON)
    return tmp_path / "good.zip"


@pytest.fixture
def standing(set_up_database: Callable[[str], Engine]) -> Engine:
    """A database with somebody in it."""
    engine = set_up_database("sqlite")
    with transaction(engine) as session:
        person(session, email="standing@example.org")
    return engine


def refused(engine: Engine, file: Path) -> str:
    """What is said of this file; the database must be as it was."""
    with pytest.raises(UnusableBackup) as caught:
        restore(engine, file, replace=True, other_key=True, secret=SECRET, now=NOON)
    with db.reading(engine) as session:
        assert session.exec(select(Person.email)).all() == ["standing@example.org"]
    return str(caught.value)


def rewritten(good: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The good backup with its members changed."""
    with zipfile.ZipFile(good) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    bad = good.with_name("bad.zip")
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return bad


def with_manifest(good: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The good backup with its manifest changed."""

    def edit(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        change(manifest)
        members[MANIFEST] = json.dumps(manifest).encode()

    return rewritten(good, edit)


def people_of(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest's entry of the people."""
    found: dict[str, Any] = next(c for c in manifest["contents"] if c["shape"]["name"] == "people")
    return found


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_file_that_was_cut(good: Path, standing: Engine, share: float) -> None:
    whole = good.read_bytes()
    good.write_bytes(whole[: int(len(whole) * share)])

    assert "Nothing was changed" in refused(standing, good)


def test_every_flipped_bit_is_noticed_or_harmless(good: Path, standing: Engine, tmp_path: Path) -> None:
    whole = good.read_bytes()
    with zipfile.ZipFile(good) as archive:
        start = archive.getinfo(PEOPLE).header_offset + 30 + len(PEOPLE)
        packed = archive.getinfo(PEOPLE).compress_size
    for at in range(start + 20, start + packed, 17):
        broken = bytearray(whole)
        broken[at] ^= 4
        good.write_bytes(broken)
        assert "damaged" in refused(standing, good)


def test_another_file_altogether(standing: Engine, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("the minutes of the board")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("minutes.txt", "the minutes of the board")

    assert "no backup" in refused(standing, tmp_path / "minutes.txt")
    assert "no backup" in refused(standing, tmp_path / "other.zip")
    assert "There is no file" in refused(standing, tmp_path / "missing.zip")


def test_a_changed_row(good: Path, standing: Engine) -> None:
    def promote(members: dict[str, bytes]) -> None:
        members[PEOPLE] = members[PEOPLE].replace(b"officer", b"adminis")

    assert "damaged" in refused(standing, rewritten(good, promote))


def test_a_member_too_many_or_too_few(good: Path, standing: Engine) -> None:
    extra = rewritten(good, lambda members: members.update({"../../etc/passwd": b"x"}))
    assert "does not hold the files" in refused(standing, extra)

    def take_one(members: dict[str, bytes]) -> None:
        del members[PEOPLE]

    assert "does not hold the files" in refused(standing, rewritten(good, take_one))


def test_a_member_that_unpacks_to_far_more_than_it_should(good: Path, standing: Engine) -> None:
    def swell(members: dict[str, bytes]) -> None:
        members[PEOPLE] = b" " * 40_000_000
        manifest = json.loads(members[MANIFEST])
        people_of(manifest)["size"] = 40_000_000
        members[MANIFEST] = json.dumps(manifest).encode()

    assert "far more than its size" in refused(standing, rewritten(good, swell))


def test_a_member_that_is_larger_than_the_list_says(good: Path, standing: Engine) -> None:
    bad = rewritten(good, lambda members: members.update({PEOPLE: members[PEOPLE] * 2}))

    assert "damaged" in refused(standing, bad)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("format", 2, "format"),
        ("revision", "9999_from_the_future", "newer version"),
        ("contents", "nothing", "list of contents"),
        ("counters", None, "list of contents"),
        ("made_at", "yesterday\ud800", "list of contents"),
    ],
)
def test_a_list_of_contents_that_makes_no_sense(
    good: Path, standing: Engine, key: str, value: object, said: str
) -> None:
    assert said in refused(standing, with_manifest(good, lambda manifest: manifest.update({key: value})))


def test_tables_that_are_not_those_of_the_database(good: Path, standing: Engine) -> None:
    def rename(manifest: dict[str, Any]) -> None:
        people_of(manifest)["shape"]["columns"][0]["name"] = 'x" ; DROP TABLE people --'

    assert "not those of this database" in refused(standing, with_manifest(good, rename))


def test_a_row_that_the_database_refuses(good: Path, standing: Engine) -> None:
    def forge(members: dict[str, bytes]) -> None:
        members[PEOPLE] = members[PEOPLE].replace(b"officer", b"emperor")
        manifest = json.loads(members[MANIFEST])
        people_of(manifest)["sha256"] = hashlib.sha256(members[PEOPLE]).hexdigest()
        members[MANIFEST] = json.dumps(manifest).encode()

    assert "database refused" in refused(standing, rewritten(good, forge))


@pytest.mark.parametrize("row", [b'{"a": 1}\n', b"[" * 200_000 + b"\n"])
def test_a_row_that_is_no_row(good: Path, standing: Engine, row: bytes) -> None:
    def forge(members: dict[str, bytes]) -> None:
        members[PEOPLE] = row
        manifest = json.loads(members[MANIFEST])
        people_of(manifest).update(size=len(row), sha256=hashlib.sha256(members[PEOPLE]).hexdigest())
        members[MANIFEST] = json.dumps(manifest).encode()

    assert "cannot be read" in refused(standing, rewritten(good, forge))


def test_a_seal_that_is_no_seal_is_told_like_any_other(good: Path, standing: Engine) -> None:
    forged = with_manifest(good, lambda manifest: manifest.update(seal="\u00e9\ud800"))

    with pytest.raises(OtherKey, match="changed by hand"):
        restore(standing, forged, replace=True, secret=SECRET, now=NOON)
    assert not restore(standing, forged, replace=True, other_key=True, secret=SECRET, now=NOON).same_secret
