"""What a survey lacks before it may open: a sentence for whoever writes it, and the address where it is mended.

A gate looks at a whole definition, and says what its kind of survey needs beyond words that are all there. The
gates there are stand in `surveys.editor.views.gates`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from surveys.definition import Definition


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing."""

    sentence: str
    link: str


Gate = Callable[[Session, Definition], Iterable[Lack]]
