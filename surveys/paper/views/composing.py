"""Finds the words of a printed form, in the language that it is printed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE, Language
from surveys.definition import Definition
from surveys.paper import form as forms
from surveys.paper.form import Form, Part, Printed, Words
from surveys.questions import type_of
from surveys.questions.base import Question, Test
from surveys.questions.shapes import Marks, Paper


class NotPrinted(LookupError):
    """The survey is not in this language, or not in Easy Read; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed, and where the form comes back to: an address, or nothing where that is not known."""

    definition: Definition
    number: int
    language: str
    easy: bool
    closes_on: date | None
    base_url: str
    back_to: str


def compose(wanted: Wanted, *, file_of: Callable[[str], bytes | None]) -> Form:
    """The form. `file_of` gives a picture by its name. Raises NotPrinted."""
    definition = wanted.definition
    if wanted.language not in definition.languages:
        there = ", ".join(definition.languages)
        raise NotPrinted(f"'{definition.slug}' is not in '{wanted.language}'. Its languages: {there}.")
    if wanted.easy and not definition.easy_read:
        raise NotPrinted(f"'{definition.slug}' has no whole Easy Read.")
    if wanted.easy:
        definition = definition.in_easy_read()
    spoken = BY_CODE[wanted.language]
    with force_locale(spoken.tag.replace("-", "_")):
        parts = _parts(definition, spoken, easy=wanted.easy)
        words = _words(wanted, definition, spoken)
    names = set(forms.pictures_in(parts)) if wanted.easy else _of_boxes(parts)
    found = {name: file for name in sorted(names) if (file := file_of(name))}
    return Form(wanted.language, wanted.easy, words, parts, found)


def _of_boxes(parts: Sequence[Part]) -> set[str]:
    """Away from Easy Read the pictures of boxes alone are printed: those of questions repeat their words."""
    printed = (one for part in parts for group in part.groups for one in group)
    return {item.picture for one in printed for item in one.paper.items if item.picture}


def _parts(definition: Definition, spoken: Language, *, easy: bool) -> tuple[Part, ...]:
    numbers = forms.numbered(definition)
    found = []
    for section in definition.sections:
        printed = [
            _printed(definition, question, numbers.get(question.code, ""), spoken, easy=easy)
            for question in section.questions
        ]
        hint = section.hint.in_(spoken.code) if section.hint else ""
        found.append(Part(section.title.in_(spoken.code), hint, forms.grouped(printed, apart=easy)))
    return tuple(found)


def _printed(definition: Definition, question: Question, number: str, spoken: Language, *, easy: bool) -> Printed:
    paper = type_of(question).paper(question, spoken.code)
    tests = question.show_if.all_of if question.show_if else ()
    said = [only_if(definition, test, spoken) for test in tests]
    if question.hint:
        said.append(question.hint.in_(spoken.code))
    if (how := _how(paper)) and not (question.hint and paper.marks is Marks.MANY):
        said.append(how)
    picture = question.picture if easy else ""
    return Printed(question.code, number, question.text.in_(spoken.code), tuple(said), paper, picture)


def only_if(definition: Definition, test: Test, spoken: Language) -> str:
    """Of whom a question is asked, by the number of the question that decides."""
    decider = definition.question(test.question)
    if decider is None:
        return ""
    kind, number = type_of(decider), forms.numbered(definition).get(decider.code)
    words = [f"“{kind.named(decider, code, spoken.code)}”" for code in test.any_of]
    answers = format_list(words, style="or", locale=spoken.tag.replace("-", "_"))
    if number is None:
        return str(_("Answer this only if you ticked %(answers)s.", answers=answers))
    return str(
        _("Answer this only if you chose %(answers)s at question %(number)s.", answers=answers, number=number)
    )


def _how(paper: Paper) -> str:
    """How a question is answered, where its boxes do not say so themselves."""
    if paper.marks is Marks.ONE:
        return str(_("Tick one box."))
    if paper.marks is Marks.MANY and len(paper.items) > 1:
        return str(_("Tick every box that fits."))
    if paper.marks is Marks.PLACES:
        return str(
            _(
                "Write 1 for what comes first, 2 for what comes next, and so on, up to %(most)s. "
                "You can leave boxes empty.",
                most=paper.total,
            )
        )
    if paper.marks is Marks.POINTS:
        return str(
            _(
                "You have %(points)s points. Give more points to what matters more. "
                "Together they must make %(points)s.",
                points=paper.total,
            )
        )
    if paper.marks is Marks.MONTH:
        return str(
            _("Write the month and the year, such as 03 2024. If you do not remember the month, leave it out.")
        )
    return ""


def _words(wanted: Wanted, definition: Definition, spoken: Language) -> Words:
    code = spoken.code
    is_draft = spoken.is_draft or definition.is_draft_in(code)
    address = f"{wanted.base_url}/s/{definition.slug}"
    return Words(
        title=definition.title.in_(code),
        opening=(
            definition.purpose.in_(code),
            definition.readers.in_(code),
            _("Do not write your name. Nobody can tell that the answers are yours."),
            _("You can skip any question. The small numbers beside the boxes are for whoever types your answers."),
        ),
        urgent=_(
            "If a child is in danger now, call 999. A child can call Childline at any time, free, on 0800 1111."
        ),
        before_words=(
            _(
                "Nobody reads this form until it has come back to us, which can take days. We do not know who you "
                "are, so we cannot find you or your child."
            ),
            _("Words about harm go to the safeguarding lead first, as you wrote them."),
            _("Do not write names, addresses or telephone numbers."),
        ),
        before_more_words=_("In danger now: 999. Childline: 0800 1111. Do not write names."),
        in_each_line=_("Tick one box in each line."),
        returning=_returning(wanted),
        online=_(
            "You can answer online instead. Point the camera of a phone at the square, or type this address:"
        ),
        shown_address=address,
        address=address if code == "en" else f"{address}?lang={code}",
        ending=(
            _(
                "Thank you. What is done about what families say stands at %(address)s.",
                address=f"{wanted.base_url}/you-said-we-did",
            ),
        ),
        code=forms.code_of(definition, number=wanted.number, language=code, easy=wanted.easy),
        on_top=_("The questions in this language are a draft. A second speaker has not checked them yet.")
        if is_draft
        else "",
    )


def _returning(wanted: Wanted) -> str:
    day = format_date(wanted.closes_on, "EEEE d MMMM y") if wanted.closes_on else ""
    if wanted.back_to and day:
        return str(_("Send this form to %(place)s. It must be there by %(day)s.", place=wanted.back_to, day=day))
    if wanted.back_to:
        return str(_("Send this form to %(place)s.", place=wanted.back_to))
    if day:
        return str(_("Give this form back to whoever gave it to you, in a closed envelope, by %(day)s.", day=day))
    return str(_("Give this form back to whoever gave it to you, in a closed envelope."))
