"""Which questions somebody is asked, by what they answered before; and whether a survey's path is whole. Pure.

A question without a condition is asked of everybody. A condition looks back only, at answers that are themselves
on the path: who goes back and answers otherwise leaves later answers behind, and one rule here drops those.
"""

from collections.abc import Iterator, Mapping, Sequence

from coproduce.core.saying import say
from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import WITH_THE_WORDS, Condition, Question, Role, Stored, Test

FOR_EVERYBODY = frozenset({Role.INDEX, Role.ANCHOR})
"""What the confidence measures stand on is asked of everybody, or a wave would not compare with the next."""


def on_path(definition: Definition, answers: Mapping[str, Stored]) -> tuple[Question, ...]:
    """The questions that are asked of somebody who answered so, in their order."""
    found: dict[str, Question] = {}
    for question in definition.questions:
        if question.show_if is None or _holds(question.show_if, found, answers):
            found[question.code] = question
    return tuple(found.values())


def left_behind(definition: Definition, answers: Mapping[str, Stored]) -> tuple[str, ...]:
    """The codes of questions that were answered and are not on the path any more, in their order."""
    asked = {question.code for question in on_path(definition, answers)}
    return tuple(q.code for q in definition.questions if q.code in answers and q.code not in asked)


def path_faults(definition: Definition) -> tuple[str, ...]:
    """Everything that is wrong with the path, in plain sentences; none, and it can be published."""
    earlier: dict[str, Question] = {}
    faults: list[str] = []
    for question in definition.questions:
        if question.show_if is not None:
            name = say("Question '%(code)s'", code=question.code)
            faults += [
                say("%(name)s: %(fault)s.", name=name, fault=fault)
                for fault in _condition_faults(question, definition, earlier)
            ]
        earlier[question.code] = question
    return (*faults, *_boxes_without_worry(definition, earlier))


def _holds(condition: Condition, asked: Mapping[str, Question], answers: Mapping[str, Stored]) -> bool:
    return all(_passes(test, asked, answers) for test in condition.all_of)


def _passes(test: Test, asked: Mapping[str, Question], answers: Mapping[str, Stored]) -> bool:
    question, answer = asked.get(test.question), answers.get(test.question)
    if question is None or answer is None:
        return False
    return not type_of(question).meets(question, answer).isdisjoint(test.any_of)


def _condition_faults(
    question: Question, definition: Definition, earlier: Mapping[str, Question]
) -> Iterator[str]:
    faults = [fault for test in _tests(question) for fault in _test_faults(test, definition, earlier)]
    yield from faults
    if question.role in FOR_EVERYBODY:
        yield say("it is part of a measure, so it must be asked of everybody")
    # Whether it can be met is asked only where each test can be read; a fault further up is named up there.
    if not faults and not _can_be_met(_all_tests(question, earlier), earlier):
        yield say("nobody can ever be asked it: its condition, with those before it, cannot be met")


def _test_faults(test: Test, definition: Definition, earlier: Mapping[str, Question]) -> Iterator[str]:
    decider = earlier.get(test.question)
    if decider is None:
        there = definition.question(test.question) is not None
        yield (
            say("its condition looks at '%(question)s', which is not before it", question=test.question)
            if there
            else say(
                "its condition looks at '%(question)s', which is not a question of this survey",
                question=test.question,
            )
        )
        return
    if decider.role in WITH_THE_WORDS:
        yield say(
            "its condition looks at '%(code)s', which is kept with the words and not with the answers",
            code=decider.code,
        )
        return
    codes = type_of(decider).testable(decider)
    if not codes:
        yield say("its condition looks at '%(code)s', whose answer has no codes to choose by", code=decider.code)
        return
    for code in test.any_of:
        if code not in codes:
            yield say(
                "its condition waits for '%(code)s', which is no answer to '%(asked)s'",
                code=code,
                asked=decider.code,
            )


def _tests(question: Question) -> tuple[Test, ...]:
    return question.show_if.all_of if question.show_if else ()


def _all_tests(question: Question, earlier: Mapping[str, Question]) -> list[Test]:
    """The tests of a question and, since those they look at must have been asked, of these in turn."""
    found: list[Test] = []
    waiting, seen = [question], {question.code}
    while waiting:
        for test in _tests(waiting.pop()):
            found.append(test)
            decider = earlier.get(test.question)
            if decider is not None and decider.code not in seen:
                seen.add(decider.code)
                waiting.append(decider)
    return found


def _can_be_met(tests: Sequence[Test], questions: Mapping[str, Question]) -> bool:
    wanted: dict[str, list[frozenset[str]]] = {}
    for test in tests:
        wanted.setdefault(test.question, []).append(frozenset(test.any_of))
    known = {code: questions[code] for code in wanted if code in questions}
    return all(type_of(question).can_meet(question, wanted[code]) for code, question in known.items())


def _boxes_without_worry(definition: Definition, questions: Mapping[str, Question]) -> Iterator[str]:
    """A box for words stands on a path where nobody can say that they worry about somebody."""
    for worry in definition.with_role(Role.WRITER_WORRIED):
        needed = set(_all_tests(worry, questions))
        for question in definition.questions:
            if type_of(question).is_words and not needed <= set(_all_tests(question, questions)):
                yield (
                    say(
                        "Question '%(code)s' is a box for words, and some who are asked it are not asked "
                        "'%(asked)s', whether they worry about somebody: ask that of everybody.",
                        code=question.code,
                        asked=worry.code,
                    )
                )
