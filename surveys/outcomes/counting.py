"""Count answers, question by question. Pure, and not for publication: what is shown passes `core.privacy`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coproduce.core.points import Estimate
from surveys.definition import Definition
from surveys.path import on_path
from surveys.questions import type_of
from surveys.questions.base import Question, Stored
from surveys.sheet import WITH_THE_WORDS


@dataclass(frozen=True, slots=True)
class Counted:
    """One question's counts: `n` answered it, `skipped` were asked it and did not.

    `counts` names every option, chosen or not. Where several may be chosen, options are counted and not their
    combinations: counts may add up to more than n. `figures` are means or a median, where the type has them.
    """

    code: str
    n: int
    skipped: int
    counts: Mapping[str, int]
    figures: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """One family's reply as far as it is counted: the version it answered, its answers, where it wrote words."""

    version: int
    answers: Mapping[str, Stored]
    words: frozenset[str] = frozenset()


def asked_in_all(versions: Mapping[int, Definition]) -> Mapping[str, Question]:
    """The questions of all versions by code, as the newest version that has each of them asks it.

    Those of the newest version come first, in its order. Screens of information, and what belongs to the words
    (may they be quoted, is somebody worried), are never counted.
    """
    found: dict[str, Question] = {}
    for number in sorted(versions, reverse=True):
        for question in versions[number].questions:
            if type_of(question).asks and question.role not in WITH_THE_WORDS:
                found.setdefault(question.code, question)
    return found


def count(versions: Mapping[int, Definition], replies: Iterable[Given]) -> tuple[Counted, ...]:
    """What was answered to each question, over all versions that were answered."""
    by_version: dict[int, list[Given]] = {}
    for reply in replies:
        by_version.setdefault(reply.version, []).append(reply)
    every = asked_in_all(versions)
    asked = Counter(
        code for number, found in by_version.items() for code in _asked(versions[number], found) if code in every
    )
    return tuple(
        _counted(question, asked[code], dict(_answers(question, versions, by_version)))
        for code, question in every.items()
    )


def _asked(definition: Definition, replies: Sequence[Given]) -> Iterator[str]:
    """The code of each question once for each family that was asked it."""
    everybody = [question.code for question in definition.questions]
    if all(question.show_if is None for question in definition.questions):
        yield from (code for code in everybody for _ in replies)
        return
    for reply in replies:
        yield from (question.code for question in on_path(definition, reply.answers))


def _answers(
    question: Question, versions: Mapping[int, Definition], by_version: Mapping[int, Sequence[Given]]
) -> Iterator[tuple[int, tuple[Question, list[Stored]]]]:
    """For each version that asks the question: the question as it asks it, and what was answered."""
    for number, replies in by_version.items():
        as_asked = versions[number].question(question.code)
        if as_asked is None:
            continue
        if type_of(as_asked).is_words:
            answers: list[Stored] = ["…" for reply in replies if question.code in reply.words]
        else:
            answers = [reply.answers[question.code] for reply in replies if question.code in reply.answers]
        yield number, (as_asked, answers)


def _counted(question: Question, asked: int, answered: Mapping[int, tuple[Question, Sequence[Stored]]]) -> Counted:
    counts: Counter[str] = Counter()
    order = dict.fromkeys(type_of(question).count(question, ()))
    for as_asked, answers in answered.values():
        counts.update(type_of(as_asked).count(as_asked, answers))
    everything = [answer for _, answers in answered.values() for answer in answers]
    named = {code: counts[code] for code in (*order, *(code for code in counts if code not in order))}
    figures = type_of(question).figures(question, everything) if everything else {}
    return Counted(question.code, len(everything), max(0, asked - len(everything)), named, figures)
