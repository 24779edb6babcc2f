from coproduce.voice.clauses import clauses_of, words_of


def clauses(text: str) -> list[list[str]]:
    return [[str(word) for word in clause.words] for clause in clauses_of(words_of(text))]


def test_clauses_end_at_stops_and_before_words_that_turn() -> None:
    assert clauses("The nurse was kind but late. We waited;\nnobody came") == [
        ["the", "nurse", "was", "kind"],
        ["but", "late"],
        ["we", "waited"],
        ["nobody", "came"],
    ]


def test_a_turn_stays_in_its_sentence() -> None:
    first, turned, second = clauses_of(words_of("Kind but late. Fine"))

    assert (first.turned, turned.turned, second.turned) == (False, True, False)
    assert first.sentence == turned.sentence == 0
    assert second.sentence == 1


def test_words_know_their_place_and_how_they_were_written() -> None:
    text = "Don't ring SENDIASS at 8.30am :)"
    words = words_of(text)

    assert [str(w) for w in words] == ["dont", "ring", "sendiass", "at", "8.30", "am", ":)"]
    assert [text[w.start : w.end] for w in words[:3]] == ["Don't", "ring", "SENDIASS"]
    assert [w.whole_capital for w in words[:3]] == [False, False, True]


def test_an_exclamation_mark_is_the_last_word_of_its_clause() -> None:
    assert clauses("Great!!! Thanks") == [["great", "!"], ["thanks"]]


def test_a_mask_is_one_word() -> None:
    assert clauses("[name] was kind") == [["[name]", "was", "kind"]]


def test_no_words_no_clauses() -> None:
    assert clauses(" ... \n ?") == []
