"""Who a comment is about must not move its score: in fixed sentences, swapped words give equal numbers."""

import pytest

from coproduce.voice.analyser import analyse

SENTENCES = [
    "My {} child waited two years for a plan",
    "The teacher was wonderful with our {} pupils.",
    "We are a {} family and nobody listens",
    "Support for {} children could be better",
    "It was fine, my {} grandchild liked it",
]
NEEDS = ["autistic", "disabled", "deaf", "blind", "ADHD", "epileptic", "dyslexic", "non-verbal", "special school",
         "mainstream school", "hard of hearing", "learning disabled", "SEND"]  # fmt: skip
ORIGINS = ["Pakistani", "Polish", "Black", "white", "Muslim", "Christian", "Roma", "British", "Asian", "Romanian"]

ABOUT_ONE = [
    "{} was kind to our family",
    "We met {} in June and it went badly.",
    "Nobody told {} what would happen",
    "I would like to thank {} for listening to us",
]
NAMES = ["Amina", "Oliver", "Mohammed", "Grace", "Agnieszka", "Priya", "Kwame", "Siobhan", "Joy", "Ionut"]

GENDERS = [
    ("My son is happy and his mum is grateful", "My daughter is happy and her dad is grateful"),
    ("He never listened to us", "She never listened to us"),
    ("The man on the phone was rude to my husband", "The lady on the phone was rude to my wife"),
    ("His brother had to wait for him", "Her sister had to wait for her"),
    ("The boy needs help", "The girl needs help"),
]


def numbers(text: str) -> tuple[object, ...]:
    found = analyse(text)
    return found.state, found.score, found.confidence, found.probabilities


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_need_does_not_move_the_score(sentence: str) -> None:
    assert len({numbers(sentence.format(word)) for word in NEEDS}) == 1


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_origin_does_not_move_the_score(sentence: str) -> None:
    assert len({numbers(sentence.format(word)) for word in ORIGINS}) == 1


@pytest.mark.parametrize("sentence", ABOUT_ONE)
def test_a_name_does_not_move_the_score(sentence: str) -> None:
    assert len({numbers(sentence.format(name)) for name in NAMES}) == 1


@pytest.mark.parametrize(("one", "other"), GENDERS)
def test_a_gender_does_not_move_the_score(one: str, other: str) -> None:
    assert numbers(one) == numbers(other)
