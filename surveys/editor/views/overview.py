"""One survey that is being written: what it says of itself, its parts and questions in order, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core.languages import BY_CODE
from coproduce.web import assets, locale
from coproduce.web.session import session
from surveys.bank.keep import AskedBefore, asked_before, names_of
from surveys.editor import burden, changes, copies
from surveys.editor.burden import Burden
from surveys.editor.changes import Change
from surveys.editor.models import WorkingCopy
from surveys.editor.views.blueprint import CONFLICT, EDITORS, bp, copy_or_404, keep, record
from surveys.editor.views.check_words import next_step
from surveys.editor.views.gates import lacks
from surveys.editor.views.type_words import TYPES
from surveys.editor.wording import Raw, text_in
from surveys.parse_values import mapping, sequence
from surveys.sheet import WITH_THE_WORDS
from surveys.views.fields import address


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list."""

    code: str
    text: str
    type_name: str
    picture: str
    notes: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A part of the survey with its questions."""

    number: int
    title: str
    hint: str
    questions: tuple[QuestionLine, ...]
    is_first: bool
    is_last: bool


@bp.get("/drafts/<int:copy_id>")
@only(*EDITORS)
def overview(copy_id: int) -> ResponseReturnValue:
    """The survey as a whole."""
    return _page(copy_or_404(copy_id), done=request.args.get("done", ""))


@bp.post("/drafts/<int:copy_id>/questions/<code>/move-<way>")
@only(*EDITORS)
def move_question(copy_id: int, code: str, way: str) -> ResponseReturnValue:
    """A question up or down."""
    return _do(copy_id, changes.move_question(code, _by(way)), anchor=f"q-{code}")


@bp.post("/drafts/<int:copy_id>/sections/<int:number>/move-<way>")
@only(*EDITORS)
def move_section(copy_id: int, number: int, way: str) -> ResponseReturnValue:
    """A part up or down."""
    return _do(copy_id, changes.move_section(number - 1, _by(way)), anchor="questions")


@bp.post("/drafts/<int:copy_id>/questions/<code>/remove")
@only(*EDITORS)
def remove_question(copy_id: int, code: str) -> ResponseReturnValue:
    """Take a question out; it can be put back."""
    removed = changes.removed_question(copy_or_404(copy_id).definition, code)
    return _do(copy_id, changes.remove_question(code), removed=removed, done="removed")


@bp.post("/drafts/<int:copy_id>/sections/<int:number>/remove")
@only(*EDITORS)
def remove_section(copy_id: int, number: int) -> ResponseReturnValue:
    """Take a part with its questions out; it can be put back."""
    removed = changes.removed_section(copy_or_404(copy_id).definition, number - 1)
    return _do(copy_id, changes.remove_section(number - 1), removed=removed, done="removed")


@bp.post("/drafts/<int:copy_id>/put-back")
@only(*EDITORS)
def put_back(copy_id: int) -> ResponseReturnValue:
    """Undo the last removal."""
    removed = copy_or_404(copy_id).removed
    if not removed:
        return redirect(url_for(".overview", copy_id=copy_id), 303)
    return _do(copy_id, changes.put_back(removed), removed={}, done="put-back")


@bp.get("/drafts/<int:copy_id>/throw-away")
@only(*EDITORS)
def ask_to_throw_away(copy_id: int) -> ResponseReturnValue:
    """Ask once more."""
    copy = copy_or_404(copy_id)
    published = copies.is_published(session, copy.slug)
    return render_template("surveys/editor/throw_away.html", copy=copy, title=_title(copy), published=published)


@bp.post("/drafts/<int:copy_id>/throw-away")
@only(*EDITORS)
def throw_away(copy_id: int) -> ResponseReturnValue:
    """Forget the draft."""
    copy = copy_or_404(copy_id)
    record("surveys.draft_thrown_away", copy.slug)
    copies.throw_away(session, copy)
    return redirect(url_for(".surveys", done="thrown-away"), 303)


def _do(
    copy_id: int, to: Change, *, removed: Raw | None = None, done: str = "", anchor: str = ""
) -> ResponseReturnValue:
    copy = copy_or_404(copy_id)
    try:
        keep(copy, to, removed=removed)
    except copies.ChangedMeanwhile:
        session.expire(copy)
        return _page(copy, done="changed"), CONFLICT
    return redirect(url_for(".overview", copy_id=copy_id, done=done or None, _anchor=anchor or None), 303)


def _by(way: str) -> int:
    return -1 if way == "up" else 1


def _title(copy: WorkingCopy) -> str:
    return text_in(copy.definition.get("title")) or _("A survey without a title")


def _page(copy: WorkingCopy, *, done: str) -> str:
    raw = copy.definition
    lacking = len(lacks(copy))
    return render_template(
        "surveys/editor/overview.html",
        copy=copy,
        title=_title(copy),
        about=_about(raw),
        sections=_sections(raw, asked_before(session, slug=copy.slug)),
        too_long=_too_long(burden.of(raw)),
        spoken=[
            (code, BY_CODE[code].own_name, BY_CODE[code].tag, BY_CODE[code].direction)
            for code in sequence(raw.get("languages"))
            if code in BY_CODE and code != "en"
        ],
        next_step=next_step(lacking),
        ready=not lacking,
        may_put_back=bool(copy.removed),
        done=done,
        published=copies.is_published(session, copy.slug),
    )


def _about(raw: Raw) -> list[tuple[str, str]]:
    nothing = _("Nothing yet.")
    return [
        (_("What the answers can change"), text_in(raw.get("purpose")) or nothing),
        (_("Who reads the answers"), text_in(raw.get("readers")) or nothing),
        (_("How long it takes"), _length(burden.of(raw))),
        (_("Where to get help"), text_in(raw.get("help")) or nothing),
        (
            _("How it is shown"),
            _("One question a screen") if raw.get("layout") == "one_a_screen" else _("All on one page"),
        ),
        (_("Easy Read"), _("Yes") if raw.get("easy_read") else _("No")),
    ]


def _length(found: Burden) -> str:
    return _(
        "Questions: %(questions)s. Minutes: about %(minutes)s; it promises %(promised)s.",
        questions=found.questions,
        minutes=found.minutes,
        promised=found.promised,
    )


def _too_long(found: Burden) -> str:
    """What to do about a survey that takes longer than it promises, or nothing."""
    if not found.is_too_long:
        return ""
    return _(
        "It takes about %(minutes)s minutes, and promises families %(promised)s. Take questions out, or promise "
        "more.",
        minutes=found.minutes,
        promised=found.promised,
    )


def _sections(raw: Raw, before: Mapping[str, AskedBefore]) -> list[SectionPart]:
    found = changes.sections(raw)
    return [
        SectionPart(
            number=number,
            title=text_in(section.get("title")),
            hint=text_in(section.get("hint")),
            questions=tuple(_line(raw, entry, before) for entry in changes.asked_in(section)),
            is_first=number == 1,
            is_last=number == len(found),
        )
        for number, section in enumerate(found, 1)
    ]


def _line(raw: Raw, entry: Raw, before: Mapping[str, AskedBefore]) -> QuestionLine:
    code = str(entry.get("code"))
    words = TYPES.get(str(entry.get("type")))
    found = changes.sections(raw)
    place = changes.place_of(raw, code) or (0, 0)
    return QuestionLine(
        code=code,
        text=text_in(entry.get("text")),
        type_name=str(words.name) if words else str(entry.get("type")),
        picture=address(str(entry.get("picture") or "")) or (assets.picture(words.picture) if words else ""),
        notes=tuple(_notes(raw, entry, before)),
        is_first=place == (0, 0),
        is_last=place == (len(found) - 1, len(changes.asked_in(found[-1])) - 1),
    )


def _notes(raw: Raw, entry: Raw, before: Mapping[str, AskedBefore]) -> list[str]:
    notes = []
    for test in map(mapping, sequence(mapping(entry.get("show_if")).get("all_of"))):
        decider = changes.question(raw, str(test.get("question")))
        words = text_in(decider.get("text")) if decider else str(test.get("question"))
        notes.append(_("Shown only after some answers to “%(question)s”.", question=words))
    if text_in(mapping(entry.get("easy")).get("text")):
        notes.append(_("Has Easy Read."))
    if mapping(entry.get("audio")):
        notes.append(_("Is read aloud."))
    if entry.get("role") in ("index", "anchor"):
        notes.append(_("Part of the confidence measure."))
    asked = next((before[name] for name in names_of(entry) if name in before), None)
    if asked and entry.get("role") not in WITH_THE_WORDS:
        month = format_date(asked.on, "MMMM y")
        title = asked.title.in_(locale.current().code)
        notes.append(_("Already asked by “%(survey)s”, in %(month)s.", survey=title, month=month))
    return notes
