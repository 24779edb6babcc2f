"""The results of a wave as finished values, for those who sign in and for everybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from coproduce.core.privacy import publish
from coproduce.voice.inbox import name_of
from coproduce.web import locale
from surveys.models import SurveyKind
from surveys.outcomes import showing
from surveys.outcomes.counting import Counted
from surveys.outcomes.outcome import WHO, Outcome, Part
from surveys.questions import type_of
from surveys.questions.base import Question
from surveys.views.outcomes import drawing, sentences
from surveys.views.outcomes.drawing import Columns, Drawn


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, its columns as `layout.table` takes them, its rows."""

    caption: str
    columns: Columns
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Card:
    """One question: its text, its numbers, its chart."""

    text: str
    answered: str
    figure: str
    drawn: Drawn | None
    apart: Table | None
    is_words: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """What one stratum answered."""

    heading: str
    resting: str
    cards: Sequence[Card]
    who: Table | None
    channels: Table | None
    odd: Sequence[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the words, with how many comments raise it."""

    name: str
    comments: str
    code: str


def parts(outcome: Outcome, asked: Mapping[str, Question], *, kind: SurveyKind, language: str) -> list[PartShown]:
    """The strata of a wave, the random part of families first; the open link stands beside, in tables."""
    return [_part(part, asked, language, kind, drawn=part is outcome.parts[0]) for part in outcome.parts]


def findings(outcome: Outcome, asked: Mapping[str, Question], *, language: str) -> list[tuple[str, str]]:
    """Each question with what was answered most often, as a count and out of how many; none where few answered."""
    if not outcome.parts or publish({"": outcome.parts[0].n}).total is None:
        return []
    found = []
    for counted in outcome.parts[0].questions:
        question = asked.get(counted.code)
        if question is None or type_of(question).is_words:
            continue
        chart = type_of(question).chart(question, language, counted.counts)
        drawn = drawing.draw(showing.show(counted, as_counts=True), chart, ident="")
        if drawn:
            found.append((question.text.in_(language), drawn.caption))
    return found


def themes(outcome: Outcome) -> list[Theme]:
    """The themes of what families wrote, those that most raise first; none that few raise."""
    shown = showing.counted_alone(outcome.themes, out_of=outcome.comments)
    language = locale.current().code
    return [
        Theme(name_of(code).get(language, name_of(code)["en"]), str(count), code)
        for code, count in sorted(shown.items(), key=lambda item: -(item[1] or 0))
        if count
    ]


def _part(part: Part, asked: Mapping[str, Question], language: str, kind: SurveyKind, *, drawn: bool) -> PartShown:
    as_counts = kind is SurveyKind.CONSULTATION
    enough = publish({"": part.n}).total is not None
    cards = _cards(part, asked, language, as_counts=as_counts, with_chart=drawn) if enough else ()
    return PartShown(
        heading=sentences.stratum(part.stratum),
        resting=sentences.replies(part.n, part.stratum),
        cards=list(cards),
        who=_split(_("Who answered"), _who(part)) if enough else None,
        channels=_split(_("How the answers came"), _channels(part)) if enough else None,
        odd=sentences.odd(part.quality) if enough else (),
    )


def _cards(
    part: Part, asked: Mapping[str, Question], language: str, *, as_counts: bool, with_chart: bool
) -> Iterator[Card]:
    for number, counted in enumerate(part.questions):
        question = asked.get(counted.code)
        if question is None:
            continue
        kind = type_of(question)
        chart = kind.chart(question, language, counted.counts)
        shown = showing.show(counted, as_counts=as_counts)
        ident = f"{part.stratum}-{number}"
        yield Card(
            text=question.text.in_(language),
            answered=sentences.answered(shown),
            figure="" if as_counts else sentences.one_figure(shown, chart),
            drawn=drawing.draw(shown, chart, ident=ident if with_chart else ""),
            apart=_apart(part, counted, {bar.code: bar.label for bar in chart.bars}),
            is_words=kind.is_words,
        )


def _apart(part: Part, counted: Counted, labels: Mapping[str, str]) -> Table | None:
    """The same question for those who answered alone, with help and for someone."""
    groups: dict[str, Counted] = {
        who: found
        for who in WHO
        for found in part.apart.get(who, ())
        if found.code == counted.code and found.n and counted.counts
    }
    if len(groups) < 2 or not labels:
        return None
    shown = showing.apart(groups)
    columns = [(_("Answer"), "", "", ""), *((sentences.who(who), "", "", "") for who in groups)]
    rows = [
        (label, *(_of(shown[who].get(code), shown[who][showing.NOT_CHOSEN]) for who in groups))
        for code, label in labels.items()
    ]
    return Table(_("By who answered"), columns, rows)


def _of(count: int | None, n: int | None) -> str:
    return sentences.hidden() if count is None or n is None else _("%(count)s of %(n)s", count=count, n=n)


def _who(part: Part) -> Mapping[str, int]:
    return {sentences.who(code): n for code, n in part.who.items()}


def _channels(part: Part) -> Mapping[str, int]:
    return {sentences.channel(code): n for code, n in part.channels.items()}


def _split(caption: str, counts: Mapping[str, int]) -> Table | None:
    """A table of counts that add up; nothing where there is nothing to tell apart."""
    if len(counts) < 2:
        return None
    shown = publish(counts)
    columns = [(caption, "", "", ""), (_("Families"), "number", "", "")]
    return Table(caption, columns, [(name, sentences.count(count)) for name, count in shown.cells.items()])
