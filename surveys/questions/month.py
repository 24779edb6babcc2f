"""A date as far as people remember it: a year, with its month where they know it. Counted by year.

An answer is `2024-03`, or `2024` where the month was left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date

from coproduce.core.languages import BY_CODE
from coproduce.core.saying import say
from coproduce.web.forms import FieldView, Option
from surveys.questions.base import Fault, Question, Stored
from surveys.questions.digits import plain
from surveys.questions.plain import Plain, field
from surveys.questions.ranking import padded
from surveys.questions.settings import Ask, Setting
from surveys.questions.shapes import Bar, Chart, ChartKind, Marks, Paper
from surveys.questions.tidy import tidy

EARLIEST, LATEST = 1900, 2100
MONTHS = range(1, 13)


class Month(Plain):
    """A month and a year. Settings: `earliest` and `latest`, the years that fit (1900 and 2100 without them)."""

    key = "date"
    takes_s = 8
    template = "surveys/questions/_month.html"
    settings = tuple(Setting(end, Ask.WHOLE, least=EARLIEST, most=LATEST) for end in ("earliest", "latest"))

    def years(self, question: Question) -> tuple[int, int]:
        """The first and the last year that fit."""
        return int(question.settings.get("earliest", EARLIEST)), int(question.settings.get("latest", LATEST))

    def faults(self, question: Question) -> Iterator[str]:
        """No options; years that are years."""
        if question.options:
            yield say("a date has no options")
        first, last = question.settings.get("earliest", EARLIEST), question.settings.get("latest", LATEST)
        whole = all(isinstance(year, int) and not isinstance(year, bool) for year in (first, last))
        if not whole or not EARLIEST <= first <= last <= LATEST:
            yield say(
                "its years ('earliest', 'latest') must be whole numbers from %(earliest)s to %(latest)s",
                earliest=EARLIEST,
                latest=LATEST,
            )

    def view(self, question: Question, language: str) -> FieldView:
        """A list of months and a box for a year."""
        names = Locale.parse(BY_CODE[language].tag, sep="-").months["stand-alone"]["wide"]
        months = tuple(Option(str(month), names[month]) for month in MONTHS)
        return field(question, language, value=("", ""), options=months)

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """The month as the list has it, and the year as it was typed."""
        month, year = (tidy(value) for value in padded(sent, 2))
        return (month.lstrip("0"), year)

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The year, and the month where there is one. Raises Fault `not_a_month`, `not_a_year`, `year_missing`.

        `values` are the month and the year, in this order.
        """
        if len(values) > 2:
            raise Fault("one_only")
        month, year = (plain(value).strip() for value in padded(values, 2))
        if not month and not year:
            return None
        if month and not (month.isdecimal() and len(month) <= 2 and int(month) in MONTHS):
            raise Fault("not_a_month")
        if not year:
            raise Fault("year_missing")
        first, last = self.years(question)
        if not (year.isdecimal() and len(year) == 4 and first <= int(year) <= last):
            raise Fault("not_a_year", earliest=str(first), latest=str(last))
        return f"{year}-{int(month):02}" if month else year

    def sent(self, question: Question, stored: Stored) -> Sequence[str]:
        """The month and the year."""
        year, _, month = str(stored).partition("-")
        return [month.lstrip("0"), year]

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The month and the year as the language writes them."""
        month, year = self.sent(question, stored)
        if not month:
            return (year,)
        locale = Locale.parse(BY_CODE[language].tag, sep="-")
        return (format_date(date(int(year), int(month), 1), "MMMM y", locale=locale),)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many named each year, from the first that was named to the last."""
        found = Counter(int(str(answer)[:4]) for answer in answers)
        return {str(year): found[year] for year in range(min(found), max(found) + 1)} if found else {}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """How many named each year."""
        return Chart(ChartKind.COUNTS, tuple(Bar(year, year) for year in counts))

    def paper(self, question: Question, language: str) -> Paper:
        """Boxes for a month and a year."""
        return Paper(Marks.MONTH)

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The month and the year of a cell such as `2024-03`, `03/2024` or `2024`."""
        first, _, second = "".join(cells).strip().replace("/", "-").partition("-")
        return [second, first] if len(first) == 4 else [first, second]
