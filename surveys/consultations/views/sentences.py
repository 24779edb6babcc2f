"""What is missing, said in the reader's language."""

from collections.abc import Iterable

from flask_babel import gettext

from surveys.consultations.gates import Missing


def sentences(missing: Iterable[Missing]) -> tuple[str, ...]:
    """Each as a sentence."""
    return tuple(gettext(each.sentence) % each.facts for each in missing)
