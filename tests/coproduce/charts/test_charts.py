"""Every chart: named, without inline style, mirrored, and never drawing what is hidden."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from coproduce.charts.bar import bar_chart
from coproduce.charts.column import column_chart
from coproduce.charts.line import Limits, line_chart
from coproduce.charts.marks import Mark, rows
from coproduce.charts.share import share_chart
from coproduce.charts.svg import COMPACT, WIDE, Size
from coproduce.core.points import Estimate, PublishedPoint, publish_headline

Draw = Callable[..., Markup]
SPACE = "{http://www.w3.org/2000/svg}"
LIMITS = Limits(46.9, 40.1, 53.7, "Average 47", "Lower limit 40", "Upper limit 54")


def _point(value: float) -> PublishedPoint:
    return publish_headline(Estimate(value, value - 4, value + 4.3, 120), n=120)


HIDDEN = publish_headline(Estimate(33.3, 22.2, 44.4, 20), n=20)


def _marks() -> list[Mark]:
    return [
        Mark("March", _point(31.2), kind="positive"),
        Mark("April", HIDDEN, kind="mixed"),
        Mark("May", _point(47.6), note="New team <b>", special=True, kind="negative"),
    ]


def _line(marks: list[Mark], **words: object) -> Markup:
    draw: Draw = line_chart
    return draw(marks, limits=LIMITS, end_words="Confidence", **words)


def _bar(marks: list[Mark], **words: object) -> Markup:
    draw: Draw = bar_chart
    return draw(marks, hidden_words="too few to show", **words)


def _share(marks: list[Mark], **words: object) -> Markup:
    draw: Draw = share_chart
    return draw(marks, hidden_words="too few to show", **words)


def _column(marks: list[Mark], **words: object) -> Markup:
    draw: Draw = column_chart
    return draw(marks, **words)


def _read(drawn: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(drawn))


def _picture(draw: Draw, *, size: Size = WIDE, direction: str = "ltr", marks: list[Mark] | None = None) -> Markup:
    return draw(
        _marks() if marks is None else marks,
        ident="index",
        title="Confidence & trust",
        description="By month",
        size=size,
        direction=direction,
    )


def _texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SPACE}text")]


@pytest.fixture(params=[_line, _bar, _share, _column], ids=["line", "bar", "share", "column"])
def draw(request: pytest.FixtureRequest) -> Draw:
    chosen: Draw = request.param
    return chosen


@pytest.mark.parametrize("size", [WIDE, COMPACT])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_chart_has_a_name_a_description_and_no_inline_style(draw: Draw, size: Size, direction: str) -> None:
    root = _read(_picture(draw, size=size, direction=direction))
    elements = list(root.iter())
    idents = [element.get("id") for element in elements if element.get("id")]

    assert root.get("role") == "img"
    assert root.get("direction") == direction
    assert (root.get("aria-labelledby") or "").split() == ["index-title", "index-desc"]
    assert root.findtext(f"{SPACE}title") == "Confidence & trust"
    assert root.findtext(f"{SPACE}desc") == "By month"
    assert len(idents) == len(set(idents))
    assert all((ident or "").startswith("index-") for ident in idents)
    assert not any(element.get("style") or element.tag.endswith("style") for element in elements)


def test_a_chart_draws_nothing_of_a_hidden_number(draw: Draw) -> None:
    written = str(_picture(draw))

    assert not any(number in written for number in ("33.3", "22.2", "44.4", ">33", "33 ("))


def test_words_are_escaped(draw: Draw) -> None:
    marks = [Mark('<script>"x"</script>', _point(50), kind="positive"), *_marks()]
    written = str(_picture(draw, marks=marks))

    assert "<script" not in written
    assert "<b>" not in written


def test_words_stay_in_the_picture_and_large_enough_for_a_phone(draw: Draw) -> None:
    root = _read(_picture(draw, size=COMPACT))
    width, height = (float(side) for side in (root.get("viewBox") or "").split()[2:])

    assert float(root.get("font-size") or 0) * 300 / width >= 14
    for element in root.iter(f"{SPACE}text"):
        assert 0 <= float(element.get("x") or -1) <= width
        assert 0 < float(element.get("y") or -1) <= height


def test_colours_are_classes_with_a_light_value_to_fall_back_on(draw: Draw) -> None:
    for element in _read(_picture(draw)).iter():
        if element.get("color"):
            assert (element.get("class") or "").startswith("chart-")
        assert element.get("fill") in {None, "currentColor", "none", "url(#index-negative)", "url(#index-mixed)"}
        assert element.get("stroke") in {None, "currentColor"}


def test_an_empty_chart_is_still_a_picture(draw: Draw) -> None:
    assert _read(_picture(draw, marks=[])).get("role") == "img"
    assert _read(_picture(draw, marks=[Mark("May", HIDDEN)])).get("role") == "img"


def test_the_line_is_drawn_in_the_promised_room() -> None:
    assert _read(_picture(_line)).get("viewBox") == "0 0 640 320"
    assert _read(_picture(_line, size=COMPACT)).get("viewBox") == "0 0 360 260"


def test_a_hidden_wave_leaves_a_gap() -> None:
    seen = [Mark(str(place), _point(40 + place)) for place in range(4)]
    whole = _read(_picture(_line, marks=seen))
    gap = _read(_picture(_line, marks=[*seen[:1], Mark("1", HIDDEN), *seen[2:]]))

    def strokes(root: ElementTree.Element) -> int:
        return sum(line.get("stroke-width") == "2.5" for line in root.iter(f"{SPACE}line"))

    assert (strokes(whole), strokes(gap)) == (3, 1)
    assert len(list(gap.iter(f"{SPACE}circle"))) == 3


def test_a_wave_that_fires_a_rule_has_another_shape_and_its_words() -> None:
    root = _read(_picture(_line))

    assert len(list(root.iter(f"{SPACE}polygon"))) == 1
    assert "New team <b>" in _texts(root)


def test_the_lines_are_named_at_their_ends() -> None:
    texts = " ".join(_texts(_read(_picture(_line))))

    assert "Confidence 48" in texts
    assert all(words in texts for words in ("Average 47", "Lower limit 40", "Upper limit 54"))


def test_notes_that_would_overlap_leave_the_newest() -> None:
    marks = [Mark(f"{place}", _point(40 + place), note=f"Something happened in {place}") for place in range(12)]
    texts = " ".join(_texts(_read(_picture(_line, marks=marks))))

    assert "happened in 11" in texts
    assert "happened in 10" not in texts


def test_time_runs_as_the_language_reads() -> None:
    left = [float(dot.get("cx") or 0) for dot in _read(_picture(_line)).iter(f"{SPACE}circle")]
    right = [float(dot.get("cx") or 0) for dot in _read(_picture(_line, direction="rtl")).iter(f"{SPACE}circle")]

    assert [round(640 - x, 1) for x in left] == [round(x, 1) for x in right]


def test_bars_start_where_the_language_starts() -> None:
    boxes = list(_read(_picture(_bar)).iter(f"{SPACE}rect"))
    mirrored = list(_read(_picture(_bar, direction="rtl")).iter(f"{SPACE}rect"))

    assert [float(box.get("x") or 0) for box in boxes] == [1, 1]
    assert [float(box.get("x") or 0) + float(box.get("width") or 0) for box in mirrored] == pytest.approx(
        [639, 639]
    )
    assert float(boxes[0].get("width") or 0) == pytest.approx(0.312 * 638, abs=0.1)


def test_a_share_has_a_pattern_as_well_as_a_colour() -> None:
    root = _read(_picture(_share))

    patterns = {pattern.get("id") for pattern in root.iter(f"{SPACE}pattern")}
    assert patterns == {"index-mixed", "index-negative"}, "those that are drawn"
    assert {"March: 31% (27% to 36%)", "April: too few to show"} <= set(_texts(root))


def test_the_table_has_what_the_chart_has() -> None:
    table = rows(_marks())

    assert [row.label for row in table] == ["March", "April", "May"]
    assert table[0][1:5] == (31.2, 27.2, 35.5, 120)
    assert table[1][1:5] == (None, None, None, 20)
    assert table[2].note == "New team <b>"
