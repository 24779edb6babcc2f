"""Comments that people have labelled, read from a folder of CSV files for the benches of the analyser.

Columns: id, text, question_kind, sentiment (negative, neutral, positive or empty), theme, group.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from coproduce.voice.classifier import CLASSES
from coproduce.voice.features import features_of, tfidf_words
from coproduce.voice.hygiene import clean
from coproduce.voice.redact import redact
from coproduce.voice.sentiment import read


@dataclass(frozen=True)
class Row:
    file: str
    person: str  # one person's answers to several questions belong together
    text: str
    kind: str
    sentiment: str
    themes: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class Example:
    """A labelled comment as the regressions see it."""

    row: Row
    features: dict[str, float]
    words: tuple[str, ...]
    label: int


def rows_of(folder: Path) -> dict[str, list[Row]]:
    """The rows of each CSV file in a folder, by the file's name without its ending."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as source:
            found[path.stem] = [_row(path.stem, line) for line in csv.DictReader(source)]
    if not found:
        raise SystemExit(f"no CSV files in {folder}")
    return found


def _row(file: str, line: dict[str, str]) -> Row:
    return Row(
        file=file,
        person=line["id"].rsplit("-", 1)[0],
        text=line["text"],
        kind=line["question_kind"],
        sentiment=line["sentiment"],
        themes=tuple(theme for theme in line["theme"].split(";") if theme),
        group=line["group"],
    )


def example_of(row: Row, *, text: str | None = None) -> Example:
    """A row as the analyser would read it: cleaned, masked, read by the lexicon."""
    reading = read(redact(clean(row.text if text is None else text)).text)
    features = features_of(reading, question_kind=row.kind)
    return Example(row, features, tuple(tfidf_words(reading)), CLASSES.index(row.sentiment))
