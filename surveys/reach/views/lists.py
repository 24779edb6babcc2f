"""Lists of families: bring one in, look how large it is, let it go; and whoever wants to be left alone."""

import tempfile
from pathlib import Path

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlmodel import col, select
from werkzeug.datastructures import FileStorage

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import on_record
from coproduce.core import clock
from coproduce.web.forms import field_views
from coproduce.web.session import session
from surveys.models import Survey
from surveys.reach import inviting, lists, reading, sampling
from surveys.reach.lists import Checked
from surveys.reach.models import ContactList
from surveys.reach.views import words
from surveys.reach.views.blueprint import bp, in_words, settings
from surveys.reach.views.forms import ListForm, StopForm
from surveys.transfer import tables

ASKERS = (Role.OFFICER, Role.FORUM)
UNPROCESSABLE = 422
MOST_SHOWN = 200


class UnknownColumns(ValueError):
    """A file has columns that a list does not have."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@bp.get("/manage/lists")
@only(*ASKERS)
def all_lists() -> ResponseReturnValue:
    """The lists there are, and a form for another."""
    return _page()


@bp.post("/manage/lists")
@only(*ASKERS)
def bring_in() -> ResponseReturnValue:
    """Check a file, or keep what it holds as a list."""
    form, sent = ListForm(request.form), request.files.get("file")
    is_fine = form.validate()
    if sent is None or not sent.filename:
        return _page(form, fault=_("Choose a file.")), UNPROCESSABLE
    try:
        checked = _checked(sent)
    except UnknownColumns as error:
        return _page(form, fault=words.unknown_columns(error.names)), UNPROCESSABLE
    except tables.Unreadable:
        return _page(form, fault=words.unreadable()), UNPROCESSABLE
    if request.form.get("do") != "keep" or not checked.entries:
        return _page(form, checked=checked)
    if not is_fine:
        return _page(form, checked=checked), UNPROCESSABLE
    try:
        _keep(form, checked)
    except lists.NameTaken:
        form.name.errors = [_("Another list has this name. Choose another.")]
        return _page(form, checked=checked), UNPROCESSABLE
    return redirect(url_for(".all_lists", done="kept"), 303)


@bp.get("/manage/lists/<int:list_id>/deletion")
@only(*ASKERS)
def ask_to_delete(list_id: int) -> ResponseReturnValue:
    """Ask once more."""
    found = _list(list_id)
    size = next(count for each, count in lists.all_with_size(session) if each.id == found.id)
    return render_template("surveys/manage/list_deletion.html", list=_line(found, size))


@bp.post("/manage/lists/<int:list_id>/deletion")
@only(*ASKERS)
def delete(list_id: int) -> ResponseReturnValue:
    """Let a list go."""
    found = _list(list_id)
    record("surveys.list_deleted", f"list:{found.id}")
    inviting.withdraw(session, sampling.of_list(session, list_id=list_id), now=clock.now())
    lists.delete(session, found)
    return redirect(url_for(".all_lists", done="deleted"), 303)


@bp.post("/manage/lists/stop")
@only(*ASKERS)
def stop() -> ResponseReturnValue:
    """Somebody rang or wrote: they want no more invitations, by any way."""
    form = StopForm(request.form)
    contact = form.contact() if form.validate() else None
    if contact is None:
        return _page(stopping_form=form), UNPROCESSABLE
    lists.stop(session, contact, secret=settings().secret_key, now=clock.now())
    record("surveys.contact_stopped", "")
    return redirect(url_for(".all_lists", done="stopped"), 303)


def record(act: str, about: str, **facts: str) -> None:
    """Put on record what somebody did."""
    on_record(act, about=about, facts=facts)


def _list(list_id: int) -> ContactList:
    """The list with this number, or no page."""
    try:
        return lists.find(session, list_id=list_id)
    except lists.NoSuchList:
        abort(404)


def _keep(form: ListForm, checked: Checked) -> ContactList:
    kept = lists.keep(
        session,
        checked,
        name=(form.name.data or "").strip(),
        body=(form.body.data or "").strip(),
        by=current_user.email,
        today=clock.today(),
        secret=settings().secret_key,
    )
    record("surveys.list_kept", f"list:{kept.id}", families=str(len(checked.entries)))
    return kept


def _checked(sent: FileStorage) -> Checked:
    """What a file holds. It lies on the disk only while it is read. Raises UnknownColumns, tables.Unreadable."""
    suffix = Path(sent.filename or "").suffix.lower()
    with tempfile.TemporaryDirectory(prefix="coproduce-list-") as folder:
        path = Path(folder) / f"list{suffix}"
        sent.save(path)
        if unknown := reading.unknown_columns(tables.header(path)):
            raise UnknownColumns(unknown)
        return lists.check(session, tables.rows(path), secret=settings().secret_key)


def _page(
    form: ListForm | None = None,
    *,
    checked: Checked | None = None,
    fault: str = "",
    stopping_form: StopForm | None = None,
) -> str:
    surveys = session.exec(select(Survey).order_by(col(Survey.slug))).all()
    return render_template(
        "surveys/manage/lists.html",
        lists=[_line(found, size) for found, size in lists.all_with_size(session)],
        surveys=[(each.title.in_("en"), url_for(".reach", slug=each.slug)) for each in surveys],
        form={view.name: view for view in field_views(form or ListForm())},
        stop={view.name: view for view in field_views(stopping_form or StopForm())},
        fault=fault,
        found=_found(checked),
        rejected=[(each.row, words.why(each.why)) for each in checked.rejected[:MOST_SHOWN]] if checked else [],
        more=max(0, len(checked.rejected) - MOST_SHOWN) if checked else 0,
        done=words.done(request.args.get("done", "")),
    )


def _found(checked: Checked | None) -> list[str]:
    if checked is None:
        return []
    return words.found(
        taken=len(checked.entries),
        rejected=len(checked.rejected),
        merged=checked.merged,
        stopped=checked.stopped,
    )


def _line(found: ContactList, size: int) -> dict[str, object]:
    return {
        "id": found.id,
        "name": found.name,
        "body": found.body,
        "size": ngettext("%(num)s family", "%(num)s families", size),
        "since": _("Brought in on %(day)s by %(who)s.", day=in_words(found.brought_on), who=found.brought_by),
    }
