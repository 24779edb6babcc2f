"""Codes of words: the same for the same parts, forgiving when typed, silent without the key."""

from coproduce.core import codes

KEY = codes.derive_key("secret", "one purpose")


def test_a_code_is_six_words_of_the_list() -> None:
    code = codes.code_from(KEY, "a", "b")

    assert len(code.split("-")) == codes.WORDS_IN_A_CODE
    assert set(code.split("-")) <= set(codes.word_list())


def test_the_word_list_gives_nine_bits_a_word() -> None:
    assert len(set(codes.word_list())) == 512


def test_the_same_parts_give_the_same_code_and_others_another() -> None:
    assert codes.code_from(KEY, "a", "b") == codes.code_from(KEY, "a", "b")
    assert codes.code_from(KEY, "a", "b") != codes.code_from(KEY, "ab", "")


def test_a_code_may_be_typed_in_any_way() -> None:
    for typed in ("Apple Bread-candle", "  apple   bread candle ", "APPLE-BREAD-CANDLE", "apple, bread, candle."):
        assert codes.tidy(typed) == "apple-bread-candle"
        assert codes.mark(KEY, typed) == codes.mark(KEY, "apple-bread-candle")


def test_marks_under_two_keys_have_nothing_in_common() -> None:
    other = codes.derive_key("secret", "another purpose")

    assert codes.mark(KEY, "apple-bread") != codes.mark(other, "apple-bread")
    assert len(codes.mark(KEY, "apple-bread")) == 64


def test_a_nonce_is_never_the_same_twice() -> None:
    assert len({codes.new_nonce() for _ in range(1000)}) == 1000
