"""What an editor does to a working copy's sections and questions. Pure: each gives a new definition.

A change that cannot be (the first question up, a question that is gone) changes nothing.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from surveys.definition import our_scales
from surveys.design import with_scales
from surveys.editor.wording import Raw, put_wording
from surveys.parse_question import scale_of
from surveys.parse_values import mapping, sequence

Change = Callable[[Raw], None]


def changed(raw: Mapping[str, Any], change: Change) -> Raw:
    """A copy of the definition with this change made, and with the shared lists it uses written into it."""
    copy = deepcopy(dict(raw))
    change(copy)
    used = {scale_of(entry) for entry in questions(copy)}
    own = mapping(copy.get("scales"))
    kept = {name: options for name, options in own.items() if name in used or name not in our_scales()}
    copy["scales"] = kept
    return with_scales(copy)


def sections(raw: Mapping[str, Any]) -> list[Raw]:
    """The sections."""
    return [section for section in sequence(raw.get("sections")) if isinstance(section, dict)]


def questions(raw: Mapping[str, Any]) -> list[Raw]:
    """Every question, in the order it is asked."""
    return [entry for section in sections(raw) for entry in asked_in(section)]


def asked_in(section: Mapping[str, Any]) -> list[Raw]:
    """The questions of a section."""
    return [entry for entry in sequence(section.get("questions")) if isinstance(entry, dict)]


def question(raw: Mapping[str, Any], code: str) -> Raw | None:
    """The question with this code."""
    return next((entry for entry in questions(raw) if entry.get("code") == code), None)


def place_of(raw: Mapping[str, Any], code: str) -> tuple[int, int] | None:
    """The section of a question and its place there."""
    for number, section in enumerate(sections(raw)):
        for at, entry in enumerate(asked_in(section)):
            if entry.get("code") == code:
                return number, at
    return None


def earlier_than(raw: Mapping[str, Any], code: str | None) -> list[Raw]:
    """The questions before this one; all of them for one that is not there yet."""
    found = questions(raw)
    at = next((at for at, entry in enumerate(found) if entry.get("code") == code), len(found))
    return found[:at]


def add_section(title: str, hint: str = "", easy: Mapping[str, str] | None = None) -> Change:
    """A section at the end."""

    def change(raw: Raw) -> None:
        raw.setdefault("sections", []).append({"questions": []})
        word_section(len(raw["sections"]) - 1, title, hint, easy or {})(raw)

    return change


def word_section(number: int, title: str, hint: str, easy: Mapping[str, str]) -> Change:
    """The words of a section."""

    def change(raw: Raw) -> None:
        found = sections(raw)
        if not 0 <= number < len(found):
            return
        put_wording(found[number], "title", title)
        put_wording(found[number], "hint", hint)
        pair = dict(mapping(found[number].get("easy")))
        for key in ("text", "hint"):
            put_wording(pair, key, easy.get(key, ""))
        put_pair(found[number], pair)

    return change


def put_pair(holder: Raw, pair: Raw) -> None:
    """Keep an Easy Read pair where it says anything."""
    if pair:
        holder["easy"] = pair
    else:
        holder.pop("easy", None)


def move_section(number: int, by: int) -> Change:
    """A section up (-1) or down (1)."""

    def change(raw: Raw) -> None:
        _swap(raw.get("sections"), number, number + by)

    return change


def move_question(code: str, by: int) -> Change:
    """A question up (-1) or down (1); from the end of its section into the next one."""

    def change(raw: Raw) -> None:
        place = place_of(raw, code)
        if place is None:
            return
        number, at = place
        mine = sections(raw)[number]["questions"]
        if 0 <= at + by < len(mine):
            _swap(mine, at, at + by)
        elif 0 <= number + by < len(sections(raw)):
            next_one = sections(raw)[number + by].setdefault("questions", [])
            next_one.insert(len(next_one) if by < 0 else 0, mine.pop(at))

    return change


def put_question(entry: Mapping[str, Any], *, section: int = 0, after: str = "") -> Change:
    """A question in the place of the one with its code; a new one after another, or at the end of a section."""

    def change(raw: Raw) -> None:
        code = str(entry.get("code"))
        there = place_of(raw, code)
        if there is not None:
            sections(raw)[there[0]]["questions"][there[1]] = dict(entry)
            return
        before = place_of(raw, after) if after else None
        found = sections(raw)
        if not found:
            return
        number = before[0] if before else min(max(section, 0), len(found) - 1)
        mine = found[number].setdefault("questions", [])
        mine.insert(before[1] + 1 if before else len(mine), dict(entry))

    return change


def remove_question(code: str) -> Change:
    """Without this question."""

    def change(raw: Raw) -> None:
        place = place_of(raw, code)
        if place is not None:
            del sections(raw)[place[0]]["questions"][place[1]]

    return change


def remove_section(number: int) -> Change:
    """Without this section and its questions."""

    def change(raw: Raw) -> None:
        if 0 <= number < len(sections(raw)):
            del raw["sections"][number]

    return change


def removed_question(raw: Mapping[str, Any], code: str) -> Raw | None:
    """What `put_back` needs to undo the removal of a question."""
    place = place_of(raw, code)
    found = question(raw, code)
    return None if place is None else {"section": place[0], "at": place[1], "question": found}


def removed_section(raw: Mapping[str, Any], number: int) -> Raw | None:
    """What `put_back` needs to undo the removal of a section."""
    found = sections(raw)
    return {"section": number, "whole": found[number]} if 0 <= number < len(found) else None


def put_back(removed: Mapping[str, Any]) -> Change:
    """Undo a removal. A question whose code was given out again meanwhile stays away."""

    def change(raw: Raw) -> None:
        found = raw.setdefault("sections", [])
        number = int(removed.get("section", 0))
        taken = {entry.get("code") for entry in questions(raw)}
        if "whole" in removed:
            whole = dict(mapping(removed["whole"]))
            whole["questions"] = [entry for entry in asked_in(whole) if entry.get("code") not in taken]
            found.insert(min(number, len(found)), whole)
            return
        entry = mapping(removed.get("question"))
        if found and entry.get("code") not in taken:
            mine = found[min(number, len(found) - 1)].setdefault("questions", [])
            mine.insert(min(int(removed.get("at", 0)), len(mine)), dict(entry))

    return change


def _swap(items: Any, one: int, other: int) -> None:
    if isinstance(items, list) and 0 <= one < len(items) and 0 <= other < len(items):
        items[one], items[other] = items[other], items[one]
