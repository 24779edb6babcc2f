"""What a tablet sends: one family's answers in a box that only this server opens, read and stored once."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from coproduce.core import codes, sealing
from surveys import respond
from surveys.definition import Definition
from surveys.models import Channel, Stratum
from surveys.offline.passes import Pass
from surveys.respond import Given, Origin
from surveys.running import Asked
from surveys.sheet import Sheet, read_sheet

PURPOSE = "tablet"
LARGEST_BOX = 400_000
MOST_VALUES = 2_000
CODE = re.compile(r"[a-z]{2,12}(-[a-z]{2,12}){5}")


class NotABox(ValueError):
    """What came is no box of this server's, or holds no answers."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """What was in a box. `code` is the receipt that the tablet made and showed."""

    code: str
    language: str
    values: Mapping[str, Sequence[str]]


def unpack(box: str, *, secret: str) -> Boxed:
    """Open a box. Raises NotABox."""
    try:
        found = json.loads(sealing.open_box(secret, PURPOSE, box))
        code, language, values = found["code"], found["language"], found["values"]
        fits = len(values) <= MOST_VALUES and all(
            isinstance(name, str) and all(isinstance(value, str) for value in sent)
            for name, sent in values.items()
        )
    except (sealing.CannotUnseal, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotABox("This is no box for this server.") from None
    words = set(codes.word_list())
    if not fits or not isinstance(code, str) or not CODE.fullmatch(code) or not words.issuperset(code.split("-")):
        raise NotABox("This box holds no answers.")
    return Boxed(code, str(language), {name: list(sent) for name, sent in values.items()})


def store(session: Session, *, asked: Asked, leave: Pass, boxed: Boxed, secret: str) -> Given:
    """Store what was in a box once, however often it comes: its receipt's mark is unique. Raises NotABox."""
    sheet = read(asked.definition, boxed.values)
    if sheet.is_empty:
        raise NotABox("This box holds no answers.")
    origin = Origin(
        language=asked.definition.language(boxed.language),
        channel=Channel.KIOSK,
        stratum=Stratum.OPEN,
        day=leave.answered_on,
    )
    return respond.respond(
        session, asked=asked, sheet=sheet, origin=origin, nonce=boxed.code, secret=secret, code=boxed.code
    )


def read(definition: Definition, values: Mapping[str, Sequence[str]]) -> Sheet:
    """The sheet, without the answers that do not fit: whoever gave them has gone, and the others count."""

    def sent(left_out: frozenset[str]) -> Callable[[str], Sequence[str]]:
        return lambda name: () if name in left_out else values.get(name, ())

    left_out: frozenset[str] = frozenset()
    sheet = read_sheet(definition, sent(left_out))
    while sheet.faults:
        left_out |= frozenset(sheet.faults)
        sheet = read_sheet(definition, sent(left_out))
    return sheet
