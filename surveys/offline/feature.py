"""What tablets without signal bring to the application."""

from collections.abc import Mapping

from flask_babel import gettext

from surveys.offline.views.tablet import bp

BLUEPRINTS = (bp,)


def acts() -> Mapping[str, str]:
    """What the audit calls what people do here."""
    return {"surveys.tablet_started": gettext("A tablet was started that collects answers without signal.")}
