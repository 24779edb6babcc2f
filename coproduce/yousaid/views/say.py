"""Translations as plain `str`: flask_babel gives them without a type."""

import flask_babel


def gettext(message: str, **facts: object) -> str:
    """The sentence in the reader's language, with its facts put in."""
    return str(flask_babel.gettext(message, **facts))


def ngettext(one: str, many: str, num: int, **facts: object) -> str:
    """The sentence for this number, which it may name as %(num)s."""
    return str(flask_babel.ngettext(one, many, num, **facts))
