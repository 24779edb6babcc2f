"""What is written to a file is read back as the same plan, whatever its words are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.plan.cells import LONGEST_ITEM
from coproduce.plan.checking import check
from coproduce.plan.content import (
    ActionContent,
    BoardContent,
    HeadContent,
    MilestoneContent,
    NoteContent,
    PlanContent,
    PriorityContent,
    WeaknessContent,
)
from coproduce.plan.formats.table import RISKY, guarded, unguarded
from coproduce.plan.models import PlanKind, Progress
from coproduce.plan.reading import FORMATS, read
from coproduce.plan.texts import is_stated, one_line, tidy
from tests.factories_plan import DUDLEY, TODAY

AWKWARD = (
    "=1+1",
    "+44",
    "-5",
    "@home",
    "'quoted",
    "'=x",
    'a "b", c',
    "اردو متن",
    "two\nlines",
    "#N/A",
    "tab\there",
    "_x0041_",
    "1.10",
)
texts = (st.sampled_from(AWKWARD) | st.text(max_size=60)).map(tidy)
words = texts.filter(bool)
lines = words.map(one_line).filter(bool).map(lambda text: text[:LONGEST_ITEM])
roles = st.none() | words.filter(is_stated)
days = st.dates(date(1990, 1, 1), TODAY)
maybe_days = st.none() | days


@st.composite
def plans(draw: st.DrawFn) -> PlanContent:
    """Any plan without faults."""
    count = draw(st.integers(1, 4))
    action = st.builds(
        ActionContent,
        code=st.just(""),
        printed_code=st.just("") | lines.map(lambda text: text[:40].strip()).filter(is_stated),
        priority=st.just(1),
        title=words,
        section=texts,
        category=texts,
        weaknesses=st.sampled_from([(), (3,), (3, 7)]),
        parts=st.lists(lines, max_size=3).map(tuple),
        lead_role=roles,
        due=maybe_days,
        progress=st.sampled_from(Progress),
    )
    actions = tuple(_with_code(draw(action), f"{number}.a") for number in range(1, count + 1))
    milestone = st.builds(
        MilestoneContent, date=days, title=words, action=st.sampled_from([None, "1.a"]), reached=maybe_days
    )
    note = st.builds(
        NoteContent,
        action=st.just("1.a"),
        date=days,
        progress=st.just(actions[0].progress),
        text=words,
        by_role=words,
    )
    head = st.builds(
        HeadContent,
        area=lines,
        title=words,
        kind=st.sampled_from(PlanKind),
        wider_plan=texts,
        inspectors=st.lists(lines, max_size=2).map(tuple),
        lead_role=roles,
        submission_due=maybe_days,
    )
    return PlanContent(
        head=draw(head),
        weaknesses=(WeaknessContent(3, draw(words), draw(texts)), WeaknessContent(7, draw(words))),
        priorities=(PriorityContent(1, draw(words)),),
        actions=actions,
        boards=(BoardContent("B", draw(words), draw(texts)),),
        milestones=tuple(sorted(draw(st.lists(milestone, max_size=3)), key=lambda entry: entry.date)),
        notes=tuple(sorted(draw(st.lists(note, max_size=2)), key=lambda entry: entry.date)),
    )


def _with_code(action: ActionContent, code: str) -> ActionContent:
    return replace(action, code=code)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=60, deadline=None)
@given(content=plans())
def test_any_plan_comes_back_as_it_was(suffix: str, content: PlanContent) -> None:
    written = FORMATS[suffix].write(content)

    found = check(read(f"plan{suffix}", written), today=TODAY)

    assert found.content == content
    assert found.content.checksum == content.checksum


@pytest.mark.parametrize("suffix", FORMATS)
def test_dudleys_plan_comes_back_as_it_was(suffix: str) -> None:
    content = check(read(DUDLEY.name, DUDLEY.read_bytes()), today=TODAY).content

    assert check(read(f"x{suffix}", FORMATS[suffix].write(content)), today=TODAY).content == content


@given(st.text())
def test_a_guarded_cell_never_starts_a_formula_and_loses_nothing(text: str) -> None:
    assert not guarded(text).startswith(RISKY)
    assert unguarded(guarded(text)) == text


def test_words_that_a_person_put_in_quotation_marks_stay() -> None:
    assert unguarded("'tell it once' in every service") == "'tell it once' in every service"
