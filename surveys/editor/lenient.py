"""A working copy as it can be looked at before it is whole: what is missing is marked, not refused. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from coproduce.core.languages import ENGLISH
from surveys.definition import Definition
from surveys.editor.changes import asked_in, questions, sections
from surveys.editor.checks import definition_of
from surveys.editor.wording import found_at, spots, text_in
from surveys.parse_values import mapping, sequence

UNWRITTEN = "…"


def shown_as(raw: Mapping[str, Any]) -> Definition | None:
    """The definition to look at; None where even its marks cannot make it one."""
    copy = deepcopy(dict(raw))
    for name in ("title", "purpose", "readers"):
        if not text_in(copy.get(name)):
            copy[name] = UNWRITTEN
    copy["sections"] = [section for section in sections(copy) if asked_in(section)]
    for section in copy["sections"]:
        if not text_in(section.get("title")):
            section["title"] = UNWRITTEN
    for entry in questions(copy):
        if not text_in(entry.get("text")):
            entry["text"] = UNWRITTEN
    complete = [code for code in sequence(copy.get("languages")) if _is_whole_in(copy, str(code))]
    copy["languages"] = [ENGLISH.code, *(code for code in complete if code != ENGLISH.code)]
    copy["easy_read"] = bool(copy.get("easy_read")) and _has_easy(copy)
    return definition_of(copy)


def _is_whole_in(raw: Mapping[str, Any], language: str) -> bool:
    return all(text_in(spot.wording, language) for spot in spots(raw))


def _has_easy(raw: Mapping[str, Any]) -> bool:
    pairs = [mapping(each).get("easy") for each in (*sections(raw), *questions(raw))]
    about = all(text_in(found_at(raw, ("easy", name))) for name in ("title", "purpose", "readers"))
    return about and all(text_in(mapping(pair).get("text")) for pair in pairs)
