"""Several choices out of a list. Options are counted, not their combinations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored, given
from surveys.questions.choices import option_faults
from surveys.questions.plain import Plain, field, items, shown
from surveys.questions.settings import Ask, OptionsFrom, Setting
from surveys.questions.shapes import Marks, Paper

BETWEEN = ";"


def chosen(stored: Stored | None) -> list[str]:
    """The codes of an answer that may have several."""
    return [stored] if isinstance(stored, str) else list(stored or ())


class ManyChoices(Plain):
    """Any number of choices. Setting `alone`: codes that exclude the others (such as "none of these")."""

    key = "many_choices"
    takes_s = 8
    template = "surveys/questions/_many_of.html"
    options_from = OptionsFrom.OWN
    settings = (Setting("alone", Ask.OPTIONS),)

    def alone(self, question: Question) -> frozenset[str]:
        """The codes that exclude the others."""
        named = question.settings.get("alone", ())
        return frozenset(str(code) for code in named) if isinstance(named, list | tuple) else frozenset()

    def faults(self, question: Question) -> Iterator[str]:
        """Its options need codes; codes that stand alone must be among them; none may hold the separator."""
        yield from option_faults(question)
        if not isinstance(question.settings.get("alone", ()), list | tuple):
            yield say("the codes that stand alone ('alone') must be a list")
        for code in sorted(self.alone(question) - set(question.codes)):
            yield say("'%(code)s' stands alone but is not one of its options", code=code)
        for code in question.codes:
            if BETWEEN in code:
                yield say(
                    "the option code '%(code)s' holds a '%(between)s', which stands between codes in a file",
                    code=code,
                    between=BETWEEN,
                )

    def view(self, question: Question, language: str) -> FieldView:
        """A box for each option."""
        return field(question, language, value=(), options=shown(question, language))

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """The boxes that were ticked."""
        return tuple(sent)

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The codes in the options' order. Raises Fault `not_an_option` or `stands_alone`."""
        sent = set(given(values))
        for value in sorted(sent):
            if value not in question.codes:
                raise Fault("not_an_option", value=value)
        if len(sent) > 1 and sent & self.alone(question):
            raise Fault("stands_alone")
        return [code for code in question.codes if code in sent] or None

    def testable(self, question: Question) -> tuple[str, ...]:
        """Every option."""
        return question.codes

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """Those that were chosen."""
        return frozenset(chosen(stored))

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """With one code that stands alone and is in all of them, or with others that together reach into each."""
        alone = self.alone(question)
        together = frozenset(question.codes) - alone
        return any(all(code in each for each in wanted) for code in alone) or all(e & together for e in wanted)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many chose each option."""
        found = Counter(code for answer in answers for code in chosen(answer))
        return {code: found[code] for code in question.codes}

    def paper(self, question: Question, language: str) -> Paper:
        """A box for each option, of which any number may be ticked."""
        return Paper(Marks.MANY, items(question, language))

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """The codes with semicolons between, in one cell: a new option moves no column."""
        return (BETWEEN.join(chosen(stored)),)

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The codes of a cell."""
        return [code for cell in cells for code in cell.split(BETWEEN)]
