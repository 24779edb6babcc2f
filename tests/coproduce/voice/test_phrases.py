import pytest

from coproduce.voice.phrases import Phrases, expand, word_list

SETS = {"unit": frozenset({"week", "weeks"}), "number": frozenset({"two"})}


def found(lines: list[str], text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in Phrases({"x": lines}, sets=SETS).find(text.split())]


def test_an_entry_stands_for_its_forms() -> None:
    assert expand("wait/s/ed") == ["wait", "waits", "waited"]
    assert expand("ignor-/e/ing") == ["ignore", "ignoring"]
    assert expand("10/10") == ["10/10"]
    assert word_list("kind help/s") == ["kind", "help", "helps"]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("waiting # @unit", "we were waiting 18 weeks", [(2, 5)]),
        ("waiting # @unit", "waiting two weeks", [(0, 3)]),
        ("not very? good", "not good not very good", [(0, 2), (2, 5)]),
        ("no _ reply", "no single reply", [(0, 3)]),
        ("never _2 listen", "never even tried to listen", []),
        ("never _2 listen", "never even once listen", [(0, 4)]),
        ("let|lets us down", "it lets us down", [(1, 4)]),
    ],
)
def test_phrases_are_found(line: str, text: str, expected: list[tuple[int, int]]) -> None:
    assert found([line], text) == expected


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    assert found(["no complaints", "no complaints at all", "at all costs"], "no complaints at all costs") == [
        (0, 4)
    ]


def test_a_phrase_must_begin_with_a_word() -> None:
    with pytest.raises(ValueError, match="begins with a word"):
        Phrases({"x": ["very? good"]}, sets={})
