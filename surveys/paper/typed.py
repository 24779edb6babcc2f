"""What somebody typed from a form: read as answers, compared with what a second person typed, sealed. Pure."""

import json
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from coproduce.core import sealing
from surveys.definition import Definition
from surveys.paper import keyed
from surveys.questions import type_of
from surveys.questions.base import Fault, Question, Stored
from surveys.sheet import Sheet, read_sheet

Typed = Mapping[str, Sequence[str]]
"""The fields of each question, by its code."""


def read(definition: Definition, typed: Typed) -> Sheet:
    """The sheet as a page would have sent it."""

    def values(code: str) -> Sequence[str]:
        question = definition.question(code)
        return keyed.values(question, typed.get(code, ())) if question else ()

    return read_sheet(definition, values)


def taken(definition: Definition, getlist: Callable[[str], Sequence[str]]) -> Typed:
    """What a form sent for the questions of this survey, and nothing else."""
    return {q.code: list(getlist(q.code)) for q in definition.questions if any(map(str.strip, getlist(q.code)))}


def answered(definition: Definition, *several: Typed) -> tuple[str, ...]:
    """The codes of the questions that are answered in one of these at least."""
    return tuple(q.code for q in definition.questions if any(_stored(q, one) is not None for one in several))


def differing(definition: Definition, first: Typed, second: Typed) -> tuple[str, ...]:
    """The codes of the questions that two people typed differently."""
    return tuple(q.code for q in definition.questions if _stored(q, first) != _stored(q, second))


def seal(typed: Typed, *, sheet_id: UUID, secret: str) -> str:
    """As it is kept until the batch is closed."""
    plain = json.dumps({code: list(values) for code, values in typed.items()}, ensure_ascii=False)
    return sealing.seal(secret, f"paper/{sheet_id}", plain.encode())


def unseal(sealed: str, *, sheet_id: UUID, secret: str) -> Typed:
    """As it was typed."""
    found: Typed = json.loads(sealing.unseal(secret, f"paper/{sheet_id}", sealed))
    return found


def _stored(question: Question, typed: Typed) -> Stored | tuple[str, ...] | None:
    """What is compared: the answer, words without regard to space; what cannot be read, as it was typed."""
    values = typed.get(question.code, ())
    try:
        stored = type_of(question).read(question, keyed.values(question, values))
    except Fault:
        return tuple(values)
    return " ".join(stored.split()) if isinstance(stored, str) else stored
