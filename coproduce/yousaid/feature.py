"""What "you said, we did" brings to the application."""

from flask_babel import gettext

from coproduce.web.feature import Feature, MenuEntry, Panel
from coproduce.yousaid.views import (
    acting,
    manage,
    manage_comment,
    manage_replies,
    manage_themeless,
    manage_themes,
    manage_write,
    panels,
    public,
    receipts,
)

PARTS = (manage_comment, manage_replies, manage_themeless, manage_themes, manage_write, receipts)
"""Modules that add their pages to the two blueprints."""


FEATURE = Feature(
    "yousaid",
    blueprints=(public.bp, manage.bp),
    menu=(
        MenuEntry("yousaid.replies", lambda: gettext("You said, we did"), 20),
        MenuEntry("yousaid_manage.home", lambda: gettext("Today"), 10, manage=True),
        MenuEntry("yousaid_manage.themes", lambda: gettext("Themes"), 20, manage=True),
        MenuEntry("yousaid_manage.replies", lambda: gettext("Replies"), 30, manage=True),
    ),
    panels=(
        Panel("plan.action", panels.on_action),
        Panel("surveys.thanks", panels.on_thanks),
        Panel("consultations.theme", panels.on_theme),
    ),
    acts=acting.in_the_audit,
)
