"""The rota's pages, for the lead and the administrator: who covers, how they are told, days off."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.people import By
from coproduce.core import clock
from coproduce.core.contact import tidy_number
from coproduce.safeguarding import cover
from coproduce.safeguarding.views import cover_forms, cover_page
from coproduce.safeguarding.views.cover_forms import BeyondForm, CoverForm, DayOffForm, MobileForm
from coproduce.web.forms import field_views
from coproduce.web.session import session

bp = Blueprint("cover", __name__, url_prefix="/manage/cover", template_folder="../templates")
LOOKS_AFTER = (Role.SAFEGUARDING, Role.ADMIN)
UNPROCESSABLE = 422
A_YEAR = timedelta(days=370)


@bp.get("")
@only(*LOOKS_AFTER)
def rota() -> ResponseReturnValue:
    """Who covers, and whom to tell when nobody acts."""
    return _page()


@bp.post("")
@only(*LOOKS_AFTER)
def add() -> ResponseReturnValue:
    """Put a lead on the rota."""
    form = cover_forms.cover_form(cover.leads(session), request.form)
    if not form.validate():
        return _page(adding=form), UNPROCESSABLE
    first, last = form.starts.data, form.ends.data
    person_id, place = int(form.person.data), int(form.place.data)
    cover.add(session, person_id=person_id, starts_on=first, ends_on=last, place=place, by=_by(), now=clock.now())
    return redirect(url_for(".rota", done="added"), 303)


@bp.post("/<int:cover_id>/removal")
@only(*LOOKS_AFTER)
def remove(cover_id: int) -> ResponseReturnValue:
    """Take an entry off the rota."""
    try:
        cover.remove(session, cover_id=cover_id, by=_by(), now=clock.now())
    except cover.NoSuchCover:
        abort(404)
    return redirect(url_for(".rota", done="removed"), 303)


@bp.route("/leads/<int:person_id>", methods=["GET", "POST"])
@only(*LOOKS_AFTER)
def mobile(person_id: int) -> ResponseReturnValue:
    """The number at which a lead is told too."""
    lead = next((lead for lead in cover.leads(session) if lead.person_id == person_id), None)
    if lead is None:
        abort(404)
    form = MobileForm(request.form if request.method == "POST" else None, data={"mobile": lead.mobile})
    if request.method == "POST" and form.validate():
        number = tidy_number(form.mobile.data or "")
        cover.set_mobile(session, person_id=person_id, mobile=number, by=_by(), now=clock.now())
        return redirect(url_for(".rota", done="mobile"), 303)
    status = UNPROCESSABLE if form.errors else 200
    return render_template("safeguarding/mobile.html", lead=lead, fields=list(field_views(form))), status


@bp.post("/beyond")
@only(*LOOKS_AFTER)
def beyond() -> ResponseReturnValue:
    """Keep whom to tell when no lead acts."""
    form = BeyondForm(request.form)
    if not form.validate():
        return _page(behind=form), UNPROCESSABLE
    cover.set_beyond(
        session,
        title=(form.title.data or "").strip(),
        email=(form.email.data or "").strip(),
        mobile=tidy_number(form.number.data or ""),
        by=_by(),
        now=clock.now(),
    )
    return redirect(url_for(".rota", done="beyond"), 303)


@bp.get("/days-off")
@only(*LOOKS_AFTER)
def days_off() -> ResponseReturnValue:
    """The days on which nobody reads."""
    return _days(DayOffForm())


@bp.post("/days-off")
@only(*LOOKS_AFTER)
def change_day() -> ResponseReturnValue:
    """Add a day off, or say of a day that people work."""
    form = DayOffForm(request.form)
    if not form.validate():
        return _days(form), UNPROCESSABLE
    works = request.form.get("works") == "yes"
    cover.set_day(session, day=form.day.data, works=works, by=_by(), now=clock.now())
    return redirect(url_for(".days_off"), 303)


def _by() -> By:
    return By(current_user.person_id, current_user.email, current_user.role)


def _page(adding: CoverForm | None = None, behind: BeyondForm | None = None) -> str:
    today, leads, kept = clock.today(), cover.leads(session), cover.beyond(session)
    behind = behind or BeyondForm(
        None,
        data={"title": kept.title, "email": kept.email, "number": kept.mobile} if kept else None,
    )
    return render_template(
        "safeguarding/cover.html",
        leads=leads,
        covers=[cover_page.line(entry) for entry in cover.upcoming(session, today=today)],
        adding={field.name: field for field in field_views(adding or cover_forms.cover_form(leads))},
        behind={field.name: field for field in field_views(behind)},
        hours=cover_page.hours_in_words(current_app.config["SETTINGS"]),
        done=cover_page.done(request.args.get("done", "")),
        nobody_today=not any(entry.starts_on <= today for entry in cover.upcoming(session, today=today)),
    )


def _days(form: DayOffForm) -> str:
    today = clock.today()
    days = cover.calendar(session, today=today, until=today + A_YEAR)
    return render_template(
        "safeguarding/days_off.html",
        days=[cover_page.day_line(day, is_off=is_off) for day, is_off in days],
        fields=list(field_views(form)),
        title=gettext("Days on which nobody reads"),
    )
