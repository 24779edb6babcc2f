"""The commands: what they write, where, and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coproduce.insight.commands import confidence, trend

ANSWERS = "i1,i2,i3,i4,i5,i6,i7,i8\n" + "4,2,3,,2,3,4,5\n" * 60


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def test_score_writes_json(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("\ufeff" + ANSWERS, encoding="utf-8")
    result = runner.invoke(confidence, ["score", str(file), "--json"])

    assert result.exit_code == 0
    facts = json.loads(result.stdout)
    assert (facts["n"], round(facts["index"], 1), facts["weighted"]) == (60, 57.1, False)


def test_score_reads_standard_input_and_speaks_plainly(runner: CliRunner) -> None:
    result = runner.invoke(confidence, ["score", "-"], input=ANSWERS)

    assert result.exit_code == 0
    assert result.stdout.startswith("Index 57.1, likely range 57.1 to 57.1, from 60 answers")


def test_score_weights_to_margins(runner: CliRunner, tmp_path: Path) -> None:
    answers, margins = tmp_path / "answers.csv", tmp_path / "margins.csv"
    rows = "3,3,3,3,3,3,3,3,ehcp\n" * 40 + "2,2,2,2,2,2,2,2,none\n" * 40
    answers.write_text("i1,i2,i3,i4,i5,i6,i7,i8,provision\n" + rows)
    margins.write_text("variable,category,share\nprovision,ehcp,0.4\nprovision,none,0.6\n")
    result = runner.invoke(confidence, ["score", str(answers), "--margins", str(margins), "--json"])

    assert json.loads(result.stdout)["index"] == pytest.approx(35)
    both = runner.invoke(confidence, ["score", "-", "--margins", "-"], input=rows)
    assert both.exit_code == 2


def test_a_bad_file_ends_with_one_and_one_sentence(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(ANSWERS.replace("4,2", "4,9", 1))
    result = runner.invoke(confidence, ["score", str(file), "--json"])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: Row 2, column 'i2': '9' is not a whole number from 1 to 5.\n"


def test_a_file_in_another_encoding_is_refused(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "trend.csv"
    file.write_bytes("period,value\nété,4\n".encode("latin-1"))
    result = runner.invoke(trend, [str(file)])

    assert (result.exit_code, result.stderr) == (1, "Error: The file is not text in UTF-8.\n")


@pytest.mark.parametrize("arguments", [["nowhere.csv"], [], ["-", "--baseline", "1"]])
def test_wrong_use_ends_with_two(runner: CliRunner, arguments: list[str]) -> None:
    assert runner.invoke(trend, arguments).exit_code == 2


def test_trend_writes_json_and_words(runner: CliRunner) -> None:
    text = "period,value\n" + "".join(
        f"{year},{value}\n" for year, value in zip(range(14), [46, 48] * 7, strict=True)
    )

    assert json.loads(runner.invoke(trend, ["-", "--json"], input=text).stdout)["mean"] == 47
    assert runner.invoke(trend, ["-"], input=text).stdout.startswith("Mean 47.00, limits 41.68 to 52.32")
