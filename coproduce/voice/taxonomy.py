"""The taxonomy: what families' words can be about, as data with a version.

Links to the plan's weaknesses and actions are proposals that a person confirms.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


class UnknownTheme(LookupError):
    """No theme of the taxonomy has this code."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `name` is by language ("en" is always there); cues are written as `cues.py` describes.
    A sure cue decides; strong and weak ones count towards the theme.

    `weaknesses` are numbers and `actions` codes of the Dudley plan of 2019.
    """

    code: str
    name: Mapping[str, str]
    description: str
    weaknesses: tuple[int, ...]
    actions: tuple[str, ...]
    sure: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]

    def name_in(self, language: str) -> str:
        """The name in this language, or the English one where there is none."""
        return self.name.get(language, self.name["en"])


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All themes in their order, with the version and the SHA-256 of the file they were read from."""

    version: str
    checksum: str
    themes: tuple[Theme, ...]

    def get(self, code: str) -> Theme:
        """The theme with this code. Raises UnknownTheme."""
        for theme in self.themes:
            if theme.code == code:
                return theme
        raise UnknownTheme(code)


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy that is shipped, read once."""
    raw = (files("coproduce.voice") / "data" / "themes.toml").read_bytes()
    data = tomllib.loads(raw.decode("utf-8"))
    themes = tuple(
        Theme(
            code=row["code"],
            name=row["name"],
            description=row["description"],
            weaknesses=tuple(row["weaknesses"]),
            actions=tuple(row["actions"]),
            sure=tuple(row.get("sure", row["strong"])),
            strong=tuple(row["strong"]),
            weak=tuple(row["weak"]),
        )
        for row in data["theme"]
    )
    return Taxonomy(version=data["version"], checksum=hashlib.sha256(raw).hexdigest(), themes=themes)
