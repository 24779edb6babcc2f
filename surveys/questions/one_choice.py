"""One choice out of a list."""

from surveys.questions.choices import OneOf


class OneChoice(OneOf):
    """One choice out of a list that the definition gives."""

    key = "one_choice"
