"""Why a picture or a recording is not taken."""

from collections.abc import Mapping
from types import MappingProxyType

REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nothing_sent": (),
        "not_known": (),
        "drawing_with_script": (),
        "film": (),
        "picture_too_large": ("megabytes",),
        "picture_too_many_points": ("millions",),
        "picture_too_small": ("points",),
        "picture_broken": (),
        "recording_too_large": ("megabytes",),
        "ogg_of_another_kind": (),
    }
)
"""Every reason, with the facts in its sentence."""


class BadMedia(ValueError):
    """A file that is not taken. `key` names the reason, `facts` are the values in its sentence."""

    def __init__(self, key: str, **facts: int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
