"""Which secret keys are too easy to guess; no random one is taken for that."""

import secrets

import pytest

from coproduce.settings.secret_key import fault_of, how_to_make_one

MAKERS = (lambda: secrets.token_urlsafe(24), lambda: secrets.token_hex(32), lambda: secrets.token_urlsafe(48))


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "not set"),
        ("short", "shorter"),
        ("development-only-key-never-for-production", "development"),
        ("x" * 48, "few characters"),
        ("ababababababababababababababababab", "few characters"),
        ("Tr0ub4dor&3!Tr0ub4dor&3!Tr0ub4dor&3!", "pattern"),
        ("changeme-changeme-changeme-changeme", "pattern"),
        ("please-change-me-this-is-not-a-secret-key", "everybody"),
        ("ch4ng3m3_sup3r_s3cr3t_k3y_pr0duct10n_2026", "everybody"),
        ("abcdefghijklmnopqrstuvwxyz0123456789", "everybody"),
        ("django-insecure-change-this-in-production", "everybody"),
        ("coproduce-dudley-council-secret-key-2026", "everybody"),
    ],
)
def test_keys_that_everybody_would_try(key: str, why: str) -> None:
    assert why in fault_of(key)


@pytest.mark.parametrize("make", MAKERS)
def test_random_keys_are_taken(make: object) -> None:
    assert callable(make)
    assert [fault_of(make()) for _ in range(300)] == [""] * 300


def test_what_to_do_shows_no_whole_key() -> None:
    assert "token_urlsafe(48)" in how_to_make_one()
    assert "..." in how_to_make_one()
