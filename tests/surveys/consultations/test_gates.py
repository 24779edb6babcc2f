"""The gates of consultations: what is missing is said in a sentence, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coproduce.core.types import Wording
from coproduce.core.working_time import WorkingTime, bank_holidays, with_days_off
from surveys.consultations import holidays
from surveys.consultations.gates import Days, before_opening, before_telling, made_worse
from surveys.consultations.models import (
    Consultation,
    ConsultationKind,
    ConsultationPaper,
    ConsultationResponse,
    Rung,
)
from surveys.definition import Definition, shipped
from surveys.gates import Missing, of_pulse, of_the_young
from surveys.models import SurveyKind
from surveys.parse import parse
from tests.factories_consultations import CLOSES, OPENS, formal, options, young
from tests.factories_surveys import choice, definition

ENGLISH = replace(parse(shipped("young-voices")), languages=("en",))
PARENTS = replace(ENGLISH, kind=SurveyKind.PULSE)
WORKING = with_days_off(WorkingTime(), bank_holidays())
DAYS = Days(OPENS, CLOSES, holidays.shipped(), WORKING)
THEMES = {"waiting_times": "Waiting times"}


def opening(
    told: Consultation, *, days: Days = DAYS, asked: Definition | None = None, with_options: bool = True
) -> str:
    """What is missing before it opens, in one text; a proposal is put to parents where nothing else is said."""
    asked = asked or (PARENTS if told.kind is ConsultationKind.FORMAL else ENGLISH)
    there = options() if with_options else []
    return " ".join(map(str, before_opening(told, options=there, asked=asked, days=days)))


def telling(told: Consultation, *, responses: tuple[ConsultationResponse, ...] = (), paper: bool = True) -> str:
    """What is missing before its end is told."""
    papers = [ConsultationPaper(survey_id=1, title="Minutes", language="en", of_decision=True)] if paper else []
    found = before_telling(
        told,
        closed_on=CLOSES,
        themes=THEMES,
        responses=responses,
        papers=papers,
        asked=PARENTS if told.kind is ConsultationKind.FORMAL else ENGLISH,
        today=CLOSES + timedelta(9),
    )
    return " ".join(map(str, found))


def said(theme: str = "waiting_times") -> tuple[ConsultationResponse, ...]:
    """A response to one theme."""
    changed, unchanged = Wording.of("A second team began."), Wording.of("Evenings stay closed: there is no money.")
    return (ConsultationResponse(survey_id=1, theme=theme, changed=changed, unchanged=unchanged),)


def test_a_pulse_says_where_to_get_help_and_young_people_are_asked_beside_a_consultation() -> None:
    helpless = replace(PARENTS, help=None)

    assert [str(each) for each in of_pulse(helpless)] == ["It does not say where families can get help now."]
    assert [*of_pulse(PARENTS), *of_pulse(ENGLISH)] == []
    assert [each.place for each in of_the_young(ENGLISH)] == ["begin"]
    assert [*of_the_young(PARENTS)] == []
    people = [{"code": code, "text": code} for code in ("parent", "young_person")]
    for_both = parse(definition(choice("i_am", options=people)))
    assert [each.place for each in of_the_young(for_both)] == ["begin"]


def test_a_proposal_that_is_put_to_young_people_passes_both_gates() -> None:
    missing = opening(formal(), asked=ENGLISH)

    assert "Space: say what makes it safe" in missing
    assert "Audience: say who reads" in missing
    both = {name: getattr(young(), name) for name in ("space", "voice", "reader", "read_by", "feedback_by")}
    assert opening(formal(**both), asked=ENGLISH) == ""


def test_a_change_is_worse_where_it_takes_away_and_not_where_it_mends() -> None:
    def texts(count: int, code: str = "ur") -> Missing:
        return Missing("Texts missing in “%(code)s”: %(count)s.", "about", {"count": str(count), "code": code})

    help_ = Missing("No help.", "help")
    assert made_worse([], [help_]) == (help_,)
    assert made_worse([help_, texts(3)], [help_, texts(2)]) == ()
    assert made_worse([texts(2)], [texts(3)]) == (texts(3),)
    assert made_worse([texts(2)], [texts(2), texts(1, "pl")]) == (texts(1, "pl"),)


def test_what_has_everything_may_open() -> None:
    assert opening(formal()) == ""
    assert opening(young(), with_options=False) == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"proposed": None}, "does not say what is proposed"),
        ({"consulted": None}, "does not say whom it consults"),
        ({"decided_on": OPENS}, "The decision is taken already"),
        ({"decision_body": ""}, "does not say who takes the decision"),
        ({"decision_on": None}, "does not say when the decision is taken"),
        ({"decision_on": CLOSES}, "must come after the last day"),
        ({"easy": None}, "The proposal has no Easy Read"),
    ],
)
def test_a_proposal_says_before_the_decision_what_and_whom_and_who_decides(
    changes: dict[str, object], sentence: str
) -> None:
    assert sentence in opening(formal(**changes))


def test_a_proposal_has_options_with_doing_nothing_among_them() -> None:
    found = opening(formal(), with_options=False)

    assert "fewer than two options" in found
    assert "No option is to do nothing" in found


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (OPENS, OPENS + timedelta(40), "open for 41 days, and 42"),
        (OPENS, OPENS + timedelta(41), ""),
        (date(2026, 7, 14), date(2026, 9, 4), "43 of its 53 days are in school holidays"),
        (OPENS, None, "It has no last day"),
        (date(2028, 7, 24), date(2028, 9, 29), "The school holidays of 2028 are not known"),
    ],
)
def test_a_proposal_is_open_long_enough_and_not_mostly_in_holidays(
    first: date, last: date | None, sentence: str
) -> None:
    found = opening(formal(decision_on=date(2029, 1, 1)), days=replace(DAYS, opens_on=first, closes_on=last))

    assert sentence in found
    assert bool(found) is bool(sentence)


def test_easy_read_and_every_language_are_complete() -> None:
    hard = replace(ENGLISH, easy_read=False, languages=("en", "ur"))

    found = opening(formal(), asked=hard)

    assert "Its questions have no Easy Read" in found
    assert "missing in the language “ur”: 7" in found


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"space": None}, "Space: say what makes it safe"),
        ({"voice": None}, "Voice: say how"),
        ({"reader": ""}, "Audience: say who reads"),
        ({"read_by": None}, "Audience: say who reads"),
        ({"feedback_by": None}, "Influence: enter the day"),
        ({"feedback_by": date(2027, 2, 5)}, "within 30 working days"),
        ({"feedback_by": CLOSES}, "within 30 working days"),
    ],
)
def test_young_people_have_space_voice_audience_and_influence(changes: dict[str, object], sentence: str) -> None:
    assert sentence in opening(young(**changes), with_options=False)


def test_thirty_working_days_leave_bank_holidays_out() -> None:
    assert WORKING.days_after(CLOSES, 30) == date(2027, 2, 3)
    assert opening(young(feedback_by=date(2027, 2, 3)), with_options=False) == ""


def test_voice_needs_a_question_that_needs_no_writing() -> None:
    section = ENGLISH.sections[-1]
    words = tuple(question for question in section.questions if question.code == "change")
    asked = replace(ENGLISH, sections=(replace(section, questions=words),))

    assert "every question needs writing" in opening(young(), asked=asked, with_options=False)


def test_co_produced_is_said_only_where_all_four_conditions_hold() -> None:
    met = {"families_began": True, "decided_together": True, "co_lead": "Forum chair", "signed_together": True}

    assert opening(formal(rung=Rung.CO_PRODUCE, **met)) == ""
    assert opening(formal(rung=Rung.CO_DESIGN)) == ""
    for name in met:
        assert "“Co-produced” may be said only" in opening(formal(rung=Rung.CO_PRODUCE, **(met | {name: ""})))


def test_its_end_is_told_once_every_theme_is_answered_and_the_decision_is_there() -> None:
    decided = formal(decided_on=CLOSES, decision=Wording.of("The team moves."))

    assert telling(decided, responses=said()) == ""
    assert "Nothing answers “Waiting times”" in telling(decided)
    assert "The decision is not on record" in telling(formal(), responses=said())
    assert "The paper of the decision is not here" in telling(decided, responses=said(), paper=False)


def test_young_people_are_told_in_easy_words_and_need_no_decision_paper() -> None:
    assert telling(young(feedback=Wording.of("We listened.")), responses=said(), paper=False) == ""
    assert "Young people are told nothing yet" in telling(young(), responses=said(), paper=False)


def test_what_is_open_is_not_told_yet() -> None:
    still = before_telling(
        young(), closed_on=None, themes={}, responses=[], papers=[], asked=ENGLISH, today=CLOSES
    )

    assert "People can still take part" in str(still[0])
