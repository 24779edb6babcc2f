"""What results bring to the application: their pages and their line in the menu."""

from flask_babel import gettext

from coproduce.web.feature import MenuEntry
from surveys.views.outcomes import bring_in, download, manage, public  # noqa: F401 - their views stand on the blueprints
from surveys.views.outcomes.blueprint import bp

BLUEPRINTS = (bp,)
MENU = (MenuEntry("outcomes.every_survey", lambda: gettext("Results"), 15, manage=True),)
