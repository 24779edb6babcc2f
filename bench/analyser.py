"""Measure the analyser on a folder of labelled comments, beside plain TextBlob in the same run.

    python bench/analyser.py FOLDER [--floor nhs_fft=0.66] [--most-praised nhs_fft=0.10]
                                    [--least-speed 800] [--theme-floor 0.71] [--most-to-people 0.30]

Ends with 1 when a figure misses what an option asks for. F1 is the mean over negative, neutral, positive, without
a class that is hardly there (under 2% of a file). Mixed, no opinion and not analysed count as neutral.
"praised": the share of negative comments called positive. "net": how far the mean score (-1 to 1) of a group of 20
or more comments is off, on average over groups weighed by size.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelled import Row, rows_of
from textblob import TextBlob
from theme_scores import load_mapping, score_themes

from coproduce.voice.analyser import analyse
from coproduce.voice.classifier import CLASSES

SMALLEST_GROUP = 20
SMALLEST_CLASS = 0.02
THEMES_FILE = "nhs_fft"


@dataclass(frozen=True)
class Said:
    """What an analyser said of a row. `score` is -1 to 1."""

    row: Row
    label: str
    score: float
    to_people: bool = False


@dataclass(frozen=True)
class Figures:
    file: str
    who: str
    rows: int
    f1: float
    by_class: dict[str, float]
    praised: float
    net: float
    to_people: float
    f1_of_rest: float


def f1_by_class(said: Sequence[Said]) -> dict[str, float]:
    """F1 of each class that has its share of the rows."""
    found = {}
    for name in CLASSES:
        there = sum(s.row.sentiment == name for s in said)
        if there < SMALLEST_CLASS * len(said):
            continue
        called = sum(s.label == name for s in said)
        right = sum(s.label == name == s.row.sentiment for s in said)
        found[name] = 2 * right / (there + called)
    return found


def mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def net_error(said: Sequence[Said]) -> float:
    """The error of the net sentiment of a group, mean over groups of enough rows, weighed by their size."""
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        groups[one.row.group].append(one)
    off = total = 0.0
    for group in groups.values():
        if len(group) >= SMALLEST_GROUP:
            true = mean([CLASSES.index(s.row.sentiment) - 1 for s in group])
            off += abs(mean([s.score for s in group]) - true) * len(group)
            total += len(group)
    return off / total if total else 0.0


def figures(file: str, who: str, said: Sequence[Said]) -> Figures:
    negative = [s for s in said if s.row.sentiment == "negative"]
    rest = [s for s in said if not s.to_people]
    by_class = f1_by_class(said)
    return Figures(
        file=file,
        who=who,
        rows=len(said),
        f1=mean(list(by_class.values())),
        by_class=by_class,
        praised=mean([float(s.label == "positive") for s in negative]),
        net=net_error(said),
        to_people=1 - len(rest) / len(said),
        f1_of_rest=mean(list(f1_by_class(rest).values())),
    )


def ours(rows: Sequence[Row]) -> tuple[list[Said], float]:
    """What our analyser says, one comment at a time, and how many comments a second of one core."""
    started = time.process_time()
    found = [analyse(row.text, question_kind=row.kind) for row in rows]
    speed = len(rows) / (time.process_time() - started)
    labels = [one.state.value if one.state.value in CLASSES else "neutral" for one in found]
    said = [
        Said(row, label, one.score, one.needs_human) for row, label, one in zip(rows, labels, found, strict=True)
    ]
    return said, speed


def plain(rows: Sequence[Row]) -> list[Said]:
    """What TextBlob says as it comes: the sign of its polarity."""
    found = []
    for row in rows:
        polarity = TextBlob(row.text).sentiment.polarity
        label = "positive" if polarity > 0 else "negative" if polarity < 0 else "neutral"
        found.append(Said(row, label, polarity))
    return found


def line(one: Figures) -> str:
    classes = " ".join(f"{one.by_class.get(name, float('nan')):8.3f}" for name in CLASSES)
    return (
        f"{one.file:14} {one.who:9} {one.rows:5} {one.f1:6.3f} {classes} {one.praised:8.1%} {one.net:6.3f}"
        f" {one.to_people:9.1%} {one.f1_of_rest:8.3f}"
    )


def pairs(given: Sequence[str]) -> dict[str, float]:
    return {name: float(number) for name, number in (one.split("=", 1) for one in given)}


def missed(
    found: Mapping[str, Figures], themes: float | None, speed: float, asked: argparse.Namespace
) -> list[str]:
    """What falls short of the floors asked for, in words."""
    wrong = [
        f"{n}: F1 {found[n].f1:.3f} < {least}" for n, least in pairs(asked.floor).items() if found[n].f1 < least
    ]
    for name, most in pairs(asked.most_praised).items():
        if found[name].praised > most:
            wrong.append(f"{name}: {found[name].praised:.1%} of negative comments called positive")
    if speed < asked.least_speed:
        wrong.append(f"{speed:.0f} comments a second")
    if themes is not None and themes < asked.theme_floor:
        wrong.append(f"themes: micro F1 {themes:.3f}")
    for one in found.values():
        if one.to_people > asked.most_to_people:
            wrong.append(f"{one.file}: {one.to_people:.1%} sent to people")
    return wrong


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--floor", action="append", default=[], metavar="FILE=F1")
    parser.add_argument("--most-praised", action="append", default=[], metavar="FILE=SHARE")
    parser.add_argument("--least-speed", type=float, default=0.0)
    parser.add_argument("--theme-floor", type=float, default=0.0)
    parser.add_argument("--most-to-people", type=float, default=1.0)
    return parser.parse_args()


def themes_in(files: Mapping[str, Sequence[Row]]) -> float | None:
    """Micro F1 of themes on the file that our mapping of labels is for."""
    if THEMES_FILE not in files:
        return None
    rows = [{"text": row.text, "theme": ";".join(row.themes)} for row in files[THEMES_FILE]]
    return score_themes(rows, load_mapping()).micro


def main() -> None:
    asked = options()
    files = rows_of(asked.folder)
    analyse("A first comment loads the lexicon and the weights.")
    found, seconds, count = {}, 0.0, 0
    print(f"{'file':14} {'who':9} {'rows':>5} {'F1':>6} {'negative':>8} {'neutral':>8} {'positive':>8}"
          f" {'praised':>8} {'net':>6} {'to people':>9} {'F1 rest':>8}")  # fmt: skip
    for name, rows in files.items():
        labelled = [row for row in rows if row.sentiment]
        said, speed = ours(labelled)
        seconds, count = seconds + len(labelled) / speed, count + len(labelled)
        found[name] = figures(name, "analyser", said)
        print(f"{line(found[name])} {speed:8.0f}/s")
        print(line(figures(name, "textblob", plain(labelled))))
    themes = themes_in(files)
    if themes is not None:
        print(f"themes on {THEMES_FILE}: micro F1 {themes:.3f}")
    print(f"{count / seconds:.0f} comments a second of one core, one at a time")
    wrong = missed(found, themes, count / seconds, asked)
    for one in wrong:
        print(f"MISSED {one}")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
