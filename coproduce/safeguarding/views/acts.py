"""What was done about concerns and cover, as the audit's pages say it."""

from collections.abc import Mapping

from flask_babel import gettext


def in_words() -> Mapping[str, str]:
    """The codes of our audit entries in words."""
    return {
        "concern.opened": gettext("A safeguarding lead opened a concern and read the words."),
        "concern.read": gettext("A safeguarding lead read the words of a concern again."),
        "concern.decided": gettext("A concern was decided."),
        "concern.reopened": gettext("A concern was opened again."),
        "concern.brought": gettext("Somebody who read a comment brought it to the safeguarding lead."),
        "comments.read": gettext("Somebody said that they have read comments."),
        "words.added": gettext("Words that raise a concern were added."),
        "words.withdrawn": gettext("Words that raise a concern were taken off the list."),
        "words.case_added": gettext("A sentence that should be flagged was kept."),
        "words.case_removed": gettext("A sentence that should be flagged was removed."),
        "trace.asked": gettext("A safeguarding lead asked to find a family."),
        "trace.approved": gettext("A second person approved that a family is found."),
        "trace.shown": gettext("A safeguarding lead was shown to whom a link was sent."),
        "cover.added": gettext("Somebody was put on the safeguarding rota."),
        "cover.removed": gettext("Somebody was taken off the safeguarding rota."),
        "cover.mobile": gettext("The mobile number of a safeguarding lead was changed."),
        "cover.beyond": gettext("Whom to tell when no safeguarding lead acts was changed."),
        "day_off.changed": gettext("A day off or a working day was changed."),
    }
