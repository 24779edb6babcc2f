"""What safeguarding brings to the first page after signing in."""

from typing import Any

from flask import render_template

from coproduce.accounts.models import Role
from coproduce.safeguarding import concerns
from coproduce.web.session import session


def on_today(*, role: Role, **_facts: Any) -> str:
    """How many concerns wait, for the safeguarding lead alone; nothing where none does."""
    if role is not Role.SAFEGUARDING:
        return ""
    count = len(concerns.waiting(session))
    return render_template("safeguarding/_today.html", count=count) if count else ""
