"""What the office brings: the pages and commands by which people keep the installation in order."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.office.backup_commands import backup_command, restore_command
from coproduce.office.commands import audit_group
from coproduce.office.views import audit, jobs, messages
from coproduce.web.feature import Feature, MenuEntry, Panel


def _acts() -> Mapping[str, str]:
    return {
        "messages.sent_again": gettext("A message that could not be sent was sent again."),
        "messages.told": gettext("Somebody was told another way what a message could not."),
        "messages.contact_seen": gettext("Somebody looked up whom a message was for."),
        "audit.exported": gettext("Somebody took a copy of all entries of the audit."),
        "backup.made": gettext("The whole database was copied to a file."),
        "backup.restored": gettext("The database was put back from a file."),
    }


FEATURE = Feature(
    "office",
    blueprints=(messages.bp, jobs.bp, audit.bp),
    commands=(audit_group, backup_command, restore_command),
    menu=(
        MenuEntry("messages.waiting", lambda: gettext("Messages"), 70, manage=True),
        MenuEntry("jobs.every", lambda: gettext("Jobs"), 75, manage=True),
        MenuEntry("audit.entries", lambda: gettext("Audit"), 90, manage=True),
    ),
    panels=(Panel("manage.home", messages.on_today, waiting=messages.waiting_for),),
    acts=_acts,
)
