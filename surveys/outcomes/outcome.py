"""What one wave of a survey came to, before the gate: counts by question and stratum. Data, and JSON both ways."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from coproduce.core.points import Estimate
from surveys.models import Stratum, WhoAnswered
from surveys.outcomes.counting import Counted
from surveys.outcomes.quality import Quality


@dataclass(frozen=True, slots=True)
class Part:
    """What one stratum answered: a random part of families, or whoever used the open link. Never mixed.

    `who` and `channels` count replies ("" where nobody was asked). `apart`: each question's counts once more for
    those who answered alone, with help and for someone, where a survey asks children and young people.
    """

    stratum: Stratum
    n: int
    questions: tuple[Counted, ...]
    who: Mapping[str, int]
    channels: Mapping[str, int]
    quality: Quality
    apart: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a wave came to. `themes` count the comments that raise each theme, of `comments` in all."""

    parts: tuple[Part, ...]
    themes: Mapping[str, int]
    comments: int

    @property
    def n(self) -> int:
        """All replies."""
        return sum(part.n for part in self.parts)


WHO = tuple(WhoAnswered)


def as_stored(outcome: Outcome) -> dict[str, Any]:
    """As JSON."""
    return asdict(outcome)


def from_stored(stored: Mapping[str, Any]) -> Outcome:
    """The other way."""
    return Outcome(tuple(map(_part, stored["parts"])), stored["themes"], stored["comments"])


def _part(stored: Mapping[str, Any]) -> Part:
    return Part(
        Stratum(stored["stratum"]),
        stored["n"],
        _counted(stored["questions"]),
        stored["who"],
        stored["channels"],
        Quality(**stored["quality"]),
        {who: _counted(questions) for who, questions in stored["apart"].items()},
    )


def _counted(stored: Sequence[Mapping[str, Any]]) -> tuple[Counted, ...]:
    return tuple(
        Counted(**{**each, "figures": {code: Estimate(**found) for code, found in each["figures"].items()}})
        for each in stored
    )
