"""The words of results: counts, shares, who answered, what looks odd."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.core.points import PublishedPoint
from coproduce.core.privacy import PUBLIC, publish
from surveys.models import Channel, Stratum, WhoAnswered
from surveys.outcomes.quality import Quality
from surveys.outcomes.showing import Shown
from surveys.questions.shapes import Chart, Figure


def hidden() -> str:
    """Instead of a number that is not shown."""
    return _("too few to show")


def whole(value: float) -> str:
    """A number as people say it."""
    return f"{value:.0f}"


def count(number: int | None) -> str:
    """A count of families, or that it is hidden."""
    return hidden() if number is None else str(number)


def of(shown: Shown, code: str) -> str:
    """ "15 of 40"."""
    found = shown.counts[code]
    if found is None or shown.out_of is None or shown.points[code].is_hidden:
        return hidden()
    return _("%(count)s of %(n)s", count=found, n=shown.out_of)


def in_hundred(point: PublishedPoint) -> str:
    """A share with its likely range."""
    if point.value is None or point.low is None or point.high is None:
        return hidden()
    value, low, high = whole(point.value), whole(point.low), whole(point.high)
    return _("%(value)s (%(low)s to %(high)s)", value=value, low=low, high=high)


def figure(point: PublishedPoint) -> str:
    """A mean with its likely range, to one decimal."""
    if point.value is None or point.low is None or point.high is None:
        return hidden()
    return _(
        "%(value)s (%(low)s to %(high)s)",
        value=f"{point.value:.1f}",
        low=f"{point.low:.1f}",
        high=f"{point.high:.1f}",
    )


def one_figure(shown: Shown, chart: Chart) -> str:
    """The mean or the median of a number or a rating, in a sentence; nothing where it has none or few answered."""
    point = shown.figures.get(shown.code)
    if point is None or point.is_hidden:
        return ""
    said = f"{figure(point)} {chart.unit}".strip()
    if chart.figure is Figure.MEDIAN:
        return _("The middle answer is %(figure)s: half are lower, half are higher.", figure=said)
    return _("The mean is %(figure)s.", figure=said)


def most_chosen(marks: Sequence[tuple[str, PublishedPoint, str]], *, whole: bool) -> str:
    """The finding: what was answered most often, of what may be shown."""
    shown = [mark for mark in marks if mark[1].value is not None]
    if not shown:
        return _("Too few answers to show")
    label, point, note = max(shown, key=lambda mark: mark[1].value or 0)
    if whole:
        return _("Most often: %(answer)s (%(count)s)", answer=label, count=note)
    return _("Most often: %(answer)s (%(share)s in 100)", answer=label, share=f"{point.value or 0:.0f}")


def answered(shown: Shown) -> str:
    """How many answered a question, and how many skipped it."""
    if shown.n is None:
        return _("Too few families answered to say how many.")
    if not shown.skipped:
        return _("About %(n)s answered, few or none skipped it.", n=shown.n)
    return _("About %(n)s answered, about %(skipped)s skipped it.", n=shown.n, skipped=shown.skipped)


def replies(n: int, stratum: Stratum) -> str:
    """How many replies a part of the results rests on."""
    shown = publish({"": n}).total
    if shown is None:
        return _("Fewer than %(floor)s families answered, so nothing is shown.", floor=PUBLIC.floor)
    if stratum is Stratum.SAMPLE:
        return _("About %(n)s families who were picked at random answered.", n=shown)
    return _("About %(n)s answered by the open link, which anyone could use.", n=shown)


def stratum(code: Stratum) -> str:
    """The heading of a part."""
    return _("Families picked at random") if code is Stratum.SAMPLE else _("Anyone with the link")


def who(code: str) -> str:
    """Whose hand it was."""
    said: dict[str, str] = {
        WhoAnswered.ALONE: _("By themselves"),
        WhoAnswered.WITH_HELP: _("With help"),
        WhoAnswered.FOR_SOMEONE: _("Somebody for them"),
    }
    return said.get(code, _("Not said"))


def channel(code: str) -> str:
    """A door that answers came through."""
    return {
        Channel.OPEN: _("The open link"),
        Channel.INVITED: _("A link of their own"),
        Channel.PAPER: _("On paper"),
        Channel.TELEPHONE: _("By telephone"),
        Channel.KIOSK: _("At a kiosk"),
        Channel.IMPORT: _("From a file"),
    }[Channel(code)]


def odd(quality: Quality) -> Sequence[str]:
    """What looks odd, counted; nothing was dropped."""
    return [
        _few_or(
            quality.repeated,
            _("Fewer than %(floor)s are the same as another of the same day, in every answer and word."),
            _("About %(n)s are the same as another of the same day, in every answer and word."),
        ),
        _few_or(
            quality.again,
            _("Fewer than %(floor)s came from a browser that had just sent another."),
            _("About %(n)s came from a browser that had just sent another."),
        ),
        _few_or(
            quality.hurried,
            _("Fewer than %(floor)s were sent within 40 seconds."),
            _("About %(n)s were sent within 40 seconds."),
        ),
        _few_or(
            quality.straight,
            _("Fewer than %(floor)s chose the same step for every sentence."),
            _("About %(n)s chose the same step for every sentence."),
        ),
    ]


def _few_or(number: int, few: str, many: str) -> str:
    shown = publish({"": number}).cells[""]
    # "Fewer than 5" is said of none as well: that nobody did is nobody's business either.
    return few % {"floor": PUBLIC.floor} if not shown else many % {"n": shown}


def day(found: date | None) -> str:
    """A day in words, or nothing."""
    return str(format_date(found, "d MMMM y")) if found else ""
