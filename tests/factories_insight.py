"""Builders of the measures, without a database: a wave from so many families, a picture from waves."""

from collections.abc import Mapping, Sequence
from datetime import date

from coproduce.insight.change import Change, Verdict
from coproduce.insight.confidence import Row, score
from coproduce.insight.influence import measure_influence
from coproduce.insight.picture import Picture, WavePicture
from coproduce.insight.trends import TooFewPoints, trend
from coproduce.insight.voices import listen
from surveys.models import Stratum


def wave(
    month: int, *, n: int, influence: Mapping[str, int], items: tuple[int, ...] = (3,) * 8, anchor: int = 7
) -> WavePicture:
    """A closed wave of 2026 in which `n` families answer alike, and so many give each answer on influence."""
    answers = [code for code, times in influence.items() for _ in range(times)]
    return WavePicture(
        wave=f"2026-{month:02}",
        opens_on=date(2026, month, 1),
        closed=True,
        stratum=Stratum.SAMPLE,
        measure=score([Row(items, anchor=anchor)] * n),
        influence=measure_influence(answers, profiles=[{}] * len(answers)),
        change=Change(Verdict.CANNOT_SAY),
    )


def picture(waves: Sequence[WavePicture], *, stances: Mapping[str, int] | None = None) -> Picture:
    """A picture of these waves, with their trend."""
    values = [each.measure.index for each in waves if each.measure.index is not None]
    try:
        found = trend(values)
    except TooFewPoints:
        found = None
    words = None if stances is None else listen(stances)
    return Picture("parent-pulse", Stratum.SAMPLE, waves, (), found, words, None)
