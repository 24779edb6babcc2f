"""The bank of questions: search it, put one into a survey, keep one from a survey."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.core.types import Status
from coproduce.web.forms import FieldView
from coproduce.web.session import session
from surveys.bank import keep as bank
from surveys.bank.keep import Kept
from surveys.editor import changes, copies
from surveys.editor.naming import code_from
from surveys.editor.views.blueprint import EDITORS, bp, copy_or_404, keep, record
from surveys.editor.views.type_words import TYPES
from surveys.editor.wording import Raw
from surveys.parse_question import TAKEN
from surveys.questions.tidy import tidy

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the bank in the list."""

    code: str
    words: str
    about: str
    may_remove: bool


@bp.get("/bank")
@only(*EDITORS)
def every_question() -> ResponseReturnValue:
    """The bank, or what a search finds in it."""
    return _page(0, 0)


@bp.get("/drafts/<int:copy_id>/sections/<int:number>/bank")
@only(*EDITORS)
def choose_from_bank(copy_id: int, number: int) -> ResponseReturnValue:
    """The bank, to put a question into a part of a survey."""
    copy_or_404(copy_id)
    return _page(copy_id, number)


@bp.post("/drafts/<int:copy_id>/sections/<int:number>/bank/<code>")
@only(*EDITORS)
def put_from_bank(copy_id: int, number: int, code: str) -> ResponseReturnValue:
    """Put a question of the bank into a part."""
    copy = copy_or_404(copy_id)
    kept = bank.find(session, code)
    if kept is None or not 1 <= number <= len(changes.sections(copy.definition)):
        abort(404)
    used = copies.codes_ever_used(session, copy.slug)
    entry = _entry(kept, copy.definition, taken=set(used))
    try:
        keep(copy, changes.put_question(entry, section=number - 1))
    except copies.ChangedMeanwhile:
        return redirect(url_for(".overview", copy_id=copy_id, done="changed"), 303)
    return redirect(url_for(".overview", copy_id=copy_id, done="saved", _anchor=f"q-{entry['code']}"), 303)


@bp.post("/drafts/<int:copy_id>/questions/<code>/keep")
@only(*EDITORS)
def keep_in_bank(copy_id: int, code: str) -> ResponseReturnValue:
    """Keep a question of a survey for others."""
    copy = copy_or_404(copy_id)
    found = changes.question(copy.definition, code)
    if found is None:
        abort(404)
    kept = bank.keep(session, raw=copy.definition, question=found, today=clock.today())
    if kept:
        record("surveys.bank_kept", copy.slug, {"question": kept})
    done = "kept" if kept else "there"
    return redirect(url_for(".every_question", done=done), 303)


@bp.post("/bank/<code>/remove")
@only(*EDITORS)
def remove_from_bank(code: str) -> ResponseReturnValue:
    """Take a question out of the bank."""
    kept = bank.find(session, code)
    if kept is not None and bank.remove(session, code):
        record("surveys.bank_removed", kept.source, {"question": code})
    return redirect(url_for(".every_question", done="removed"), 303)


def _entry(kept: Kept, raw: Raw, *, taken: set[str]) -> Raw:
    there = {str(entry.get("code")) for entry in changes.questions(raw)} | taken | TAKEN
    own = str(kept.question.get("code"))
    code = own if own not in there else code_from(kept.words, taken=there)
    left_out = bank.BELONGS_TO_ITS_SURVEY
    return {**{k: v for k, v in kept.question.items() if k not in left_out}, "code": code, "bank": kept.code}


def _page(copy_id: int, number: int) -> str:
    searched = tidy(request.args.get("q", ""))[:LONGEST_SEARCH]
    found = bank.search(bank.every(session), searched)
    copy = copy_or_404(copy_id) if copy_id else None
    return render_template(
        "surveys/editor/bank.html",
        search=FieldView("q", _("Search by words"), value=searched),
        lines=[_line(kept) for kept in found],
        searched=searched,
        copy=copy,
        number=number,
        done=request.args.get("done", ""),
    )


def _line(kept: Kept) -> Line:
    states = {
        Status.DRAFT: _("a draft"),
        Status.TRANSLATED: _("translated"),
        Status.CHECKED: _("checked"),
    }
    words = TYPES.get(str(kept.question.get("type")))
    spoken = [f"{name}: {states[status]}" for name, status in bank.spoken(kept)]
    parts = [str(words.name) if words else "", _("From %(survey)s", survey=kept.source), *spoken]
    return Line(kept.code, kept.words, " · ".join(filter(None, parts)), may_remove=not kept.is_ours)
