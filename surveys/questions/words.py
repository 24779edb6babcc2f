"""What short and long text share: words are tidied, never changed, and kept as comments."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.blank import is_blank
from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from surveys.questions.base import Fault, Question, Stored, hint

# Control characters mean nothing to a reader, and NUL cannot be stored at all; line breaks and tabs stay.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """Text as it can be stored: one kind of line break, no control characters, no half characters.

    Nothing where nothing can be seen: a box of zero-width signs is a question skipped.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    tidied = UNPRINTABLE.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if is_blank(tidied) else tidied


class Words:
    """The base of types whose answer is words. Setting `limit`: the most characters."""

    key = ""
    template = ""
    is_words = True
    asks = True
    most = 5_000
    """COMMENTS.md, "Traps": longer texts take an analyser seconds."""

    def limit(self, question: Question) -> int:
        """The most characters this question takes."""
        return int(question.settings.get("limit", self.most))

    def faults(self, question: Question) -> Iterator[str]:
        """No options; a limit that is a number and within ours."""
        if question.options:
            yield "a text has no options"
        limit = question.settings.get("limit", self.most)
        if not isinstance(limit, int) or not 1 <= limit <= self.most:
            yield f"its limit must be a whole number from 1 to {self.most}"

    def wordings(self, question: Question) -> Iterator[Wording]:
        """None of its own."""
        yield from ()

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The words. Raises Fault `one_only` or `too_long` (facts: limit, length)."""
        written = [text for text in map(tidy, values) if text]
        if len(written) > 1:
            raise Fault("one_only")
        if written and len(written[0]) > self.limit(question):
            raise Fault("too_long", limit=self.limit(question), length=len(written[0]))
        return written[0] if written else None

    def view(self, question: Question, language: str) -> FieldView:
        """A box for words."""
        return FieldView(question.code, question.text.in_(language), hint(question, language))

    def testable(self, question: Question) -> tuple[str, ...]:
        """None: words have no codes."""
        return ()

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """None."""
        return frozenset()

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Never."""
        return not wanted

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many wrote something; what they wrote is not counted here."""
        return {"written": sum(bool(answer) for answer in answers)}

    def columns(self, question: Question) -> tuple[str, ...]:
        """None: words are not exported beside answers, where they could show who wrote them."""
        return ()

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """None."""
        return ()

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The cell is the text."""
        return cells
