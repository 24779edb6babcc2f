"""What consultations bring to other pages: that one asked about a theme, and what it changed."""

from typing import Any

from flask import render_template, url_for
from sqlmodel import col, select

from coproduce.web.session import session
from surveys.consultations.models import Consultation, ConsultationResponse
from surveys.consultations.views import shown
from surveys.models import Survey


def on_theme(*, theme: str, **_facts: Any) -> str:
    """The consultations that were told what came of this theme, the newest first."""
    query = (
        select(Survey)
        .join(Consultation)
        .join(ConsultationResponse, col(ConsultationResponse.survey_id) == Survey.id)
        .where(col(Consultation.published_on).is_not(None), ConsultationResponse.theme == theme)
        .order_by(col(Consultation.published_on).desc())
    )
    found = [
        (shown.words(each.title), url_for("consultations.one", slug=each.slug)) for each in session.exec(query)
    ]
    return render_template("surveys/consultations/_on_theme.html", found=found) if found else ""
