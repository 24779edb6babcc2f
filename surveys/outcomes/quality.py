"""Answers that look odd: the same twice, very quick, or one step all the way down. Pure.

They are counted and shown, never dropped: two families may think alike, and somebody may mean the same step for
every sentence. Nothing here knows who answered, so nothing can tell the two cases apart (DOMAIN.md, "Waves").
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Stored
from surveys.questions.shapes import ChartKind

ENOUGH_TO_COMPARE = 6
"""So many questions must be answered (words count as one) before two replies that are alike mean anything."""

A_LINE = 5
"""So many sentences on one scale, all answered alike, are a straight line."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reply is compared by: its day, its answers, and a fingerprint of its words."""

    day: date
    answers: Mapping[str, Stored]
    words: str
    hurried: bool | None
    again: bool | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How many replies look odd.

    `repeated` are those beyond the first of each set that are alike in every answer and word on one day.
    `hurried` of `timed`: paper and files have no time. `straight` of `scaled`: whoever answered a whole scale.
    `again`: by the open link, from a browser that had sent another; none in what was kept before this was counted.
    """

    repeated: int
    hurried: int
    timed: int
    straight: int
    scaled: int
    again: int = 0


def look(definition: Definition, replies: Iterable[Seen]) -> Quality:
    """Count what looks odd among these replies; `definition` says which questions share a scale."""
    every = list(replies)
    scales = _scales(definition)
    lines = [line for reply in every if (line := _line(scales, reply.answers)) is not None]
    timed = [reply.hurried for reply in every if reply.hurried is not None]
    again = sum(reply.again is True for reply in every)
    return Quality(_repeated(every), sum(timed), len(timed), sum(lines), len(lines), again)


def _repeated(replies: Sequence[Seen]) -> int:
    alike = Counter(
        (reply.day, _frozen(reply.answers), reply.words)
        for reply in replies
        if len(reply.answers) + bool(reply.words) >= ENOUGH_TO_COMPARE
    )
    return sum(times - 1 for times in alike.values())


def _frozen(answers: Mapping[str, Stored]) -> frozenset[tuple[str, str]]:
    return frozenset((code, repr(answer)) for code, answer in answers.items())


def _scales(definition: Definition) -> Sequence[Sequence[str]]:
    """The questions that share one scale of steps, where there are enough of them."""
    scales: dict[tuple[str, ...], list[str]] = {}
    for question in definition.questions:
        if type_of(question).chart(question, definition.languages[0], {}).kind is ChartKind.STEPS:
            scales.setdefault(question.codes, []).append(question.code)
    return [codes for codes in scales.values() if len(codes) >= A_LINE]


def _line(scales: Sequence[Sequence[str]], answers: Mapping[str, Stored]) -> bool | None:
    """Whether one of the scales was answered all alike; None where too little of each was answered."""
    whole = [[str(answers[code]) for code in codes if code in answers] for codes in scales]
    whole = [given for given in whole if len(given) >= A_LINE]
    return any(len(set(given)) == 1 for given in whole) if whole else None
