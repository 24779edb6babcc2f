"""Published margins: the share of families in each category, and which of them a sample is large enough to use."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from coproduce.insight.reasons import Reason, Why, because

UNSTATED = frozenset({"", "not_stated", "prefer_not_to_say"})
"""Codes that say nothing about a family's profile."""

LEAST_IN_CATEGORY = 10
TOLERANCE = 0.01
IN_ORDER = frozenset({"age_band"})
"""Variables whose categories are only joined with a neighbour."""


class BadMargins(ValueError):
    """The margins cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Shares of the population, by variable and category in their printed order, each variable adding to 1.

    Raises BadMargins where a share is not between 0 and 1, a variable has fewer than two categories, or its shares
    are further than 0.01 from adding to 1; rounded figures within that are scaled.
    """

    shares: Mapping[str, Mapping[str, float]]
    source: str = ""
    dated: date | None = None

    def __post_init__(self) -> None:
        scaled = {
            variable: MappingProxyType(_scaled(variable, shares)) for variable, shares in self.shares.items()
        }
        object.__setattr__(self, "shares", MappingProxyType(scaled))

    def __hash__(self) -> int:
        return hash(tuple((variable, tuple(shares.items())) for variable, shares in self.shares.items()))


@dataclass(frozen=True, slots=True)
class Margin:
    """One variable as a sample can use it: each category's place after joining, and the targets by place."""

    variable: str
    places: Mapping[str, int]
    targets: tuple[float, ...]


def usable(
    margins: Margins, profiles: Sequence[Mapping[str, str]], *, without: str | None = None
) -> tuple[list[Margin], list[Reason]]:
    """The margins this sample can be raked to, and what had to be joined or left out, with the reason.

    A margin is used only where each category has 10 or more respondents. A smaller one is joined with the smallest
    other category (with its smaller neighbour where the categories have an order) until all have 10.
    """
    used, reasons = [], []
    for variable, shares in margins.shares.items():
        if variable == without:
            continue
        answers = Counter(profile.get(variable, "") for profile in profiles)
        reasons += [
            because(Why.NOT_IN_MARGIN, variable=variable, category=category, n=n)
            for category, n in sorted(answers.items())
            if category not in UNSTATED and category not in shares
        ]
        groups, joined = _join(variable, [([category], answers[category]) for category in shares])
        if len(groups) < 2:
            reasons.append(because(Why.MARGIN_SKIPPED, variable=variable, least=LEAST_IN_CATEGORY))
            continue
        reasons += joined
        used.append(_margin(variable, groups, shares))
    return used, reasons


def _join(variable: str, groups: list[tuple[list[str], int]]) -> tuple[list[tuple[list[str], int]], list[Reason]]:
    reasons = []
    while len(groups) > 1 and min(n for _, n in groups) < LEAST_IN_CATEGORY:
        small = min(range(len(groups)), key=lambda place: groups[place][1])
        near = (small - 1, small + 1) if variable in IN_ORDER else range(len(groups))
        others = [place for place in near if 0 <= place < len(groups) and place != small]
        into = min(others, key=lambda place: groups[place][1])
        reasons.append(
            because(
                Why.MARGIN_JOINED,
                variable=variable,
                category=" + ".join(groups[small][0]),
                into=" + ".join(groups[into][0]),
                least=LEAST_IN_CATEGORY,
            )
        )
        both = (groups[into][0] + groups[small][0], groups[into][1] + groups[small][1])
        groups = [both if place == into else group for place, group in enumerate(groups) if place != small]
    return groups, reasons


def _margin(variable: str, groups: list[tuple[list[str], int]], shares: Mapping[str, float]) -> Margin:
    places = {category: place for place, (categories, _) in enumerate(groups) for category in categories}
    targets = tuple(sum(shares[category] for category in categories) for categories, _ in groups)
    return Margin(variable, MappingProxyType(places), targets)


def _scaled(variable: str, shares: Mapping[str, float]) -> dict[str, float]:
    if len(shares) < 2:
        raise BadMargins(f"The margin '{variable}' needs at least two categories.")
    for category, share in shares.items():
        if not (math.isfinite(share) and 0 < share < 1):
            raise BadMargins(f"The share of '{category}' in '{variable}' is {share}, and must be between 0 and 1.")
    total = sum(shares.values())
    if abs(total - 1) > TOLERANCE:
        raise BadMargins(f"The shares of '{variable}' add to {total:.4g}, and must add to 1.")
    return {category: share / total for category, share in shares.items()}
