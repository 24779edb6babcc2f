"""What a consultation needs before it opens, and before what came of it is told. Pure: rules and days.

For a proposal the rules are the Gunning principles (R v Brent LBC, ex parte Gunning, 1985): before the decision,
with reasons, with time, with an answer. With children and young people they are Lundy's four (2007): Space, Voice,
Audience, Influence. See docs/decisions, "What a consultation's gates check".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coproduce.core.types import Wording
from coproduce.core.working_time import WorkingTime
from surveys.consultations.holidays import Holidays
from surveys.consultations.models import (
    Consultation,
    ConsultationKind,
    ConsultationOption,
    ConsultationPaper,
    ConsultationResponse,
    Rung,
)
from surveys.definition import Definition
from surveys.gates import N_, Missing
from surveys.questions import type_of

SHORTEST = 42
"""Days that a consultation on a proposal is open, at least: six weeks."""
FEEDBACK_WITHIN = 30
"""Working days after it closes in which young people hear what came of it."""
LEAST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Days:
    """From when to when people can answer, and the calendars that count."""

    opens_on: date | None
    closes_on: date | None
    holidays: Holidays
    working: WorkingTime


def before_opening(
    told: Consultation, *, options: Sequence[ConsultationOption], asked: Definition, days: Days
) -> tuple[Missing, ...]:
    """Everything that is missing before people can take part; nothing when it may open."""
    rules = _formal(told, options, asked, days) if told.kind is ConsultationKind.FORMAL else ()
    lundy = _young(told, asked, days) if asks_young(told, asked) else ()
    texts = [told.proposed, told.easy, told.consulted, told.space, told.voice]
    texts += [wording for option in options for wording in (option.title, option.reasons)]
    return (*_always(told, days), *rules, *lundy, *_languages(texts, asked, "about"), *_claims(told))


def asks_young(told: Consultation, asked: Definition) -> bool:
    """Whether children and young people are asked, be it on a proposal or not: then Lundy's four hold."""
    return told.kind is ConsultationKind.YOUNG or asked.asks_young


def made_worse(before: Iterable[Missing], after: Iterable[Missing]) -> tuple[Missing, ...]:
    """What a change makes missing that was not before; one text more in a language is worse, one fewer is not."""
    there = {_which(each): _count(each) for each in before}
    return tuple(each for each in after if _count(each) > there.get(_which(each), -1))


def _which(each: Missing) -> tuple[str, str]:
    return each.sentence, each.facts.get("code", "")


def _count(each: Missing) -> int:
    return int(each.facts.get("count", "0"))


def before_telling(
    told: Consultation,
    *,
    closed_on: date | None,
    themes: Mapping[str, str],
    responses: Sequence[ConsultationResponse],
    papers: Sequence[ConsultationPaper],
    asked: Definition,
    today: date,
) -> tuple[Missing, ...]:
    """Everything that is missing before its end is told; `themes` are those of what was said, with their names."""
    return tuple(_telling(told, closed_on, themes, responses, papers, asked, today))


def _always(told: Consultation, days: Days) -> Iterator[Missing]:
    if told.proposed is None:
        yield Missing(N_("It does not say what is proposed. Write that in a few sentences."), "about")
    if told.consulted is None:
        yield Missing(N_("It does not say whom it consults. Write who can take part."), "about")
    if days.opens_on is None or days.closes_on is None:
        yield Missing(N_("It has no last day. Enter the first and the last day."), "days")


def _formal(
    told: Consultation, options: Sequence[ConsultationOption], asked: Definition, days: Days
) -> Iterator[Missing]:
    yield from _decision(told, days)
    if len(options) < LEAST_OPTIONS:
        yield Missing(N_("It has fewer than two options. Add each option there is, with its reasons."), "options")
    if not any(option.is_nothing for option in options):
        yield Missing(N_("No option is to do nothing. Add it, and say what would happen then."), "options")
    if told.easy is None:
        yield Missing(N_("The proposal has no Easy Read. Write it in easy words."), "about")
    if not asked.easy_read:
        yield Missing(N_("Its questions have no Easy Read. Write it, and publish the survey again."), "survey")
    yield from _time(days)


def _decision(told: Consultation, days: Days) -> Iterator[Missing]:
    if told.decided_on is not None:
        yield Missing(N_("The decision is taken already, so nobody can change it by taking part."), "decision")
    if not told.decision_body:
        yield Missing(N_("It does not say who takes the decision. Name the board or the committee."), "days")
    if told.decision_on is None:
        yield Missing(N_("It does not say when the decision is taken. Enter the day."), "days")
    elif days.closes_on is not None and told.decision_on <= days.closes_on:
        yield Missing(
            N_("The decision must come after the last day to take part. Enter a later day for it."),
            "days",
        )


def _time(days: Days) -> Iterator[Missing]:
    if days.opens_on is None or days.closes_on is None:
        return
    total = (days.closes_on - days.opens_on).days + 1
    closed = days.holidays.days_in(days.opens_on, days.closes_on)
    if total < SHORTEST:
        facts = {"days": str(total), "least": str(SHORTEST)}
        yield Missing(
            N_("It is open for %(days)s days, and %(least)s (six weeks) are needed. Enter a later last day."),
            "days",
            facts,
        )
    if 2 * closed > total:
        facts = {"days": str(closed), "total": str(total)}
        yield Missing(
            N_("%(days)s of its %(total)s days are in school holidays, and half may be at most. Move its days."),
            "days",
            facts,
        )
    if days.closes_on > days.holidays.known_until:
        facts = {"year": str(days.closes_on.year)}
        yield Missing(
            N_("The school holidays of %(year)s are not known here yet. Ask an administrator to load them."),
            "days",
            facts,
        )


def _young(told: Consultation, asked: Definition, days: Days) -> Iterator[Missing]:
    if told.space is None:
        yield Missing(N_("Space: say what makes it safe, and that nobody has to take part."), "young")
    if not asked.easy_read:
        yield Missing(
            N_("Space: its questions have no Easy Read. Write it, and publish the survey again."), "survey"
        )
    if told.voice is None:
        yield Missing(N_("Voice: say how somebody can take part who does not write."), "young")
    kinds = [type_of(question) for question in asked.questions]
    if not any(kind.asks and not kind.is_words for kind in kinds):
        yield Missing(N_("Voice: every question needs writing. Add faces, pictures or a choice."), "survey")
    if not told.reader or told.read_by is None:
        yield Missing(N_("Audience: say who reads the answers, by their role, and by which day."), "young")
    yield from _influence(told, days)


def _influence(told: Consultation, days: Days) -> Iterator[Missing]:
    if told.feedback_by is None:
        yield Missing(N_("Influence: enter the day by which young people hear what came of it."), "young")
    elif days.closes_on is not None:
        latest = days.working.days_after(days.closes_on, FEEDBACK_WITHIN)
        if not days.closes_on < told.feedback_by <= latest:
            facts = {"days": str(FEEDBACK_WITHIN), "latest": latest.isoformat()}
            yield Missing(
                N_("Influence: young people hear what came of it within %(days)s working days after it closes."),
                "young",
                facts,
            )


def _claims(told: Consultation) -> Iterator[Missing]:
    met = told.families_began and told.decided_together and told.co_lead and told.signed_together
    if told.rung is Rung.CO_PRODUCE and not met:
        yield co_produced()


def co_produced() -> Missing:
    """That the highest rung is claimed and its conditions are not met."""
    return Missing(
        N_(
            "“Co-produced” may be said only where families helped to say what the problem is, the decision is "
            "shared, somebody of the Forum leads with you, and both sign it off. Choose another rung, or tick all."
        ),
        "rung",
    )


def _languages(texts: Iterable[Wording | None], asked: Definition, place: str) -> Iterator[Missing]:
    there = [text for text in texts if text is not None]
    for code in asked.languages:
        if count := sum(not text.complete_in(code) for text in there):
            facts = {"count": str(count), "code": code}
            yield Missing(N_("Texts missing in the language “%(code)s”: %(count)s. Write them."), place, facts)


def _telling(
    told: Consultation,
    closed_on: date | None,
    themes: Mapping[str, str],
    responses: Sequence[ConsultationResponse],
    papers: Sequence[ConsultationPaper],
    asked: Definition,
    today: date,
) -> Iterator[Missing]:
    if closed_on is None or closed_on >= today:
        yield Missing(N_("People can still take part. Wait until it has closed."), "days")
    answered = {response.theme for response in responses}
    for code, name in themes.items():
        if code not in answered:
            yield Missing(
                N_("Nothing answers “%(theme)s” yet. Write what changed, and what did not and why."),
                "responses",
                {"theme": name},
            )
    if told.kind is ConsultationKind.FORMAL:
        if told.decided_on is None:
            yield Missing(
                N_("The decision is not on record. Write what was decided, when and by whom."), "decision"
            )
        if not any(paper.of_decision for paper in papers):
            yield Missing(N_("The paper of the decision is not here. Add it to the papers."), "papers")
    if asks_young(told, asked) and told.feedback is None:
        yield Missing(N_("Young people are told nothing yet. Write in easy words what came of it."), "feedback")
    texts = [told.decision, told.feedback, *(w for each in responses for w in (each.changed, each.unchanged))]
    yield from _languages(texts, asked, "responses")
    yield from _claims(told)
