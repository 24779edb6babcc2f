"""Answers on one page that other answers leave behind: the page says once that they will not be sent, then sends.

On one page without JavaScript every question is shown, those too that are only for some. Whoever answers one that
is not for them is told before anything is stored; the form then says what it told, so that the next press sends.
"""

from collections.abc import Sequence

from flask import request
from markupsafe import Markup

from surveys.sheet import Sheet

TOLD = "step.told"


def untold(sheet: Sheet) -> bool:
    """Whether an answer would go without its writer's knowing."""
    return not set(sheet.left_behind) <= set(request.form.getlist(TOLD))


def marks(codes: Sequence[str]) -> Markup:
    """What the form says of those that the page tells of."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(field.format(TOLD, code) for code in codes)
