"""A consultation is prepared, decided and answered on one page, from its first word to what is told."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.types import Wording
from coproduce.voice.models import Stance
from surveys import design
from surveys.consultations import papers
from surveys.consultations.models import (
    Consultation,
    ConsultationOption,
    ConsultationPaper,
    ConsultationResponse,
    Rung,
)
from surveys.definition import shipped
from surveys.editor import copies
from surveys.models import Wave
from surveys.waves.models import WaveSeries
from tests.factories_consultations import CLOSES, DECIDED, OPENS, formal, options, young
from tests.factories_surveys import choice, definition, pulse
from tests.factories_voice import comment
from tests.pages import PageClient, day_typed

SignIn = Callable[[Role], PageClient]

HOME = "/manage/consultations/young-voices"


def there(session: Session, told: Consultation, *, closed: bool = False) -> Consultation:
    """A consultation beside the young people's survey."""
    today = clock.today()
    design.publish(session, raw=shipped("young-voices"), today=today)
    told.survey_id = design.find(session, slug="young-voices").id or 0
    session.add(told)
    if closed:
        session.flush()
        days = (today - timedelta(60), today - timedelta(2))
        session.add(Wave(survey_id=told.survey_id, key="w", opens_on=days[0], closes_on=days[1]))
    session.commit()
    return told


def days(**said: date) -> dict[str, str]:
    """Days as they are typed."""
    return {name: text for key, day in said.items() for name, text in day_typed(key, f"{day:%d %m %Y}").items()}


def test_it_is_begun_says_what_is_missing_and_opens_when_nothing_is(
    signed_in_as: SignIn, session: Session
) -> None:
    design.publish(session, raw=shipped("young-voices"), today=clock.today())
    session.commit()
    client = signed_in_as(Role.OFFICER)
    client.send_form("/manage/consultations", {"survey": "young-voices", "kind": "young"})
    assert "Space: say what makes it safe" in client.open(HOME).text

    today = clock.today()
    said = {
        f"{name}_{code}": "Words." for name in ("proposed", "consulted", "space", "voice") for code in ("en", "ur")
    }
    said |= {"reader": "Head of SEND", "rung": "engage"}
    said |= days(
        opens_on=today,
        closes_on=today + timedelta(20),
        read_by=today + timedelta(30),
        feedback_by=today + timedelta(40),
    )
    client.send_form(HOME, said)

    assert "Everything is there" in client.open(HOME).text
    told = session.exec(select(Consultation)).one()
    assert (told.rung, told.reader) == (Rung.ENGAGE, "Head of SEND")


def test_what_cannot_be_is_refused_with_what_was_typed(signed_in_as: SignIn, session: Session) -> None:
    there(session, formal())
    client = signed_in_as(Role.FORUM)
    today = clock.today()

    wrong: dict[str, Any] = {"rung": "co_produce", "proposed_en": "My words"}
    page = client.send_form(HOME, wrong | days(opens_on=today, closes_on=today - timedelta(3)), status=422)
    assert "may be said only where families" in page.text
    assert "My words" in page.html
    page = client.post(HOME, {**page.hidden_fields(), "lock": "99", "rung": ""}, status=409)
    assert "Somebody else changed this" in page.text


def test_options_and_papers_come_and_go(signed_in_as: SignIn, session: Session) -> None:
    there(session, formal())
    client = signed_in_as(Role.OFFICER)

    token = client.open(HOME).hidden_fields()
    client.post(f"{HOME}/options", {**token, "title_en": "", "reasons_en": "x"}, status=422)
    client.post(
        f"{HOME}/options", {**token, "title_en": "Do nothing", "reasons_en": "Waits stay.", "is_nothing": "yes"}
    )
    option = session.exec(select(ConsultationOption)).one()
    assert option.is_nothing
    client.post(f"{HOME}/options/{option.id}/remove", token)

    about = {**token, "paper_title": "Plan", "paper_language": "en"}
    client.post(f"{HOME}/papers", {**about, "address": "http://example.org"}, status=422)
    client.post(f"{HOME}/papers", {**about, "file": (BytesIO(b"<html>"), "a.pdf")}, status=422)
    client.post(f"{HOME}/papers", {**about, "file": (BytesIO(b"%PDF-1.7"), "a.pdf")})
    session.rollback()
    paper = session.exec(select(ConsultationPaper)).one()
    assert paper.content_type == papers.PDF
    assert session.exec(select(ConsultationOption)).first() is None


def test_what_is_open_is_never_changed_into_something_that_its_gate_would_hold(
    signed_in_as: SignIn, session: Session
) -> None:
    told = there(session, formal())
    session.add(open_now := Wave(survey_id=told.survey_id, key="w", opens_on=OPENS, closes_on=CLOSES))
    session.add_all(options(told.survey_id))
    session.commit()
    client = signed_in_as(Role.OFFICER)
    page = client.open(HOME)
    assert "Texts missing in the language “ur”" in page.text  # what is missing is always shown
    assert "opens_on-day" not in page.html  # its days are those of its wave

    page = client.send_form(HOME, {"proposed_en": "", "easy_en": "Easy.", "consulted_en": "My words"}, status=422)
    assert "It does not say what is proposed." in page.text
    assert "My words" in page.html
    nothing = next(each for each in session.exec(select(ConsultationOption)) if each.is_nothing)
    token = page.hidden_fields()
    page = client.post(f"{HOME}/options/{nothing.id}/remove", token, status=422)
    assert "No option is to do nothing." in page.text
    changed = {**token, "title_en": "Wait", "reasons_en": "", "is_nothing": "yes"}
    missing = client.post(f"{HOME}/options/{nothing.id}", changed, status=422)
    assert f"#f-option-{nothing.id}-reasons_en" in missing.links
    client.post(
        f"{HOME}/options/{nothing.id}", {**changed, "reasons_en": "Waits stay.", "is_nothing": ""}, status=422
    )
    client.post(
        f"{HOME}/options/{nothing.id}?also=ur", {**changed, "reasons_en": "Waits.", "title_ur": "کچھ نہیں"}
    )
    whole = {
        "proposed_en": "Two rooms.",
        "easy_en": "Easy.",
        "consulted_en": "All.",
        "decision_body": "SEND Board",
    }
    client.send_form(HOME, whole | days(decision_on=DECIDED))

    session.rollback()
    session.refresh(told)
    assert told.proposed == Wording.of("Two rooms.")
    session.refresh(nothing)
    assert (nothing.title.in_("ur"), nothing.is_nothing) == ("کچھ نہیں", True)
    assert open_now.closes_on == CLOSES


def test_its_questions_keep_what_its_gate_asked_for_while_it_is_open(
    signed_in_as: SignIn, session: Session
) -> None:
    told = there(session, young())
    session.add(Wave(survey_id=told.survey_id, key="w", opens_on=OPENS, closes_on=CLOSES))
    raw = shipped("young-voices") | {"easy_read": False}
    draft = copies.begin(session, raw=raw, by="officer@example.org", now=clock.now())
    session.commit()
    client = signed_in_as(Role.OFFICER)

    page = client.open(f"/manage/surveys/drafts/{draft.id}/publish")
    assert "Space: its questions have no Easy Read." in page.text
    token = {**page.hidden_fields(), "lock": str(draft.lock)}
    client.post(f"/manage/surveys/drafts/{draft.id}/publish", token, status=422)


def test_what_holds_a_survey_is_said_where_it_is_opened_and_where_it_repeats(
    signed_in_as: SignIn, session: Session
) -> None:
    design.publish(session, raw=shipped("young-voices"), today=clock.today())
    survey = design.find(session, slug="young-voices")
    session.add(WaveSeries(survey_id=survey.id or 0, first_on=OPENS, every_months=1, open_days=14))
    session.commit()
    client = signed_in_as(Role.OFFICER)

    token = client.open("/manage/surveys/young-voices").hidden_fields()
    said = token | days(opens_on=clock.today())
    page = client.post("/manage/surveys/young-voices/open", said, status=422)
    assert "It cannot open yet." in page.text
    assert "/manage/consultations?survey=young-voices#begin" in page.links
    page = client.open("/manage/surveys/young-voices/reach")
    assert "It does not open by itself until nothing is missing." in page.text
    assert "/manage/consultations?survey=young-voices#begin" in page.links


def test_a_proposal_that_people_answered_is_not_emptied_afterwards(signed_in_as: SignIn, session: Session) -> None:
    there(session, formal(), closed=True)
    client = signed_in_as(Role.OFFICER)

    page = client.send_form(HOME, {"proposed_en": "", "consulted_en": "My words"}, status=422)
    assert "It does not say what is proposed." in page.text
    assert "My words" in page.html


def test_what_came_of_it_is_told_once_all_is_there_and_then_stays(signed_in_as: SignIn, session: Session) -> None:
    there(session, young(), closed=True)
    client = signed_in_as(Role.OFFICER)
    page = client.open(HOME)
    assert "Young people are told nothing yet" in page.text
    token = page.hidden_fields()

    client.post(f"{HOME}/tell", token, status=422)
    client.post(f"{HOME}/feedback", {**token, "feedback_en": "We heard you.", "feedback_ur": "ہم نے سنا۔"})
    client.post(f"{HOME}/tell", token)

    session.rollback()
    assert session.exec(select(Wave)).one().publishes_on == clock.today()  # the calendar shows what was answered
    assert "We heard you." in client.open("/consultations/young-voices/feedback").text
    client.post(f"{HOME}/feedback", {**token, "feedback_en": "Other words."}, status=409)


def test_results_are_shown_before_that_where_somebody_decided_so_and_says_why(
    signed_in_as: SignIn, session: Session
) -> None:
    there(session, young(), closed=True)
    client = signed_in_as(Role.OFFICER)
    page = client.open(HOME)
    assert "Everybody sees the results once what came of it is told." in page.text
    token = page.hidden_fields()

    page = client.post(f"{HOME}/results-early", {**token, "why_en": "The strike."}, status=422)
    assert "#f-early_body" in page.links
    client.post(f"{HOME}/results-early", {**token, "why_en": "The strike.", "early_body": "SEND Board"})

    assert "SEND Board decided on" in client.open(HOME).text
    assert "The strike." in client.open(HOME).text


def test_a_decision_is_put_on_record_with_its_day_and_body(signed_in_as: SignIn, session: Session) -> None:
    told = there(session, formal(easy=Wording.of("Easy.")), closed=True)
    client = signed_in_as(Role.OFFICER)
    token = client.open(HOME).hidden_fields()
    said = {**token, "decision_en": "The team moves.", "body": "SEND Board"}

    client.post(f"{HOME}/decision", said | days(decided_on=clock.today() + timedelta(1)), status=422)
    client.post(f"{HOME}/decision", said | days(decided_on=clock.today()))

    session.rollback()
    session.refresh(told)
    assert told.decided_on == clock.today()


def test_a_theme_is_answered_and_what_is_missing_is_led_to(signed_in_as: SignIn, session: Session) -> None:
    there(session, formal(easy=Wording.of("Easy.")), closed=True)
    comment(session, source="young-voices", wave="young-voices/w", themes={"transport": Stance.NEGATIVE})
    session.commit()
    client = signed_in_as(Role.OFFICER)
    token = client.open(HOME).hidden_fields()
    address = f"{HOME}/responses/transport"

    missing = client.post(address, {**token, "changed_en": "A bus from May."}, status=422)
    assert "#f-transport-unchanged_en" in missing.links
    assert missing.field("changed_en")["id"] == "f-transport-changed_en"
    assert "A bus from May." in missing.text
    client.post(address, {**token, "changed_en": "A bus from May.", "unchanged_en": "The taxis: too dear."})
    client.post(address, {**token, "changed_en": "A bus from June.", "unchanged_en": "The taxis: too dear."})

    answered = session.exec(select(ConsultationResponse)).one()
    assert answered.changed.in_("en") == "A bus from June."
    client.post(f"{HOME}/responses/no_such_theme", token, status=404)


def test_what_cannot_begin_is_said(signed_in_as: SignIn, session: Session) -> None:
    client = signed_in_as(Role.OFFICER)
    token = client.open("/manage").hidden_fields()

    page = client.post("/manage/consultations", {**token, "survey": "none", "kind": "young"}, status=422)

    assert "Choose a survey and a kind that are shown here." in page.text
    assert session.exec(select(Consultation)).first() is None


def test_none_begins_beside_a_survey_that_is_open_already(signed_in_as: SignIn, session: Session) -> None:
    pulse(session, raw=definition(choice()))
    session.commit()
    client = signed_in_as(Role.OFFICER)
    token = client.open("/manage").hidden_fields()

    page = client.post("/manage/consultations", {**token, "survey": "small", "kind": "formal"}, status=422)

    assert "Choose one that was never open." in page.text
    assert session.exec(select(Consultation)).first() is None


def test_a_body_in_which_nothing_can_be_seen_decides_nothing(signed_in_as: SignIn, session: Session) -> None:
    there(session, formal(), closed=True)
    client = signed_in_as(Role.OFFICER)
    said = {"decision_en": "We move.", "body": " \u200b "} | days(decided_on=clock.today())

    page = client.post(f"{HOME}/decision", {**client.open(HOME).hidden_fields(), **said}, status=422)

    assert "Name the board or the committee." in page.text
