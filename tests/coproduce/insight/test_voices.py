"""Words: the machine's shares, and the correction by people's reading."""

import numpy as np
import pytest

from coproduce.insight.voices import (
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    STANCES,
    TooFewRead,
    agreement,
    correct,
    correct_net,
    correct_shares,
    listen,
)


def test_shares_are_of_comments_that_say_something() -> None:
    voices = listen(
        {"positive": 40, "mixed": 10, "neutral": 10, "negative": 40, "no_opinion": 9, "not_analysed": 7}
    )

    assert voices.machine_guess
    assert (voices.n, voices.no_opinion, voices.not_analysed) == (100, 9, 7)
    assert [(share.code, share.value) for share in voices.shares] == [
        ("positive", 40),
        ("mixed", 10),
        ("neutral", 10),
        ("negative", 40),
    ]
    assert voices.shares[0].low == pytest.approx(30.94, abs=0.01)
    assert voices.shares[0].high == pytest.approx(49.80, abs=0.01)


def test_no_comments_give_no_shares() -> None:
    assert listen({"not_analysed": 3}).shares == ()


@pytest.mark.parametrize("states", [{"cheerful": 3}, {"positive": -1}])
def test_unknown_states_are_refused(states: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="states"):
        listen(states)


def test_readers_correct_a_rosy_machine() -> None:
    """The machine calls half of 200 positive; of 50 read, it was wrong about 10 of the 25 it called positive."""
    states = [POSITIVE] * 100 + [NEGATIVE] * 100
    audit = [(POSITIVE, POSITIVE)] * 15 + [(POSITIVE, NEGATIVE)] * 10 + [(NEGATIVE, NEGATIVE)] * 25
    share = correct_shares(states, audit)[POSITIVE]

    assert share.value == pytest.approx(0.5 - 0.2)
    assert share.se**2 == pytest.approx(0.25 * 200 / 199 / 200 + 0.16 * 50 / 49 / 50)
    assert (share.n, share.read) == (200, 50)
    assert correct_net(states, audit).value == pytest.approx(0 - 0.4)


def test_corrected_shares_add_up() -> None:
    states = [POSITIVE] * 90 + [NEGATIVE] * 60 + [NEUTRAL] * 50
    audit = [(POSITIVE, POSITIVE)] * 30 + [(NEGATIVE, NEUTRAL)] * 10 + [(NEUTRAL, NEUTRAL)] * 20

    assert sum(share.value for share in correct_shares(states, audit).values()) == pytest.approx(1)
    assert set(correct_shares(states, audit)) == set(STANCES)


def test_fewer_than_fifty_read_give_no_corrected_figure() -> None:
    with pytest.raises(TooFewRead, match="49 comments"):
        correct_shares([POSITIVE] * 100, [(POSITIVE, POSITIVE)] * 49)


def test_an_audit_without_disagreement_is_not_certain() -> None:
    share = correct([1.0] * 100, [(1.0, 1.0)] * 50, least=0, most=1)

    assert share.high == 1
    assert 0.9 < share.low < 0.98


def test_the_corrected_range_covers_the_truth_and_the_machines_own_does_not() -> None:
    """1,500 waves of 200 comments, 50 of them read, by a machine that calls two in five negatives positive."""
    random, truth, waves, n, read = np.random.default_rng(50), 0.3, 1_500, 200, 50
    person = random.random((waves, n)) < truth
    machine = np.where(person, random.random((waves, n)) < 0.9, random.random((waves, n)) < 0.4)
    covered = guessed = 0
    for said, meant in zip(machine.astype(float), person.astype(float), strict=True):
        found = correct(said.tolist(), list(zip(said[:read], meant[:read], strict=True)), least=0, most=1)
        covered += found.low <= truth <= found.high
        guess = listen({"positive": int(said.sum()), "negative": int(n - said.sum())}).shares[0]
        guessed += guess.low <= 100 * truth <= guess.high

    assert 0.93 <= covered / waves <= 0.98
    assert guessed / waves < 0.05


def test_agreement_of_two_readers() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15

    assert agreement(pairs) == pytest.approx(0.4)
    assert agreement([("a", "a")] * 3) is None
    assert agreement([]) is None
