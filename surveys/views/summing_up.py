"""What somebody answered so far, question by question, in words."""

from collections.abc import Sequence

from surveys.definition import Definition
from surveys.drafts.content import Content
from surveys.path import on_path
from surveys.questions import type_of
from surveys.questions.base import Fault, Question, Stored
from surveys.sheet import given


def lines(definition: Definition, content: Content, language: str) -> list[tuple[str, str]]:
    """Each question that was answered, with its answer."""
    spoken = definition.language(language)
    found = [
        (question.text.in_(spoken), in_words(question, content.values(question.code), spoken))
        for question in on_path(definition, given(definition, content.values))
    ]
    return [(text, words) for text, words in found if words]


def in_words(question: Question, values: Sequence[str], language: str) -> str:
    """One answer as its writer chose or wrote it; what does not fit, as it was typed; nothing when skipped."""
    kind = type_of(question)
    try:
        stored = kind.read(question, values)
    except Fault:
        return " ".join(values)
    if stored is None:
        return ""
    return _said(stored, {option.value: option.label for option in kind.view(question, language).options})


def _said(stored: Stored, labels: dict[str, str]) -> str:
    if isinstance(stored, str):
        return labels.get(stored, stored)
    if isinstance(stored, dict):
        return "; ".join(f"{labels.get(code, code)}: {number}" for code, number in stored.items())
    return "; ".join(labels.get(code, code) for code in stored)
