"""A rule's sentence is English to whoever prints it, and keeps what a page needs to say it otherwise."""

from coproduce.core.saying import say


def test_a_saying_is_its_english_and_keeps_its_words_and_facts() -> None:
    name = say("Question '%(code)s'", code="i1")
    fault = say("%(name)s has %(count)s options.", name=name, count=1)

    assert fault == "Question 'i1' has 1 options."
    assert fault.words == "%(name)s has %(count)s options."
    assert fault.facts["name"] is name


def test_a_saying_without_facts_may_hold_a_percent_sign() -> None:
    assert say("100% of it.") == "100% of it."
