"""Points to share out among options, so that what matters more gets more. They must add up.

An answer is the points by code, those with none left out. Whoever was given a point is what conditions look at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.points import Estimate
from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored
from surveys.questions.choices import option_faults
from surveys.questions.digits import plain, whole
from surveys.questions.means import mean
from surveys.questions.plain import Plain, bars, field, items, shown
from surveys.questions.ranking import padded
from surveys.questions.settings import Ask, OptionsFrom, Setting
from surveys.questions.shapes import Chart, ChartKind, Figure, Marks, Paper
from surveys.questions.tidy import tidy

MOST_POINTS = 1_000


class Budget(Plain):
    """Points to share out. Setting `points`: how many there are; 10 without it."""

    key = "budget"
    takes_s = 20
    template = "surveys/questions/_budget.html"
    options_from = OptionsFrom.OWN
    settings = (Setting("points", Ask.WHOLE, least=2, most=MOST_POINTS),)

    def points(self, question: Question) -> int:
        """How many points there are to share out."""
        return int(question.settings.get("points", 10))

    def faults(self, question: Question) -> Iterator[str]:
        """Its options need codes; there are points to share out."""
        yield from option_faults(question)
        points = question.settings.get("points", 10)
        if isinstance(points, bool) or not isinstance(points, int) or not 2 <= points <= MOST_POINTS:
            yield say(
                "its points ('points') must be a whole number from 2 to %(most_points)s", most_points=MOST_POINTS
            )

    def view(self, question: Question, language: str) -> FieldView:
        """A box for a number beside each option."""
        extra = {"points": str(self.points(question))}
        empty = ("",) * len(question.options)
        return field(question, language, value=empty, options=shown(question, language), extra=extra)

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """The text beside each option."""
        return tuple(tidy(value) for value in padded(sent, len(question.options)))

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The points by code. Raises Fault: as whole numbers do, `points_left`, `points_over`, `not_an_option`.

        `values` are the points of the options, in the options' order; an empty one is none.
        """
        if len(values) > len(question.options):
            raise Fault("not_an_option", value="")
        total = self.points(question)
        given: dict[str, int] = {}
        for code, value in zip(question.codes, values, strict=False):
            if plain(value).strip():
                given[code] = whole(value, most=total)
        if not given:
            return None
        spent = sum(given.values())
        if spent < total:
            raise Fault("points_left", given=spent, total=total, left=total - spent)
        if spent > total:
            raise Fault("points_over", given=spent, total=total, over=spent - total)
        return {code: points for code, points in given.items() if points}

    def sent(self, question: Question, stored: Stored) -> Sequence[str]:
        """The points of each option."""
        points = shared(stored)
        return [str(points.get(code, 0)) for code in question.codes]

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The options that were given points, with their points."""
        points = shared(stored)
        return tuple(f"{o.text.in_(language)}: {points[o.code]}" for o in question.options if o.code in points)

    def testable(self, question: Question) -> tuple[str, ...]:
        """Every option: as one that was given a point."""
        return question.codes

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """Those that were given a point."""
        return frozenset(shared(stored))

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """While there are points enough for one in each."""
        return all(each & set(question.codes) for each in wanted) and len(wanted) <= self.points(question)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many gave each option a point at least."""
        found = Counter(code for answer in answers for code in shared(answer))
        return {code: found[code] for code in question.codes}

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """The mean points of each option, nothing counting as 0."""
        every = [shared(answer) for answer in answers]
        most = self.points(question)
        means = {c: mean([float(e.get(c, 0)) for e in every], least=0, most=most) for c in question.codes}
        return {code: found for code, found in means.items() if found}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """The mean points of each option."""
        ends_at = self.points(question)
        return Chart(ChartKind.FIGURES, bars(question, language), figure=Figure.MEAN, ends_at=ends_at)

    def paper(self, question: Question, language: str) -> Paper:
        """A box for points beside each option."""
        return Paper(Marks.POINTS, items(question, language), total=self.points(question))

    def columns(self, question: Question) -> tuple[str, ...]:
        """One for each option."""
        return tuple(f"{question.code}.{code}" for code in question.codes)

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """The points of each option; all empty when skipped."""
        return tuple(self.sent(question, stored)) if stored else ("",) * len(question.options)


def shared(stored: Stored) -> Mapping[str, int]:
    """The points by code of an answer."""
    return stored if isinstance(stored, dict) else {}
