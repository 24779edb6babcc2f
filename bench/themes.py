"""Measure themes on labelled comments: python bench/themes.py FOLDER [FILE]

FOLDER holds nhs_fft.csv with columns text and theme. Prints micro and macro F1 and a line a theme.
"""

import argparse
import csv
import time
from pathlib import Path

from theme_scores import load_mapping, score_themes


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", nargs="?", default="nhs_fft.csv")
    given = parser.parse_args()
    with (given.folder / given.file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    started = time.perf_counter()
    scores = score_themes(rows, load_mapping())
    took = time.perf_counter() - started
    print(f"rows {scores.rows}  micro F1 {scores.micro:.3f}  macro F1 {scores.macro:.3f}")
    print(f"precision {scores.overall.precision:.3f}  recall {scores.overall.recall:.3f}")
    print(f"{took / max(scores.rows, 1) * 1000:.3f} ms a comment")
    for code, counted in sorted(scores.by_theme.items(), key=lambda item: -item[1].right - item[1].missed):
        there = counted.right + counted.missed
        print(f"{code:32} n {there:4}  P {counted.precision:.2f}  R {counted.recall:.2f}  F1 {counted.f1:.2f}")


if __name__ == "__main__":
    main()
