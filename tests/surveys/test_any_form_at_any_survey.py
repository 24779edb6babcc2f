"""Whatever is sent to whatever survey: it is read or refused, and what is stored is whole."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from surveys.definition import Definition, DefinitionFaults, canonical, shipped
from surveys.models import Response
from surveys.parse import parse
from surveys.path import on_path, path_faults
from surveys.questions import type_of
from surveys.questions.base import Stored
from surveys.sheet import Sheet, read_sheet
from tests.factories_surveys import definition, pulse
from tests.pages import PageClient

RAW = shipped("every-type")
QUESTIONS: list[dict[str, Any]] = [q for section in RAW["sections"] for q in section["questions"]]
CODES = [question["code"] for question in QUESTIONS]
OPTIONS = ["yes", "no", "na", "5", "1", "home", "family", "nobody", "friends", "halesowen", "quiet", "mainstream"]
NUMBERS = ["0", "1", "2", "3", "7", "10", "11", "45", "2024", "13", "-1", "1.5", "٣", "۲۰۲۴", "1,000", "9" * 50]
LIKELY = st.sampled_from([*OPTIONS, *NUMBERS, "", " "])
FORMS = st.dictionaries(st.sampled_from(CODES), st.lists(LIKELY | st.text(), max_size=6), max_size=len(CODES))
KEYS = [
    *("en", "code", "type", "text", "options", "scale", "role", "easy", "picture", "audio", "show_if", "all_of"),
    *("question", "any_of", "alone", "most", "least", "bands", "unit", "decimals", "faces", "points", "latest"),
]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=9), inner),
    max_leaves=20,
)
few = settings(max_examples=int(os.environ.get("COPRODUCE_EXAMPLES", "25")), deadline=None)
"""A few in every run; `COPRODUCE_EXAMPLES=5000` tries for longer."""
SENDABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def surveys(draw: st.DrawFn) -> Definition:
    """Some of the questions, in any order, some of them for those who answered an earlier one in some way."""
    plain = parse(RAW)
    chosen = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    asked = [{k: v for k, v in q.items() if k != "show_if"} for c in chosen for q in QUESTIONS if q["code"] == c]
    for place, question in enumerate(asked[1:], 1):
        deciders = [q for code in chosen[:place] if (q := plain.question(code)) and type_of(q).testable(q)]
        is_conditional = draw(st.booleans())
        if deciders and is_conditional:
            decider = draw(st.sampled_from(deciders))
            codes = draw(st.lists(st.sampled_from(type_of(decider).testable(decider)), min_size=1, unique=True))
            question["show_if"] = {"all_of": [{"question": decider.code, "any_of": codes}]}
    return parse(definition(*asked))


def read(survey: Definition, form: Mapping[str, Sequence[str]]) -> Sheet:
    return read_sheet(survey, lambda code: form.get(code, []))


def is_whole(survey: Definition, code: str, answer: Stored) -> bool:
    """Whether an answer is one that its question can have, and is the same after a turn through the database."""
    question = survey.question(code)
    assert question is not None
    kind = type_of(question)
    again: Stored = json.loads(json.dumps(answer))
    return kind.read(question, kind.sent(question, again)) == answer == again


@few
@given(surveys(), FORMS)
def test_what_is_stored_of_any_form_is_whole_and_on_the_path(
    survey: Definition, form: dict[str, list[str]]
) -> None:
    sheet = read(survey, form)

    asked = {question.code for question in on_path(survey, sheet.answers)}
    assert sheet.answers.keys() | sheet.words.keys() <= asked
    assert sheet.faults.keys() <= asked
    assert not asked & set(sheet.left_behind)
    assert all(is_whole(survey, code, answer) for code, answer in sheet.answers.items())
    assert "\x00" not in canonical({"answers": sheet.answers, "words": sheet.words})
    canonical({"answers": sheet.answers, "words": sheet.words}).encode()


@few
@given(surveys(), FORMS)
def test_what_is_counted_said_and_exported_of_any_form_comes_out(
    survey: Definition, form: dict[str, list[str]]
) -> None:
    for code, answer in read(survey, form).answers.items():
        question = survey.question(code)
        assert question is not None
        kind = type_of(question)
        assert sum(kind.count(question, [answer, answer]).values()) >= 2
        assert all(kind.said(question, answer, "ur"))
        assert len(kind.cells(question, answer)) == len(kind.columns(question))
        kind.figures(question, [answer])


@few
@given(surveys())
def test_a_condition_on_a_code_that_is_there_is_a_path_with_no_fault_but_known_ones(survey: Definition) -> None:
    known = (
        "nobody can ever be asked it",
        "is a box for words, and some who are asked it",
        "is kept with the words",
    )
    assert all(any(part in fault for part in known) for fault in path_faults(survey))


@few
@given(ANY_JSON)
def test_any_json_is_a_definition_or_is_refused(raw: object) -> None:
    number = {"code": "q", "type": "number", "text": "x"}
    for each in (raw, definition(number | raw) if isinstance(raw, dict) else definition(raw)):  # type: ignore[arg-type] # any JSON
        with suppress(DefinitionFaults):
            parse(each)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_the_page_stores_all_of_a_form_or_nothing(
    data: st.DataObject, session: Session, client: PageClient
) -> None:
    pulse(session, raw=RAW)
    session.commit()
    values = st.lists(LIKELY | SENDABLE, min_size=1, max_size=4)
    form = data.draw(st.dictionaries(st.sampled_from(CODES), values, max_size=8))
    sheet = read(parse(RAW), form)
    before = len(session.exec(select(Response.id)).all())

    hidden = client.open("/s/every-type").hidden_fields()
    sent = client.browser.post("/s/every-type", data={**hidden, **form})

    session.rollback()
    stored = session.exec(select(Response)).all()
    is_taken = not sheet.faults and not sheet.is_empty and not sheet.left_behind
    assert sent.status_code == (303 if is_taken else 422)
    assert len(stored) == before + is_taken
    assert not is_taken or any(response.answers == sheet.answers for response in stored)
