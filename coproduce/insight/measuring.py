"""Both closed measures of a wave's answers, worked out once however often they are asked for."""

from functools import lru_cache

from coproduce.insight import gather
from coproduce.insight.confidence import Measure, score
from coproduce.insight.influence import Influence, measure_influence
from coproduce.insight.margins import Margins


@lru_cache(maxsize=64)
def measure(answers: tuple[str, ...], margins: Margins | None) -> tuple[Measure, Influence]:
    """Both measures of these answers. A wave that has closed is asked for again and again, but worked out once."""
    rows, influence = gather.read(answers)
    profiles = [row.profile for row in rows]
    return score(rows, margins=margins), measure_influence(influence, profiles=profiles, margins=margins)
