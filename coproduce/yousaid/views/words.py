"""The words of replies: theme names, outcomes, dates and counts as families read them, in their language."""

from datetime import date

from flask_babel import format_date, get_locale, gettext, ngettext

from coproduce.core.privacy import publish
from coproduce.voice.inbox import name_of
from coproduce.voice.models import Stance, State
from coproduce.web import locale
from coproduce.yousaid.models import Outcome, ReplyState

NO_LANGUAGE = ("und", "zxx", "mul", "mis")
"""Codes of ISO 639 that name none."""

KINDS = {Outcome.DONE: "did", Outcome.DOING: "doing", Outcome.CANNOT: "cannot", Outcome.DISAGREE: "disagree"}
"""The stop of the thread that an outcome is."""

SHAPES = {Outcome.DONE: "done", Outcome.DOING: "doing", Outcome.CANNOT: "cannot", Outcome.DISAGREE: "cannot"}
"""The shape of that stop: shape and words say what the colour says."""


def theme_name(code: str) -> str:
    """A theme's name in the reader's language, else in English."""
    name = name_of(code)
    return name.get(locale.current().code, name["en"])


def written_in(code: str) -> str:
    """That words are in this language, on a page in another; else nothing."""
    here = get_locale()
    if here is None or code in (here.language, *NO_LANGUAGE):
        return ""
    name = here.languages.get(code, "")
    return gettext("Written in %(language)s", language=name) if name else ""


def day(when: date) -> str:
    """A day as people say it: "3 June 2026"."""
    return format_date(when, "d MMMM y")


def month(when: date) -> str:
    """A month as people say it: "June 2026"."""
    return format_date(when, "MMMM y")


def months(first: date, last: date) -> str:
    """From one month to another, or the one month it was."""
    if (first.year, first.month) == (last.year, last.month):
        return gettext("in %(month)s", month=month(first))
    return gettext("from %(first)s to %(last)s", first=month(first), last=month(last))


def span(first: date, last: date) -> str:
    """The months from one day to another as a label: "June 2026", or "December 2025 to November 2026"."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    return gettext("%(first)s to %(last)s", first=month(first), last=month(last))


def days(count: int) -> str:
    """A number of days in words."""
    return ngettext("%(num)s day", "%(num)s days", count)


def comments_in_public(count: int) -> str:
    """How many comments a reply answers, through the disclosure rule."""
    shown = publish({"comments": count}).cells["comments"]
    if shown is None:
        return gettext("A few families’ words")
    return gettext("About %(count)s comments", count=shown)


def outcome_name(outcome: Outcome) -> str:
    """An outcome in a word or two."""
    return {
        Outcome.DONE: gettext("Done"),
        Outcome.DOING: gettext("Doing"),
        Outcome.CANNOT: gettext("Cannot"),
        Outcome.DISAGREE: gettext("See it differently"),
    }[outcome]


def state_name(state: ReplyState) -> str:
    """A reply's state for those who work on it."""
    return {
        ReplyState.DRAFT: gettext("Draft"),
        ReplyState.SIGNED: gettext("Signed by an officer"),
        ReplyState.PUBLISHED: gettext("Published"),
        ReplyState.WITHDRAWN: gettext("Withdrawn"),
    }[state]


def paragraphs(text: str) -> tuple[str, ...]:
    """A text in its paragraphs."""
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip())


TONES = {
    Stance.NEGATIVE: "said",
    Stance.MIXED: "doing",
    Stance.NEUTRAL: "cannot",
    Stance.POSITIVE: "did",
    Stance.UNKNOWN: "cannot",
}
"""The colour of a stance's mark; its word says the same."""


def stance_name(stance: Stance) -> str:
    """What a comment says of a theme, in a word."""
    return {
        Stance.NEGATIVE: gettext("Negative"),
        Stance.MIXED: gettext("Mixed"),
        Stance.NEUTRAL: gettext("Neutral"),
        Stance.POSITIVE: gettext("Positive"),
        Stance.UNKNOWN: gettext("Not judged"),
    }[stance]


def voice_state_name(state: State) -> str:
    """How a whole comment sounds, in a word or two."""
    return {
        State.NEGATIVE: gettext("Negative"),
        State.MIXED: gettext("Mixed"),
        State.NEUTRAL: gettext("Neutral"),
        State.POSITIVE: gettext("Positive"),
        State.NO_OPINION: gettext("No opinion"),
        State.NOT_ANALYSED: gettext("Not analysed"),
    }[state]
