"""What an editor asks of a type, declared by the type: where its options come from, and its settings. Pure.

The words that stand beside a setting are the editor's own, by the setting's key.
"""

from dataclasses import dataclass
from enum import StrEnum


class OptionsFrom(StrEnum):
    """Where a type's options come from.

    NOWHERE: it has none. SHARED: one of our lists, which nobody changes in one survey alone. OWN: whoever writes
    the question. PICTURED: the same, and each needs a picture.
    """

    NOWHERE = "nowhere"
    SHARED = "shared"
    OWN = "own"
    PICTURED = "pictured"


class Ask(StrEnum):
    """How a setting is asked for.

    WORDS: a wording. WHOLE and NUMBER: a number within bounds. NUMBERS: a list of them that rises. CHOICE: one of
    `choices`; WHOLE_CHOICE: the same, of numbers. OPTIONS: some of the question's own options.
    """

    WORDS = "words"
    WHOLE = "whole"
    NUMBER = "number"
    NUMBERS = "numbers"
    CHOICE = "choice"
    WHOLE_CHOICE = "whole_choice"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a type. Left out, the type's own default holds, unless it is `required`."""

    key: str
    ask: Ask
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()
    required: bool = False
