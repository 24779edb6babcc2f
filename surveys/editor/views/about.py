"""What a survey says of itself, and how it is shown: one form."""

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core.languages import ENGLISH, OFFERED
from coproduce.web import locale
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import session
from surveys.definition import AgeBand, Layout
from surveys.editor import copies
from surveys.editor.changes import Change, put_pair
from surveys.editor.models import WorkingCopy
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
from surveys.editor.wording import ABOUT, EASY_ABOUT, Raw, put_wording, text_in
from surveys.models import SurveyKind
from surveys.parse import LONGEST_SLUG, SLUG
from surveys.parse_values import mapping, sequence
from surveys.questions.base import Fault
from surveys.questions.digits import number
from surveys.questions.tidy import tidy

Typed = Mapping[str, str | tuple[str, ...]]
LONGEST = {"title": 200, "purpose": 1_000, "readers": 1_000, "help": 1_000}
MANY = ("languages", "age_bands", "easy_read")
LONGEST_MINUTES = 120


@bp.get("/drafts/<int:copy_id>/about")
@only(*EDITORS)
def about(copy_id: int) -> ResponseReturnValue:
    """What it says of itself."""
    copy = copy_or_404(copy_id)
    return _page(copy, _there(copy.definition))


@bp.post("/drafts/<int:copy_id>/about")
@only(*EDITORS)
def change_about(copy_id: int) -> ResponseReturnValue:
    """Keep what was typed, or say what to mend."""
    copy = copy_or_404(copy_id)
    typed = _typed()
    if locale.only_switches():
        return _page(copy, typed), UNPROCESSABLE
    errors = _errors(copy, typed)
    if errors:
        return _page(copy, typed, errors), UNPROCESSABLE
    before = copy.slug
    try:
        keep(copy, _change(typed), slug=str(typed["slug"]))
    except copies.ChangedMeanwhile:
        session.expire(copy)
        return _page(copy, typed, notice=changed_meanwhile()), CONFLICT
    if copy.slug != before:
        record("surveys.draft_renamed", copy.slug, {"before": before})
    return redirect(url_for(".overview", copy_id=copy_id, done="saved"), 303)


def _there(raw: Raw) -> Typed:
    words = {name: text_in(raw.get(name)) for name in ABOUT}
    easy = {f"easy-{name}": text_in(mapping(raw.get("easy")).get(name)) for name in EASY_ABOUT}
    return {
        **words,
        **easy,
        "slug": str(raw.get("slug")),
        "kind": str(raw.get("kind")),
        "minutes": str(raw.get("minutes") or ""),
        "layout": str(raw.get("layout") or Layout.ONE_PAGE),
        "easy_read": ("yes",) if raw.get("easy_read") is True else (),
        "languages": tuple(map(str, sequence(raw.get("languages")))),
        "age_bands": tuple(map(str, sequence(raw.get("age_bands")))),
    }


def _typed() -> Typed:
    names = (*ABOUT, *(f"easy-{name}" for name in EASY_ABOUT), "slug", "kind", "minutes", "layout")
    typed: dict[str, str | tuple[str, ...]] = {name: tidy(request.form.get(name, "")) for name in names}
    return typed | {name: tuple(request.form.getlist(name)) for name in MANY}


def _errors(copy: WorkingCopy, typed: Typed) -> dict[str, str]:
    errors = {}
    for name, most in (*LONGEST.items(), *((f"easy-{n}", LONGEST[n]) for n in EASY_ABOUT)):
        if len(typed[name]) > most:
            errors[name] = _("Use %(most)s letters at most.", most=most)
    if not typed["title"]:
        errors["title"] = _("Give it a title, with %(most)s letters at most.", most=LONGEST["title"])
    if _minutes(str(typed["minutes"])) is None:
        errors["minutes"] = _("Write a whole number from 1 to %(most)s.", most=LONGEST_MINUTES)
    slug = str(typed["slug"])
    if copies.is_published(session, copy.slug) and slug != copy.slug:
        errors["slug"] = _("It is published under this address, which stays: people have its link.")
    elif not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        errors["slug"] = _("Use small letters, digits and single hyphens, such as after-school-clubs.")
    elif not copies.is_free(session, slug, copy=copy):
        errors["slug"] = _("Another survey has this address. Choose another one.")
    return errors


def _minutes(typed: str) -> int | None:
    try:
        found = number(typed)
    except Fault:
        return None
    return int(found) if found == found.to_integral_value() and 1 <= found <= LONGEST_MINUTES else None


def _change(typed: Typed) -> Change:
    def change(raw: Raw) -> None:
        for name in ABOUT:
            put_wording(raw, name, str(typed[name]))
        pair = dict(mapping(raw.get("easy")))
        for name in EASY_ABOUT:
            put_wording(pair, name, str(typed[f"easy-{name}"]))
        put_pair(raw, pair)
        raw["kind"] = typed["kind"] if typed["kind"] in set(SurveyKind) else SurveyKind.PULSE.value
        raw["minutes"] = _minutes(str(typed["minutes"])) or 1
        raw["layout"] = typed["layout"] if typed["layout"] in set(Layout) else Layout.ONE_PAGE.value
        raw["easy_read"] = "yes" in typed["easy_read"]
        raw["languages"] = [e.code for e in OFFERED if e.code in typed["languages"] or e == ENGLISH]
        raw["age_bands"] = [band.value for band in AgeBand if band.value in typed["age_bands"]]

    return change


def _page(copy: WorkingCopy, typed: Typed, errors: Mapping[str, str] | None = None, notice: str = "") -> str:
    errors = errors or {}
    fields = {name: replace(field, value=typed[name], error=errors.get(name)) for name, field in _fields().items()}
    return render_template(
        "surveys/editor/about.html",
        copy=copy,
        fields=fields,
        errors=[field for field in fields.values() if field.error],
        notice=notice,
        published=copies.is_published(session, copy.slug),
        seen=text_in(copy.definition.get("title")),
    )


def _fields() -> dict[str, FieldView]:
    fields = [
        FieldView("title", _("What is the survey called?")),
        FieldView(
            "purpose",
            _("What can the answers change?"),
            _("One or two sentences, as families read them. Promise nothing that nobody has decided."),
        ),
        FieldView(
            "readers",
            _("Who reads the answers?"),
            _("A sentence. For example: The council, the NHS and the Forum read what you say."),
        ),
        FieldView(
            "help",
            _("Where can people get help now?"),
            _("A service with its number or address. Emergency numbers stand on the page by themselves."),
        ),
        FieldView("minutes", _("How many minutes does it take?"), _("Try it yourself, on a phone.")),
        FieldView(
            "kind",
            _("What is it?"),
            options=(Option("pulse", _("A pulse")), Option("consultation", _("A consultation"))),
        ),
        FieldView(
            "layout",
            _("How is it shown?"),
            options=(
                Option(Layout.ONE_PAGE, _("All on one page"), _("Good for a few questions.")),
                Option(Layout.ONE_A_SCREEN, _("One question a screen"), _("Good for young people.")),
            ),
        ),
        FieldView(
            "languages",
            _("In which languages is it asked?"),
            _("Each needs all its words. You translate them once the English is settled."),
            options=tuple(Option(each.code, each.own_name) for each in OFFERED if each != ENGLISH),
        ),
        FieldView(
            "easy_read",
            _("Is there an Easy Read version?"),
            options=(Option("yes", _("Yes. Every question gets easier words beside the standard ones.")),),
        ),
        FieldView(
            "age_bands",
            _("Which ages is it for?"),
            _("Leave it empty for adults."),
            options=tuple(Option(band.value, band.value) for band in AgeBand),
        ),
        FieldView("slug", _("What is its address?"), _("It stands after /s/ in the link that families open.")),
        FieldView("easy-title", _("The title in Easy Read")),
        FieldView("easy-purpose", _("What the answers can change, in Easy Read")),
        FieldView("easy-readers", _("Who reads the answers, in Easy Read")),
    ]
    return {field.name: field for field in fields}
