"""Why a number is as it is: reasons as codes with values, worded by views, and in English for the commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What a reader must know about a measure."""

    TOO_FEW_ANSWERS = "too_few_answers"
    TOO_FEW_EFFECTIVE = "too_few_effective"
    LOW_NUMBERS = "low_numbers"
    INDICATIVE = "indicative"
    WEIGHTS_REFUSED = "weights_refused"
    MARGIN_JOINED = "margin_joined"
    MARGIN_SKIPPED = "margin_skipped"
    NOT_IN_MARGIN = "not_in_margin"
    NOT_SETTLED = "not_settled"


ENGLISH: Mapping[Why, str] = {
    Why.TOO_FEW_ANSWERS: "Not stated: {n} answered, and at least {least} are needed.",
    Why.TOO_FEW_EFFECTIVE: "Not stated: the weighted answers are worth {n_eff:.1f} equal ones, and at least "
    "{least} are needed.",
    Why.LOW_NUMBERS: "Low numbers: {n} answered, fewer than {least}.",
    Why.INDICATIVE: "Indicative only, for boards: {n} answered, fewer than {least}.",
    Why.WEIGHTS_REFUSED: "Not weighted: {n} answers would be worth only {n_eff:.1f} equal ones "
    "({ratio:.2f} of them, under {least:.2f}).",
    Why.MARGIN_JOINED: "In '{variable}', '{category}' was joined with '{into}', because fewer than {least} "
    "are in it.",
    Why.MARGIN_SKIPPED: "'{variable}' was not used for weights, because fewer than two of its categories have "
    "{least} answers.",
    Why.NOT_IN_MARGIN: "In '{variable}', {n} answers are '{category}', which the margins do not have; "
    "they count as not stated.",
    Why.NOT_SETTLED: "The weights did not settle within {rounds} rounds.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with the values its sentence needs."""

    code: Why
    values: Mapping[str, str | int | float]


def because(code: Why, **values: str | int | float) -> Reason:
    """The reason with these values."""
    return Reason(code, values)


def in_english(reason: Reason) -> str:
    """The reason as one sentence, for the commands. Pages word it in the reader's language."""
    return ENGLISH[reason.code].format(**reason.values)
