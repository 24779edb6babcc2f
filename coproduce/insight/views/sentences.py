"""The measures in words: a finding as a sentence, its range, its change, its cautions."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.core.points import PublishedPoint
from coproduce.insight.change import Change, Verdict
from coproduce.insight.confidence import BELOW_40, FROM_60, MIDDLE
from coproduce.insight.influence import YES
from coproduce.insight.picture import WavePicture
from coproduce.insight.reasons import Reason, Why


def month(day: date) -> str:
    """A wave by its month: "November 2026"."""
    return format_date(day, "LLLL y")


def finding(point: PublishedPoint | None) -> str:
    """The heading of the page: what the index says, or that it cannot be said."""
    if point is None or point.value is None:
        return _("Not enough families have answered yet to say how confident parents are")
    return _("Parents' confidence is %(index)s out of 100", index=whole(point.value))


def resting(wave: WavePicture, point: PublishedPoint) -> str:
    """How many answered, and where the true figure probably lies."""
    return _(
        "%(n)s families answered in %(month)s. The true figure probably lies between %(low)s and %(high)s.",
        n=point.n,
        month=month(wave.opens_on),
        low=whole(point.low),
        high=whole(point.high),
    )


def changed(change: Change) -> str:
    """The change rule's words: only a clear and large difference is called a change."""
    if change.verdict is Verdict.CANNOT_SAY or change.difference is None:
        return _("We cannot yet say whether it has changed.")
    points = whole(abs(change.difference))
    if change.verdict is Verdict.CLEARLY_UP:
        return _("It has gone up by %(points)s points since the time before.", points=points)
    if change.verdict is Verdict.CLEARLY_DOWN:
        return _("It has gone down by %(points)s points since the time before.", points=points)
    return _("There is no clear change yet since the time before.")


def stands_out(rules: Sequence[int]) -> str:
    """What the trend says of the newest month, which the change since the month before may not show; or ""."""
    if not rules:
        return ""
    return _("Seen over all months, this month stands out: %(rules)s.", rules="; ".join(map(rule, rules)))


def bands(points: Mapping[str, PublishedPoint]) -> str:
    """How families are spread below the index: the shares of low, middle and high scores; or ""."""
    if not points or all(point.is_hidden for point in points.values()):
        return ""
    return _(
        "In 100 families, and likely range: below 40 points: %(low)s; from 40 to 59: %(middle)s; "
        "60 and over: %(high)s.",
        low=ranged(points[BELOW_40]),
        middle=ranged(points[MIDDLE]),
        high=ranged(points[FROM_60]),
    )


def influenced(share: PublishedPoint | None) -> str:
    """The influence measure as a sentence."""
    if share is None or share.value is None:
        return _("Not enough families have answered yet to say whether they have seen something change.")
    return _(
        "Of about %(n)s families, %(percent)s in 100 have seen something change because of what families said "
        "(likely range %(low)s to %(high)s).",
        n=share.n,
        percent=whole(share.value),
        low=whole(share.low),
        high=whole(share.high),
    )


def caution(reason: Reason) -> str:
    """What a reader must know about a number."""
    values = reason.values
    if reason.code is Why.LOW_NUMBERS:
        return _("Low numbers: fewer than %(least)s families answered.", least=values["least"])
    if reason.code is Why.TOO_FEW_ANSWERS:
        return _("Not stated: at least %(least)s families must answer first.", least=values["least"])
    if reason.code is Why.TOO_FEW_EFFECTIVE:
        return _("Not stated: those who answered are too unlike the families of the area.")
    if reason.code is Why.WEIGHTS_REFUSED:
        return _("Not weighted: those who answered are too unlike the families of the area for it to help.")
    if reason.code is Why.INDICATIVE:
        return _("Only a first sign: fewer than %(least)s families answered.", least=values["least"])
    if reason.code is Why.MARGIN_JOINED:
        return _("Small groups were put together before the answers were weighted.")
    return _("Part of what is known about the families of the area could not be used for weighting.")


def stance(code: str) -> str:
    """What a share of comments is called."""
    return {
        "positive": _("positive"),
        "mixed": _("mixed"),
        "neutral": _("neither"),
        "negative": _("negative"),
    }[code]


def answer(code: str) -> str:
    """An answer to the influence question."""
    return {YES: _("Yes"), "no": _("No"), "not_sure": _("Not sure")}[code]


def whole(value: float | None) -> str:
    """A number as people say it."""
    return "–" if value is None else f"{value:.0f}"


def ranged(point: PublishedPoint) -> str:
    """A number with its likely range, or that it is hidden."""
    if point.value is None:
        return _("hidden")
    return _(
        "%(value)s (%(low)s to %(high)s)", value=whole(point.value), low=whole(point.low), high=whole(point.high)
    )


def short_month(day: date) -> str:
    """A wave in a chart: "Nov"."""
    return format_date(day, "LLL")


def rule(number: int) -> str:
    """What stands out at a point, for each rule of the trend."""
    return {
        1: _("outside the limits"),
        2: _("seven or more on one side of the average"),
        3: _("seven or more rising or falling"),
        4: _("two of three near a limit"),
    }[number]
