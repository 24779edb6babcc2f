"""Several choices out of a list. Options are counted, not their combinations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from coproduce.web.forms import Option as Shown
from surveys.questions.base import Fault, Question, Stored, given, hint
from surveys.questions.choices import option_faults

BETWEEN = ";"


def chosen(stored: Stored | None) -> list[str]:
    """The codes of an answer that may have several."""
    return [stored] if isinstance(stored, str) else list(stored or ())


class ManyChoices:
    """Any number of choices. Setting `alone`: codes that exclude the others (such as "none of these")."""

    key = "many_choices"
    template = "surveys/questions/_many_of.html"
    is_words = False
    asks = True

    def faults(self, question: Question) -> Iterator[str]:
        """Its options need codes; codes that stand alone must be among them; none may hold the separator."""
        yield from option_faults(question)
        for code in question.settings.get("alone", ()):
            if code not in question.codes:
                yield f"'{code}' stands alone but is not one of its options"
        for code in question.codes:
            if BETWEEN in code:
                yield f"the option code '{code}' holds a '{BETWEEN}', which stands between codes in a file"

    def wordings(self, question: Question) -> Iterator[Wording]:
        """None of its own."""
        yield from ()

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The codes, each once, in the options' order. Raises Fault `not_an_option` or `stands_alone`."""
        sent = set(given(values))
        for value in sorted(sent):
            if value not in question.codes:
                raise Fault("not_an_option", value=value)
        if len(sent) > 1 and sent & set(question.settings.get("alone", ())):
            raise Fault("stands_alone")
        return [code for code in question.codes if code in sent] or None

    def view(self, question: Question, language: str) -> FieldView:
        """A box for each option."""
        shown = tuple(Shown(option.code, option.text.in_(language)) for option in question.options)
        return FieldView(
            question.code, question.text.in_(language), hint(question, language), value=(), options=shown
        )

    def testable(self, question: Question) -> tuple[str, ...]:
        """Every option."""
        return question.codes

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """Those that were chosen."""
        return frozenset(chosen(stored))

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """With one code that stands alone and is in all of them, or with others that together reach into each."""
        alone = frozenset(question.settings.get("alone", ()))
        together = frozenset(question.codes) - alone
        return any(all(code in each for each in wanted) for code in alone) or all(e & together for e in wanted)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many chose each option."""
        found = Counter(code for answer in answers for code in chosen(answer))
        return {code: found[code] for code in question.codes}

    def columns(self, question: Question) -> tuple[str, ...]:
        """One, so that a new option moves no column."""
        return (question.code,)

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """The codes with semicolons between."""
        return (BETWEEN.join(chosen(stored)),)

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The codes of a cell."""
        return [code for cell in cells for code in cell.split(BETWEEN)]
