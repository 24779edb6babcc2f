"""Options in an order: a place for each, chosen from a list, so that nothing need be dragged. Some may be left.

An answer is the codes in their order. The first place is what conditions look at and what is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.points import Estimate
from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored
from surveys.questions.choices import option_faults
from surveys.questions.digits import plain
from surveys.questions.means import mean
from surveys.questions.plain import Plain, bars, field, items, shown
from surveys.questions.settings import Ask, OptionsFrom, Setting
from surveys.questions.shapes import Chart, ChartKind, Figure, Marks, Paper
from surveys.questions.tidy import tidy


class Ranking(Plain):
    """Options in an order. Setting `most`: how many places there are; without it, one for each option."""

    key = "ranking"
    takes_s = 15
    template = "surveys/questions/_ranking.html"
    options_from = OptionsFrom.OWN
    settings = (Setting("most", Ask.WHOLE, least=1, most=40),)

    def most(self, question: Question) -> int:
        """How many places there are."""
        return int(question.settings.get("most", len(question.options)))

    def faults(self, question: Question) -> Iterator[str]:
        """Its options need codes, and there are places for one at least, for all at most."""
        yield from option_faults(question)
        most = question.settings.get("most", 1)
        if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= max(len(question.options), 1):
            yield say("its number of places ('most') must be a whole number, no more than it has options")

    def view(self, question: Question, language: str) -> FieldView:
        """A list of places for each option."""
        extra = {"places": str(self.most(question))}
        empty = ("",) * len(question.options)
        return field(question, language, value=empty, options=shown(question, language), extra=extra)

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """The place of each option."""
        return tuple(tidy(value) for value in padded(sent, len(question.options)))

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The codes in their order. Raises Fault `not_a_place`, `place_twice` or `not_an_option`.

        `values` are the places of the options, in the options' order. A gap between places changes no order.
        """
        if len(values) > len(question.options):
            raise Fault("not_an_option", value="")
        places = [plain(value).strip() for value in values]
        known = {str(place) for place in range(1, self.most(question) + 1)}
        by_place: dict[int, str] = {}
        for code, place in zip(question.codes, places, strict=False):
            if not place:
                continue
            if place not in known:
                raise Fault("not_a_place", most=self.most(question))
            if int(place) in by_place:
                raise Fault("place_twice", place=place)
            by_place[int(place)] = code
        return [by_place[place] for place in sorted(by_place)] or None

    def sent(self, question: Question, stored: Stored) -> Sequence[str]:
        """The place of each option."""
        order = list(stored)
        return [str(order.index(code) + 1) if code in order else "" for code in question.codes]

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The options in their order, with their places."""
        words = (self.named(question, code, language) for code in stored)
        return tuple(f"{place}. {each}" for place, each in enumerate(words, 1))

    def testable(self, question: Question) -> tuple[str, ...]:
        """Every option: as the first choice."""
        return question.codes

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """The first choice."""
        return frozenset(list(stored)[:1])

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Only with a code that is in all of them: one comes first."""
        return any(all(code in each for each in wanted) for code in question.codes)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many put each option first."""
        found = Counter(code for answer in answers for code in list(answer)[:1])
        return {code: found[code] for code in question.codes}

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """The mean place of each option, among those who gave it one; 1 is best."""
        places: dict[str, list[float]] = {code: [] for code in question.codes}
        for answer in answers:
            for place, code in enumerate(answer, 1):
                if code in places:
                    places[code].append(place)
        means = {code: mean(found, least=1, most=self.most(question)) for code, found in places.items()}
        return {code: found for code, found in means.items() if found}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """How many put each option first, with its mean place."""
        ends_at = self.most(question)
        return Chart(ChartKind.SHARES, bars(question, language), figure=Figure.MEAN_PLACE, ends_at=ends_at)

    def paper(self, question: Question, language: str) -> Paper:
        """A box for a place beside each option."""
        return Paper(Marks.PLACES, items(question, language), total=self.most(question))

    def columns(self, question: Question) -> tuple[str, ...]:
        """One for each option."""
        return tuple(f"{question.code}.{code}" for code in question.codes)

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """The place of each option."""
        return tuple(self.sent(question, stored or []))


def padded(values: Sequence[str], length: int) -> tuple[str, ...]:
    """As many values as there are options: empty ones where too few were sent."""
    return (*values, *("" for _ in range(length)))[:length]
