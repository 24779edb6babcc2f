"""The chart that fits a question, drawn wide and compact, with the table of the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from coproduce.charts.bar import bar_chart
from coproduce.charts.column import column_chart
from coproduce.charts.marks import Mark
from coproduce.charts.share import NONE, share_chart, steps
from coproduce.charts.svg import COMPACT, WIDE, Size
from coproduce.core.points import PublishedPoint
from coproduce.web import locale
from surveys.outcomes.showing import Shown
from surveys.questions.shapes import Bar, Chart, ChartKind, Figure
from surveys.views.outcomes import sentences

Columns = Sequence[tuple[str, str, str, str]]
NO_STEP = frozenset({"na", "not_sure"})
"""Codes of a scale that are no step of it: their part of the bar stays empty."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What a chart is drawn from."""

    shown: Shown
    chart: Chart
    marks: Sequence[Mark]
    ident: str
    title: str
    size: Size


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as the page's macro takes it."""

    caption: str
    svg: Markup
    columns: Columns
    rows: Sequence[Sequence[str]]


def draw(shown: Shown, chart: Chart, *, ident: str) -> Drawn | None:
    """The question's chart and table; None where it has nothing to draw, or nobody answered.

    Without an `ident`, the table alone. Where it has no shares, as of young people and where few answered, it says
    "15 of 40".
    """
    bars = [bar for bar in chart.bars if bar.code in shown.points]
    if chart.kind is ChartKind.NONE or not bars or not shown.out_of:
        return None
    as_counts = not shown.has_shares
    marks = [_mark(bar, shown, as_counts) for bar in bars]
    caption = sentences.most_chosen([(m.label, m.point, m.note) for m in marks], whole=as_counts)
    svg = Markup("").join(
        DRAWN[_kind(shown, chart, as_counts)](_Task(shown, chart, marks, f"{ident}-{size.name}", caption, size))
        for size in ((WIDE, COMPACT) if ident else ())
    )
    return Drawn(caption, svg, _columns(chart, as_counts), _rows(bars, shown, chart, as_counts))


def _kind(shown: Shown, chart: Chart, as_counts: bool) -> ChartKind:
    """Figures are drawn where there are any to show; else how many chose each."""
    has_figures = any(not point.is_hidden for point in shown.figures.values())
    if chart.kind is ChartKind.FIGURES and (as_counts or not has_figures):
        return ChartKind.SHARES
    return chart.kind


def _mark(bar: Bar, shown: Shown, as_counts: bool) -> Mark:
    point = shown.points[bar.code]
    return Mark(bar.label, point, note=sentences.of(shown, bar.code) if as_counts else "")


def _says(mark: Sequence[Mark]) -> Callable[[PublishedPoint], str]:
    """What stands beside a number: its share and range, unless its note says it as a count."""
    return (lambda _point: "") if any(each.note for each in mark) else sentences.in_hundred


def _bars(task: _Task) -> Markup:
    return bar_chart(
        task.marks,
        ident=task.ident,
        title=task.title,
        description=_("A bar for each answer. The table below has the numbers."),
        hidden_words=sentences.hidden(),
        size=task.size,
        direction=locale.current().direction,
        figures=_says(task.marks),
    )


def _steps(task: _Task) -> Markup:
    ladder = [bar.code for bar in task.chart.bars if bar.code not in NO_STEP]
    kinds = dict(zip(ladder, steps(len(ladder)), strict=False))
    codes = [bar.code for bar in task.chart.bars if bar.code in task.shown.points]
    stepped = [
        Mark(mark.label, mark.point, mark.note, kind=kinds.get(code, NONE))
        for code, mark in zip(codes, task.marks, strict=True)
    ]
    return share_chart(
        stepped,
        ident=task.ident,
        title=task.title,
        description=_("A bar in parts. The table below has the numbers."),
        hidden_words=sentences.hidden(),
        size=task.size,
        direction=locale.current().direction,
        figures=_says(task.marks),
    )


def _columns_drawn(task: _Task) -> Markup:
    return column_chart(
        task.marks,
        ident=task.ident,
        title=task.title,
        description=_("A column for each number or band. The table below has the numbers."),
        size=task.size,
        direction=locale.current().direction,
        # As a count there is nothing to write above a column but the count, which the table has.
        number=(lambda _value: "") if any(mark.note for mark in task.marks) else sentences.whole,
    )


def _figures(task: _Task) -> Markup:
    means = [
        Mark(bar.label, task.shown.figures[bar.code]) for bar in task.chart.bars if bar.code in task.shown.figures
    ]
    return bar_chart(
        means,
        ident=task.ident,
        title=task.title,
        description=_("A bar for each answer, as long as its mean. The table below has the numbers."),
        hidden_words=sentences.hidden(),
        ends_at=task.chart.ends_at,
        size=task.size,
        direction=locale.current().direction,
        figures=sentences.figure,
    )


DRAWN = {
    ChartKind.SHARES: _bars,
    ChartKind.STEPS: _steps,
    ChartKind.COUNTS: _columns_drawn,
    ChartKind.FIGURES: _figures,
}


def _columns(chart: Chart, as_counts: bool) -> Columns:
    columns = [(_("Answer"), "", "", ""), (_("Families"), "number", "", "")]
    if as_counts:
        return [*columns[:1], (_("How many"), "", "", "")]
    columns.append((_("In 100, and likely range"), "", "", ""))
    if _figure_for_each(chart):
        words = _("Mean place (1 is best)") if chart.figure is Figure.MEAN_PLACE else _("Mean, and likely range")
        columns.append((words, "", "", ""))
    return columns


def _rows(bars: Sequence[Bar], shown: Shown, chart: Chart, as_counts: bool) -> Sequence[Sequence[str]]:
    if as_counts:
        return [(bar.label, sentences.of(shown, bar.code)) for bar in bars]
    return [(bar.label, *_cells(bar.code, shown, chart)) for bar in bars]


def _cells(code: str, shown: Shown, chart: Chart) -> list[str]:
    cells = [sentences.count(shown.counts[code]), sentences.in_hundred(shown.points[code])]
    if _figure_for_each(chart):
        cells.append(sentences.figure(shown.figures[code]) if code in shown.figures else sentences.hidden())
    return cells


def _figure_for_each(chart: Chart) -> bool:
    """Whether each answer has a mean of its own, as in a ranking; a number has one for all."""
    return chart.kind in (ChartKind.SHARES, ChartKind.FIGURES) and chart.figure is not Figure.NONE
