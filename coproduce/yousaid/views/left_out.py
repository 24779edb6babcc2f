"""Leaving a comment out of publication: its form for those who moderate, and the number for everybody."""

from dataclasses import dataclass

from flask_babel import format_date, format_decimal, gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from coproduce.core.privacy import Published
from coproduce.web.forms import Form
from coproduce.yousaid.models import LeftOut, WhyLeftOut


def reason_name(reason: str) -> str:
    """A reason in words."""
    return {
        WhyLeftOut.ABUSIVE: gettext("abusive"),
        WhyLeftOut.VEXATIOUS: gettext("sent again and again to annoy"),
        WhyLeftOut.ONE_SERVICE: gettext("a complaint about one person’s service"),
        WhyLeftOut.NAMES_SOMEBODY: gettext("tells who somebody is"),
        WhyLeftOut.OTHER_MATTER: gettext("not about support for children and young people"),
    }[WhyLeftOut(reason)]


class LeaveOutForm(Form):
    """Why a comment is left out of publication."""

    reason = RadioField(
        _("Why are these words not published?"),
        choices=[],
        validators=[InputRequired(_("Choose why these words are not published."))],
    )
    because = TextAreaField(
        _("In your words"),
        description=_("Kept for those who look into it. Nobody reads it in public."),
        validators=[
            InputRequired(_("Write down why, in a sentence.")),
            Length(max=500, message=_("Write 500 letters at most.")),
        ],
    )


def form(typed: ImmutableMultiDict[str, str] | None = None) -> LeaveOutForm:
    """The form, with the reasons in the reader's language."""
    made = LeaveOutForm(typed)
    made.reason.choices = [(reason.value, reason_name(reason)) for reason in WhyLeftOut]
    return made


def in_words(found: LeftOut) -> str:
    """That a comment is left out, since when, and why."""
    return gettext(
        "Left out of publication on %(day)s by %(title)s: %(reason)s.",
        day=format_date(found.left_out_on, "d MMMM y"),
        title=found.by_title,
        reason=reason_name(found.reason),
    )


@dataclass(frozen=True, slots=True)
class Number:
    """How many comments are left out, in words, and the reasons of which that may be told."""

    words: str
    reasons: list[str]


def number(found: Published) -> Number | None:
    """How many comments are left out, as everybody reads it; None where none is."""
    if found.total == 0 and not found.hidden:
        return None
    told = [
        gettext("%(reason)s: about %(count)s", reason=reason_name(reason), count=format_decimal(count))
        for reason, count in found.cells.items()
        if count
    ]
    if found.total is None:
        return Number(gettext("Fewer than five comments are left out of publication."), [])
    about = format_decimal(found.total)
    return Number(gettext("About %(count)s comments are left out of publication.", count=about), told)
