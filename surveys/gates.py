"""What a survey lacks before it may open: a sentence for whoever writes it, and where it is mended.

A gate looks at a whole definition, and says what its kind of survey needs beyond words that are all there. Here
are those that need nothing but the definition; `surveys.consultations.gates` holds those of consultations.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from surveys.definition import Definition
from surveys.models import SurveyKind


def N_(text: str) -> str:  # noqa: N802 # the catalogue finds sentences by this name
    """A sentence that a view translates."""
    return text


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: a sentence in English with its facts, and the part of a page that mends it."""

    sentence: str
    place: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.facts


class NotReady(ValueError):
    """A gate is not passed; `missing` says all that is."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(" ".join(map(str, missing)))
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, as a page says it."""

    sentence: str
    link: str


Gate = Callable[[Session, Definition], Iterable[Lack]]


def of_pulse(asked: Definition) -> Iterator[Missing]:
    """A pulse says what it can change, which no definition lacks, and where to get help."""
    if asked.kind is SurveyKind.PULSE and asked.help is None:
        yield Missing(N_("It does not say where families can get help now."), "help")


def of_the_young(asked: Definition) -> Iterator[Missing]:
    """What asks children and young people needs a consultation beside it, which says how they are kept safe."""
    if asked.asks_young:
        yield Missing(
            N_(
                "It asks children and young people, and nothing says yet what keeps them safe and who listens. "
                "Begin its consultation, and fill that in."
            ),
            "begin",
        )
