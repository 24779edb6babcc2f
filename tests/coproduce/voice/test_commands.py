"""The commands as a person meets them: what they print, what they refuse, and their exit codes."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from coproduce.core import clock, db
from coproduce.voice import inbox
from coproduce.voice.analyser import analysis_version
from coproduce.voice.models import AnalysisRun, Audience, Comment, Stance, State
from coproduce.voice.taxonomy import taxonomy
from tests.factories_voice import comment, run

SAID = (
    "We have waited eight months for the assessment.",
    "The taxi is always late and nobody tells us. It is awful.",
    "Staff listened to us and were kind.",
    "Nobody tells us what is going on.",
    "nothing",
)


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def ask(app: Flask, *words: str | Path, given: str | None = None) -> Result:
    """Run a command."""
    return app.test_cli_runner().invoke(args=[str(word) for word in words], input=given)


def comments_in(engine: Engine) -> list[Comment]:
    """What is stored, in the order of the words."""
    with db.reading(engine) as session:
        return sorted(session.exec(select(Comment)), key=lambda kept: kept.original)


def test_a_thousand_rows_are_imported_once_however_often(app: Flask, engine: Engine, tmp_path: Path) -> None:
    rows = [[SAID[n % len(SAID)], "2026-11-02", "improve"] for n in range(1_000)]
    file = write(tmp_path / "said.csv", [["text", "said_on", "question_kind"], *rows])

    first = ask(app, "comments", "import", file, "--source", "Coffee morning")
    second = ask(app, "comments", "import", file, "--source", "Coffee morning")

    assert first.exit_code == second.exit_code == 0
    assert first.stdout.startswith("1000 comments imported in ")
    assert "comments per second" in first.stdout
    assert "themes found" in first.stdout
    assert "Waiting for the safeguarding lead: 0. Not flagged does not mean no concern." in first.stdout
    assert "0 comments imported" in second.stdout
    assert "1000 rows had been imported before" in second.stdout
    assert len(comments_in(engine)) == 1_000
    with db.reading(engine) as session:
        assert inbox.state_counts(session).total == 1_000
        transport = next(t for t in inbox.theme_tallies(session) if t.code == "transport")
        assert transport.total == 200


def test_columns_say_how_it_was_said(app: Flask, engine: Engine, tmp_path: Path) -> None:
    heading = ["Text", "said_on", "language", "question_kind", "audience", "id"]
    rows = [
        ["A Nobody rings back.", "2026-11-02", "en", "why", "cyp", "1"],
        ["B Good club.", "02/10/2026", "", "", "", "2"],
        ["C Kind staff.", "", "", "good", "parent", "3"],
        ["   ", "", "", "", "", "4"],
    ]
    file = write(tmp_path / "said.csv", [heading, *rows])

    result = ask(app, "comments", "import", file, "--source", " Workshop ")

    first, second, third = comments_in(engine)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 row had no words." in result.output
    assert (first.audience, first.question_kind, first.page_language) == (Audience.CYP, "why", "en")
    assert (second.said_on.isoformat(), second.audience) == ("2026-10-02", Audience.PARENT)
    assert (third.said_on, third.source) == (clock.today(), "Workshop")


def test_rows_that_cannot_be_used_are_named_and_the_others_kept(
    app: Flask, engine: Engine, tmp_path: Path
) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    rows = [
        ["Good club.", "2026-11-02", "en", "good", "parent"],
        ["Late.", "soon", "", "", ""],
        ["Late.", tomorrow, "", "", ""],
        ["Late.", "", "English", "", ""],
        ["Late.", "", "", "bad", ""],
        ["Late.", "", "", "", "teacher"],
    ]
    heading = ["text", "said_on", "language", "question_kind", "audience"]
    file = write(tmp_path / "said.csv", [heading, *rows])

    result = ask(app, "comments", "import", file, "--source", "Workshop")

    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        *(f"Row {n}" for n in range(3, 8)),
        "Error",
    ]
    assert "Row 3: the date 'soon' is not written like 2026-11-24 or 24/11/2026." in result.stderr
    assert f"Row 4: the date '{tomorrow}' has not come yet." in result.stderr
    assert [kept.original for kept in comments_in(engine)] == ["Good club."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"words\nGood club.\n", "said.csv has no column 'text'."),
        (b"", "said.csv has no column 'text'."),
        (b"text\nCaf\xe9\n", "said.csv is not UTF-8 text: save it as 'CSV UTF-8'."),
    ],
)
def test_a_file_that_is_no_csv_of_comments_is_refused(
    app: Flask, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "said.csv"
    file.write_bytes(content)

    result = ask(app, "comments", "import", file, "--source", "Workshop")

    assert (result.exit_code, result.stderr) == (1, f"Error: {sentence}\n")


def test_wrong_use_is_told_apart(app: Flask, tmp_path: Path) -> None:
    file = write(tmp_path / "said.csv", [["text"], ["Good club."]])

    assert ask(app, "comments", "import", file).exit_code == 2
    assert ask(app, "comments", "import", file, "--source", " ").exit_code == 2
    assert ask(app, "comments", "import", tmp_path / "none.csv", "--source", "x").exit_code == 2
    assert ask(app, "analyse", tmp_path / "none.csv").exit_code == 2


def test_a_byte_order_mark_and_long_lines_are_no_trouble(app: Flask, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "said.csv"
    file.write_bytes("﻿text\n".encode() + b'"' + b"Nobody rings back. " * 2_500 + b'"\n')

    result = ask(app, "comments", "import", file, "--source", "Workshop")

    assert result.exit_code == 0, result.stderr
    assert len(comments_in(engine)[0].original) == 47_500


def test_concerns_are_counted_and_hidden(app: Flask, engine: Engine, tmp_path: Path) -> None:
    file = write(tmp_path / "said.csv", [["text"], ["She wants to kill herself."], ["Good club."]])

    result = ask(app, "comments", "import", file, "--source", "Workshop")

    assert "Waiting for the safeguarding lead: 1." in result.output
    with db.reading(engine) as session:
        assert inbox.state_counts(session).total == 1


def test_reanalysis_is_read_before_it_is_accepted(app: Flask, engine: Engine, session: Session) -> None:
    run(session, version="0-old")
    comment(session, text=SAID[1], state=State.POSITIVE, themes={"funding": Stance.POSITIVE})
    session.commit()

    first = ask(app, "comments", "reanalyse")
    with db.reading(engine) as reading:
        assert reading.exec(select(AnalysisRun.version).where(AnalysisRun.current)).one() == "0-old"
    second = ask(app, "comments", "reanalyse", "--accept")
    third = ask(app, "comments", "reanalyse")

    assert first.exit_code == second.exit_code == third.exit_code == 0
    assert "1 of 1 comments have another label." in first.stdout
    assert "positive to negative: 1" in first.stdout
    assert "funding: 1 to 0 (-1)" in first.stdout
    assert "Nothing has changed yet." in first.stdout
    assert f"Version {analysis_version()} counts from now on." in second.stdout
    assert "This version is the one that counts." in third.stdout


def test_analyse_reads_a_file_or_standard_input(app: Flask, tmp_path: Path) -> None:
    file = write(tmp_path / "said.csv", [["id", "text"], *([str(n), said] for n, said in enumerate(SAID))])

    from_file = ask(app, "analyse", file)
    from_input = ask(app, "analyse", given=file.read_text("utf-8"))

    rows = list(csv.DictReader(io.StringIO(from_file.output)))
    assert from_file.exit_code == from_input.exit_code == 0
    assert from_file.output == from_input.output
    assert [row["id"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert rows[1]["sentiment"] == "negative"
    assert "transport" in rows[1]["themes"].split(";")
    assert {row["analysis"] for row in rows} == {analysis_version()}


def test_analyse_says_what_is_wrong_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    nameless = ask(app, "analyse", write(tmp_path / "a.csv", [["words"], ["Good club."]]))
    (tmp_path / "b.csv").write_bytes(b"text\nCaf\xe9\n")
    latin = ask(app, "analyse", tmp_path / "b.csv")

    assert (nameless.exit_code, latin.exit_code) == (1, 1)
    assert "has no 'text' column" in nameless.stderr
    assert latin.stderr == "Error: The input is not UTF-8 text: save it as 'CSV UTF-8'.\n"


def test_themes_are_listed_for_people_and_for_programs(app: Flask) -> None:
    plain, as_json = ask(app, "themes"), ask(app, "themes", "--json")

    listed = json.loads(as_json.output)
    every = taxonomy()
    assert plain.exit_code == as_json.exit_code == 0
    assert len(plain.output.splitlines()) == len(listed["themes"]) == len(every.themes)
    assert listed["version"] == every.version
    assert listed["themes"][0]["code"] == every.themes[0].code
    assert set(listed["themes"][0]["names"]) >= {"en", "ur"}
