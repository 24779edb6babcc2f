"""How long a survey takes a family, from what it asks: told while it is written, before anybody is asked. Pure.

An estimate, not a promise: whoever writes a survey promises minutes to families, and this says when its questions
have outgrown them. Reading goes at `WORDS_A_SECOND`, the pace of somebody with a phone in the evening; an answer
takes what its type says (`takes_s`). Questions that are asked of some alone count as if everybody was asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from coproduce.core.languages import ENGLISH
from surveys.editor.changes import questions
from surveys.editor.wording import text_in
from surveys.parse_values import mapping, sequence
from surveys.questions import BY_KEY

WORDS_A_SECOND, LOOKED_OVER_A_SECOND = 4, 10
SAID = ("text", "hint")
GRACE_S = 45
"""So far beyond the promise is nobody's trouble."""


@dataclass(frozen=True, slots=True)
class Burden:
    """How many questions a survey asks, how many seconds they take, and how many minutes it promises."""

    questions: int
    seconds: int
    promised: int

    @property
    def minutes(self) -> int:
        """The seconds as families are told them: whole minutes, one at least."""
        return max(1, ceil((self.seconds - GRACE_S) / 60))

    @property
    def is_too_long(self) -> bool:
        """Whether it takes more than it promises."""
        return self.minutes > self.promised


def of(raw: Mapping[str, Any]) -> Burden:
    """What this definition asks of a family, whole or not."""
    every = questions(raw)
    kinds = [BY_KEY.get(str(entry.get("type"))) for entry in every]
    answering = sum(kind.takes_s for kind in kinds if kind is not None)
    reading = sum(map(_reading, every))
    promised = raw.get("minutes")
    return Burden(
        questions=sum(kind is not None and kind.asks for kind in kinds),
        seconds=round(answering + reading),
        promised=promised if isinstance(promised, int) and not isinstance(promised, bool) else 0,
    )


def _reading(entry: Mapping[str, Any]) -> float:
    """Its words are read, those of its options looked over; a shared scale is known after the first time."""
    own = (text_in(value) for name, value in entry.items() if name in SAID or _is_wording(value))
    options = (text_in(option.get("text")) for option in map(mapping, sequence(entry.get("options"))))
    return _words(own) / WORDS_A_SECOND + _words(options) / LOOKED_OVER_A_SECOND


def _is_wording(value: object) -> bool:
    return isinstance(value, dict) and ENGLISH.code in value


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
