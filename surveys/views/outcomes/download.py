"""Answers as a file, for officers: row by row and without words, so not for everybody who may see results."""

from tempfile import TemporaryFile

from flask import Response, abort, render_template, send_file
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.accounts.views.acting import on_record
from coproduce.web import locale
from coproduce.web.session import session
from surveys.transfer.outgoing import export_of
from surveys.transfer.writers import CODEBOOK, TYPES, WRITERS, write_codebook
from surveys.views.outcomes.blueprint import OFFICERS, bp, survey_or_404


@bp.get("/manage/surveys/<slug>/export")
@only(*OFFICERS)
def export(slug: str) -> ResponseReturnValue:
    """The formats that the answers can be had in."""
    survey = survey_or_404(slug)
    return render_template("surveys/export.html", title=survey.title.in_(locale.current().code), slug=slug)


@bp.post("/manage/surveys/<slug>/export/<kind>")
@only(*OFFICERS)
def export_file(slug: str, kind: str) -> ResponseReturnValue:
    """The answers in a file, put on record."""
    survey_or_404(slug)
    if kind not in TYPES:
        abort(404)
    found = export_of(session, slug=slug)
    file = TemporaryFile()  # noqa: SIM115 - the answer reads it, and closes it when it is sent
    count = (write_codebook if kind == CODEBOOK else WRITERS[kind])(found, file)
    on_record("answers.exported", about=f"survey:{slug}", facts={"answers": str(count), "as": kind})
    file.seek(0)
    name = f"{slug}-codebook.csv" if kind == CODEBOOK else f"{slug}.{kind}"
    answer: Response = send_file(file, mimetype=TYPES[kind], as_attachment=True, download_name=name)
    answer.call_on_close(file.close)
    answer.headers["Cache-Control"] = "no-store"
    return answer
