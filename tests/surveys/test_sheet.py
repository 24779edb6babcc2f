"""Reading an answer sheet: whatever is thrown at it, it gives answers, words and faults, and never fails."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Definition, shipped
from surveys.parse import parse
from surveys.sheet import Sheet, read_sheet

PULSE: Definition = parse(shipped("parent-pulse"))
CODES = [question.code for question in PULSE.questions]


def read(sent: Mapping[str, Sequence[str]]) -> Sheet:
    return read_sheet(PULSE, lambda code: sent.get(code, []))


def test_answers_words_and_ticks_go_their_own_ways() -> None:
    sheet = read({"i1": ["5"], "age_band": ["0-4"], "comment": ["Nobody rings back."], "quote": ["yes"]})

    assert sheet.answers == {"i1": "5", "age_band": "0-4"}
    assert sheet.words == {"comment": "Nobody rings back."}
    assert sheet.may_quote
    assert not sheet.writer_worried
    assert not sheet.faults


def test_what_was_not_asked_is_not_looked_at() -> None:
    assert read({"ip_address": ["127.0.0.1"], "i9": ["5"]}).is_empty


def test_a_tick_alone_answers_nothing() -> None:
    assert read({"quote": ["yes"]}).is_empty


def test_a_worry_without_words_would_reach_nobody_so_it_is_said() -> None:
    assert read({"i1": ["5"], "worried": ["yes"]}).faults["worried"].key == "worry_without_words"
    assert not read({"comment": ["He came home with bruises."], "worried": ["yes"]}).faults


def test_a_worry_beside_a_text_that_is_too_long_has_one_fault() -> None:
    assert set(read({"comment": ["x" * 6000], "worried": ["yes"]}).faults) == {"comment"}


@given(st.dictionaries(st.sampled_from(CODES), st.lists(st.text(), max_size=3)))
def test_anything_may_be_sent(sent: dict[str, list[str]]) -> None:
    sheet = read(sent)

    for code, answer in sheet.answers.items():
        question = next(q for q in PULSE.questions if q.code == code)
        assert answer in (question.codes or [str(point) for point in range(11)])
    for text in sheet.words.values():
        assert text.strip()
        assert "\x00" not in text
        text.encode("utf-8")
