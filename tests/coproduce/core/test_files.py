"""Only plain files of a bounded size are read."""

import os
from pathlib import Path

import pytest

from coproduce.core.files import why_refused


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("text\n", "utf-8")

    assert why_refused(path) is None
    assert why_refused(path, largest=4) == "said.csv is larger than 0 MB, which is the most."


def test_what_never_ends_or_never_begins_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)

    assert why_refused(pipe) == "pipe.csv is not a plain file."
    assert why_refused(Path("/dev/zero")) == "zero is not a plain file."
    assert why_refused(tmp_path) == f"{tmp_path.name} is not a plain file."


@pytest.mark.parametrize("name", ["missing.csv", "a\x00b.csv", "x" * 5_000 + ".csv"])
def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    assert "cannot be read" in (why_refused(tmp_path / name) or "")
