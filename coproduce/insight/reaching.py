"""Who answered, against the families of the area: whom to reach next. Pure, through the one disclosure rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coproduce.core.privacy import PUBLIC, DisclosureRule, publish_shares
from coproduce.insight.margins import Margins

LEAST_GAP = 5.0
"""Percentage points: a smaller gap is no reason to go out of one's way (the change rule's size)."""
LEAST_ANSWERS = 50
"""Under so many answers a share wavers by more than that gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A group that answered less than its share of the area's families: both in 100, and the difference."""

    variable: str
    category: str
    population: float
    answered: float

    @property
    def points(self) -> float:
        """How many points are missing."""
        return self.population - self.answered


@dataclass(frozen=True, slots=True)
class Reached:
    """The gaps, the widest first; groups whose number is not shown; whether enough answered to say anything."""

    gaps: tuple[Gap, ...]
    hidden: tuple[tuple[str, str], ...]
    enough: bool


def compare(margins: Margins, profiles: Sequence[Mapping[str, str]], *, rule: DisclosureRule = PUBLIC) -> Reached:
    """Set the profiles of those who answered against the margins, question by question.

    Shares are of those who said something that the margin knows: whoever did not say it is no gap.
    """
    gaps: list[Gap] = []
    hidden: list[tuple[str, str]] = []
    enough = False
    for variable, population in margins.shares.items():
        found = Counter(profile.get(variable, "") for profile in profiles)
        counts = {category: found[category] for category in population}
        if sum(counts.values()) < LEAST_ANSWERS:
            continue
        enough = True
        shown = publish_shares(counts, rule=rule).shares
        hidden += [(variable, category) for category, share in shown.items() if share is None]
        every = [
            Gap(variable, category, 100 * population[category], share)
            for category, share in shown.items()
            if share is not None
        ]
        gaps += [gap for gap in every if gap.points >= LEAST_GAP]
    return Reached(tuple(sorted(gaps, key=lambda gap: -gap.points)), tuple(hidden), enough)
