"""What is wrong with an answer, in a sentence that says what to do."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from coproduce.web.robots import Verdict
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
    "not_a_number": lambda _fault: _("Write a number in digits, such as 12."),
    "not_whole": lambda _fault: _("Write a whole number, without a part after the point."),
    "too_exact": lambda fault: ngettext(
        "Write the number with %(num)s digit after the point at most.",
        "Write the number with %(num)s digits after the point at most.",
        int(fault.facts["decimals"]),
    ),
    "too_small": lambda fault: _("Write a number that is %(least)s or more.", least=fault.facts["least"]),
    "too_large": lambda fault: _("Write a number that is %(most)s or less.", most=fault.facts["most"]),
    "not_a_place": lambda fault: _("Choose places from 1 to %(most)s.", most=fault.facts["most"]),
    "place_twice": lambda fault: _(
        "Two answers have the place %(place)s. Give each place to one answer only.", place=fault.facts["place"]
    ),
    "points_left": lambda fault: ngettext(
        "You gave %(given)s of %(total)s points, so %(num)s is left. Give it too, or empty all the boxes to "
        "skip this question.",
        "You gave %(given)s of %(total)s points, so %(num)s are left. Give them too, or empty all the boxes to "
        "skip this question.",
        int(fault.facts["left"]),
        given=fault.facts["given"],
        total=fault.facts["total"],
    ),
    "points_over": lambda fault: ngettext(
        "You gave %(given)s points, and there are %(total)s. Take %(num)s away.",
        "You gave %(given)s points, and there are %(total)s. Take %(num)s away.",
        int(fault.facts["over"]),
        given=fault.facts["given"],
        total=fault.facts["total"],
    ),
    "not_a_month": lambda _fault: _("Choose one of the twelve months."),
    "not_a_year": lambda fault: _(
        "Write a year from %(earliest)s to %(latest)s in four digits.",
        earliest=fault.facts["earliest"],
        latest=fault.facts["latest"],
    ),
    "year_missing": lambda _fault: _("Write the year too. You can leave the month out."),
    "worry_without_words": lambda _fault: _(
        "You are worried about a child. Write what worries you in the box, so that somebody can act on it, "
        "or take this tick away. If a child is in danger now, call 999."
    ),
}


def sentence(fault: Fault) -> str:
    """The fault in the reader's language."""
    return SENTENCES[fault.key](fault)


def left_behind() -> str:
    """An answer to a question that, by the other answers, is not asked."""
    return str(
        _(
            "By your other answers this question is not for you, so this answer will not be sent. Change the "
            "other answer if it is wrong, or send your answers now."
        )
    )


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


def from_a_robot(found: Verdict) -> str:
    """Why a form that a robot might have sent is shown again; nothing for one that is fine."""
    if found is Verdict.BOX_FILLED:
        return str(_("One box must stay empty: it is there for robots. Empty it, and send it again."))
    if found is Verdict.TOO_OLD:
        return str(_("This page was open for a long time. Your answers are still here. Send them again."))
    return ""


def too_much() -> str:
    """More was typed than a draft can hold."""
    return str(_("This is more than we can keep for later. Make it shorter. All of it is still here."))


def lost_token() -> str:
    """The form's token did not fit: the page was open for long, or its cookie is gone."""
    return str(
        _(
            "Your answers were not sent: this page was open for a long time, or your browser did not keep our "
            "cookie. Everything you typed is still here. Please send it again. If you see this twice, let your "
            "browser keep cookies for this site."
        )
    )
