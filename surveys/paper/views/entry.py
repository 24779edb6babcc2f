"""Batches of filled-in forms: begin one, see what waits, say that all are typed, close it."""

from collections.abc import Mapping
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlmodel import col, select

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.core.languages import BY_CODE
from coproduce.web.session import session
from surveys.models import Stratum, Survey, Wave
from surveys.paper import batches
from surveys.paper.models import PaperBatch, PaperSheet
from surveys.paper.views.blueprint import CONFLICT, TYPISTS, UNPROCESSABLE, batch_of, bp, hand, settings, survey
from surveys.running import Asked, NoSuchWave, asked_in_wave, newest


@bp.get("/manage/surveys/<slug>/paper")
@only(*TYPISTS)
def paper(slug: str) -> ResponseReturnValue:
    """Print forms, begin a batch, go on with one; what closed batches say about typing."""
    return _page(survey(slug))


@bp.post("/manage/surveys/<slug>/paper")
@only(*TYPISTS)
def begin(slug: str) -> ResponseReturnValue:
    """Begin a batch."""
    found = survey(slug)
    sent = request.form
    try:
        asked, wave = asked_in_wave(session, slug=slug, key=sent.get("wave", ""))
        version = int(sent.get("version", "")) if sent.get("version", "").isdecimal() else 0
        asked = newest(session, slug=slug, number=version) if version != asked.number else asked
        stratum, share = Stratum(sent.get("stratum", "")), int(sent.get("share", ""))
        if sent.get("language") not in asked.definition.languages or share not in batches.SHARES:
            raise ValueError("not one that is shown")
    except (NoSuchWave, LookupError, ValueError):
        return _page(found, problem=True), UNPROCESSABLE
    batch = batches.open_batch(
        session,
        asked=asked,
        wave=wave,
        language=sent["language"],
        stratum=stratum,
        share=share,
        today=clock.today(),
    )
    batches.record(session, act="surveys.paper_begun", batch=batch, slug=slug, by=hand(), now=clock.now())
    return redirect(url_for(".type_form", slug=slug, number=batch.number, form=1), 303)


@bp.get("/manage/surveys/<slug>/paper/<int:number>")
@only(*TYPISTS)
def batch(slug: str, number: int) -> ResponseReturnValue:
    """What waits in a batch."""
    return _batch_page(slug, *batch_of(slug, number))


@bp.post("/manage/surveys/<slug>/paper/<int:number>")
@only(*TYPISTS)
def go_on(slug: str, number: int) -> ResponseReturnValue:
    """All forms are typed, or the batch is closed."""
    found, asked = batch_of(slug, number, alone=True)
    try:
        if request.form.get("do") == "typed":
            batches.all_typed(session, batch=found, today=clock.today())
        else:
            secret = settings().secret_key
            batches.close(session, batch=found, asked=asked, today=clock.today(), secret=secret)
            batches.record(session, act="surveys.paper_closed", batch=found, slug=slug, by=hand(), now=clock.now())
    except batches.CannotBeClosed:
        return _batch_page(slug, found, asked, problem=True), CONFLICT
    except batches.Over:
        pass  # pressed twice: it is as it should be
    return redirect(url_for(".batch", slug=slug, number=number), 303)


def _page(found: Survey, *, problem: bool = False) -> str:
    asked = newest(session, slug=found.slug)
    listed = batches.listed(session, survey_id=found.id or 0)
    return render_template(
        "surveys/paper.html",
        slug=found.slug,
        title=found.title.in_("en"),
        easy=asked.definition.easy_read,
        spoken=[(code, BY_CODE[code].own_name) for code in asked.definition.languages if code in BY_CODE],
        versions=range(asked.number, 0, -1),
        waves=_waves(found),
        shares=batches.SHARES,
        now=[_in_words(one) for one in listed if one.closed_on is None],
        closed=[_in_words(one) for one in listed if one.closed_on is not None],
        problem=problem,
    )


def _waves(found: Survey) -> list[str]:
    """The keys of the survey's waves, newest first."""
    mine = select(Wave.key).where(Wave.survey_id == found.id).order_by(col(Wave.opens_on).desc())
    return list(session.exec(mine).all())


def _in_words(one: PaperBatch) -> Mapping[str, object]:
    share = f"{100 * one.differing / one.compared:.1f}" if one.compared else ""
    return {
        "number": one.number,
        "wave": one.wave,
        "version": one.version,
        "language": BY_CODE[one.language].own_name if one.language in BY_CODE else one.language,
        "forms": one.forms,
        "twice": one.twice,
        "compared": one.compared,
        "differing": one.differing,
        "share": share,
        "day": _day(one.closed_on or one.opened_on),
        "is_typed": one.typed_on is not None,
        "is_closed": one.closed_on is not None,
        "at_once": one.at_once,
    }


def _batch_page(slug: str, found: PaperBatch, asked: Asked, *, problem: bool = False) -> str:
    waiting = batches.sheets(session, found)
    shown = [_sheet(slug, found, asked, one) for one in waiting]
    return render_template(
        "surveys/paper_batch.html",
        slug=slug,
        title=asked.definition.title.in_("en"),
        batch=_in_words(found),
        sheets=shown,
        next=found.forms + 1 if found.forms < batches.MOST_FORMS else 0,
        ready=found.typed_on is not None and not any(each["waits"] for each in shown),
        problem=problem,
    )


def _sheet(slug: str, batch: PaperBatch, asked: Asked, one: PaperSheet) -> Mapping[str, object]:
    """A form of the batch: what waits, and where that is done."""
    secret = settings().secret_key

    def page(name: str) -> str:
        return url_for(f".{name}", slug=slug, number=batch.number, form=one.number)

    mine = one.typed_by == hand().id
    if not one.is_whole:
        words, url = _("It waits to be mended."), page("type_form")
    elif batch.typed_on is None:
        words, url = _("Typed."), page("type_form")
    elif one.again and one.second is None:
        words = _("Somebody else types it again.") if mine else _("It waits to be typed again.")
        url = "" if mine else page("type_again")
    elif differ := batches.differences(asked.definition, one, secret=secret):
        words = ngettext("The two differ in %(num)s answer.", "The two differ in %(num)s answers.", len(differ))
        url = page("settle")
    else:
        words, url = _("Ready."), ""
    return {
        "number": one.number,
        "words": words,
        "url": url,
        "waits": batches.waits(asked.definition, one, secret=secret),
    }


def _day(found: date | None) -> str:
    return str(format_date(found, "d MMMM y")) if found else ""
