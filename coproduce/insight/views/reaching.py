"""Whom to reach next, in plain sentences, on the page of a survey's results."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import select

from coproduce.accounts.models import Role
from coproduce.insight import gather, margin_sets
from coproduce.insight.reaching import Gap, compare
from coproduce.web import locale
from coproduce.web.session import session
from surveys.models import Survey
from surveys.outcomes.counting import asked_in_all
from surveys.outcomes.gather import versions_of
from surveys.questions import type_of
from surveys.questions.base import Question


def on_results(*, slug: str, wave: str, **_facts: Any) -> str:
    """The panel; nothing where the survey asks for none of what is known about the area's families."""
    survey = session.exec(select(Survey).where(Survey.slug == slug)).one()
    questions = asked_in_all(dict(versions_of(session, survey=survey).values()))
    if not set(gather.PROFILE_CODES) & questions.keys():
        return ""
    margins = margin_sets.in_use(session)
    if margins is None:
        return render_template("insight/_whom_to_reach.html", margins=None, loads=_may_load())
    every = gather.wave_answers(session, slug=slug)
    stratum = gather.headline_stratum(every)
    mine = [each for each in gather.of_stratum(every, stratum) if each.wave == wave]
    rows = [row for each in mine for row in gather.read(each.answers)[0]]
    found = compare(margins, [row.profile for row in rows])
    return render_template(
        "insight/_whom_to_reach.html",
        margins=margins.source,
        dated=format_date(margins.dated, "d MMMM y") if margins.dated else "",
        gaps=[_sentence(gap, questions) for gap in found.gaps],
        hidden=[_group(variable, category, questions) for variable, category in found.hidden],
        enough=found.enough,
    )


def _sentence(gap: Gap, questions: Mapping[str, Question]) -> str:
    return _(
        "%(group)s: %(population)s in 100 of the area's families, and %(answered)s in 100 of those who answered. "
        "%(points)s more in 100 are missing.",
        group=_group(gap.variable, gap.category, questions),
        population=f"{gap.population:.0f}",
        answered=f"{gap.answered:.0f}",
        points=f"{gap.points:.0f}",
    )


def _group(variable: str, category: str, questions: Mapping[str, Question]) -> str:
    """A group by its option's words, in quotation marks, since it stands in a sentence."""
    question = questions.get(variable)
    if question is None:
        return category
    return f"“{type_of(question).named(question, category, locale.current().code)}”"


def _may_load() -> bool:
    return bool(current_user.role is Role.ADMIN)
