"""One question on one screen: choose its type, write it, change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.web import assets, locale
from coproduce.web.session import session
from surveys.definition import shipped
from surveys.editor import changes, copies
from surveys.editor.entry import Wrong, entry_of
from surveys.editor.models import WorkingCopy
from surveys.editor.naming import code_from
from surveys.editor.typed import Typed, from_entry, from_form, rearranged, with_rows
from surveys.editor.views import question_page
from surveys.editor.views.blueprint import (
    CONFLICT,
    EDITORS,
    UNPROCESSABLE,
    bp,
    changed_meanwhile,
    copy_or_404,
    keep,
)
from surveys.editor.views.recordings import take_files, with_recordings
from surveys.editor.views.type_words import TYPES
from surveys.editor.wording import Raw
from surveys.parse_question import TAKEN
from surveys.questions import BY_KEY
from surveys.questions.base import Role
from surveys.questions.protocol import QuestionType

SPARE = 3
PULSE = "parent-pulse"


@dataclass(frozen=True, slots=True)
class On:
    """What is on the screen: a question that is there, or a new one of a type for the end of a section."""

    copy: WorkingCopy
    kind: QuestionType
    before: Raw
    section: int = 0

    @property
    def is_new(self) -> bool:
        """Whether it has no code yet."""
        return "code" not in self.before


@bp.get("/drafts/<int:copy_id>/sections/<int:number>/add")
@only(*EDITORS)
def choose_type(copy_id: int, number: int) -> ResponseReturnValue:
    """The types there are, each with what it is for."""
    copy = copy_or_404(copy_id)
    types = [
        {
            "key": key,
            "name": str(words.name),
            "purpose": str(words.purpose),
            "picture": assets.picture(words.picture),
            "url": url_for(".new_question", copy_id=copy_id, number=number, type_key=key),
        }
        for key, words in TYPES.items()
        if key in BY_KEY
    ]
    return render_template("surveys/editor/choose_type.html", copy=copy, number=number, types=types)


@bp.get("/drafts/<int:copy_id>/sections/<int:number>/add/<type_key>")
@only(*EDITORS)
def new_question(copy_id: int, number: int, type_key: str) -> ResponseReturnValue:
    """A question that is not there yet."""
    on = _new(copy_id, number, type_key)
    return _show(on, with_rows(on.kind, Typed(), spare=SPARE + 1))


@bp.post("/drafts/<int:copy_id>/sections/<int:number>/add/<type_key>")
@only(*EDITORS)
def add_question(copy_id: int, number: int, type_key: str) -> ResponseReturnValue:
    """Keep a new question, or say what to mend."""
    return _keep(_new(copy_id, number, type_key))


@bp.get("/drafts/<int:copy_id>/questions/<code>")
@only(*EDITORS)
def question(copy_id: int, code: str) -> ResponseReturnValue:
    """A question that is there."""
    on = _there(copy_id, code)
    return _show(on, with_rows(on.kind, from_entry(on.kind, on.before), spare=SPARE))


@bp.post("/drafts/<int:copy_id>/questions/<code>")
@only(*EDITORS)
def change_question(copy_id: int, code: str) -> ResponseReturnValue:
    """Keep a question, or say what to mend."""
    return _keep(_there(copy_id, code))


def _new(copy_id: int, number: int, type_key: str) -> On:
    copy = copy_or_404(copy_id)
    if type_key not in BY_KEY or not 1 <= number <= len(changes.sections(copy.definition)):
        abort(404)
    return On(copy, BY_KEY[type_key], {"type": type_key}, number - 1)


def _there(copy_id: int, code: str) -> On:
    copy = copy_or_404(copy_id)
    before = changes.question(copy.definition, code)
    if before is None or before.get("type") not in BY_KEY:
        abort(404)
    return On(copy, BY_KEY[str(before["type"])], before)


def _keep(on: On) -> ResponseReturnValue:
    """Keep it and go back to the survey; or show it again, rearranged or with what to mend."""
    step = request.form.get("do", "")
    sent = with_recordings(from_form(on.kind, request.form.getlist), on.before)
    if locale.only_switches() or step:
        spare = SPARE * 2 if step == "more" else SPARE
        return _show(on, with_rows(on.kind, rearranged(sent, step), spare=spare), at=step), UNPROCESSABLE
    typed, badly = take_files(on.copy.definition, sent)
    used = copies.codes_ever_used(session, on.copy.slug)
    code = str(on.before.get("code") or _new_code(on, typed, used))
    entry, wrong = entry_of(on.kind, typed, {**on.before, "code": code}, taken=used.get(code, frozenset()))
    if wrong or badly:
        return _show(on, with_rows(on.kind, sent, spare=SPARE), (*wrong, *badly)), UNPROCESSABLE
    try:
        keep(on.copy, _put(on, entry))
    except copies.ChangedMeanwhile:
        session.expire(on.copy)
        again = with_rows(on.kind, sent, spare=SPARE)
        return _show(on, again, notice=changed_meanwhile()), CONFLICT
    return redirect(url_for(".overview", copy_id=on.copy.id, done="saved", _anchor=f"q-{code}"), 303)


def _new_code(on: On, typed: Typed, used: Mapping[str, frozenset[str]]) -> str:
    there = {str(entry.get("code")) for entry in changes.questions(on.copy.definition)}
    removed = changes.asked_in({"questions": [(on.copy.removed or {}).get("question")]})
    taken = there | set(used) | TAKEN | {str(e.get("code")) for e in removed}
    return code_from(typed.text, taken=taken)


def _put(on: On, entry: Raw) -> changes.Change:
    put = changes.put_question(entry, section=on.section)
    if not (on.kind.is_words and on.is_new):
        return put

    def with_the_worry(raw: Raw) -> None:
        put(raw)
        if not any(each.get("role") == Role.WRITER_WORRIED for each in changes.questions(raw)):
            changes.put_question(worry(raw), after=str(entry["code"]))(raw)

    return with_the_worry


def worry(raw: Raw) -> Raw:
    """The statement to tick that tells the safeguarding lead, as the pulse words it."""
    found = next(e for e in changes.questions(shipped(PULSE)) if e.get("role") == Role.WRITER_WORRIED)
    taken = {str(entry.get("code")) for entry in changes.questions(raw)} | TAKEN
    return {**found, "code": code_from("worried", taken=taken)}


@bp.post("/drafts/<int:copy_id>/add-worry")
@only(*EDITORS)
def add_worry(copy_id: int) -> ResponseReturnValue:
    """Ask whether the writer is worried about somebody, after the first box for words."""
    copy = copy_or_404(copy_id)
    boxes = [e for e in changes.questions(copy.definition) if BY_KEY[str(e.get("type"))].is_words]
    if boxes:
        try:
            keep(copy, changes.put_question(worry(copy.definition), after=str(boxes[0].get("code"))))
        except copies.ChangedMeanwhile:
            session.expire(copy)
    return redirect(url_for(".overview", copy_id=copy_id, done="saved"), 303)


def _show(on: On, typed: Typed, wrong: tuple[Wrong, ...] = (), *, notice: str = "", at: str = "") -> str:
    page = question_page.page(on.copy, on.kind, on.before, typed, wrong)
    address = (
        url_for(".add_question", copy_id=on.copy.id, number=on.section + 1, type_key=on.kind.key)
        if on.is_new
        else url_for(".change_question", copy_id=on.copy.id, code=on.before["code"])
    )
    keep_url = "" if on.is_new else url_for(".keep_in_bank", copy_id=on.copy.id, code=on.before["code"])
    page = replace(page, action=address, is_new=on.is_new, at=at)
    return render_template(
        "surveys/editor/question.html", copy=on.copy, page=page, notice=notice, keep_url=keep_url
    )
