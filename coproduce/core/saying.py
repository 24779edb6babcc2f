"""A sentence of a rule, in English, that knows the words it was made of: a page says it in its reader's language.

Rules are pure and speak no language but English, which commands print and tests read. `coproduce.web.locale.said`
looks a sentence up in the catalogue, into which `say` brings it.
"""

from collections.abc import Mapping


class Saying(str):
    """English, ready to print. `words` are those of the catalogue, `facts` what stands in their places."""

    words: str
    facts: Mapping[str, object]


def say(words: str, **facts: object) -> Saying:
    """A sentence with its facts, any of which may be a saying too."""
    made = Saying(words % facts if facts else words)
    made.words, made.facts = words, facts
    return made
