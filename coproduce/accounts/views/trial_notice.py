"""What Today says where a password alone is enough: on a trial site, never in production."""

from typing import Any

from flask import render_template
from flask_login import current_user

from coproduce.accounts.models import How
from coproduce.accounts.second_step import MUST_HAVE
from coproduce.accounts.views import who


def on_today(**_facts: Any) -> str:
    """A notice for those of whom production asks a second step."""
    if who.settings().sign_ins.second_step_required or current_user.how is not How.PASSWORD:
        return ""
    return render_template("accounts/_trial.html") if current_user.role in MUST_HAVE else ""
