"""Which new passwords are good enough."""

import pytest

from coproduce.accounts.passwords import PasswordFault, fits, hashed, new_password, password_faults


@pytest.mark.parametrize(
    "password",
    [
        "plain-words-for-a-test",
        "otter kettle marzipan",
        "my dog chases seven geese",
        "the dudley zoo has a funicular",
        "ٹوپی-کتاب-بادل-ندی",
        "xK9#mQ2$vL7z",
    ],
)
def test_long_words_of_ones_own_are_good_without_signs_or_figures(password: str) -> None:
    assert password_faults(password, email="officer@example.org", area="Dudley") == ()


@pytest.mark.parametrize("password", ["", "short", "11-letters!"])
def test_fewer_than_twelve_signs_are_too_few(password: str) -> None:
    assert password_faults(password) == (PasswordFault.TOO_SHORT,)


def test_what_no_field_can_hold_is_too_long() -> None:
    assert password_faults("otter kettle " * 20) == (PasswordFault.TOO_LONG,)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "P4$$w0rd-P4$$w0rd",
        "qwertyuiop123",
        "123456789012",
        "aaaaaaaaaaaa",
        "abababababab",
        "iloveyou-1999",
        "letmeinletmein",
        "Summer2026Summer",
        "zyxwvutsrqponm",
        "!!!!!!!!!!!!!!!",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert password_faults(password, area="Dudley") == (PasswordFault.COMMON,)


@pytest.mark.parametrize("password", ["Dudley-Dudley", "coproduce2026", "Dudl3yCouncil1", "officer-officer1"])
def test_the_name_of_the_area_the_product_or_the_person_is_refused(password: str) -> None:
    found = password_faults(password, email="officer@example.org", area="Dudley")

    assert found == (PasswordFault.NAMED_AFTER_US,)


def test_a_password_that_we_make_is_always_good_enough() -> None:
    assert [made for made in (new_password() for _ in range(500)) if password_faults(made)] == []


def test_a_password_fits_its_own_hash_and_nobodys_fits_none() -> None:
    kept = hashed("otter kettle marzipan", cheap=True)

    assert "otter" not in kept
    assert fits("otter kettle marzipan", kept, cheap=True)
    assert not fits("otter kettle marzipans", kept, cheap=True)
    assert not fits("otter kettle marzipan", None, cheap=True)
    assert not fits("otter kettle marzipan", "no hash at all", cheap=True)
