"""What types with options share: one code out of those offered, counted by option, one column."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored, given
from surveys.questions.plain import Plain, field, items, shown
from surveys.questions.shapes import Marks, Paper


def repeated(codes: Sequence[str]) -> list[str]:
    """The codes that are there more than once."""
    return sorted(code for code, times in Counter(codes).items() if times > 1)


def option_faults(question: Question, *, least: int = 2) -> Iterator[str]:
    """What is wrong with a question's options: too few, without a code, a code twice."""
    if len(question.options) < least:
        yield say("it needs at least %(least)s options", least=least)
    if not all(question.codes):
        yield say("an option has no code")
    for code in repeated([code for code in question.codes if code]):
        yield say("the option code '%(code)s' is there more than once", code=code)


class OneOf(Plain):
    """The base of types whose answer is one option's code."""

    template = "surveys/questions/_one_of.html"

    def codes(self, question: Question) -> tuple[str, ...]:
        """The codes that may be answered, in their order."""
        return question.codes

    def faults(self, question: Question) -> Iterator[str]:
        """Its options must each have a code of their own."""
        yield from option_faults(question)

    def view(self, question: Question, language: str) -> FieldView:
        """A choice for each option."""
        return field(question, language, options=shown(question, language))

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The one code. Raises Fault `one_only` or `not_an_option`."""
        chosen = given(values)
        if not chosen:
            return None
        if len(chosen) > 1:
            raise Fault("one_only")
        if chosen[0] not in self.codes(question):
            raise Fault("not_an_option", value=chosen[0])
        return chosen[0]

    def testable(self, question: Question) -> tuple[str, ...]:
        """Every code that may be answered."""
        return self.codes(question)

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """The one code."""
        return frozenset({stored} if isinstance(stored, str) else ())

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Only with a code that is in all of them: there is one answer."""
        return any(all(code in each for each in wanted) for code in self.codes(question))

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many chose each option."""
        found = Counter(answer for answer in answers if isinstance(answer, str))
        return {code: found[code] for code in self.codes(question)}

    def paper(self, question: Question, language: str) -> Paper:
        """A box for each option."""
        return Paper(Marks.ONE, items(question, language))
