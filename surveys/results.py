"""Count answers, question by question. Pure, and not for publication: what is shown passes `core.privacy`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Stored


@dataclass(frozen=True, slots=True)
class Tally:
    """One question's counts: `n` answered it, `skipped` did not; `counts` names every option, chosen or not.

    Where several may be chosen, options are counted and not their combinations: counts may add up to more than n.
    """

    question: str
    n: int
    skipped: int
    counts: Mapping[str, int]


def count(definition: Definition, responses: Iterable[Mapping[str, Stored]]) -> tuple[Tally, ...]:
    """The tallies of the questions that have options, in their order; `responses` are stored answers."""
    every = list(responses)
    asked = [q for q in definition.questions if type_of(q).columns(q)]
    tallies = []
    for question in asked:
        given = [answers[question.code] for answers in every if question.code in answers]
        counts = type_of(question).count(question, given)
        tallies.append(Tally(question.code, len(given), len(every) - len(given), counts))
    return tuple(tallies)
