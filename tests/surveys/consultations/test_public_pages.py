"""What families see of consultations, at each stage."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from coproduce.core import clock
from coproduce.core.types import Wording
from coproduce.voice.models import Stance
from surveys import design
from surveys.consultations.models import Consultation, ConsultationPaper, ConsultationResponse, ResultsEarly
from surveys.definition import shipped
from surveys.models import Survey, Wave
from tests.factories_consultations import formal, options, young
from tests.factories_surveys import response
from tests.factories_voice import comment
from tests.factories_yousaid import published
from tests.pages import PageClient

PDF = "application/pdf"


def asked(session: Session, told: Any, *, opened: int = -9, closes: int = 30) -> Survey:
    """A consultation with a wave from one day to another, counted from today."""
    today = clock.today()
    design.publish(session, raw=shipped("young-voices"), today=today)
    survey = design.find(session, slug="young-voices")
    told.survey_id = survey.id
    session.add(told)
    session.flush()
    first, last = today + timedelta(opened), today + timedelta(closes)
    session.add(Wave(survey_id=survey.id or 0, key="w", opens_on=first, closes_on=last))
    session.commit()
    return survey


def test_one_that_is_open_says_what_it_is_about_and_how_to_take_part(session: Session, client: PageClient) -> None:
    asked(session, young(proposed=Wording.of({"en": "What comes first?", "ur": "پہلے کیا؟"})))

    assert client.open("/consultations").h1 == "1 consultation is open now"
    page = client.open("/consultations/young-voices")
    for words in ("You can take part until", "What comes first?", "Head of SEND reads", "You can point at faces"):
        assert words in page.text
    assert "/s/young-voices" in page.links
    assert "پہلے کیا؟" in client.open("/consultations/young-voices?lang=ur").text
    client.open("/consultations/young-voices/feedback", status=404)


def test_one_that_has_closed_says_when_the_decision_is_due(session: Session, client: PageClient) -> None:
    due = clock.today() + timedelta(30)
    survey = asked(session, formal(decision_on=due), opened=-60, closes=-2)
    session.add_all(options(survey.id or 0))
    session.commit()

    assert "The decision is due on" in client.open("/consultations").text
    page = client.open("/consultations/young-voices")
    assert "Waits stay as long." in page.text
    assert "SEND Board decides" in page.text
    assert "How your views changed it" not in page.text


def test_one_that_is_told_says_what_changed_and_what_did_not(session: Session, client: PageClient) -> None:
    told = young(published_on=clock.today(), feedback=Wording.of("We listened.\nQuiet rooms come."))
    survey = asked(session, told, opened=-60, closes=-2)
    changed, unchanged = Wording.of("Two rooms opened."), Wording.of("Lunch stays at noon: the kitchen is small.")
    session.add(
        ConsultationResponse(survey_id=survey.id or 0, theme="waiting_times", changed=changed, unchanged=unchanged)
    )
    session.commit()

    for address in ("/consultations/young-voices", "/consultations/young-voices/feedback"):
        page = client.open(address)
        assert "Two rooms opened." in page.text
        assert "the kitchen is small" in page.text
    assert "Quiet rooms come." in client.open("/consultations/young-voices/feedback").text


def test_what_was_said_is_counted_in_easy_words_and_leads_to_you_said_we_did(
    session: Session, client: PageClient
) -> None:
    told = young(published_on=clock.today(), feedback=Wording.of("We listened."))
    survey = asked(session, told, opened=-60, closes=-2)
    words = Wording.of("A room.")
    session.add(ConsultationResponse(survey_id=told.survey_id, theme="transport", changed=words, unchanged=words))
    wave = session.exec(select(Wave)).one()
    wave.closed_on = wave.published_on = clock.today()
    for number in range(40):
        response(session, wave, answers={"listened": "yes" if number < 30 else "no"})
    comment(session, themes={"transport": Stance.NEGATIVE})
    published(session, theme="transport")
    session.commit()

    page = client.open("/consultations/young-voices/feedback")
    assert "Most often: Yes (30 of 40)" in page.text
    assert "1 reply about this in “You said, we did”" in page.text
    link = next(each for each in page.links if each.startswith("/you-said-we-did?theme="))
    assert survey.title.in_("en") in client.open(link).text


def test_results_that_are_shown_early_say_who_decided_so(session: Session, client: PageClient) -> None:
    survey = asked(session, young(), opened=-60, closes=-2)
    wave = session.exec(select(Wave)).one()
    wave.closed_on = wave.published_on = clock.today()
    why = Wording.of("A strike.")
    session.add(ResultsEarly(survey_id=survey.id or 0, decided_on=clock.today(), body="SEND Board", why=why))
    session.commit()

    for address in ("/s/young-voices/results", "/consultations/young-voices"):
        text = client.open(address).text
        assert "SEND Board decided on" in text
        assert "before what came of it is told: A strike." in text


def test_the_paper_of_the_decision_is_not_there_before_the_decision_is_told(
    session: Session, client: PageClient
) -> None:
    survey = asked(session, formal(), opened=-60, closes=-2)
    told = session.get_one(Consultation, survey.id)
    paper = ConsultationPaper(
        survey_id=told.survey_id,
        title="Minutes",
        language="en",
        of_decision=True,
        content=b"%PDF-1",
        content_type=PDF,
    )
    session.add(paper)
    session.commit()
    address = f"/consultations/young-voices/papers/{paper.id}"

    client.open(address, status=404)

    told.decided_on, told.decision, told.published_on = clock.today(), Wording.of("We move."), clock.today()
    session.add(told)
    session.commit()
    assert address in client.open("/consultations/young-voices").links
    assert client.browser.get(address).data == b"%PDF-1"


def test_a_paper_is_a_file_to_save_and_nothing_that_runs(session: Session, client: PageClient) -> None:
    survey = asked(session, young())
    paper: dict[str, Any] = {"survey_id": survey.id or 0, "language": "en"}
    session.add(ConsultationPaper(title="Plan", content=b"%PDF-1", content_type=PDF, **paper))
    session.add(ConsultationPaper(title="Law", address="https://example.org/law", **paper))
    session.commit()

    links = client.open("/consultations/young-voices").links
    assert "https://example.org/law" in links
    found = next(link for link in links if "/papers/" in link)
    answer = client.browser.get(found)
    assert answer.data == b"%PDF-1"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.browser.get(f"{found}9999999999").status_code == 404


@pytest.mark.parametrize("address", ["/consultations/none", "/consultations/none/feedback"])
def test_none_is_not_found(client: PageClient, address: str) -> None:
    client.open(address, status=404)
    assert client.open("/consultations").h1 == "No consultation is open now"
