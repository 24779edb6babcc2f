"""What each kind of survey needs before it may open, beyond words that are all there. A gate is one line here."""

from collections.abc import Iterator

from sqlmodel import Session

from coproduce.core import clock
from coproduce.web.session import session
from surveys.consultations import holding, stages
from surveys.consultations.gates import made_worse
from surveys.consultations.stages import Stage
from surveys.consultations.views.sentences import lacks_of, said
from surveys.definition import Definition
from surveys.editor import checks
from surveys.editor.copies import of_survey
from surveys.editor.models import WorkingCopy
from surveys.editor.views.check_words import address, sentence
from surveys.editor.views.check_words import lacks_of as lacks_of_words
from surveys.editor.wording import Raw
from surveys.gates import Gate, Lack, Missing, of_pulse


def pulse_gate(reader: Session, definition: Definition) -> Iterator[Lack]:
    """A pulse says what it can change, which no definition lacks, and where to get help."""
    copy = of_survey(reader, definition.slug)
    for each in of_pulse(definition):
        yield Lack(said(each), address(copy.id or 0, ("about", each.place)) if copy else "")


def consultation_gate(reader: Session, definition: Definition) -> Iterator[Lack]:
    """While people take part in a consultation, or soon will, its questions keep all that its gate asked for."""
    try:
        found = stages.find(reader, slug=definition.slug, today=clock.today())
    except stages.NoSuchConsultation:
        return
    asked = holding.asked_by(reader, survey_id=found.told.survey_id)
    if asked is None or found.stage not in (Stage.AHEAD, Stage.OPEN):
        return
    before, after = (
        holding.gate(reader, found.told, asked=each, opens_on=found.opens_on, closes_on=found.closes_on)
        for each in (asked, definition)
    )
    copy = of_survey(reader, definition.slug)
    for each, lack in zip(worse := made_worse(before, after), lacks_of(worse, definition.slug), strict=True):
        yield Lack(lack.sentence, _in_copy(copy, each) or lack.link)


def _in_copy(copy: WorkingCopy | None, each: Missing) -> str:
    """Where the working copy mends it; nothing where the consultation's own page does."""
    return address(copy.id or 0, ("about", "easy-title")) if copy and each.place == "survey" else ""


GATES: tuple[Gate, ...] = (pulse_gate, consultation_gate)


def lacks(copy: WorkingCopy) -> list[Lack]:
    """Everything that is missing in a working copy, each with the field that mends it."""
    found = list(lacks_of_words(copy.id or 0, checks.missing(copy.definition)))
    definition = checks.definition_of(copy.definition)
    return found + (gates(session, definition) if definition else [])


def of_file(reader: Session, raw: Raw, *, drafts: bool = False) -> list[str]:
    """What is missing in a definition that is no working copy, in sentences. `drafts`: see checks.UNCHECKED."""
    found = [sentence(each) for each in checks.missing(raw) if not (drafts and each.key == checks.UNCHECKED)]
    definition = checks.definition_of(raw)
    return found + ([lack.sentence for lack in gates(reader, definition)] if definition else [])


def gates(reader: Session, definition: Definition) -> list[Lack]:
    """Everything that a gate misses in this survey."""
    return [lack for gate in GATES for lack in gate(reader, definition)]
