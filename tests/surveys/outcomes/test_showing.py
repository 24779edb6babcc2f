"""What leaves a question's counts passes the one disclosure rule."""

from coproduce.core.privacy import publish_apart
from surveys.outcomes.counting import Counted
from surveys.outcomes.showing import NOT_CHOSEN, apart, show
from surveys.questions.means import share


def counted(*, n: int = 100, skipped: int = 0, **counts: int) -> Counted:
    return Counted("q", n, skipped, counts)


def test_one_choice_is_one_whole_and_small_answers_are_hidden_with_a_companion() -> None:
    shown = show(counted(n=125, a=64, b=31, c=27, d=3))

    assert shown.counts == {"a": 65, "b": 30, "c": None, "d": None}
    assert shown.points["d"].is_hidden
    assert shown.points["a"].value == 51.2


def test_several_choices_stand_each_by_themselves() -> None:
    shown = show(counted(n=100, a=90, b=80, c=98))

    assert shown.counts == {"a": 90, "b": 80, "c": None}, "two did not choose c"
    assert shown.points["a"].value == 90


def test_a_box_to_tick_is_out_of_all_who_were_asked() -> None:
    shown = show(counted(n=30, skipped=70, yes=30))

    assert (shown.out_of, shown.counts["yes"], shown.points["yes"].value) == (100, 30, 30)


def test_as_counts_no_share_is_said_and_none_has_a_range() -> None:
    shown = show(counted(a=60, b=40), as_counts=True)

    assert not shown.has_shares
    assert shown.points["a"].low == shown.points["a"].high == 60


def test_a_small_group_shows_nothing_and_takes_a_neighbour_along() -> None:
    groups = {
        "alone": counted(n=40, a=25, b=15),
        "with_help": counted(n=8, a=5, b=3),
        "for_someone": counted(n=20, a=12, b=8),
    }

    shown = apart(groups)

    assert shown["with_help"] == {"a": None, "b": None, NOT_CHOSEN: None}
    assert shown["for_someone"]["a"] is shown["for_someone"]["b"] is None
    assert shown["alone"] == {"a": 25, "b": 15, NOT_CHOSEN: 40}


def test_groups_that_are_large_enough_are_shown() -> None:
    shown = publish_apart({"alone": {"a": 25, "b": 15}, "with_help": {"a": 10, "b": 12}})

    assert shown["with_help"].cells == {"a": 10, "b": 10}


def test_a_share_has_wilsons_range() -> None:
    found = share(38, 100)

    assert (round(found.low, 1), round(found.high, 1)) == (29.1, 47.8)
