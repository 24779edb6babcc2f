"""What each kind of survey needs before it may open, beyond words that are all there. A gate is one line here."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlmodel import Session

from coproduce.web.session import session
from surveys.definition import Definition
from surveys.editor import checks
from surveys.editor.copies import of_survey
from surveys.editor.models import WorkingCopy
from surveys.editor.views.check_words import address, lacks_of
from surveys.gates import Gate, Lack
from surveys.models import SurveyKind


def pulse_gate(reader: Session, definition: Definition) -> Iterator[Lack]:
    """A pulse says what it can change, which no definition lacks, and where to get help."""
    if definition.kind is SurveyKind.PULSE and definition.help is None:
        copy = of_survey(reader, definition.slug)
        link = address(copy.id or 0, ("about", "help")) if copy else ""
        yield Lack(_("It does not say where families can get help now."), link)


GATES: tuple[Gate, ...] = (pulse_gate,)


def lacks(copy: WorkingCopy) -> list[Lack]:
    """Everything that is missing in a working copy, each with the field that mends it."""
    found = list(lacks_of(copy.id or 0, checks.missing(copy.definition)))
    definition = checks.definition_of(copy.definition)
    return found + (gates(session, definition) if definition else [])


def gates(reader: Session, definition: Definition) -> list[Lack]:
    """Everything that a gate misses in this survey."""
    return [lack for gate in GATES for lack in gate(reader, definition)]
