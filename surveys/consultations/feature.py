"""What consultations bring to the application: pages, menu entries, words for acts."""

from flask_babel import gettext

from coproduce.web.feature import MenuEntry
from surveys.consultations.views import public

BLUEPRINTS = (public.bp,)
MENU = (MenuEntry("consultations.every", lambda: gettext("Consultations"), 12),)
