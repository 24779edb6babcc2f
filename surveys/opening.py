"""Whether a wave takes answers now: by its days, and by whether somebody closed it. Pure."""

from datetime import date

from surveys.models import Wave


def is_over(wave: Wave, *, today: date) -> bool:
    """Whether it takes no answers any more: its last day has passed, or somebody closed it on its last day."""
    return wave.closed_on is not None or (wave.closes_on is not None and wave.closes_on < today)


def is_open(wave: Wave, *, today: date) -> bool:
    """Whether it takes answers now."""
    return wave.opens_on <= today and not is_over(wave, today=today)
