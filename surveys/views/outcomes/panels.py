"""What results bring to the page in easy words of a consultation: what was said, as "15 of 40"."""

from typing import Any

from flask import render_template

from coproduce.web.session import session
from surveys.models import Survey
from surveys.outcomes import keeping
from surveys.views import answer_page
from surveys.views.outcomes import page, sentences
from surveys.views.outcomes.blueprint import asked_questions


def said(*, survey: Survey, **_facts: Any) -> str:
    """What was answered most often, of the newest wave whose results anyone may see."""
    waves = keeping.public_waves(session, survey=survey)
    if not waves:
        return ""
    asked, language = asked_questions(survey)
    outcome = keeping.public(session, survey=survey, wave=waves[0])
    easy = {code: question.in_easy_read() for code, question in asked.items()}
    findings = page.findings(outcome, easy, language=language)
    if not findings:
        return ""
    part = outcome.parts[0]
    return render_template(
        "surveys/_said.html",
        resting=sentences.replies(part.n, part.stratum),
        findings=findings,
        tongue=answer_page.tongue(language),
    )
