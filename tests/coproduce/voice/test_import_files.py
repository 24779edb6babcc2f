from datetime import date
from pathlib import Path

import pytest

from coproduce.core.files import why_refused
from coproduce.voice.import_rows import Blank, Rejected, UnreadableFile, read_rows


def read(path: Path, text: str) -> list[object]:
    """The rows of a file with this text."""
    path.write_text(text, "utf-8")
    return list(read_rows(path, source="Workshop", today=date(2026, 11, 24)))


def test_a_quote_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="after row 2"):
        read(tmp_path / "said.csv", 'text\nGood club.\n"We waited\nKind staff.\n')


def test_a_cell_too_long_and_one_that_cannot_be_seen(tmp_path: Path) -> None:
    long, blank = read(tmp_path / "said.csv", "text\n" + "a" * 50_001 + "\n\u200b\u200d\u2060\n")

    assert long == Rejected(2, "a cell holds more than 50,000 characters")
    assert blank == Blank(3)


def test_a_device_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(200_000_001)

    assert why_refused(Path("/dev/zero")) == "zero is not a plain file."
    assert why_refused(huge) == "huge.csv is larger than 200 MB, which is the most."
