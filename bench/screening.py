"""Measure how many ordinary comments the screen flags: python bench/screening.py FOLDER [--show KIND]

FOLDER holds nhs_fft.csv, nhs_phase1.csv and edu_reviews.csv. Some of what is flagged there is a true concern; all
of it counts, so the share is an upper bound of false alarms.
"""

import argparse
import csv
import time
from collections import Counter
from pathlib import Path

from coproduce.voice.screening import screen

FILES = ("nhs_fft.csv", "nhs_phase1.csv", "edu_reviews.csv")


def main() -> None:
    """Screen every comment, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", metavar="KIND", help="print the comments flagged as this kind")
    given = parser.parse_args()
    for name in FILES:
        with (given.folder / name).open(encoding="utf-8", newline="") as lines:
            texts = [row["text"] for row in csv.DictReader(lines)]
        started = time.perf_counter()
        results = [screen(text) for text in texts]
        took = (time.perf_counter() - started) / len(texts) * 1000
        kinds = Counter(kind for result in results for kind in result.kinds)
        share = sum(result.concern for result in results) / len(texts)
        print(f"{name:16} {len(texts)} comments, {share:.1%} flagged, {took:.3f} ms a comment {dict(kinds)}")
        for text, result in zip(texts, results, strict=True):
            if given.show in result.kinds:
                print("   ", text[:300].replace("\n", " "))


if __name__ == "__main__":
    main()
