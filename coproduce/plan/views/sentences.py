"""The sentences that head the plan's pages: the finding, in words that are true of its numbers."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext, ngettext

from coproduce.plan.models import Plan
from coproduce.plan.progress import Tally
from coproduce.plan.views.shown import kind_name, month
from coproduce.web.running_text import apart


def finding(tally: Tally) -> str:
    """How far the plan has come, as a heading."""
    if tally.stated == 0:
        return gettext("Nobody has reported yet how far the plan has come")
    if tally.done == tally.total:
        return gettext("Every action of the plan is done")
    if tally.done and tally.under_way:
        return gettext(
            "%(done)s of %(total)s actions done, %(doing)s under way",
            done=tally.done,
            total=tally.total,
            doing=tally.under_way,
        )
    if tally.done:
        return gettext("%(done)s of %(total)s actions done", done=tally.done, total=tally.total)
    if tally.under_way:
        return gettext(
            "%(doing)s of %(total)s actions under way, none done yet",
            doing=tally.under_way,
            total=tally.total,
        )
    return gettext("None of the %(total)s actions is done or under way yet", total=tally.total)


def what_it_is(plan: Plan) -> str:
    """What the plan is called and what kind of plan that is."""
    kind = kind_name(plan.kind)
    if kind.casefold() in plan.title.casefold():
        return gettext("This is the %(title)s of %(area)s.", title=plan.title, area=plan.area)
    return gettext(
        "This is the plan “%(title)s” of %(area)s. Its kind: %(kind)s.",
        title=plan.title,
        area=plan.area,
        kind=kind,
    )


def why_it_is(plan: Plan) -> str:
    """Which inspection it answers, when the plan says so."""
    inspectors = plan.details.get("inspectors", [])
    if not inspectors or not plan.inspected_from:
        return ""
    return gettext(
        "It answers what inspectors (%(inspectors)s) found in %(month)s.",
        month=month(plan.inspected_from),
        inspectors=apart(", ".join(inspectors)),
    )


def not_stated(tally: Tally) -> list[str]:
    """What the plan leaves open, said once for all actions."""
    said = []
    if tally.without_lead == tally.total and tally.without_due == tally.total:
        said.append(gettext("The plan does not state who leads its actions, or when they are due."))
    else:
        if tally.without_lead:
            said.append(
                ngettext(
                    "For one action it is not stated who leads it.",
                    "For %(num)s actions it is not stated who leads them.",
                    tally.without_lead,
                )
            )
        if tally.without_due:
            said.append(
                ngettext(
                    "For one action it is not stated when it is due.",
                    "For %(num)s actions it is not stated when they are due.",
                    tally.without_due,
                )
            )
    return said


def of_priority(tally: Tally) -> str:
    """How far one priority has come, in a sentence."""
    if tally.done == tally.total:
        return ngettext("Its one action is done.", "All its %(num)s actions are done.", tally.total)
    if tally.done:
        return gettext("%(done)s of %(total)s actions done.", done=tally.done, total=tally.total)
    return ngettext("It has one action, not done yet.", "It has %(num)s actions, none done yet.", tally.total)


def dates(days: Sequence[date]) -> str:
    """How many dates there are, and from when to when; nothing where there are none."""
    if not days:
        return ""
    first, last = month(min(days)), month(max(days))
    if first == last:
        return ngettext("One date, in %(first)s", "%(num)s dates, in %(first)s", len(days), first=first)
    return gettext("%(count)s dates, from %(first)s to %(last)s", count=len(days), first=first, last=last)
