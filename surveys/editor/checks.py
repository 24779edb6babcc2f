"""What a working copy still lacks before families can answer it. Pure: each lack has a key and a place to mend it.

This reads the JSON, since a survey that is being written is often no definition yet. Whatever else the parser and
the path have to say comes after, in their own words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coproduce.core.languages import ENGLISH
from coproduce.core.types import Status
from surveys.definition import Definition, DefinitionFaults
from surveys.design import with_scales
from surveys.editor.changes import asked_in, questions, sections
from surveys.editor.wording import EASY_ABOUT, found_at, spots, status_in, text_in
from surveys.parse import parse
from surveys.parse_values import mapping, sequence
from surveys.path import path_faults
from surveys.questions import BY_KEY
from surveys.questions.base import Role, nothing

UNCHECKED = "index_not_checked"
"""Items of the index that no second speaker has checked. Our own come so, and the pages say so."""
ON_THE_INDEX = (Role.INDEX.value, Role.ANCHOR.value)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing: the key of its sentence, the facts in it, and the place (in codes) where it is mended."""

    key: str
    place: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=nothing)


def missing(raw: Mapping[str, Any]) -> tuple[Missing, ...]:
    """Everything that is missing or wrong, in the order of the survey; none, and it can be published."""
    found = [*_about(raw), *_sections(raw), *_harm(raw), *_easy(raw), *_languages(raw)]
    return tuple(found or _by_the_parser(raw))


def definition_of(raw: Mapping[str, Any]) -> Definition | None:
    """The definition, where nothing is wrong with it."""
    try:
        return parse(with_scales(raw))
    except DefinitionFaults:
        return None


def _about(raw: Mapping[str, Any]) -> Iterator[Missing]:
    for name in ("title", "purpose", "readers"):
        if not text_in(raw.get(name)):
            yield Missing(f"no_{name}", ("about", name))


def _sections(raw: Mapping[str, Any]) -> Iterator[Missing]:
    if not questions(raw):
        yield Missing("no_questions", ("overview",))
        return
    for number, section in enumerate(sections(raw)):
        facts = {"number": str(number + 1)}
        if not asked_in(section):
            yield Missing("empty_section", ("section", str(number), "title"), facts)
        if not text_in(section.get("title")):
            yield Missing("section_without_title", ("section", str(number), "title"), facts)
    for entry in questions(raw):
        if not text_in(entry.get("text")):
            yield Missing("question_without_words", ("question", str(entry.get("code")), "text"))
        for option in map(mapping, sequence(entry.get("options"))):
            if not text_in(option.get("text")):
                yield Missing("option_without_words", _question(entry, "options"), _named(entry))


def _harm(raw: Mapping[str, Any]) -> Iterator[Missing]:
    boxes = [e for e in questions(raw) if (kind := BY_KEY.get(str(e.get("type")))) and kind.is_words]
    if boxes and not any(entry.get("role") == Role.WRITER_WORRIED.value for entry in questions(raw)):
        yield Missing("no_worry", ("worry",), _named(boxes[0]))


def _easy(raw: Mapping[str, Any]) -> Iterator[Missing]:
    if raw.get("easy_read") is not True:
        return
    for name in EASY_ABOUT:
        if not text_in(found_at(raw, ("easy", name))):
            yield Missing("about_without_easy", ("about", f"easy-{name}"))
    for number, section in enumerate(sections(raw)):
        if not text_in(found_at(section, ("easy", "text"))):
            yield Missing(
                "section_without_easy", ("section", str(number), "easy-text"), {"number": str(number + 1)}
            )
    for entry in questions(raw):
        if not text_in(found_at(entry, ("easy", "text"))):
            yield Missing("question_without_easy", _question(entry, "easy-text"), _named(entry))


def _languages(raw: Mapping[str, Any]) -> Iterator[Missing]:
    for language in sequence(raw.get("languages")):
        if language == ENGLISH.code or not isinstance(language, str):
            continue
        lacking = sum(not text_in(spot.wording, language) for spot in spots(raw))
        if lacking:
            facts = {"language": language, "count": str(lacking)}
            yield Missing("not_translated", ("language", language), facts)
        elif unchecked := _unchecked_index(raw, language):
            yield Missing(UNCHECKED, ("language", language), {"language": language, "count": str(unchecked)})


def _unchecked_index(raw: Mapping[str, Any], language: str) -> int:
    codes = {entry.get("code") for entry in questions(raw) if entry.get("role") in ON_THE_INDEX}
    mine = [spot for spot in spots(raw) if spot.place[0] == "question" and spot.place[1] in codes]
    return sum(status_in(spot.wording, language) is not Status.CHECKED for spot in mine)


def _by_the_parser(raw: Mapping[str, Any]) -> Iterator[Missing]:
    try:
        faults = path_faults(parse(with_scales(raw)))
    except DefinitionFaults as wrong:
        faults = wrong.faults
    codes = [str(entry.get("code")) for entry in questions(raw)]
    for fault in faults:
        code = next((code for code in codes if f"Question '{code}'" in fault), "")
        yield Missing("fault", ("question", code, "text") if code else ("overview",), {"fault": fault})


def _question(entry: Mapping[str, Any], at: str) -> tuple[str, ...]:
    return ("question", str(entry.get("code")), at)


def _named(entry: Mapping[str, Any]) -> Mapping[str, str]:
    return {"question": text_in(entry.get("text"))}
