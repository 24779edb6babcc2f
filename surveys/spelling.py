"""Names in a question that mean nothing: a slip of the pen would change nothing, and nobody would notice.

Advice for whoever writes a survey by hand, not a fault: what was published before stays readable.
"""

from surveys.definition import Definition
from surveys.questions import type_of


def unknown_names(definition: Definition) -> tuple[str, ...]:
    """Every name in a question that its type does not know, in a sentence."""
    return tuple(
        f"Question '{question.code}': '{name}' means nothing to a question of the type '{question.type}'."
        for question in definition.questions
        for name in question.settings
        if name not in {setting.key for setting in type_of(question).settings}
    )
