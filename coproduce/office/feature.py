"""What the office brings: the pages and commands by which people keep the installation in order."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_login import current_user

from coproduce.office.backup_commands import backup_command, restore_command
from coproduce.office.commands import audit_group
from coproduce.office.views import messages
from coproduce.web.feature import Feature, MenuEntry, Panel


def _acts() -> Mapping[str, str]:
    return {
        "messages.sent_again": gettext("A message that could not be sent was sent again."),
        "messages.told": gettext("Somebody was told another way what a message could not."),
        "messages.contact_seen": gettext("Somebody looked up whom a message was for."),
    }


FEATURE = Feature(
    "office",
    blueprints=(messages.bp,),
    commands=(audit_group, backup_command, restore_command),
    menu=(
        MenuEntry(
            "messages.waiting",
            lambda: gettext("Messages"),
            place=70,
            manage=True,
            shown=lambda: current_user.is_authenticated and current_user.role in messages.SEE_TO_THEM,
        ),
    ),
    panels=(Panel("manage.home", messages.on_today),),
    acts=_acts,
)
