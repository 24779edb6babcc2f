"""The index of a file: the worked numbers by hand, and refusals that say where."""

import io

import pytest

from coproduce.insight.confidence import Level
from coproduce.insight.score_csv import in_words, score_file
from coproduce.insight.tables import BadFile

HEADER = "i1,i2,i3,i4,i5,i6,i7,i8,anchor,provision,age_band"
MARGINS = (
    "variable,category,share\nprovision,ehcp,0.29\nprovision,sen_support,0.71\n"
    "age_band,5-10,0.55\nage_band,11-15,0.45\n"
)
CELLS = (
    ("ehcp", "5-10", 60, 4),
    ("ehcp", "11-15", 50, 3),
    ("sen_support", "5-10", 52, 3),
    ("sen_support", "11-15", 38, 2),
)


def _file(*rows: str, header: str = HEADER) -> io.StringIO:
    return io.StringIO("\n".join((header, *rows)) + "\n")


def _worked() -> io.StringIO:
    return _file(
        *(
            f"{','.join([str(item)] * 8)},7,{provision},{age}"
            for provision, age, n, item in CELLS
            for _ in range(n)
        )
    )


def test_the_worked_weights_through_a_file() -> None:
    facts = score_file(_worked(), margins=io.StringIO(MARGINS))

    by_hand = (60 * 0.5093 * 75 + 50 * 0.5488 * 50 + 52 * 1.5277 * 50 + 38 * 1.6463 * 25) / 200
    assert facts["n"] == 200
    assert round(facts["n_eff"], 1) == 156.9
    assert facts["index"] == pytest.approx(by_hand, abs=0.01)
    assert facts["unweighted"] == pytest.approx((60 * 75 + 102 * 50 + 38 * 25) / 200)
    assert (facts["weighted"], facts["suppressed"], facts["why"]) == (True, False, [])
    assert facts["low"] < facts["index"] < facts["high"]
    assert facts["bands"]["40_59"]["low"] is not None


def test_a_refusal_is_said() -> None:
    rows = ["4,4,4,4,4,4,4,4,,ehcp,"] * 150 + ["2,2,2,2,2,2,2,2,,sen_support,"] * 50
    facts = score_file(
        _file(*rows),
        margins=io.StringIO("variable,category,share\nprovision,ehcp,.29\nprovision,sen_support,.71\n"),
    )

    assert not facts["weighted"]
    assert facts["index"] == facts["unweighted"] == 62.5
    assert round(facts["refused_n_eff"]) == 94
    assert "(0.47 of them, under 0.60)" in facts["why"][0]
    assert "Not weighted" in in_words(facts)


def test_few_answers_give_no_index() -> None:
    facts = score_file(_file("4,2,3,,2,3,4,5,8,ehcp,5-10"))

    assert (facts["n"], facts["index"], facts["low"], facts["unweighted"]) == (1, None, None, None)
    assert facts["suppressed"]
    assert in_words(facts) == "Not stated: 1 answered, and at least 50 are needed."


def test_the_worked_respondent_through_a_file() -> None:
    facts = score_file(_file(*["4,2,3,,2,3,4,5,8,ehcp,5-10"] * 10), level=Level.BOARDS)

    assert round(facts["index"], 1) == 57.1
    assert facts["indicative"]
    assert in_words(facts).startswith("Index 57.1, likely range 57.1 to 57.1, from 10 answers")


def test_a_byte_order_mark_other_columns_and_blank_lines_do_no_harm() -> None:
    text = "\ufeffI1,i2,i3,i4,i5,i6,i7,i8,note\n\n3,3,3,3,3,3,3.0,,hello\n,,,,,,,,\n"

    assert score_file(io.StringIO(text))["n"] == 1


def test_those_without_a_score_are_counted_apart() -> None:
    facts = score_file(_file("3,3,3,3,3,,,,,,", "3,3,3,3,3,3,,,,prefer not to say,"))

    assert (facts["n"], facts["without_score"]) == (1, 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("6,3,3,3,3,3,3,3,,,", "Row 2, column 'i1': '6' is not a whole number from 1 to 5."),
        ("3,0,3,3,3,3,3,3,,,", "Row 2, column 'i2': '0' is not"),
        ("3,3,2.5,3,3,3,3,3,,,", "column 'i3'"),
        ("3,3,3,nan,3,3,3,3,,,", "column 'i4': 'nan'"),
        ("3,3,3,3,inf,3,3,3,,,", "column 'i5': 'inf'"),
        ("3,3,3,3,3,yes,3,3,,,", "column 'i6': 'yes'"),
        ("3,3,3,3,3,3,3,3,11,,", "column 'anchor': '11' is not a whole number from 0 to 10."),
        ("3,3,3,3,3,3,3,3,,plan,", "column 'provision': 'plan' is not one of ehcp"),
        ("3,3,3,3,3,3,3,3,,,30-40", "column 'age_band'"),
        ("3,3,3,3,3,3,3,3", "Row 2 has 8 cells, and the header has 11."),
        ('3,"3,3,3,3,3,3,3,,,', "Row 2 cannot be read"),
    ],
)
def test_a_bad_row_is_named(row: str, words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        score_file(_file(row))

    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty."),
        ("\n3,3", "The first row must name the columns."),
        ("i1,i2,i3\n1,2,3\n", "no column 'i4'"),
        ("i1,i1,i3\n1,2,3\n", "'i1' is there twice"),
    ],
)
def test_a_bad_header_is_named(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        score_file(io.StringIO(text))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("provision,ehcp,0.29\nprovision,sen_support,0.5\n", "add to 0.79"),
        ("provision,ehcp,29\n", "Row 2, column 'share': '29' is not between 0 and 1."),
        ("provision,ehcp,nan\n", "'nan' is not a number"),
        ("provision,ehcp,many\n", "'many' is not a number"),
        ("provision,ehcp,0.5\nprovision,ehcp,0.5\n", "Row 3: 'ehcp' of 'provision' is there twice."),
        ("colour,blue,0.5\n", "'blue'|'colour' is not one of"),
        ("provision,plan,0.5\n", "'plan' is not one of"),
        ("area,not stated,0.5\n", "'not stated' is not one of the answers"),
        ("area,north,0.5\narea,south,0.5\n", "speak of 'area'"),
        ("", "no rows"),
    ],
)
def test_bad_margins_are_named(rows: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        score_file(_file("3,3,3,3,3,3,3,3,,,"), margins=io.StringIO("variable,category,share\n" + rows))
