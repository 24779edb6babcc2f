"""What is in a draft: everything typed so far, and where its writer was. Pure.

Its size when sealed tells next to nothing: it is filled up to one of a few sizes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from dataclasses import fields as dataclass_fields
from types import MappingProxyType
from typing import Any, Self

SMALLEST = 2_048
LARGEST = 262_144
Fields = Mapping[str, tuple[str, ...]]
NO_FIELDS: Fields = MappingProxyType({})


class TooMuch(ValueError):
    """More was typed than a draft can hold."""


@dataclass(frozen=True, slots=True)
class Content:
    """A draft, opened.

    `fields` is what was typed, by the names it was sent under, faults included: nothing is lost by going back.
    `screen` is the number of the screen the writer was on, from 1. `dropped` are questions whose answers the last
    press left behind, so that the next page can say so. `begun` is the second at which the first screen
    was shown. Its answer is known by `nonce`, however often it is sent. `token` is that of the link through
    which it was begun, if it was one that works once.
    """

    slug: str
    version: int
    nonce: str
    begun: int
    language: str = "en"
    easy: bool = False
    one_by_one: bool = False
    kiosk: bool = False
    token: str = ""
    screen: int = 1
    dropped: tuple[str, ...] = ()
    fields: Fields = field(default_factory=lambda: NO_FIELDS)

    def values(self, name: str) -> Sequence[str]:
        """Everything that was typed under a name."""
        return self.fields.get(name, ())

    def typed(self, names: Sequence[str], sent: Callable[[str], Sequence[str]], all_names: Sequence[str]) -> Self:
        """The same with what was sent for these questions instead of what was there.

        A question's parts are sent as `<question>-<part>`; what was not sent (a box that is not ticked) goes.
        """
        kept = {name: value for name, value in self.fields.items() if not _belongs(name, names)}
        new = {name: tuple(sent(name)) for name in all_names if _belongs(name, names)}
        given = {name: value for name, value in new.items() if any(value)}
        return replace(self, fields=MappingProxyType({**kept, **given}))

    def packed(self) -> bytes:
        """As bytes to seal, filled up with spaces. Raises TooMuch."""
        facts = asdict(replace(self, fields=dict(self.fields)))
        plain = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
        size = SMALLEST
        while size < len(plain):
            size *= 2
        if size > LARGEST:
            raise TooMuch("This is more than a draft can hold.")
        return plain.ljust(size)

    @classmethod
    def unpacked(cls, plain: bytes) -> Self:
        """From the bytes that were sealed, by this version of the program or by another one."""
        facts: dict[str, Any] = json.loads(plain)
        known = {one.name for one in dataclass_fields(cls)}
        typed = {name: tuple(values) for name, values in facts.pop("fields").items()}
        dropped = tuple(facts.pop("dropped", ()))
        ours = {name: value for name, value in facts.items() if name in known}
        return cls(**ours, dropped=dropped, fields=MappingProxyType(typed))


def _belongs(name: str, questions: Sequence[str]) -> bool:
    return name.partition("-")[0] in questions
