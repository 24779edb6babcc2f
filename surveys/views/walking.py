"""A draft with the screens its writer is led through, as the pages need it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext as _

from coproduce.web import locale
from coproduce.web.forms import FieldView, Option
from surveys.definition import Definition
from surveys.drafts.content import Content
from surveys.models import WhoAnswered
from surveys.questions import type_of
from surveys.questions.base import Question
from surveys.running import Asked
from surveys.screens import Screen, asked_in_all, asks_who, branches, last, place_of, screens
from surveys.sheet import Sheet, given, read_sheet
from surveys.views import controls, fields
from surveys.views.answer_page import QuestionShown
from surveys.views.blueprint import asked_now
from surveys.views.drafting import Opened
from surveys.views.sentences import sentence

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is: what is asked, in the words they chose, and what they answered so far."""

    asked: Asked
    definition: Definition
    content: Content
    screens: tuple[Screen, ...]
    sheet: Sheet

    @property
    def last(self) -> int:
        """The number of the last screen."""
        return last(self.definition, self.screens)

    @property
    def language(self) -> str:
        """The language its questions are shown in."""
        return self.definition.language(locale.current().code)

    def is_who(self, number: int) -> bool:
        """Whether this screen asks who answered."""
        return asks_who(self.definition) and number == self.last

    def screen(self, number: int) -> Screen | None:
        """The screen with this number, if it asks something of the survey's own."""
        return self.screens[number - 1] if 1 <= number <= len(self.screens) else None

    def place(self, code: str) -> int:
        """The number of the screen that begins with this question."""
        return place_of(self.definition, self.screens, code)


def walk(mine: Opened) -> Walk:
    """The walk of an open draft. Raises NotOpen."""
    return of(asked_now(mine.content.slug, version=str(mine.content.version)), mine.content)


def of(asked: Asked, content: Content) -> Walk:
    """The walk of what was typed so far."""
    is_easy = content.easy and asked.definition.easy_read
    definition = asked.definition.in_easy_read() if is_easy else asked.definition
    shown = screens(definition, given(definition, content.values))
    return Walk(asked, definition, content, shown, read_sheet(definition, content.values))


def without_left_behind(found: Walk) -> Walk:
    """The same without answers that are not asked for any more; the next page says which went."""
    behind = found.sheet.left_behind
    if not behind:
        return found
    kept = {name: value for name, value in found.content.fields.items() if name not in behind}
    content = replace(found.content, fields=MappingProxyType(kept), dropped=tuple(behind))
    return of(found.asked, content)


def progress(found: Walk, number: int) -> str:
    """Where this screen stands, in words; nothing on a screen of information."""
    screen = found.screen(number)
    at = screen.number if screen else asked_in_all(found.definition, found.screens)
    if not at:
        return ""
    facts = {"number": at, "total": asked_in_all(found.definition, found.screens)}
    if branches(found.definition):
        return str(_("Question %(number)s of about %(total)s", **facts))
    return str(_("Question %(number)s of %(total)s", **facts))


def shown(found: Walk, screen: Screen, *, checked: bool) -> list[QuestionShown]:
    """The questions of a screen with what was typed and, where they are `checked`, what to mend."""
    return [_shown(found, question, checked) for question in screen.questions]


def _shown(found: Walk, question: Question, checked: bool) -> QuestionShown:
    kind = type_of(question)
    fault = found.sheet.faults.get(question.code) if checked else None
    field = replace(
        fields.field(question, found.language),
        value=kind.typed(question, found.content.values(question.code)),
        error=sentence(fault) if fault else None,
    )
    return QuestionShown(field=field, place="", template=kind.template)


def who_field(content: Content) -> FieldView:
    """The question who answered."""
    words = {
        WhoAnswered.ALONE: _("I answered by myself"),
        WhoAnswered.WITH_HELP: _("Somebody helped me"),
        WhoAnswered.FOR_SOMEONE: _("I answered for a child or young person"),
    }
    options = tuple(Option(who.value, label) for who, label in words.items())
    value = next(iter(content.values(controls.WHO)), "")
    return FieldView("who", _("Who gave these answers?"), value=value, options=options)


def dropped_words(found: Walk) -> Sequence[str]:
    """The questions whose answers went, in words."""
    named = (found.definition.question(code) for code in found.content.dropped)
    return [question.text.in_(found.language) for question in named if question is not None]


def address(found: Walk, number: int, *, then: str = "") -> str:
    """The address of a screen; past the last one, of the page that shows all answers."""
    slug = found.asked.definition.slug
    if number > found.last or not found.screens:
        return url_for("surveys.check", slug=slug)
    return url_for("surveys.step", slug=slug, number=max(1, number), then=then or None)
