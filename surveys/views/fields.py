"""A question as a finished field: addresses of its pictures and recordings, and the words of its condition."""

from dataclasses import replace

from babel.lists import format_list
from flask import url_for
from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.web import assets
from coproduce.web.forms import FieldView
from surveys.definition import Definition
from surveys.pictures import MEDIA
from surveys.questions import type_of
from surveys.questions.base import Question, Test


def field(question: Question, language: str) -> FieldView:
    """The question's field with nothing typed, its pictures and its recording as addresses."""
    made = type_of(question).view(question, language)
    return replace(
        made,
        picture=address(made.picture),
        audio=address(made.audio),
        options=tuple(replace(option, picture=address(option.picture)) for option in made.options),
    )


def field_on_one_page(definition: Definition, question: Question, language: str) -> FieldView:
    """The same where every question stands on one page: the hint says first of whom it is asked."""
    made = field(question, language)
    if question.show_if is None:
        return made
    said = (only_if(definition, test, language) for test in question.show_if.all_of)
    return replace(made, hint=" ".join([*said, made.hint]).strip())


def only_if(definition: Definition, test: Test, language: str) -> str:
    """Of whom a question is asked, in a sentence."""
    decider = definition.question(test.question)
    if decider is None:
        return ""
    kind = type_of(decider)
    words = [f"“{kind.named(decider, code, language)}”" for code in test.any_of]
    locale = BY_CODE[language].tag.replace("-", "_")
    return str(
        _(
            "Answer this only if you chose %(answers)s for “%(question)s”.",
            answers=format_list(words, style="or", locale=locale),
            question=decider.text.in_(language),
        )
    )


def address(name: str) -> str:
    """Where a picture or a recording is; nothing for no name."""
    if name.startswith(MEDIA):
        return url_for("survey_media.media", digest=name.removeprefix(MEDIA))
    return assets.picture(name) if name else ""
