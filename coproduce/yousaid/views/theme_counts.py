"""The numbers of a theme as a reader may see them: exact for officers and the Forum, published for boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_percent
from flask_babel import get_locale, gettext

from coproduce.core.privacy import PUBLIC, publish, publish_shares
from coproduce.voice.inbox import StateCounts, ThemeTally
from coproduce.voice.models import Stance


@dataclass(frozen=True, slots=True)
class Counted:
    """A theme's total and its stances; None is hidden. In a group under 20 the stances are counts, else shares.

    Shares are from 0 to 1. "100%" of three families reads as more than it is.
    """

    total: int | None
    stances: Mapping[Stance, float | None]
    are_shares: bool

    def total_words(self) -> str:
        """The total, or that it is hidden."""
        return gettext("hidden") if self.total is None else str(self.total)

    def words(self, stance: Stance) -> str:
        """How many comments, or what share of them, have this stance."""
        value = self.stances[stance]
        if value is None:
            return gettext("hidden")
        return str(format_percent(value, locale=get_locale())) if self.are_shares else str(int(value))


def of(tally: ThemeTally, *, exact: bool) -> Counted:
    """A theme's numbers, exact or through the disclosure rule."""
    are_shares = tally.total >= PUBLIC.whole_shares_from
    counts = {stance.value: tally.stances.get(stance, 0) for stance in Stance}
    if exact:
        whole = tally.total if are_shares else 1
        return Counted(tally.total, {s: counts[s.value] / whole for s in Stance}, are_shares)
    published = publish(counts)
    if not are_shares:
        return Counted(published.total, {s: published.cells[s.value] for s in Stance}, are_shares)
    shares = publish_shares(counts)
    return Counted(shares.total, {s: _part(shares.shares[s.value]) for s in Stance}, are_shares)


def small(tallies: Sequence[ThemeTally]) -> str:
    """Why some themes show counts where others show shares; nothing where none does."""
    whole = PUBLIC.whole_shares_from
    if all(tally.total >= whole for tally in tallies):
        return ""
    return gettext(
        "A theme with fewer than %(least)s comments shows how many of them sound so, not a percentage.",
        least=whole,
    )


def not_judged(counts: StateCounts, *, exact: bool) -> str:
    """How many comments nobody and nothing judged; nothing where that may not be shown."""
    total: int | None = counts.total
    count: int | None = counts.not_analysed
    if not exact:
        published = publish({"not": counts.not_analysed, "judged": counts.total - counts.not_analysed})
        total, count = published.total, published.cells["not"]
    if total is None or count is None:
        return ""
    return gettext(
        "Of %(total)s comments, %(count)s could not be judged: they are not in English, or a young person’s.",
        total=total,
        count=count,
    )


def _part(share: float | None) -> float | None:
    return None if share is None else share / 100
