import csv
import io
import tracemalloc
from pathlib import Path

import pytest

from coproduce.voice.analyse_csv import ADDED, AnalyseError, analyse_csv


def analysed(text: str) -> list[dict[str, str]]:
    out = io.StringIO()
    count = analyse_csv(io.StringIO(text, newline=""), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert count == len(rows)
    return rows


def test_rows_keep_their_order_and_columns() -> None:
    rows = analysed("id,text,question_kind\n7,Nothing,improve\n3,Nothing,good\n")

    assert [list(row) for row in rows] == [["id", "text", "question_kind", *ADDED]] * 2
    assert [(row["id"], row["sentiment"]) for row in rows] == [("7", "positive"), ("3", "negative")]
    assert rows[0]["score"] == "0.9600"


def test_what_was_found_is_written_out() -> None:
    (row,) = analysed('text\n"The taxi was late, ring 07700 900123. He wants to kill himself."\n')

    assert row["language"] == "en"
    assert row["concern"] == row["needs_human"] == "1"
    assert "transport" in row["themes"].split(";")
    assert "07700" not in row["redacted"]
    assert row["analysis"]


def test_awkward_input_is_read() -> None:
    rows = analysed('\ufeff Text ,note\r\n"two\r\nlines, ""quoted""",x\r\n\r\n,empty\r\nnul\x00s,\r\nshort\r\n')

    assert [row[" Text "] for row in rows] == ['two\r\nlines, "quoted"', "", "nuls", "short"]
    assert [row["sentiment"] for row in rows][1] == "no_opinion"
    assert [row["note"] for row in rows] == ["x", "empty", "", ""]


def test_a_given_language_is_a_hint_and_stays() -> None:
    out = io.StringIO()
    analyse_csv(io.StringIO("text,language\nGood,en\n"), out)
    header, row = csv.reader(io.StringIO(out.getvalue()))

    assert header == ["text", "language", *ADDED]
    assert row[:2] == ["Good", "en"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("comment,id\nGood,1\n", "no 'text' column. Its columns are: comment, id"),
        ("text;id\nGood;1\n", "no 'text' column"),
        ("text,id\nfine,1\nGood, but late,2\n", "line 3 has 3 cells, the header has 2"),
    ],
)
def test_what_cannot_be_analysed_is_said_plainly(text: str, message: str) -> None:
    with pytest.raises(AnalyseError, match=message):
        analysed(text)


def test_only_a_header_gives_only_a_header() -> None:
    assert analysed("text\n") == []


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    with long.open("w") as file:
        file.write("text\n")
        file.writelines("n/a" + " " * 50_000 + "\n" for _ in range(120))
    analyse_csv(io.StringIO("text\nwarm\n"), io.StringIO())
    tracemalloc.start()

    with long.open(newline="") as source, (tmp_path / "out.csv").open("w") as out:
        analyse_csv(source, out)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < long.stat().st_size / 2
