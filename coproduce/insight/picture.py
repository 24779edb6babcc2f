"""The three measures over the waves of a pulse, side by side: the index, what words say, and influence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from coproduce.insight import gather, margin_sets
from coproduce.insight.change import Change, Verdict, compare
from coproduce.insight.confidence import Measure
from coproduce.insight.gather import NoSuchPulse, WaveAnswers
from coproduce.insight.influence import Influence
from coproduce.insight.margins import Margins
from coproduce.insight.measuring import measure
from coproduce.insight.trends import TooFewPoints, Trend, trend
from coproduce.insight.voices import Voices, listen
from coproduce.voice import inbox
from surveys.models import Stratum


@dataclass(frozen=True, slots=True)
class WavePicture:
    """One wave of one stratum. `change` is since the wave before it that could be stated.

    `states` counts its comments by state where they were kept, because something of the wave was erased.
    """

    wave: str
    opens_on: date
    closed: bool
    stratum: Stratum
    measure: Measure
    influence: Influence
    change: Change
    states: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """All waves of the headline's stratum, oldest first, the open link's beside them, and their trend.

    `words` is about the newest wave that is shown; its figures are a machine's guess.
    """

    slug: str
    stratum: Stratum
    waves: Sequence[WavePicture]
    beside: Sequence[WavePicture]
    trend: Trend | None
    words: Voices | None
    margins: Margins | None

    @property
    def stated(self) -> list[WavePicture]:
        """The waves whose index can be stated."""
        return [wave for wave in self.waves if not wave.measure.suppressed]

    @property
    def newest(self) -> WavePicture | None:
        """The newest wave whose index can be stated."""
        return self.stated[-1] if self.stated else None


def draw(session: Session, *, slug: str, today: date, closed_only: bool, wave: str | None = None) -> Picture:
    """The measures of a pulse. Raises NoSuchPulse.

    `closed_only` leaves out the wave that is still being answered: a number that moves with each answer would tell
    what the last family said. `wave` keeps that wave alone.
    """
    every = gather.wave_answers(session, slug=slug)
    margins = margin_sets.in_use(session)
    stratum = gather.headline_stratum(every)
    kept = [each for each in every if each.has_closed(today) or not closed_only]
    if wave is not None and wave not in {each.wave for each in kept}:
        raise NoSuchPulse(f"The survey '{slug}' has no wave '{wave}' to show.")
    waves = _only(_pictures(gather.of_stratum(kept, stratum), margins, today), wave)
    others = [each for each in kept if each.stratum is not stratum]
    return Picture(
        slug=slug,
        stratum=stratum,
        waves=waves,
        beside=_only(_pictures(others, margins, today), wave),
        trend=_trend(waves),
        words=_words(session, slug, waves),
        margins=margins,
    )


def _pictures(waves: Sequence[WaveAnswers], margins: Margins | None, today: date) -> list[WavePicture]:
    drawn: list[WavePicture] = []
    before: Measure | None = None
    for each in waves:
        kept = each.kept
        index, influence = (kept.measure, kept.influence) if kept else measure(each.answers, margins)
        drawn.append(
            WavePicture(
                wave=each.wave,
                opens_on=each.opens_on,
                closed=each.has_closed(today),
                stratum=each.stratum,
                measure=index,
                influence=influence,
                change=compare(before, index) if before else Change(Verdict.CANNOT_SAY),
                states=kept.states if kept else None,
            )
        )
        before = before if index.suppressed else index
    return drawn


def _only(waves: Sequence[WavePicture], wave: str | None) -> list[WavePicture]:
    return [each for each in waves if wave is None or each.wave == wave]


def _trend(waves: Sequence[WavePicture]) -> Trend | None:
    values = [wave.measure.index for wave in waves if wave.measure.index is not None]
    try:
        return trend(values)
    except TooFewPoints:
        return None


def _words(session: Session, slug: str, waves: Sequence[WavePicture]) -> Voices | None:
    if not waves:
        return None
    if waves[-1].states is not None:
        return listen(waves[-1].states)
    counts = inbox.state_counts(session, wave=f"{slug}/{waves[-1].wave}")
    return listen({state.value: count for state, count in counts.counts.items()})
