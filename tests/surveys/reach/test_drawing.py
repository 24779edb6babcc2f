"""A random part of a list: the seed decides, and nobody is asked more than twice a year."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from surveys.reach.drawing import Candidate, draw, is_held

DAY = date(2026, 12, 1)


def candidates(count: int) -> list[Candidate]:
    return [Candidate(UUID(int=number)) for number in range(count)]


def test_the_same_seed_draws_the_same_families_in_whatever_order_they_stand() -> None:
    people = candidates(200)

    first = draw(people, wanted=50, seed="a")

    assert len(set(first.chosen)) == 50
    assert draw(people[::-1], wanted=50, seed="a") == first
    assert draw(people, wanted=50, seed="b").chosen != first.chosen


def test_everybody_is_drawn_about_as_often() -> None:
    people = candidates(20)

    times = Counter(each for seed in range(500) for each in draw(people, wanted=5, seed=str(seed)).chosen)

    assert len(times) == 20
    assert all(80 < count < 175 for count in times.values()), times


def test_who_wants_no_more_and_who_was_asked_twice_is_left_out_and_counted() -> None:
    people = [*candidates(10), Candidate(UUID(int=90), stopped=True), Candidate(UUID(int=91), held=True)]
    people.append(Candidate(UUID(int=92), stopped=True, held=True))

    drawn = draw(people, wanted=100, seed="a")

    assert (len(drawn.chosen), drawn.listed, drawn.stopped, drawn.held) == (10, 13, 2, 1)


def test_the_third_time_in_a_year_is_not_asked_whichever_came_first() -> None:
    year = timedelta(days=365)

    assert not is_held([], day=DAY)
    assert not is_held([DAY - timedelta(days=30)], day=DAY)
    assert is_held([DAY - timedelta(days=30), DAY - timedelta(days=364)], day=DAY)
    assert not is_held([DAY - timedelta(days=30), DAY - year], day=DAY)
    assert is_held([DAY - timedelta(days=30), DAY + timedelta(days=20)], day=DAY)
