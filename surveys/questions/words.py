"""What short and long text share: words are tidied, never changed, and kept as comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored
from surveys.questions.plain import Plain, field
from surveys.questions.settings import Ask, Setting
from surveys.questions.shapes import Chart, ChartKind, Marks, Paper
from surveys.questions.tidy import tidy


class Words(Plain):
    """The base of types whose answer is words. Setting `limit`: the most characters."""

    is_words = True
    takes_s = 12
    settings = (Setting("limit", Ask.WHOLE, least=1, most=5_000),)
    most = 5_000
    """COMMENTS.md, "Traps": longer texts take an analyser seconds."""
    lines = 6
    """On paper."""

    def limit(self, question: Question) -> int:
        """The most characters this question takes."""
        return int(question.settings.get("limit", self.most))

    def faults(self, question: Question) -> Iterator[str]:
        """No options; a limit that is a number and within ours."""
        if question.options:
            yield say("a text has no options")
        limit = question.settings.get("limit", self.most)
        if not isinstance(limit, int) or not 1 <= limit <= self.most:
            yield say("its limit must be a whole number from 1 to %(most)s", most=self.most)

    def view(self, question: Question, language: str) -> FieldView:
        """A box for words."""
        return field(question, language)

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The words. Raises Fault `one_only` or `too_long` (facts: limit, length)."""
        written = [text for text in map(tidy, values) if text]
        if len(written) > 1:
            raise Fault("one_only")
        if written and len(written[0]) > self.limit(question):
            raise Fault("too_long", limit=self.limit(question), length=len(written[0]))
        return written[0] if written else None

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many wrote something; what they wrote is not counted here."""
        return {"written": sum(bool(answer) for answer in answers)}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """None: words are read."""
        return Chart(ChartKind.NONE)

    def paper(self, question: Question, language: str) -> Paper:
        """Lines to write on."""
        return Paper(Marks.LINES, lines=self.lines)

    def columns(self, question: Question) -> tuple[str, ...]:
        """None: words are not exported beside answers, where they could show who wrote them."""
        return ()

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """None."""
        return ()
