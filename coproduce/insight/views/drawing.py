"""The charts of the confidence page: each drawn wide and compact, with the table that shows the same marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from markupsafe import Markup

from coproduce.charts.line import Limits, line_chart
from coproduce.charts.marks import Mark
from coproduce.charts.share import share_chart
from coproduce.charts.svg import COMPACT, WIDE, Size
from coproduce.core.points import PublishedPoint
from coproduce.insight import publishing
from coproduce.insight.picture import Picture
from coproduce.insight.trends import Trend
from coproduce.insight.views import sentences
from coproduce.web import locale


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as the page's macro takes it."""

    caption: str
    svg: Markup
    table_caption: str
    columns: Sequence[tuple[str, str, str, str]]
    rows: Sequence[Sequence[str]]


def over_time(picture: Picture, *, caption: str) -> Figure:
    """The index wave by wave, with its likely ranges and the limits of the trend."""
    marks = trend_marks(picture)
    limits = _limits(picture.trend) if picture.trend else None
    description = _(
        "Each point is one month; the box around it is its likely range. The table below has the numbers."
    )

    def draw(size: Size) -> Markup:
        return line_chart(
            marks,
            ident=f"index-{size.name}",
            title=caption,
            description=description,
            limits=limits,
            end_words=_("Index"),
            size=size,
            direction=locale.current().direction,
        )

    rows = [
        (
            sentences.month(wave.opens_on),
            sentences.ranged(mark.point),
            str(mark.point.n or _("under 5")),
            mark.note,
        )
        for wave, mark in zip(picture.waves, marks, strict=True)
    ]
    columns = [
        (_("Month"), "", "", ""),
        (_("Index and likely range"), "", "", ""),
        (_("Families"), "number", "", ""),
        (_("What stands out"), "", "", ""),
    ]
    return Figure(caption, draw(WIDE) + draw(COMPACT), _("The index, month by month"), columns, rows)


def small(picture: Picture, finding: str) -> Figure:
    """The index over time, small, for the front page; its table is on the page of the measures."""
    marks = [replace(mark, note="", special=False) for mark in trend_marks(picture)]
    svg = Markup("").join(
        line_chart(
            marks,
            ident=f"index-{size.name}",
            title=finding,
            description=_("Each point is one month; the box around it is its likely range."),
            size=size,
            direction=locale.current().direction,
        )
        for size in (WIDE, COMPACT)
    )
    return Figure(finding, svg, "", (), ())


def fired(picture: Picture) -> dict[str, tuple[int, ...]]:
    """The rules of the trend that each stated wave fires."""
    if picture.trend is None:
        return {}
    return dict(zip((wave.wave for wave in picture.stated), picture.trend.rules, strict=True))


def trend_marks(picture: Picture) -> list[Mark]:
    """A mark a wave; where a rule of the trend fires, its words."""
    rules = fired(picture)
    return [
        Mark(
            label=sentences.short_month(wave.opens_on),
            point=publishing.headline(wave.measure),
            note="; ".join(sentences.rule(number) for number in rules.get(wave.wave, ())),
            special=bool(rules.get(wave.wave)),
        )
        for wave in picture.waves
    ]


def of_shares(
    shares: Sequence[tuple[str, str, PublishedPoint]], *, ident: str, caption: str, first: str
) -> Figure:
    """A bar of shares: (the stance whose pattern it has, words, point)."""
    marks = [Mark(label=words, point=point, kind=kind) for kind, words, point in shares]

    def draw(size: Size) -> Markup:
        return share_chart(
            marks,
            ident=f"{ident}-{size.name}",
            title=caption,
            description=_("A bar in parts. The table below has the numbers."),
            hidden_words=_("hidden"),
            figures=sentences.ranged,
            size=size,
            direction=locale.current().direction,
        )

    columns = [(first, "", "", ""), (_("In 100, and likely range"), "", "", "")]
    rows = [(mark.label, sentences.ranged(mark.point)) for mark in marks]
    return Figure(caption, draw(WIDE) + draw(COMPACT), caption, columns, rows)


def _limits(trend: Trend) -> Limits:
    limits = trend.limits
    return Limits(
        mean=limits.mean,
        lower=limits.lower,
        upper=limits.upper,
        mean_words=_("Average %(value)s", value=sentences.whole(limits.mean)),
        lower_words=_("Lower limit %(value)s", value=sentences.whole(limits.lower)),
        upper_words=_("Upper limit %(value)s", value=sentences.whole(limits.upper)),
    )
