"""The pages on which a form is typed, typed again by somebody else, and settled where the two differ."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.web.session import session
from surveys.paper import batches
from surveys.paper import typed as typing
from surveys.paper.models import PaperBatch
from surveys.paper.typed import Typed
from surveys.paper.views import lines
from surveys.paper.views.blueprint import (
    TYPISTS,
    UNPROCESSABLE,
    batch_of,
    bp,
    hand,
    settings,
    sheet_of,
    typed_in,
)
from surveys.questions.base import Fault
from surveys.running import Asked
from surveys.views.answer_page import tongue

NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})
FIRST, SECOND, OTHER = "first", "second", "other"


@bp.get("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>")
@only(*TYPISTS)
def type_form(slug: str, number: int, form: int) -> ResponseReturnValue:
    """An empty form to type into, or one with what was typed."""
    batch, asked = batch_of(slug, number)
    found = batches.sheet(session, batch, number=form)
    if batch.typed_on is not None or form > min(batch.forms + 1, batches.MOST_FORMS):
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    if found is None and form <= batch.forms:  # stored at once: it is with the lead
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    typed = typed_in(found, found.typed) if found else {}
    faults = typing.read(asked.definition, typed).faults if found else NO_FAULTS
    at_once = request.args.get("at_once") == "1"
    return _page(slug, batch, asked, form, typed, faults=faults, notice=_with_the_lead() if at_once else "")


@bp.post("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>")
@only(*TYPISTS)
def keep_form(slug: str, number: int, form: int) -> ResponseReturnValue:
    """Keep what was typed, whole or not, and go on with the next form."""
    batch, asked = batch_of(slug, number, alone=True)
    typed = typing.taken(asked.definition, request.form.getlist)
    sheet = typing.read(asked.definition, typed)
    is_new = batches.sheet(session, batch, number=form) is None
    if batch.typed_on is not None or form > batch.forms + 1 or (is_new and form <= batch.forms):
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    if sheet.is_empty and not sheet.faults:
        notice = _("Nothing is typed. Leave an empty form out.")
        return _page(slug, batch, asked, form, typed, notice=notice), UNPROCESSABLE
    try:
        if not sheet.faults:
            reply = batches.prepared(batch, asked, sheet)
            if batches.worrying(session, reply):
                batches.store_at_once(session, batch=batch, number=form, reply=reply)
                return _next(slug, batch, at_once=True)
        is_whole = not sheet.faults
        secret = settings().secret_key
        batches.keep(session, batch=batch, number=form, typed=typed, is_whole=is_whole, by=hand(), secret=secret)
    except batches.Over:
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    if sheet.faults:
        # A redirect, so that what was typed is kept: an answer that is no success would undo it.
        return redirect(url_for(".type_form", slug=slug, number=number, form=form), 303)
    if request.form.get("do") == "stop":
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    return _next(slug, batch)


@bp.get("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>/again")
@only(*TYPISTS)
def type_again(slug: str, number: int, form: int) -> ResponseReturnValue:
    """The same form for the second person, empty: what the first typed is not shown."""
    batch, asked = batch_of(slug, number)
    found = sheet_of(batch, form)
    if not found.again or found.second is not None or found.typed_by == hand().id:
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    return _page(slug, batch, asked, form, {}, again=True)


@bp.post("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>/again")
@only(*TYPISTS)
def keep_again(slug: str, number: int, form: int) -> ResponseReturnValue:
    """Keep what the second person typed, and show at once where the two differ."""
    batch, asked = batch_of(slug, number, alone=True)
    found = sheet_of(batch, form)
    typed = typing.taken(asked.definition, request.form.getlist)
    sheet = typing.read(asked.definition, typed)
    if sheet.faults:
        return _page(slug, batch, asked, form, typed, faults=sheet.faults, again=True), UNPROCESSABLE
    try:
        batches.keep_second(session, found=found, typed=typed, by=hand(), secret=settings().secret_key)
    except (batches.TypedBySame, batches.Over):
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    differ = batches.differences(asked.definition, found, secret=settings().secret_key)
    if differ:
        return redirect(url_for(".settle", slug=slug, number=number, form=form), 303)
    return redirect(url_for(".batch", slug=slug, number=number), 303)


@bp.get("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>/settle")
@only(*TYPISTS)
def settle(slug: str, number: int, form: int) -> ResponseReturnValue:
    """What the two typed, side by side."""
    batch, asked = batch_of(slug, number)
    found = sheet_of(batch, form)
    differ = batches.differences(asked.definition, found, secret=settings().secret_key)
    if not differ:
        return redirect(url_for(".batch", slug=slug, number=number), 303)
    both = typed_in(found, found.typed), typed_in(found, found.second)
    return _settle_page(slug, batch, asked, form, differ, both)


@bp.post("/manage/surveys/<slug>/paper/<int:number>/forms/<int:form>/settle")
@only(*TYPISTS)
def keep_settled(slug: str, number: int, form: int) -> ResponseReturnValue:
    """Keep what stands on the form: what the first typed, the second, or something else."""
    batch, asked = batch_of(slug, number, alone=True)
    found = sheet_of(batch, form)
    secret = settings().secret_key
    differ = batches.differences(asked.definition, found, secret=secret)
    both = typed_in(found, found.typed), typed_in(found, found.second)
    chosen: dict[str, Sequence[str]] = dict(both[0])
    for code in differ:
        which = request.form.get(f"which.{code}", "")
        if which not in (FIRST, SECOND, OTHER):
            notice = _("Choose for each answer what stands on the form.")
            return _settle_page(slug, batch, asked, form, differ, both, notice=notice), UNPROCESSABLE
        other = {FIRST: both[0].get(code, ()), SECOND: both[1].get(code, ())}
        chosen[code] = other[which] if which in other else request.form.getlist(code)
    sheet = typing.read(asked.definition, chosen)
    if sheet.faults or sheet.is_empty:
        return _settle_page(slug, batch, asked, form, differ, both, faults=sheet.faults), UNPROCESSABLE
    batches.settle(session, found=found, typed=chosen, secret=secret)
    return redirect(url_for(".batch", slug=slug, number=number), 303)


def _page(
    slug: str,
    batch: PaperBatch,
    asked: Asked,
    form: int,
    typed: Typed,
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
    again: bool = False,
) -> str:
    shown = lines.headings(asked.definition, typed, language=batch.language, faults=faults)
    return render_template(
        "surveys/paper_type.html",
        slug=slug,
        title=asked.definition.title.in_("en"),
        number=batch.number,
        form=form,
        headings=shown,
        errors=lines.errors(shown),
        notice=notice,
        again=again,
        tongue=tongue(batch.language),
    )


def _settle_page(
    slug: str,
    batch: PaperBatch,
    asked: Asked,
    form: int,
    differ: Sequence[str],
    both: tuple[Typed, Typed],
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
) -> str:
    sent = {code: request.form.getlist(code) for code in differ}
    shown = lines.headings(asked.definition, sent, language=batch.language, faults=faults, only=differ)
    return render_template(
        "surveys/paper_settle.html",
        slug=slug,
        title=asked.definition.title.in_("en"),
        number=batch.number,
        form=form,
        lines=[line for heading in shown for line in heading.lines],
        said={
            code: [lines.said(asked.definition, code, one, language=batch.language) for one in both]
            for code in differ
        },
        chosen={code: request.form.get(f"which.{code}", "") for code in differ},
        errors=lines.errors(shown),
        notice=notice,
        tongue=tongue(batch.language),
    )


def _next(slug: str, batch: PaperBatch, *, at_once: bool = False) -> ResponseReturnValue:
    if batch.forms >= batches.MOST_FORMS:
        return redirect(url_for(".batch", slug=slug, number=batch.number), 303)
    told = "1" if at_once else None
    form = batch.forms + 1
    return redirect(url_for(".type_form", slug=slug, number=batch.number, form=form, at_once=told), 303)


def _with_the_lead() -> str:
    return str(
        _(
            "The form before this one has words that may mean that a child is not safe. It is stored already, and "
            "the safeguarding lead can read it now. Tell the lead today, and keep the paper for the lead."
        )
    )
