"""What consultations bring to the application: pages, menu entries, words for acts."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.web.feature import MenuEntry, Panel
from surveys.consultations.views import desk, manage, options, outcome, panels, public  # noqa: F401 - their views stand on the blueprint

BLUEPRINTS = (public.bp, desk.bp)
PANELS = (Panel("yousaid.theme", panels.on_theme),)
MENU = (
    MenuEntry("consultations.every", lambda: gettext("Consultations"), 12),
    MenuEntry("manage_consultations.every", lambda: gettext("Consultations"), 36, manage=True),
)


def acts() -> Mapping[str, str]:
    """What the audit calls what people do here."""
    return {
        "consultations.begun": gettext("A consultation was begun."),
        "consultations.changed": gettext("What a consultation says was changed."),
        "consultations.answered": gettext("A theme of a consultation was answered."),
        "consultations.decided": gettext("The decision of a consultation was put on record."),
        "consultations.holidays": gettext("The area's school holidays were loaded."),
        "consultations.early": gettext("The results of a consultation are shown before what came of it is told."),
        "consultations.told": gettext("What came of a consultation was told to everybody."),
    }
