"""What most types share: an answer of one text, without figures, kept in one column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coproduce.core.points import Estimate
from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from coproduce.web.forms import Option as Shown
from surveys.questions.base import Question, Stored
from surveys.questions.settings import OptionsFrom, Setting
from surveys.questions.shapes import Bar, Chart, ChartKind, Item
from surveys.questions.tidy import tidy


class Plain:
    """The base of types. A type says what is different about it."""

    key = ""
    template = ""
    is_words = False
    asks = True
    takes_s = 4
    options_from = OptionsFrom.NOWHERE
    settings: tuple[Setting, ...] = ()

    def scale(self, entry: Mapping[str, Any]) -> str:
        """None: the definition gives its options."""
        return ""

    def wordings(self, question: Question) -> Iterator[Wording]:
        """None of its own."""
        yield from ()

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """The first text: a field shows one."""
        return tidy(sent[0]) if sent else ""

    def sent(self, question: Question, stored: Stored) -> Sequence[str]:
        """The text itself, or each of several."""
        return [stored] if isinstance(stored, str) else list(stored)

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The words of its codes, or the text."""
        named = {option.code: option.text.in_(language) for option in question.options}
        return tuple(named.get(code, code) for code in self.sent(question, stored))

    def named(self, question: Question, code: str, language: str) -> str:
        """The words of its option, or the code where that is what is shown."""
        return next((o.text.in_(language) for o in question.options if o.code == code), code)

    def testable(self, question: Question) -> tuple[str, ...]:
        """None: its answers have no codes."""
        return ()

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """None."""
        return frozenset()

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Only what asks for nothing."""
        return not wanted

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """None."""
        return {}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """A bar for each option."""
        return Chart(ChartKind.SHARES, bars(question, language))

    def columns(self, question: Question) -> tuple[str, ...]:
        """One, named by the question."""
        return (question.code,)

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """The text."""
        return (stored if isinstance(stored, str) else "",)

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The cell is the value."""
        return cells


def field(
    question: Question,
    language: str,
    *,
    value: str | tuple[str, ...] = "",
    options: tuple[Shown, ...] = (),
    extra: Mapping[str, str] | None = None,
) -> FieldView:
    """The question as a field: its words, picture and recording in this language."""
    return FieldView(
        question.code,
        question.text.in_(language),
        question.hint.in_(language) if question.hint else "",
        value=value,
        options=options,
        extra=extra or {},
        picture=question.picture,
        audio=question.audio.get(language, ""),
    )


def shown(question: Question, language: str) -> tuple[Shown, ...]:
    """Its options as a field shows them."""
    return tuple(Shown(o.code, o.text.in_(language), picture=o.picture) for o in question.options)


def bars(question: Question, language: str) -> tuple[Bar, ...]:
    """Its options as bars."""
    return tuple(Bar(o.code, o.text.in_(language), o.picture) for o in question.options)


def items(question: Question, language: str) -> tuple[Item, ...]:
    """Its options as boxes on paper."""
    return tuple(Item(o.code, o.text.in_(language), o.picture) for o in question.options)
