"""A page a language: English beside its translation, what is missing, and who checked it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.core.languages import BY_CODE, ENGLISH, Language
from coproduce.core.types import Status
from coproduce.web import locale
from coproduce.web.session import session
from surveys.editor import changes, copies
from surveys.editor.checks import ON_THE_INDEX
from surveys.editor.models import WorkingCopy
from surveys.editor.translating import OwnTranslation, Pair, Sent, own_pairs, pairs, translate
from surveys.editor.views.blueprint import (
    CONFLICT,
    EDITORS,
    UNPROCESSABLE,
    bp,
    changed_meanwhile,
    copy_or_404,
    keep,
    record,
)
from surveys.editor.wording import text_in
from surveys.parse_values import sequence
from surveys.questions.tidy import tidy

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """One text: English, what was typed or is there, how far it has come, whether this person may check it."""

    key: str
    english: str
    text: str
    status: str
    is_checked: bool
    is_own: bool
    on_the_index: bool
    error: str


@bp.get("/drafts/<int:copy_id>/languages/<code>")
@only(*EDITORS)
def language(copy_id: int, code: str) -> ResponseReturnValue:
    """The texts in this language."""
    copy = copy_or_404(copy_id)
    return _page(copy, _offered(copy, code), done=request.args.get("done", ""))


@bp.post("/drafts/<int:copy_id>/languages/<code>")
@only(*EDITORS)
def change_language(copy_id: int, code: str) -> ResponseReturnValue:
    """Keep what was translated and checked."""
    copy = copy_or_404(copy_id)
    spoken = _offered(copy, code)
    sent = _sent(copy, code)
    if locale.only_switches():
        return _page(copy, spoken, sent=sent), UNPROCESSABLE
    if errors := {
        k: _("Use %(most)s letters at most.", most=LONGEST) for k, s in sent.items() if len(s.text) > LONGEST
    }:
        return _page(copy, spoken, sent=sent, errors=errors), UNPROCESSABLE
    try:
        change, checked = translate(
            session,
            copy.definition,
            language=code,
            sent=sent,
            by=current_user.email,
            today=clock.today(),
            index=_index(copy),
        )
        keep(copy, change)
    except OwnTranslation as own:
        told = _("You wrote this translation. A second speaker checks it: save it without the tick.")
        return _page(copy, spoken, sent=sent, errors=dict.fromkeys(own.keys, told)), UNPROCESSABLE
    except copies.ChangedMeanwhile:
        session.rollback()
        return _page(copy_or_404(copy_id), spoken, sent=sent, notice=changed_meanwhile()), CONFLICT
    if checked:
        record("surveys.translation_checked", copy.slug, {"language": code, "texts": str(checked)})
    return redirect(url_for(".language", copy_id=copy_id, code=code, done="saved"), 303)


def _offered(copy: WorkingCopy, code: str) -> Language:
    if code not in BY_CODE or code == ENGLISH.code or code not in sequence(copy.definition.get("languages")):
        abort(404)
    return BY_CODE[code]


def _index(copy: WorkingCopy) -> frozenset[str]:
    asked = changes.questions(copy.definition)
    return frozenset(str(entry.get("code")) for entry in asked if entry.get("role") in ON_THE_INDEX)


def _sent(copy: WorkingCopy, code: str) -> dict[str, Sent]:
    ticked = set(request.form.getlist("checked"))
    return {
        pair.key: Sent(tidy(request.form[f"t-{pair.key}"]), pair.key in ticked)
        for pair in pairs(copy.definition, code)
        if f"t-{pair.key}" in request.form
    }


def _page(
    copy: WorkingCopy,
    spoken: Language,
    *,
    sent: Mapping[str, Sent] | None = None,
    errors: Mapping[str, str] | None = None,
    notice: str = "",
    done: str = "",
) -> str:
    every = pairs(copy.definition, spoken.code, index=_index(copy))
    own = own_pairs(session, spoken.code, every, by=current_user.email)
    errors, sent = errors or {}, sent or {}
    shown = [_shown(pair, sent.get(pair.key), pair.key in own, errors.get(pair.key, "")) for pair in every]
    return render_template(
        "surveys/editor/language.html",
        copy=copy,
        spoken=spoken,
        title=text_in(copy.definition.get("title")) or _("A survey without a title"),
        shown=shown,
        errors=[(each.error, f"f-t-{each.key}") for each in shown if each.error],
        summary=_summary(every),
        notice=notice,
        saved=done == "saved",
    )


def _shown(pair: Pair, sent: Sent | None, is_own: bool, error: str) -> Shown:
    words = {
        None: _("Missing"),
        Status.DRAFT: _("A draft"),
        Status.TRANSLATED: _("Translated, not checked"),
        Status.CHECKED: _("Checked by a second speaker"),
    }
    return Shown(
        key=pair.key,
        english=pair.english,
        text=sent.text if sent else pair.text,
        status=words[pair.status],
        is_checked=sent.is_checked if sent else pair.status is Status.CHECKED,
        is_own=is_own,
        on_the_index=pair.on_the_index,
        error=error,
    )


def _summary(every: tuple[Pair, ...]) -> str:
    missing = sum(not pair.text for pair in every)
    unchecked = sum(pair.status in (Status.DRAFT, Status.TRANSLATED) for pair in every)
    if missing:
        return ngettext("One text is missing.", "%(num)s texts are missing.", missing)
    if unchecked:
        return ngettext(
            "Every text is there. One waits for a second speaker.",
            "Every text is there. %(num)s wait for a second speaker.",
            unchecked,
        )
    return _("Every text is there and checked.")
