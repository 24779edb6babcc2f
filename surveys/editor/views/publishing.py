"""The checks before publishing, and the button that publishes."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from surveys.definition import DefinitionFaults, canonical
from surveys.editor import checks, copies
from surveys.editor.models import WorkingCopy
from surveys.editor.publishing import TrendBreaks, compared, publish_copy
from surveys.editor.views import gates
from surveys.editor.views.blueprint import CONFLICT, EDITORS, UNPROCESSABLE, bp, copy_or_404, record, seen
from surveys.editor.views.check_words import address
from surveys.editor.wording import Raw, text_in
from surveys.gates import Lack


@bp.get("/drafts/<int:copy_id>/publish")
@only(*EDITORS)
def publish(copy_id: int) -> ResponseReturnValue:
    """What is missing; or the button."""
    return _page(copy_or_404(copy_id))


@bp.post("/drafts/<int:copy_id>/publish")
@only(*EDITORS)
def publish_now(copy_id: int) -> ResponseReturnValue:
    """Publish it, or say why not."""
    copy = copy_or_404(copy_id)
    if gates.lacks(copy):
        return _page(copy), UNPROCESSABLE
    slug = copy.slug
    try:
        version = publish_copy(
            session,
            copy,
            seen=seen(),
            spelling_only=request.form.get("change") == "spelling",
            trend_may_break=request.form.get("trend") == "yes",
            today=clock.today(),
        )
    except TrendBreaks:
        return _page(copy, trend_missing=True), UNPROCESSABLE
    except copies.ChangedMeanwhile:
        session.expire(copy)
        return _page(copy, changed=True), CONFLICT
    except DefinitionFaults as wrong:
        return _page(copy, faults=wrong.faults), UNPROCESSABLE
    record("surveys.published", slug, {"version": str(version.number), "change": version.change.value})
    return redirect(url_for(".survey", slug=slug, done="published"), 303)


@bp.get("/drafts/<int:copy_id>/definition.json")
@only(*EDITORS)
def export(copy_id: int) -> ResponseReturnValue:
    """The draft as a file."""
    copy = copy_or_404(copy_id)
    return as_file(copy.definition, copy.slug)


def as_file(raw: Raw, slug: str) -> Response:
    """A definition as a file to save."""
    answer = Response(canonical(raw), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.json"'
    return answer


def _page(
    copy: WorkingCopy, *, faults: tuple[str, ...] = (), trend_missing: bool = False, changed: bool = False
) -> str:
    lacks = [
        *gates.lacks(copy),
        *(Lack(locale.said(fault), address(copy.id or 0, ("overview",))) for fault in faults),
    ]
    found = compared(session, copy)
    asks_for_worry = any(each.key == "no_worry" for each in checks.missing(copy.definition))
    return render_template(
        "surveys/editor/publish.html",
        copy=copy,
        title=text_in(copy.definition.get("title")) or _("A survey without a title"),
        lacks=lacks,
        found=found,
        asks_for_worry=asks_for_worry,
        trend_missing=trend_missing,
        changed=changed,
        spelling=request.form.get("change") == "spelling",
    )
