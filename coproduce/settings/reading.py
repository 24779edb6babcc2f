"""Reading single settings from the environment, and refusing what they must not be."""

from collections.abc import Mapping
from datetime import date


class UnsafeSettings(ValueError):
    """A setting is missing or unsafe; the message names it and says what to do."""


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse anything but these. Raises UnsafeSettings."""
    if value not in allowed:
        raise UnsafeSettings(f"{name} must be one of: {', '.join(allowed)}.")


def given(name: str, value: str, what: str) -> None:
    """Refuse a setting that is empty; `what` says what it should be. Raises UnsafeSettings."""
    if not value:
        raise UnsafeSettings(f"{name} must be set: {what}.")


def yes_or_no(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """A setting that is `yes` or `no`. Raises UnsafeSettings for anything else."""
    said = environ.get(name, "").strip().lower()
    if said not in ("", "yes", "no"):
        raise UnsafeSettings(f"{name} must be 'yes' or 'no'.")
    return said == "yes" if said else default


def whole(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number between two others. Raises UnsafeSettings."""
    said = environ.get(name, str(default)).strip()
    if not said.isdecimal() or not least <= int(said) <= most:
        raise UnsafeSettings(f"{name} must be a whole number from {least} to {most}.")
    return int(said)


def day(environ: Mapping[str, str], name: str) -> date | None:
    """A day, or None where nothing is set. Raises UnsafeSettings."""
    try:
        return date.fromisoformat(environ[name]) if environ.get(name) else None
    except ValueError:
        raise UnsafeSettings(f"{name} must be a day, such as 2026-11-24.") from None
