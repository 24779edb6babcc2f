"""The small parts of a definition: wordings, names out of a list, pictures, recordings. Faults are collected."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from coproduce.core import languages
from coproduce.core.saying import say
from coproduce.core.types import Wording
from surveys.pictures import MEDIA, PICTURES

MISSING = Wording.of("-")
MEDIA_NAME = re.compile(re.escape(MEDIA) + r"[0-9a-f]{64}")
Kind = TypeVar("Kind", bound=StrEnum)


class ValueReader:
    """Reads values out of JSON; what is wrong is added to `faults`, and something harmless given instead."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def wording(self, value: Any, name: str) -> Wording:
        """A text, or a text for each language."""
        try:
            made = Wording.of(value)
        except ValueError:
            self.faults.append(
                say("%(name)s is missing, or is not a text in English and other languages.", name=name)
            )
            return MISSING
        for code, text in made.texts.items():
            if not text.text.strip():
                self.faults.append(say("%(name)s is empty in '%(code)s'.", name=name, code=code))
        return made

    def wording_if_any(self, value: Any, name: str) -> Wording | None:
        """A wording that may be left out."""
        return self.wording(value, name) if value else None

    def one_of(self, kind: type[Kind], value: Any, instead: Kind, name: str) -> Kind:
        """One of an enum's values."""
        try:
            return kind(value)
        except ValueError:
            self.faults.append(
                say("%(name)s: '%(value)s' is not a %(kind)s we know.", name=name, value=value, kind=kind.__name__)
            )
            return instead

    def yes_or_no(self, value: Any, name: str) -> bool:
        """True or false; false when left out."""
        if not isinstance(value, bool | None):
            self.faults.append(say("%(name)s must be true or false.", name=name))
        return value is True

    def picture(self, value: Any, name: str) -> str:
        """The name of one of our pictures, or of an uploaded one."""
        if value in (None, ""):
            return ""
        if isinstance(value, str) and (value in PICTURES or MEDIA_NAME.fullmatch(value)):
            return value
        self.faults.append(say("%(name)s: there is no picture '%(value)s'.", name=name, value=value))
        return ""

    def audio(self, value: Any, name: str) -> Mapping[str, str]:
        """A recording for each language."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.faults.append(
                say("%(name)s: its recordings must be an object, a recording for each language.", name=name)
            )
            return {}
        for code, recording in value.items():
            if languages.offered(code) is None:
                self.faults.append(
                    say(
                        "%(name)s: there is a recording in '%(code)s', a language that is not offered.",
                        name=name,
                        code=code,
                    )
                )
            if not isinstance(recording, str) or not MEDIA_NAME.fullmatch(recording):
                self.faults.append(
                    say(
                        "%(name)s: its recording in '%(code)s' is not one that was uploaded.", name=name, code=code
                    )
                )
        return {str(code): str(recording) for code, recording in value.items()}


def mapping(value: object) -> Mapping[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else ()
