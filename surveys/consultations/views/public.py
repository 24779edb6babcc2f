"""Consultations for everybody: what is proposed, what speaks for it, what was decided and what changed."""

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.web import panels
from coproduce.web.session import session
from surveys.consultations import holding, stages
from surveys.consultations.models import CONTENT_TYPES, ConsultationPaper
from surveys.consultations.stages import Stage, Standing
from surveys.consultations.views import shown

bp = Blueprint("consultations", __name__, template_folder="../../templates")
ENDINGS = dict(zip(CONTENT_TYPES, ("pdf", "docx", "odt"), strict=True))
SHOWN = (Stage.OPEN, Stage.AHEAD, Stage.WAITING, Stage.TOLD)
MOST_DIGITS = 9


@bp.get("/consultations")
@anyone
def every() -> ResponseReturnValue:
    """What is open, what waits for its decision, what was decided."""
    found = stages.every(session, today=clock.today())
    lists = {stage: [shown.line(one) for one in found if one.stage is stage] for stage in SHOWN}
    return render_template(
        "surveys/consultations/every.html",
        open=lists[Stage.OPEN],
        ahead=lists[Stage.AHEAD],
        waiting=lists[Stage.WAITING],
        told=lists[Stage.TOLD],
    )


@bp.get("/consultations/<slug>")
@anyone
def one(slug: str) -> ResponseReturnValue:
    """One consultation."""
    found = public_or_404(slug)
    told, survey_id = found.told, found.survey.id or 0
    papers = [shown.paper(each, slug) for each in stages.papers_of(session, survey_id)]
    return render_template(
        "surveys/consultations/one.html",
        slug=slug,
        title=shown.words(found.survey.title),
        told=told,
        sentence=shown.sentence(found),
        words=shown.words,
        is_open=found.stage is Stage.OPEN,
        options=holding.options_of(session, survey_id),
        papers=[each for each in papers if not each.of_decision],
        decision_papers=[each for each in papers if each.of_decision],
        stops=shown.time_line(found, today=clock.today()),
        decided=shown.day(told.decided_on),
        read_by=shown.day(told.read_by),
        answers=_answers(found),
        results=url_for("surveys.results", slug=slug) if found.results else "",
        early=shown.early(survey_id) if found.results else "",
        is_told=found.stage is Stage.TOLD,
    )


@bp.get("/consultations/<slug>/feedback")
@anyone
def feedback(slug: str) -> ResponseReturnValue:
    """What came of it, in Easy Read."""
    found = public_or_404(slug)
    if found.stage is not Stage.TOLD or found.told.feedback is None:
        abort(404)
    return render_template(
        "surveys/consultations/feedback.html",
        slug=slug,
        parts=panels.gather("consultations.feedback", survey=found.survey),
        title=shown.words(found.survey.title),
        lines=shown.words(found.told.feedback).splitlines(),
        answers=_answers(found),
        results=url_for("surveys.results", slug=slug) if found.results else "",
    )


@bp.get("/consultations/<slug>/papers/<int:paper_id>")
@anyone
def paper(slug: str, paper_id: int) -> ResponseReturnValue:
    """A paper as a file to save."""
    found = public_or_404(slug)
    kept = session.get(ConsultationPaper, paper_id) if paper_id < 10**MOST_DIGITS else None
    if kept is None or kept.survey_id != found.survey.id or kept.content is None or kept.content_type is None:
        abort(404)
    if kept.of_decision and found.stage is not Stage.TOLD:
        abort(404)  # prepared, and nobody's to read before the decision is told
    answer = Response(kept.content, content_type=kept.content_type)
    name = f"{slug}-{paper_id}.{ENDINGS[kept.content_type]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Opened by itself it is a file and nothing that runs, whatever a browser makes of its bytes.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def public_or_404(slug: str) -> Standing:
    """The consultation with this address, where families may see it."""
    try:
        found = stages.find(session, slug=slug, today=clock.today())
    except stages.NoSuchConsultation:
        abort(404)
    if found.stage is Stage.DRAFT:
        abort(404)
    return found


def _answers(found: Standing) -> list[shown.Answered]:
    if found.stage is not Stage.TOLD:
        return []
    return [shown.answered(each) for each in stages.responses_of(session, found.survey.id or 0)]
