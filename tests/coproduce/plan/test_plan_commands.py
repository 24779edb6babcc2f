"""`coproduce plan import` and `plan export`: what they print, and how they end."""

import os
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from coproduce.core import db
from coproduce.plan.finding import find_current
from tests.factories_plan import DUDLEY

SUMMARY = "SEND Written Statement of Action: 14 weaknesses, 5 priorities, 41 actions, 7 boards, 11 dates."


def run(app: Flask, *words: object) -> Result:
    """Run a command of the plan."""
    return app.test_cli_runner().invoke(args=["plan", *map(str, words)])


def test_an_import_says_what_came_in(app: Flask) -> None:
    done = run(app, "import", DUDLEY)

    assert done.exit_code == 0
    assert done.stdout.splitlines() == [SUMMARY, "It is the current plan now."]
    assert done.stderr == ""


def test_the_same_import_again_changes_nothing(app: Flask) -> None:
    run(app, "import", DUDLEY)

    assert run(app, "import", DUDLEY).stdout.splitlines() == [
        SUMMARY,
        "This plan is already there, and nothing changed.",
    ]


def test_a_trial_changes_nothing(app: Flask, engine: Engine) -> None:
    done = run(app, "import", DUDLEY, "--dry-run")

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "This was a trial: nothing was changed.")
    with db.reading(engine) as session:
        assert find_current(session) is None


def test_faults_are_told_one_a_line_and_nothing_comes_in(app: Flask, engine: Engine, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("kind,code,title,priority,area,plan_kind\nplan,,P,,Dudley,APP\naction,1,,7\n", "utf-8")

    done = run(app, "import", bad)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "row 3: the priority '7' is not one of the plan's (it has none).",
        "row 3: this action has no title.",
        "Error: bad.csv has 2 faults, and nothing of it was imported.",
    ]
    with db.reading(engine) as session:
        assert find_current(session) is None


def test_a_list_of_actions_becomes_a_plan_and_says_so(app: Flask, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("code,title,priority\n1,Listen,1\n", "utf-8")

    done = run(app, "import", listed, "--title", "Our plan", "--kind", "APP")

    assert done.exit_code == 0
    assert "The plan is called 'Our plan', its area Dudley, its kind APP." in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        *(("import",), ("import", "no-such-file.csv"), ("import", __file__), ("import", DUDLEY, "--replaces", 9)),
        *(("export", "plan.pdf"), ("export", "x.csv", "--plan", 9), ("export", "x.csv", "--plan", 10**20)),
        ("import", DUDLEY, "--replaces", 10**20),
    ],
)
def test_wrong_use_ends_with_two(app: Flask, words: tuple[object, ...]) -> None:
    assert run(app, *words).exit_code == 2


def test_a_file_that_cannot_be_read_ends_with_one_sentence(app: Flask, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[plan\n", "utf-8")

    done = run(app, "import", broken)

    assert done.exit_code == 1
    assert done.stderr.startswith("Error: broken.toml was not imported. The file is not good TOML:")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("suffix", ["toml", "csv", "xlsx"])
def test_what_is_no_plain_file_is_refused_at_once(app: Flask, tmp_path: Path, suffix: str) -> None:
    endless, silent, huge = (tmp_path / f"{name}.{suffix}" for name in ("endless", "silent", "huge"))
    endless.symlink_to("/dev/zero")
    os.mkfifo(silent)
    with huge.open("wb") as file:
        file.truncate(5_000_001)

    for path, why in ((endless, "not a plain file"), (silent, "not a plain file"), (huge, "larger than 5 MB")):
        done = run(app, "import", path)
        assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert why in done.stderr


def test_there_must_be_a_plan_to_export(app: Flask, tmp_path: Path) -> None:
    done = run(app, "export", tmp_path / "x.csv")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "There is no plan yet" in done.stderr


@pytest.mark.parametrize("suffix", ["toml", "csv", "xlsx"])
def test_an_export_imports_as_the_same_plan(app: Flask, tmp_path: Path, suffix: str) -> None:
    run(app, "import", DUDLEY)
    out = tmp_path / f"plan.{suffix}"

    assert run(app, "export", out).exit_code == 0
    assert "already there" in run(app, "import", out).stdout
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_folder_that_is_not_there_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    run(app, "import", DUDLEY)

    done = run(app, "export", tmp_path / "nowhere" / "plan.csv")

    assert done.exit_code == 1
    assert done.stderr == "Error: plan.csv could not be written: No such file or directory.\n"


def test_an_earlier_plan_can_be_exported_by_its_number(app: Flask, engine: Engine, tmp_path: Path) -> None:
    run(app, "import", DUDLEY)
    with db.reading(engine) as session:
        current = find_current(session)
    assert current
    out = tmp_path / "plan.toml"

    assert run(app, "export", out, "--plan", current.id).exit_code == 0
    assert out.exists()
