"""The administrator's pages on how long things are kept."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.rights import periods
from coproduce.rights.forms import PeriodForm, period_form
from coproduce.rights.periods import Decision
from coproduce.rights.views.retention_page import held, retention_page
from coproduce.rights.views.times import how_long
from coproduce.web.forms import FieldView, field_views
from coproduce.web.retention import RetentionRule, all_rules
from coproduce.web.session import session

bp = Blueprint("rights_manage", __name__, template_folder="../templates")
UNPROCESSABLE = 422


@bp.get("/manage/retention")
@only(Role.ADMIN)
def retention() -> ResponseReturnValue:
    """Every kind of record, for how long it is kept, and what goes tonight."""
    return render_template("rights/retention.html", page=retention_page(session, all_rules(), now=clock.now()))


@bp.get("/manage/retention/<key>")
@only(Role.ADMIN)
def one(key: str) -> ResponseReturnValue:
    """One kind of record."""
    rule = _found(key)
    return _show(rule, period_form(rule, rule.parts(session)), kept=request.args.get("kept") == "1")


@bp.post("/manage/retention/<key>")
@only(Role.ADMIN)
def decide(key: str) -> ResponseReturnValue:
    """Decide for how long it is kept."""
    rule = _found(key)
    form = period_form(rule, rule.parts(session), request.form)
    if not form.validate():
        return _show(rule, form), UNPROCESSABLE
    part = form.part.data if "part" in form else ""
    try:
        decision = Decision(key, part, form.days.data)
        role = current_user.role.value
        periods.decide(session, all_rules(), decision, by=current_user.email, role=role, now=clock.now())
    except periods.Outlives as error:
        form.days.errors = [_too_long(error)]
        return _show(rule, form), UNPROCESSABLE
    return redirect(url_for(".one", key=key, kept="1"), 303)


def _found(key: str) -> RetentionRule:
    try:
        return periods.find_rule(all_rules(), key)
    except periods.NoSuchRule:
        abort(404)


def _show(rule: RetentionRule, form: PeriodForm, *, kept: bool = False) -> str:
    return render_template(
        "rights/retention_one.html",
        rule=rule,
        least=how_long(rule.least),
        most=how_long(rule.most),
        held=held(session, rule),
        fields={field.name: field for field in _as_typed(form)},
        kept=kept,
    )


def _as_typed(form: PeriodForm) -> Iterator[FieldView]:
    # What is no number has no value, and should stand there again all the same.
    typed = {field.name: field.raw_data[0] for field in form if field.raw_data}
    for view in field_views(form):
        yield replace(view, value=typed.get(view.name, view.value))


def _too_long(error: periods.Outlives) -> str:
    return _(
        "“%(shorter)s” must not be kept longer than “%(longer)s”, which is %(days)s days. Change that one first.",
        shorter=error.shorter.words(),
        longer=error.longer.words(),
        days=error.days,
    )
