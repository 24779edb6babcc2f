"""What accounts bring to the application."""

from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts import commands
from coproduce.accounts.models import Role
from coproduce.accounts.views import people, sign_in
from coproduce.web.feature import Feature, MenuEntry


def _looks_after_people() -> bool:
    return bool(current_user.is_authenticated and current_user.role is Role.ADMIN)


FEATURE = Feature(
    "accounts",
    blueprints=(sign_in.bp, people.bp),
    commands=(commands.people,),
    menu=(
        MenuEntry("people.everybody", lambda: gettext("People"), place=80, manage=True, shown=_looks_after_people),
    ),
)
