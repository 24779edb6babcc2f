"""`responses import` names rows that do not fit and stores a file once; `responses export` writes it again."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlmodel import Session

from coproduce.core import clock
from coproduce.core.cells import guarded
from coproduce.voice.models import Comment
from surveys.models import Channel, Response, Stratum
from tests.factories_surveys import choice, definition, pulse

Run = Callable[..., Result]
File = Callable[..., Path]
GOOD = "i1,i2,age_band,comment\n5,na,5-10,Nobody rings back.\n4,,0-4,\n"
BAD = "i1,anchor,age_band\n5,11,5-10\n6,x,7\n,,\n1,10,0-4\n"


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    pulse(session, opens_on=clock.today() - timedelta(days=5))
    session.commit()
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def responses(session: Session) -> list[Response]:
    return list(session.scalars(select(Response)).all())


def test_good_rows_are_stored_and_words_become_comments(run: Run, file: File, session: Session) -> None:
    result = run("responses", "import", "parent-pulse", file(GOOD))

    assert result.exit_code == 0, result.output
    assert "2 answers stored, 0 were here already, 0 rows left out." in result.stdout
    found = sorted((row.answers for row in responses(session)), key=str)
    assert found == [{"i1": "4", "age_band": "0-4"}, {"i1": "5", "i2": "na", "age_band": "5-10"}]
    assert session.scalars(select(Comment)).one().original == "Nobody rings back."
    assert {(r.channel, r.stratum) for r in responses(session)} == {(Channel.IMPORT, Stratum.OPEN)}


def test_the_same_file_again_stores_nothing_twice(run: Run, file: File, session: Session) -> None:
    path = file(GOOD)
    run("responses", "import", "parent-pulse", path)
    again = run("responses", "import", "parent-pulse", path)

    assert "0 answers stored, 2 were here already" in again.stdout
    assert len(responses(session)) == 2
    assert session.scalar(select(func.count()).select_from(Comment)) == 1


def test_every_bad_row_is_named_and_nothing_is_stored(run: Run, file: File, session: Session) -> None:
    result = run("responses", "import", "parent-pulse", file(BAD))

    assert result.exit_code == 1
    codes = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
    assert f"Row 2, column 'anchor': '11' is not one of its codes ({codes})." in result.stderr
    assert "Row 3, column 'i1': '6' is not one of its codes (5, 4, 3, 2, 1, na)." in result.stderr
    assert "Row 3, column 'age_band': '7' is not one of its codes" in result.stderr
    assert "2 of 3 rows do not fit, so nothing is stored." in result.stderr
    assert responses(session) == []


def test_good_rows_may_be_stored_without_the_bad_ones(run: Run, file: File, session: Session) -> None:
    result = run("responses", "import", "parent-pulse", file(BAD), "--skip-bad")

    assert "1 answers stored, 0 were here already, 2 rows left out." in result.stdout
    assert [row.answers for row in responses(session)] == [{"i1": "1", "anchor": "10", "age_band": "0-4"}]


def test_a_dry_run_stores_nothing(run: Run, file: File, session: Session) -> None:
    result = run("responses", "import", "parent-pulse", file(BAD), "--dry-run")

    assert result.exit_code == 0
    assert "1 rows fit, 2 do not. Nothing is stored." in result.stdout
    assert responses(session) == []


def test_an_id_column_lets_a_mended_file_be_imported_again(run: Run, file: File, session: Session) -> None:
    mapping = file('id = "No"\n', "map.toml")
    run("responses", "import", "parent-pulse", file("No,i1\na,5\n"), "--mapping", mapping)
    result = run("responses", "import", "parent-pulse", file("No,i1\na,5\nb,4\n"), "--mapping", mapping)

    assert "1 answers stored, 1 were here already" in result.stdout
    assert len(responses(session)) == 2


def test_an_import_that_was_broken_off_goes_on(run: Run, file: File, session: Session) -> None:
    mapping = file('id = "No"\n', "map.toml")
    rows = [
        "No,i1,comment",
        *(f"{n},{n % 5 + 1},{'Nobody rings back.' if n % 400 == 0 else ''}" for n in range(1_300)),
    ]
    run("responses", "import", "parent-pulse", file("\n".join(rows[:701])), "--mapping", mapping)
    result = run("responses", "import", "parent-pulse", file("\n".join([*rows, rows[-1]])), "--mapping", mapping)

    assert "600 answers stored, 701 were here already, 0 rows left out." in result.stdout
    assert session.scalar(select(func.count()).select_from(Response)) == 1_300
    assert session.scalar(select(func.count()).select_from(Comment)) == 4


def test_a_workbook_with_a_mapping_and_days(run: Run, file: File, tmp_path: Path, session: Session) -> None:
    yesterday = clock.today() - timedelta(days=1)
    book = Workbook()
    assert book.active is not None
    book.active.append(["Staff listen", "Finished", "Who"])
    book.active.append(["Strongly agree", yesterday, "A name"])
    path = tmp_path / "answers.xlsx"
    book.save(path)
    mapping = file(
        'answered_on = "Finished"\n[columns]\n"Staff listen" = "i1"\n[values.i1]\n"Strongly agree" = "5"\n',
        "m.toml",
    )

    result = run(
        "responses",
        "import",
        "parent-pulse",
        path,
        "--mapping",
        mapping,
        "--channel",
        "paper",
        "--stratum",
        "sample",
    )

    assert result.exit_code == 0, result.output
    assert "The column 'Who' is not used." in result.stderr
    (stored,) = responses(session)
    assert (stored.answers, stored.answered_on) == ({"i1": "5"}, yesterday)
    assert (stored.channel, stored.stratum) == (Channel.PAPER, Stratum.SAMPLE)


@pytest.mark.parametrize("day", ["2001-01-01", "2999-01-01", "tomorrow"])
def test_a_day_outside_the_wave_is_refused(run: Run, file: File, day: str) -> None:
    result = run("responses", "import", "parent-pulse", file(f"i1,answered_on\n5,{day}\n"))

    assert result.exit_code == 1
    assert f"Row 2, column 'answered_on': '{day}' is not a day from" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing", "{good}"), "There is no survey 'nothing'."),
        (("parent-pulse", "{good}", "--wave", "1999-01"), "has no wave '1999-01'. Its waves: 2026-11."),
        (("parent-pulse", "missing.csv"), "cannot be read"),
        (("parent-pulse", "{good}", "--mapping", "missing.toml"), "cannot be read"),
    ],
)
def test_what_cannot_be_imported_is_said_in_a_sentence(
    run: Run, file: File, words: tuple[str, ...], said: str
) -> None:
    result = run("responses", "import", *[word.format(good=file(GOOD)) for word in words])

    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_an_export_has_codes_and_days_and_no_words(run: Run, file: File, tmp_path: Path) -> None:
    assert run("responses", "import", "parent-pulse", file(GOOD)).exit_code == 0
    out = tmp_path / "out.csv"
    result = run("responses", "export", "parent-pulse", out)

    assert "2 answers are in" in result.stdout
    with out.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    fixed = ["answered_on", "wave", "version", "language", "channel", "stratum", "who_answered", "hurried"]
    assert list(rows[0])[:10] == [*fixed, "i1", "i2"]
    assert "i1,Staff listen" in out.with_suffix(".codebook.csv").read_text("utf-8")
    assert {row["answered_on"] for row in rows} == {clock.today().isoformat()}
    assert "comment" not in rows[0]
    assert "rings back" not in out.read_text("utf-8")


def test_what_is_exported_can_be_imported(run: Run, file: File, tmp_path: Path, session: Session) -> None:
    assert run("responses", "import", "parent-pulse", file(GOOD)).exit_code == 0
    out = tmp_path / "out.csv"
    run("responses", "export", "parent-pulse", out)
    before = sorted(str(row.answers) for row in responses(session))
    session.rollback()
    result = run("responses", "import", "parent-pulse", out)

    assert result.exit_code == 0, result.output
    assert sorted(str(row.answers) for row in responses(session)) == sorted(before * 2)


def test_columns_keep_their_place_when_a_survey_changes(run: Run, session: Session, tmp_path: Path) -> None:
    pulse(session, raw=definition(choice("b"), choice("a")))
    pulse(session, raw=definition(choice("c"), choice("a")))
    session.commit()
    out = tmp_path / "out.csv"
    run("responses", "export", "small", out)

    assert out.read_text("utf-8").strip().split(",")[8:] == ["b", "a", "c"]


def test_a_cell_is_never_a_formula() -> None:
    assert [guarded(cell) for cell in ("=1+1", "+1", "-1", "@a", "\tx", "0-4")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@a",
        "'\tx",
        "0-4",
    ]


def test_a_definition_goes_out_and_comes_in_unchanged(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "pulse.json"
    assert run("surveys", "export", "parent-pulse", out).exit_code == 0
    again = run("surveys", "import", out)

    assert "was published already; nothing changed" in again.stdout


def test_a_bad_definition_is_refused_with_all_its_faults(run: Run, file: File) -> None:
    result = run("surveys", "import", file('{"slug": "x", "sections": []}', "bad.json"))

    assert result.exit_code == 1
    for said in ("The survey has no questions.", "The title is missing", "begins with 'en'"):
        assert said in result.stderr
    assert "is not JSON" in run("surveys", "import", file("{", "bad.json")).stderr


def test_what_the_editor_would_hold_back_a_file_does_not_get_through(run: Run, file: File) -> None:
    helpless = json.dumps({name: said for name, said in definition().items() if name != "help"})
    result = run("surveys", "import", file(helpless, "small.json"))

    assert result.exit_code == 1
    assert "It does not say where families can get help now." in result.stderr
    assert "There is no survey 'small'" in run("surveys", "open", "small", "w", "--from", "2027-01-01").stderr

    index = choice(role="index", type="agreement", text={"en": "Fair?", "ur": {"text": "؟", "status": "draft"}})
    del index["options"]
    words = {name: {"en": "Words", "ur": "الفاظ"} for name in ("title", "purpose", "readers", "help")}
    parts = [{"title": words["title"], "questions": [index]}]
    drafts = json.dumps(definition(languages=["en", "ur"], sections=parts) | words)
    result = run("surveys", "import", file(drafts, "drafts.json"))
    assert "not checked in اردو by a second speaker" in result.stderr


def test_a_wave_is_opened(run: Run) -> None:
    result = run("surveys", "open", "parent-pulse", "2027-01", "--from", "2027-01-01", "--until", "2027-01-31")

    assert "Wave 2027-01 of 'parent-pulse' is open from 2027-01-01 until 2027-01-31." in result.stdout
    assert run("surveys", "open", "nothing", "w", "--from", "2027-01-01").exit_code == 1


def test_a_wave_is_closed(run: Run) -> None:
    today = clock.today().isoformat()
    run("surveys", "open", "parent-pulse", "today", "--from", today)

    assert "Wave today of 'parent-pulse' is closed." in run("surveys", "close", "parent-pulse", "today").stdout
    assert "is not open; nothing changed" in run("surveys", "close", "parent-pulse", "today").stderr
    assert "has no wave 'other'" in run("surveys", "close", "parent-pulse", "other").stderr


def test_a_saved_mapping_serves_the_next_file(run: Run, file: File, session: Session) -> None:
    mapping = file('[columns]\n"Staff listen" = "i1"\n', "map.toml")
    first = run(
        "responses",
        "import",
        "parent-pulse",
        file("Staff listen\n5\n"),
        "--mapping",
        mapping,
        "--save-mapping",
        "Forms",
    )
    again = run("responses", "import", "parent-pulse", file("Staff listen\n2\n", "b.csv"), "--mapping", "Forms")
    unknown = run("responses", "import", "parent-pulse", file("Staff listen\n2\n"), "--mapping", "Post")

    assert "The mapping is saved as 'Forms'." in first.stdout
    assert "1 answers stored" in again.stdout
    assert "has no mapping 'Post'. Its mappings: Forms." in unknown.stderr
