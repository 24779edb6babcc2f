"""The progress bar: silent for short waits, on the error stream for long ones."""

import pytest

from coproduce.web.progress import ProgressBar


def test_a_short_wait_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(10, patience=60) as bar:
        bar.told(5)

    assert capsys.readouterr() == ("", "")


def test_a_long_wait_is_shown_beside_the_output_not_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(1, patience=-1) as bar:
        bar.told(2, total=4)
        bar.told(4, total=4)
        assert bar.done == 4

    assert capsys.readouterr().out == ""
