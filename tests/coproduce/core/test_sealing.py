"""What is sealed opens with its key and purpose alone."""

import pytest

from coproduce.core.sealing import CannotUnseal, seal, unseal

SECRET = "k" * 40


def test_what_was_sealed_comes_back() -> None:
    sealed = seal(SECRET, "second step/12", b"a secret")

    assert unseal(SECRET, "second step/12", sealed) == b"a secret"


def test_nothing_of_it_can_be_read_and_two_seals_of_one_thing_differ() -> None:
    first, second = (seal(SECRET, "second step/12", b"a secret") for _ in range(2))

    assert first != second
    assert "secret" not in first


@pytest.mark.parametrize(
    ("secret", "purpose"), [("j" * 40, "second step/12"), (SECRET, "second step/13"), (SECRET, "contact/12")]
)
def test_another_key_or_purpose_or_row_opens_nothing(secret: str, purpose: str) -> None:
    sealed = seal(SECRET, "second step/12", b"a secret")

    with pytest.raises(CannotUnseal):
        unseal(secret, purpose, sealed)


@pytest.mark.parametrize("change", ["", "A", "not base64!", "ü", "QUFBQUFBQUFBQUFB"])
def test_what_was_changed_opens_nothing(change: str) -> None:
    with pytest.raises(CannotUnseal):
        unseal(SECRET, "second step/12", change)
    with pytest.raises(CannotUnseal):
        unseal(SECRET, "second step/12", seal(SECRET, "second step/12", b"a secret")[:-4] + "AAA=")
