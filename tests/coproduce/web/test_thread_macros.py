"""The thread: each state has its shape and its words, so that colour never speaks alone."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

TEMPLATES = Path(__file__).parents[3] / "coproduce" / "web" / "templates"


@pytest.fixture
def threads() -> Any:
    """The macros, in English."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    env.globals["_"] = lambda words, **values: words % values if values else words
    return env.get_template("macros/thread.html").module


def test_no_two_states_share_a_shape(threads: Any) -> None:
    shapes = {state: str(threads.mark(state)) for state in ("done", "doing", "heard", "cannot", "ahead")}

    assert len(set(shapes.values())) == 5
    assert "<rect" in shapes["cannot"]
    assert 'stroke-dasharray="' in shapes["ahead"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("said", "You said"),
        ("did", "We did"),
        ("doing", "We are doing"),
        ("cannot", "We cannot, because"),
        ("helped", "Did it help?"),
    ],
)
def test_a_stop_is_headed_by_its_words_unless_it_has_its_own(threads: Any, kind: str, words: str) -> None:
    assert f">{words}</strong>" in threads.stop(kind)
    assert ">The board met</strong>" in threads.stop(kind, title="The board met")


def test_what_somebody_said_is_quoted_and_escaped(threads: Any) -> None:
    html = threads.stop("said", meta="62 families", quote="Nobody <rings> back.")

    assert "<blockquote><p>“Nobody &lt;rings&gt; back.”</p></blockquote>" in html
    assert '<span class="stop__meta">62 families</span>' in html


def test_a_tag_says_its_state_in_words_beside_its_shape(threads: Any) -> None:
    html = str(threads.tag("late", "heard", "Overdue"))

    assert 'class="tag is-late"' in html
    assert html.endswith("Overdue</span>")
    assert 'aria-hidden="true"' in html
