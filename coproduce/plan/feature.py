"""What the plan brings to the application."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.plan.commands import plan
from coproduce.plan.views import manage, public
from coproduce.web.feature import Feature, MenuEntry


def _acts() -> Mapping[str, str]:
    return {
        "plan.imported": gettext("A plan was brought in from a file."),
        "plan.action_changed": gettext("What the plan says of an action was changed."),
        "plan.note_added": gettext("A note of progress was added to an action."),
        "plan.date_added": gettext("A date was added to an action."),
        "plan.date_reached": gettext("A date of an action was marked as reached."),
    }


FEATURE = Feature(
    "plan",
    blueprints=(public.bp, manage.bp),
    commands=(plan,),
    menu=(
        MenuEntry("plan.plan", lambda: gettext("The plan"), 30),
        MenuEntry("plan_manage.actions", lambda: gettext("The plan"), 40, manage=True),
    ),
    acts=_acts,
)
