"""What the commands read: files that end, of a sane size."""

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from coproduce.insight.commands import confidence, trend
from coproduce.insight.opening import LARGEST_FILE

TOO_LARGE = "Error: The file has more than 50,000,000 bytes, which is the most.\n"


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.mark.parametrize("through_a_link", [False, True])
def test_a_device_is_refused_before_it_is_read(runner: CliRunner, tmp_path: Path, through_a_link: bool) -> None:
    name = Path("/dev/zero")
    if through_a_link:
        name = tmp_path / "zero.csv"
        name.symlink_to("/dev/zero")

    for command, before in ((trend, []), (confidence, ["score"])):
        ran = runner.invoke(command, [*before, str(name)])
        assert (ran.exit_code, ran.stderr) == (
            1,
            "Error: This is not a file that ends, such as a CSV on a disk.\n",
        )


def test_a_file_that_is_too_large_is_refused_before_it_is_read(runner: CliRunner, tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(100 * LARGEST_FILE)

    ran = runner.invoke(trend, [str(huge)])
    assert (ran.exit_code, ran.stderr) == (1, TOO_LARGE)


def test_standard_input_is_bounded_too(runner: CliRunner) -> None:
    ran = runner.invoke(trend, ["-"], input=b"\n" * (LARGEST_FILE + 1))

    assert (ran.exit_code, ran.stderr) == (1, TOO_LARGE)


def test_a_header_of_a_million_columns_is_refused_at_once(runner: CliRunner) -> None:
    begun = time.monotonic()
    ran = runner.invoke(trend, ["-"], input=",".join(f"c{place}" for place in range(1_000_000)))

    assert ran.stderr == "Error: The first row has 1000000 columns; 1000 is the most.\n"
    assert time.monotonic() - begun < 10
