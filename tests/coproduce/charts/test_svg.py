"""The pieces of a chart."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coproduce.charts.svg import COMPACT, WIDE, element, leading, room, spread, wrapped

blocks = st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), min_size=1, max_size=6)


def test_attributes_are_escaped_and_none_left_out() -> None:
    assert element("a", "<", class_='"x"', stroke_width=1.25, fill=None) == (
        '<a class="&#34;x&#34;" stroke-width="1.2">&lt;</a>'
    )


@given(blocks)
def test_words_at_the_end_never_overlap(wanted: list[tuple[float, float]]) -> None:
    middles, heights = [middle for middle, _ in wanted], [height for _, height in wanted]
    tops = spread(middles, heights, top=0, bottom=300)
    placed = sorted(zip(tops, heights, strict=True))

    for (top, height), (below, _) in pairwise(placed):
        assert top + height <= below + 1e-6
    assert placed[-1][0] + placed[-1][1] <= 300 + 1e-6
    assert placed[0][0] >= -1e-6


@given(st.text("abc é", max_size=60), st.floats(60, 400))
def test_wrapped_text_keeps_every_word_and_fits(text: str, width: float) -> None:
    lines = wrapped(text, width=width, size=WIDE)

    assert " ".join(lines).split() == text.split()
    assert all(room(line, WIDE) <= width or " " not in line for line in lines)


def test_arabic_script_has_more_room_between_lines() -> None:
    assert leading(COMPACT, "rtl") > leading(COMPACT, "ltr") >= COMPACT.text
