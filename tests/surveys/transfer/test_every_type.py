"""A survey with every type of question goes out and comes in, and so do answers to it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlmodel import Session, select

from coproduce.core import clock
from surveys.definition import shipped
from surveys.models import Response
from surveys.parse import parse
from surveys.questions import type_of
from surveys.transfer.columns import FIXED, columns_of
from tests.factories_surveys import choice, definition
from tests.surveys.questions.test_every_type import ASKED, GIVEN, stored

ANSWERED = {q.code: stored(q) for q in ASKED if q.type not in ("short_text", "long_text", "tick")}


@pytest.fixture
def run(app: Flask, session: Session) -> Callable[..., Result]:
    session.commit()  # nothing of ours waits while a command writes
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


def test_a_survey_and_its_answers_go_out_and_come_in_unchanged(
    run: Callable[..., Result], tmp_path: Path, session: Session
) -> None:
    survey, answers, out = tmp_path / "survey.json", tmp_path / "answers.csv", tmp_path / "out.csv"
    answers.write_text(as_csv(), "utf-8")

    assert "Version 1 of 'every-type' is now published." in run("surveys", "import", "every-type").stdout
    assert run("surveys", "export", "every-type", survey).exit_code == 0
    assert "nothing changed" in run("surveys", "import", survey).stdout
    run("surveys", "open", "every-type", "now", "--from", clock.today().isoformat())
    assert "1 answers stored" in run("responses", "import", "every-type", answers).stdout
    assert run("responses", "export", "every-type", out).exit_code == 0

    published = json.loads(survey.read_text("utf-8"))
    assert parse(published) == parse(shipped("every-type"))
    assert session.exec(select(Response.answers)).one() == ANSWERED
    line = next(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [line[column] for column in ("matters.listened", "matters.friends", "matters.travel")] == ["2", "", "1"]
    assert (line["spend.clubs"], line["minutes"], line["plan_since"]) == ("7", "45", "2024-03")


def as_csv() -> str:
    """One answer to everything, as a line of a file."""
    pairs: dict[str, str] = {}
    for question in ASKED:
        kind = type_of(question)
        names = kind.columns(question) or (question.code,)
        cells = kind.cells(question, kind.read(question, GIVEN[question.code])) or GIVEN[question.code]
        pairs |= dict(zip(names, cells, strict=True))
    return ",".join(pairs) + "\n" + ",".join(pairs.values()) + "\n"


def test_what_a_later_version_adds_comes_last() -> None:
    def version(*codes: str, more: bool = False) -> object:
        options = [{"code": code, "text": code} for code in codes]
        ranking = {"code": "order", "type": "ranking", "text": "Which first?", "options": options}
        return definition(ranking, choice(), *([choice("shade")] if more else []))

    versions = [parse(version("a", "b")), parse(version("c", "a", "b", more=True))]

    names = [column.name for column in columns_of(dict(enumerate(versions, 1)))]
    assert names[len(FIXED) :] == ["order.a", "order.b", "colour", "order.c", "shade"]
