"""What writing surveys in the browser brings to the application: pages, a menu entry, words for acts."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.web.feature import MenuEntry
from surveys.editor.views import (  # noqa: F401 - their views stand on the blueprint
    about,
    bank,
    closing,
    lists,
    overview,
    preview,
    publishing,
    questions,
    sections,
    survey,
    translating,
)
from surveys.editor.views.blueprint import bp

BLUEPRINTS = (bp,)


MENU = (MenuEntry("survey_editor.surveys", lambda: gettext("Surveys"), 35, manage=True),)


def acts() -> Mapping[str, str]:
    """What the audit calls what people do here."""
    return {
        "surveys.draft_begun": gettext("Somebody began to write a survey, or to change one."),
        "surveys.draft_renamed": gettext("A survey that is being written got another address."),
        "surveys.translation_checked": gettext("A second speaker checked a translation of a survey."),
        "surveys.bank_kept": gettext("A question was kept in the bank of questions."),
        "surveys.bank_removed": gettext("A question was taken out of the bank of questions."),
        "surveys.draft_thrown_away": gettext("The draft of a survey was thrown away."),
    }
