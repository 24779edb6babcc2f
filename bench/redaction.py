"""Measure what redaction masks in ordinary comments: python bench/redaction.py FOLDER [--show KIND]

FOLDER holds nhs_fft.csv, nhs_phase1.csv and care_opinion.csv. What is masked is no false alarm where staff are
named, as they often are in the last two: `--show name` prints each masked stretch for a person to judge.
"""

import argparse
import csv
import time
from collections import Counter
from pathlib import Path

from coproduce.voice.redact import redact

FILES = ("nhs_fft.csv", "nhs_phase1.csv", "care_opinion.csv")


def main() -> None:
    """Mask every comment, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", metavar="KIND", help="print what was masked of this kind")
    given = parser.parse_args()
    for name in FILES:
        with (given.folder / name).open(encoding="utf-8", newline="") as lines:
            texts = [row["text"] for row in csv.DictReader(lines)]
        started = time.perf_counter()
        results = [redact(text) for text in texts]
        took = (time.perf_counter() - started) / len(texts) * 1000
        words = sum(len(text.split()) for text in texts)
        kinds = Counter(one.kind for result in results for one in result.replaced)
        per_thousand = sum(kinds.values()) / words * 1000
        print(
            f"{name:16} {words} words, masked {per_thousand:.2f} in 1,000, {took:.3f} ms a comment {dict(kinds)}"
        )
        for text, result in zip(texts, results, strict=True):
            for one in result.replaced:
                if one.kind == given.show:
                    print("   ", repr(text[max(0, one.start - 25) : one.start]), text[one.start : one.end])


if __name__ == "__main__":
    main()
