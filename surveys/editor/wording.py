"""Wordings as a working copy keeps them, which is JSON: English changes, translations follow. Pure.

English that changed makes its translations drafts again: they were written for other words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coproduce.core.languages import ENGLISH
from coproduce.core.types import Status
from surveys.definition import our_scales
from surveys.parse_values import mapping, sequence

Raw = dict[str, Any]
IN_EASY_TOO = ("text", "hint")
ABOUT = ("title", "purpose", "readers", "help")
"""The wordings of a survey itself, as `Definition` names them."""
EASY_ABOUT = ("title", "purpose", "readers")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a wording stands: `place` says it in codes for a link, `keys` lead to it through the JSON."""

    place: tuple[str, ...]
    keys: tuple[str | int, ...]
    wording: Mapping[str, Any]


def text_in(wording: object, language: str = ENGLISH.code) -> str:
    """The text in this language, or nothing."""
    if isinstance(wording, str):
        return wording if language == ENGLISH.code else ""
    entry = mapping(wording).get(language)
    return entry if isinstance(entry, str) else str(mapping(entry).get("text") or "")


def status_in(wording: object, language: str) -> Status | None:
    """How far the text in this language has come; None where there is none."""
    if not text_in(wording, language):
        return None
    entry = mapping(wording).get(language)
    if language == ENGLISH.code:
        return Status.CHECKED
    said = mapping(entry).get("status")
    return Status(said) if said in set(Status) else Status.DRAFT


def worded(before: object, english: str) -> Raw | None:
    """The wording with this English; None where there are no words."""
    english = english.strip()
    if not english:
        return None
    kept = {code: entry for code, entry in mapping(before).items() if code != ENGLISH.code}
    if text_in(before) != english:
        kept = {code: {"text": text_in(before, code), "status": Status.DRAFT.value} for code in kept}
    return {ENGLISH.code: {"text": english, "status": Status.CHECKED.value}, **kept}


def translated(before: object, language: str, text: str, status: Status) -> Raw:
    """The wording with this text in another language, or without one where it is empty."""
    whole = {ENGLISH.code: {"text": text_in(before), "status": Status.CHECKED.value}}
    whole |= {c: e for c, e in mapping(before).items() if c not in (ENGLISH.code, language)}
    return {**whole, language: {"text": text.strip(), "status": status.value}} if text.strip() else whole


def put_wording(holder: Raw, key: str, english: str) -> None:
    """Give something its wording under this key, or take the key away where there are no words."""
    made = worded(holder.get(key), english)
    if made is None:
        holder.pop(key, None)
    else:
        holder[key] = made


def spots(raw: Mapping[str, Any], *, easy: bool = True) -> Iterator[Spot]:
    """Every wording of a working copy that has words, in the order families meet them."""
    for name in ABOUT:
        yield from _at(raw, ("about", name), (name,))
    if easy:
        for name in EASY_ABOUT:
            yield from _at(raw, ("about", f"easy-{name}"), ("easy", name))
    for name, options in mapping(raw.get("scales")).items():
        for at, _ in enumerate(sequence(options)):
            yield from _at(raw, ("scale", str(name)), ("scales", str(name), at, "text"))
    for number, section in enumerate(sequence(raw.get("sections"))):
        yield from _of_section(raw, number, mapping(section), easy)


def _of_section(raw: Mapping[str, Any], number: int, section: Mapping[str, Any], easy: bool) -> Iterator[Spot]:
    here: tuple[str | int, ...] = ("sections", number)
    for name in ("title", "hint"):
        yield from _at(raw, ("section", str(number), name), (*here, name))
    if easy:
        for name in IN_EASY_TOO:
            yield from _at(raw, ("section", str(number), f"easy-{name}"), (*here, "easy", name))
    for at, entry in enumerate(sequence(section.get("questions"))):
        yield from _of_question(raw, mapping(entry), (*here, "questions", at), easy)


def _of_question(
    raw: Mapping[str, Any], entry: Mapping[str, Any], here: tuple[str | int, ...], easy: bool
) -> Iterator[Spot]:
    code = str(entry.get("code"))
    for key in ("text", "hint", *(k for k, v in entry.items() if k not in NOT_SETTINGS and "en" in mapping(v))):
        yield from _at(raw, ("question", code, key), (*here, key))
    for at, _ in enumerate(sequence(entry.get("options"))):
        yield from _at(raw, ("question", code, "options"), (*here, "options", at, "text"))
    if not easy:
        return
    pair = mapping(entry.get("easy"))
    for key in (k for k in pair if k not in ("options", "audio")):
        yield from _at(raw, ("question", code, f"easy-{key}"), (*here, "easy", key))
    for option in mapping(pair.get("options")):
        yield from _at(raw, ("question", code, "options"), (*here, "easy", "options", option))


NOT_SETTINGS = frozenset({"text", "hint", "options", "easy", "audio", "show_if"})


def found_at(raw: object, keys: tuple[str | int, ...]) -> Any:
    """What stands at the end of these keys, or None."""
    for key in keys:
        if isinstance(raw, list) and isinstance(key, int):
            raw = raw[key] if key < len(raw) else None
        else:
            raw = mapping(raw).get(str(key))
    return raw


def _at(raw: Mapping[str, Any], place: tuple[str, ...], keys: tuple[str | int, ...]) -> Iterator[Spot]:
    found = found_at(raw, keys)
    if text_in(found):
        yield Spot(place, keys, found if isinstance(found, Mapping) else {ENGLISH.code: found})


def words_of_scale(raw: Mapping[str, Any], name: str) -> list[Any]:
    """The options of a shared list: the survey's own of this name, or ours."""
    return list(sequence(mapping(raw.get("scales")).get(name) or our_scales().get(name)))
