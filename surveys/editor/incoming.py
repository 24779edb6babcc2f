"""A definition that comes in a file: read, and everything that is wrong with it named. Pure.

What a file calls checked is a translation here: whoever checks one does so on our page, where it is on record.
"""

import json
from typing import Any

from coproduce.core.languages import ENGLISH
from coproduce.core.types import Status
from surveys.definition import DefinitionFaults
from surveys.parse import parse


class NotASurvey(ValueError):
    """A file that holds no survey; `key` says why, `faults` what is wrong with the survey in it."""

    def __init__(self, key: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(key)
        self.key = key
        self.faults = faults


def read_file(content: bytes) -> dict[str, Any]:
    """The definition in this file. Raises NotASurvey."""
    if not content.strip():
        raise NotASurvey("nothing")
    try:
        raw = json.loads(content.decode("utf-8-sig"), parse_constant=_refused)
        whole = json.dumps(raw, ensure_ascii=False, allow_nan=False)
        whole.encode()  # half characters can be written in JSON, and stored nowhere
    except (ValueError, RecursionError):  # also a number of thousands of digits
        raise NotASurvey("not_json") from None
    if not isinstance(raw, dict) or "\\u0000" in whole:
        raise NotASurvey("not_json")
    try:
        parse(raw)
    except DefinitionFaults as wrong:
        raise NotASurvey("faults", wrong.faults) from None
    return {key: _unchecked(value) for key, value in raw.items()}


def _unchecked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unchecked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if ENGLISH.code in value:
        return {code: entry if code == ENGLISH.code else _lowered(entry) for code, entry in value.items()}
    return {key: _unchecked(each) for key, each in value.items()}


def _lowered(entry: Any) -> Any:
    if isinstance(entry, dict) and entry.get("status") == Status.CHECKED.value:
        return {**entry, "status": Status.TRANSLATED.value}
    return entry


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no number that can be stored.")
