"""How well themes are found: micro and macro F1 of given themes against a source's own labels.

The mapping from the source's labels to our codes is in theme_mapping.toml. Rows without any label are left out;
rows whose labels have no counterpart stay in, since every theme found there is a false one.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MAPPING = Path(__file__).with_name("theme_mapping.toml")


@dataclass(frozen=True, slots=True)
class Counted:
    """Right, wrong and missed, of one theme or of all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0..1; 0 when nothing was there and nothing found."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 0.0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what was there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """The result: all themes together, and each by its code. `macro` is the mean F1 of themes that occur."""

    rows: int
    overall: Counted
    by_theme: Mapping[str, Counted]

    @property
    def micro(self) -> float:
        """F1 over all (comment, theme) pairs."""
        return self.overall.f1

    @property
    def macro(self) -> float:
        """The mean F1 of the themes that occur in the labels."""
        there = [c.f1 for c in self.by_theme.values() if c.right + c.missed]
        return sum(there) / len(there) if there else 0.0


def load_mapping(path: Path = MAPPING) -> dict[str, str]:
    """The source's label -> our code."""
    return dict(tomllib.loads(path.read_text("utf-8"))["labels"])


def wanted_themes(row: Mapping[str, str], mapping: Mapping[str, str]) -> set[str]:
    """Our codes for a row's labels."""
    return {mapping[label] for label in row["theme"].split(";") if label in mapping}


def score_themes(
    rows: Iterable[Mapping[str, str]],
    mapping: Mapping[str, str],
    *,
    themes_of: Callable[[str], Iterable[str]] | None = None,
) -> ThemeScores:
    """Score rows (`text`, `theme`) with a finder of theme codes; our own finder unless another is given.

    Only the codes that the mapping names are judged.
    """
    find = themes_of or _our_codes
    judged = sorted(set(mapping.values()))
    counts = {code: [0, 0, 0] for code in judged}
    labelled = [row for row in rows if row["theme"]]
    for row in labelled:
        want, got = wanted_themes(row, mapping), set(find(row["text"]))
        for code in judged:
            counts[code][0] += code in want and code in got
            counts[code][1] += code not in want and code in got
            counts[code][2] += code in want and code not in got
    by_theme = {code: Counted(*counted) for code, counted in counts.items()}
    overall = Counted(*(sum(column) for column in zip(*counts.values(), strict=True)))
    return ThemeScores(rows=len(labelled), overall=overall, by_theme=by_theme)


def _our_codes(text: str) -> list[str]:
    from coproduce.voice.theming import themes_of

    return [hit.code for hit in themes_of(text)]
