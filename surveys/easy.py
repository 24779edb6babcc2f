"""Whether Easy Read words are easy: sentences of fifteen words at most (DOMAIN.md, section 6). Advice, not a gate.

English alone is counted: other languages join and part words in ways of their own.
"""

import re
from collections.abc import Iterator

from coproduce.core.types import Wording
from surveys.definition import Definition, easy_wordings

MOST_WORDS = 15
SENTENCES = re.compile(r"[.!?:;\n]+(?:\s|$)")


def hard_sentences(definition: Definition) -> tuple[str, ...]:
    """Every Easy Read sentence that is too long, with where it stands, in words for whoever wrote it."""
    return tuple(
        f"{where} has a sentence of {length} words; Easy Read has {MOST_WORDS} at most."
        for where, wording in _wordings(definition)
        if (length := longest_sentence(wording.in_("en"))) > MOST_WORDS
    )


def longest_sentence(text: str) -> int:
    """How many words its longest sentence has."""
    return max((len(sentence.split()) for sentence in SENTENCES.split(text)), default=0)


def _wordings(definition: Definition) -> Iterator[tuple[str, Wording]]:
    yield from ((f"The Easy Read of the {name}", wording) for name, wording in definition.easy.items())
    for number, section in enumerate(definition.sections, 1):
        yield from easy_wordings(f"Section {number}", section.easy)
        for question in section.questions:
            name = f"Question '{question.code}'"
            yield from easy_wordings(name, question.easy)
            if question.easy:
                plain = (o for o in question.options if o.code not in question.easy.options)
                yield from ((f"{name}: its option '{o.code}' (in Easy Read as it is)", o.text) for o in plain)
