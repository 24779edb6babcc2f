"""The answer page as finished values: words, fields and, where nothing was typed, HTML that was drawn before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from coproduce.core.languages import BY_CODE
from coproduce.web import locale, panels
from coproduce.web.forms import FieldView
from surveys.definition import Definition
from surveys.models import SurveyKind
from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from surveys.running import Asked
from surveys.sheet import WITH_THE_WORDS, read_sheet
from surveys.views import left
from surveys.views.fields import field_on_one_page
from surveys.views.sentences import left_behind, sentence

DRAWN = "surveys.drawn"
DRAWN_AT_MOST = 64


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question with its place in words ("3 of 18") and the partial that draws it."""

    field: FieldView
    place: str
    template: str


@dataclass(frozen=True, slots=True)
class SectionShown:
    """Questions under their heading."""

    title: str
    hint: str
    questions: tuple[QuestionShown, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What stands around the questions. `tongue` marks words that are not in the page's language.

    `top` and `tail` are drawn already where they are the same for everybody.
    """

    slug: str
    version: int
    title: str
    purpose: str
    readers: str
    minutes: str
    tongue: Markup
    is_draft: bool
    language_missing: bool
    for_children: bool = False
    offers_easy: bool = False
    help: str = ""
    top: str = ""
    tail: str = ""


def tongue(language: str) -> Markup:
    """The attributes of an element whose words are in this language, or nothing where the page says so already."""
    if language == locale.current().code:
        return Markup("")
    spoken = BY_CODE[language]
    return Markup(' lang="{}" dir="{}"').format(spoken.tag, spoken.direction)


def page(asked: Asked) -> AnswerPage:
    """The words around the questions, in the page's language or the nearest there is."""
    definition, here = asked.definition, locale.current()
    language = definition.language(here.code)
    return AnswerPage(
        slug=definition.slug,
        version=asked.number,
        title=definition.title.in_(language),
        purpose=definition.purpose.in_(language),
        readers=definition.readers.in_(language),
        minutes=ngettext("It takes about a minute.", "It takes about %(num)s minutes.", definition.minutes),
        tongue=tongue(language),
        is_draft=not here.is_draft and definition.is_draft_in(language),
        language_missing=language != here.code,
        for_children=definition.kind is SurveyKind.CONSULTATION,
        offers_easy=definition.easy_read,
        help=definition.help.in_(language) if definition.help else "",
    )


def empty_page(asked: Asked, *, invited: bool = False) -> tuple[AnswerPage, Markup]:
    """The page and its questions with nothing typed: the same for everybody, so made once.

    `invited`: it was opened by a link that was sent to one family, and says beside the boxes what that means.

    Beside a box for words stands when they are read, which changes a few times a day.
    """
    kept: dict[tuple[str, int, str, str, bool], tuple[AnswerPage, Markup]]
    kept = current_app.extensions.setdefault(DRAWN, {})
    when = "".join(panels.gather("words.when"))
    key = (asked.digest, asked.number, locale.current().code, when, invited)
    found = kept.get(key)
    if found is None:
        if len(kept) >= DRAWN_AT_MOST:
            kept.clear()
        found = kept[key] = (_around(page(asked), invited), _drawn(sections(asked.definition), invited))
    return found


def _around(shown: AnswerPage, invited: bool) -> AnswerPage:
    """The page with what stands before and after its questions drawn, but for what is of one family's link."""
    top = _markup("surveys/_answer_top.html", page=shown, invited=invited)
    tail = "" if invited else _markup("surveys/_answer_tail.html", page=shown)
    return replace(shown, top=top, tail=tail)


def filled_body(
    asked: Asked, *, values: Callable[[str], Sequence[str]], faults: Mapping[str, Fault], invited: bool = False
) -> tuple[Markup, list[FieldView]]:
    """The questions with what was typed, and the fields that have something to mend or to know."""
    behind = read_sheet(asked.definition, values).left_behind

    def fill(question: Question, field: FieldView) -> FieldView:
        fault = faults.get(question.code)
        not_sent = left_behind() if question.code in behind else None
        return replace(
            field,
            value=type_of(question).typed(question, values(question.code)),
            error=sentence(fault) if fault else not_sent,
        )

    shown = sections(asked.definition, fill)
    drawn = _drawn(shown, invited) + left.marks(behind)
    return drawn, [q.field for section in shown for q in section.questions if q.field.error]


def sections(
    definition: Definition, fill: Callable[[Question, FieldView], FieldView] = lambda _question, field: field
) -> tuple[SectionShown, ...]:
    """The definition as templates show it; `fill` adds what was typed."""
    language = definition.language(locale.current().code)
    counted = [q.code for q in definition.questions if type_of(q).asks and q.role not in WITH_THE_WORDS]
    places = {
        code: _("%(number)s of %(total)s", number=number, total=len(counted))
        for number, code in enumerate(counted, 1)
    }
    return tuple(
        SectionShown(
            title=section.title.in_(language),
            hint=section.hint.in_(language) if section.hint else "",
            questions=tuple(
                QuestionShown(
                    field=fill(question, field_on_one_page(definition, question, language)),
                    place=places.get(question.code, ""),
                    template=type_of(question).template,
                )
                for question in section.questions
            ),
        )
        for section in definition.sections
    )


def _drawn(shown: tuple[SectionShown, ...], invited: bool) -> Markup:
    return _markup("surveys/_questions.html", sections=shown, invited=invited)


def _markup(template: str, **facts: object) -> Markup:
    return Markup(render_template(template, **facts))  # noqa: S704 # nosec B704 # a template of ours
