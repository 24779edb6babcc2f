"""What is wrong with an answer, in a sentence that says what to do."""

from collections.abc import Callable

from flask_babel import gettext as _

from surveys.questions.base import Fault


def _too_long(fault: Fault) -> str:
    return str(
        _(
            "This has %(length)s characters, and %(limit)s is the most. Make it shorter. All of it is still here.",
            length=fault.facts["length"],
            limit=fault.facts["limit"],
        )
    )


SENTENCES: dict[str, Callable[[Fault], str]] = {
    "not_an_option": lambda _fault: _("Choose one of the answers that are shown."),
    "one_only": lambda _fault: _("Choose one answer only."),
    "stands_alone": lambda _fault: _("Choose either the answer that stands alone, or the others."),
    "too_long": _too_long,
    "worry_without_words": lambda _fault: _(
        "You are worried about a child. Write what worries you in the box, so that somebody can act on it, "
        "or take this tick away. If a child is in danger now, call 999."
    ),
}


def sentence(fault: Fault) -> str:
    """The fault in the reader's language."""
    return SENTENCES[fault.key](fault)


def nothing_answered() -> str:
    """An empty sheet."""
    return _("You have not answered anything yet. Answer at least one question, then send.")


def too_many() -> str:
    """More answers came from this network than we take at once."""
    return str(
        _(
            "Your answers were not sent yet: very many people on your network are answering at this moment. "
            "Everything you typed is still here. Wait a minute, then send it again."
        )
    )


def lost_token() -> str:
    """The form's token did not fit: the page was open for long, or its cookie is gone."""
    return str(
        _(
            "Your answers were not sent: this page was open for a long time, or your browser did not keep our "
            "cookie. Everything you typed is still here. Please send it again. If you see this twice, let your "
            "browser keep cookies for this site."
        )
    )
