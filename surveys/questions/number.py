"""A number within bounds, in a unit: typed with the digits of any script, kept as one text for one number."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from coproduce.core.points import Estimate
from coproduce.core.saying import say
from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored, given
from surveys.questions.digits import number, plain
from surveys.questions.means import middle
from surveys.questions.plain import Plain, field
from surveys.questions.settings import Ask, Setting
from surveys.questions.shapes import Bar, Chart, ChartKind, Figure, Marks, Paper

MOST_BANDS = 12
LARGEST = 10**12
MOST_DECIMALS = 3


class Number(Plain):
    """A number. Settings: `least` (0 without it) and `most`, `decimals` (0 to 3; 0 without it), `unit` (words).

    `bands`: where each band of the summary begins; without it they are of one width.
    """

    key = "number"
    takes_s = 6
    template = "surveys/questions/_number.html"
    settings = (
        Setting("unit", Ask.WORDS),
        Setting("least", Ask.NUMBER, least=-LARGEST, most=LARGEST),
        Setting("most", Ask.NUMBER, least=-LARGEST, most=LARGEST, required=True),
        Setting("decimals", Ask.WHOLE, least=0, most=MOST_DECIMALS),
        Setting("bands", Ask.NUMBERS, least=-LARGEST, most=LARGEST),
    )

    def least(self, question: Question) -> Decimal:
        """The smallest number that fits."""
        return Decimal(str(question.settings.get("least", 0)))

    def most(self, question: Question) -> Decimal:
        """The largest number that fits."""
        return Decimal(str(question.settings["most"]))

    def decimals(self, question: Question) -> int:
        """How many places there may be after the point."""
        return int(question.settings.get("decimals", 0))

    def unit(self, question: Question, language: str) -> str:
        """The unit in words, or nothing."""
        unit = question.settings.get("unit")
        return unit.in_(language) if isinstance(unit, Wording) else ""

    def faults(self, question: Question) -> Iterator[str]:
        """It needs bounds, and has no options."""
        if question.options:
            yield say("a number has no options")
        settings = question.settings
        least, most, decimals = settings.get("least", 0), settings.get("most"), settings.get("decimals", 0)
        if not _is_number(least) or not _is_number(most) or not least < most:
            yield say("a number needs its bounds: 'least' (0 without it) and 'most', which is larger")
        if isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals <= MOST_DECIMALS:
            yield say(
                "its decimal places ('decimals') must be a whole number from 0 to %(most_decimals)s",
                most_decimals=MOST_DECIMALS,
            )
        if "unit" in settings and not isinstance(settings["unit"], Wording):
            yield say("its unit ('unit') must be a text for each language")
        bands = settings.get("bands", [])
        if not isinstance(bands, list) or not all(map(_is_number, bands)) or not _rises(bands):
            yield say("its bands ('bands') must be a list of numbers that rise")

    def wordings(self, question: Question) -> Iterator[Wording]:
        """Its unit."""
        if isinstance(question.settings.get("unit"), Wording):
            yield question.settings["unit"]

    def view(self, question: Question, language: str) -> FieldView:
        """A box for a number."""
        extra = {
            "unit": self.unit(question, language),
            "least": text(self.least(question)),
            "most": text(self.most(question)),
            "mode": "decimal" if self.decimals(question) else "numeric",
        }
        return field(question, language, extra=extra)

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The number as text. Raises Fault `one_only`, `not_a_number`, `not_whole`, `too_exact`, `too_small`,
        `too_large`.
        """
        written = [value for value in given(values) if plain(value).strip()]
        if not written:
            return None
        if len(written) > 1:
            raise Fault("one_only")
        unit = question.settings.get("unit")
        found = number(written[0], units=[t.text for t in unit.texts.values()] if unit else ())
        places = self.decimals(question)
        if found != round(found, places):
            raise Fault("too_exact", decimals=places) if places else Fault("not_whole")
        if found < self.least(question):
            raise Fault("too_small", least=text(self.least(question)))
        if found > self.most(question):
            raise Fault("too_large", most=text(self.most(question)))
        return text(found)

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The number with its unit."""
        return (f"{stored} {self.unit(question, language)}".strip(),)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many are in each band."""
        edges = self.edges(question)
        bands = [f"{text(low)}-{text(high - self.step(question))}" for low, high in pairwise(edges)]
        found = Counter(
            next((place for place, edge in enumerate(edges[1:]) if value < edge), len(bands) - 1)
            for value in map(Decimal, (answer for answer in answers if isinstance(answer, str)))
        )
        return {band: found[place] for place, band in enumerate(bands)}

    def step(self, question: Question) -> Decimal:
        """The smallest difference between two answers."""
        return Decimal(1).scaleb(-self.decimals(question))

    def edges(self, question: Question) -> list[Decimal]:
        """Where each band begins, and where the last one ends."""
        least, most, step = self.least(question), self.most(question), self.step(question)
        begins = [Decimal(str(edge)) for edge in question.settings.get("bands", [])]
        if not begins:
            width = _width((most - least) / step + 1) * step
            begins = [least + width * place for place in range(int((most - least) // width) + 1)]
        inside = [edge for edge in begins if least < edge <= most]
        return [least, *inside, most + step]

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """The median, under the question's code."""
        found = middle([float(answer) for answer in answers if isinstance(answer, str)])
        return {question.code: found} if found else {}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """How many are in each band, with the median."""
        bars = tuple(Bar(band, _band_label(band)) for band in counts)
        unit, ends_at = self.unit(question, language), float(self.most(question))
        return Chart(ChartKind.COUNTS, bars, figure=Figure.MEDIAN, ends_at=ends_at, unit=unit)

    def paper(self, question: Question, language: str) -> Paper:
        """Boxes for the digits of the largest number."""
        digits = max(len(text(end)) for end in (self.least(question), self.most(question)))
        decimals = self.decimals(question)
        return Paper(
            Marks.DIGITS, digits=digits + (decimals + 1 if decimals else 0), unit=self.unit(question, language)
        )


def text(value: Decimal) -> str:
    """One text for one number: no zeros at its end, no exponent, no minus before zero."""
    plainly = f"{value.normalize():f}"
    return "0" if plainly == "-0" else plainly


def _width(values: Decimal) -> int:
    """How many values a band holds: 1, 2, 5, 10, 20, 50 and so on, so that there are few enough bands."""
    power = 1
    while True:
        for leading in (1, 2, 5):
            if values <= leading * power * MOST_BANDS:
                return leading * power
        power *= 10


def _band_label(band: str) -> str:
    low, _, high = band[1:].partition("-")
    low = band[0] + low
    return low if low == high else f"{low}\u2013{high}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _rises(edges: Sequence[float]) -> bool:
    return all(before < after for before, after in pairwise(edges))
