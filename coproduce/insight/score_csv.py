"""The index of a CSV of answers, for anyone to check by hand: text in, a plain dict out."""

import itertools
from typing import Any, TextIO

from coproduce.core.points import PublishedPoint
from coproduce.insight import publishing
from coproduce.insight.confidence import ITEMS, Level, Measure, Row, score
from coproduce.insight.margins import UNSTATED, BadMargins, Margins
from coproduce.insight.reasons import in_english
from coproduce.insight.tables import BadFile, Line, read_lines

ITEM_COLUMNS = tuple(f"i{number}" for number in range(1, ITEMS + 1))
PROFILE_COLUMNS = ("provision", "age_band", "need", "setting", "ethnic_group", "area")
KNOWN = {
    "provision": ("ehcp", "sen_support", "waiting", "none"),
    "age_band": ("0-4", "5-10", "11-15", "16-25"),
}
DIGITS = 6


def score_file(stream: TextIO, *, margins: TextIO | None = None, level: Level = Level.HEADLINE) -> dict[str, Any]:
    """The measure of a file of rows, as INTERFACES of `coproduce confidence score` gives it.

    Columns: `i1` to `i8` (1 to 5, or empty), and where they are there `anchor` (0 to 10, or empty) and the
    profile. Others are left alone. `margins`: a CSV of variable, category and share. Raises BadFile.
    """
    header, lines = read_lines(stream, needed=ITEM_COLUMNS)
    targets = None if margins is None else read_margins(margins)
    for variable in targets.shares if targets else ():
        if variable not in header:
            raise BadFile(f"The margins speak of '{variable}', and the file has no such column.")
    return as_dict(score([_row(line) for line in lines], margins=targets, level=level))


def read_margins(stream: TextIO) -> Margins:
    """Margins from a CSV of variable, category and share, in its order. Raises BadFile."""
    _, lines = read_lines(stream, needed=("variable", "category", "share"))
    shares: dict[str, dict[str, float]] = {}
    for line in lines:
        variable, category = _tidy(line.cells["variable"]), _tidy(line.cells["category"])
        if variable not in PROFILE_COLUMNS:
            raise line.refuse("variable", "one of " + ", ".join(PROFILE_COLUMNS))
        if category in UNSTATED or category not in KNOWN.get(variable, (category,)):
            raise line.refuse("category", "one of " + ", ".join(KNOWN.get(variable, ("the answers",))))
        if category in shares.setdefault(variable, {}):
            raise BadFile(f"Row {line.number}: '{category}' of '{variable}' is there twice.")
        shares[variable][category] = line.number_in("share")
        if not 0 < shares[variable][category] < 1:
            raise line.refuse("share", "between 0 and 1")
    if not shares:
        raise BadFile("The margins have no rows.")
    try:
        return Margins(shares)
    except BadMargins as error:
        raise BadFile(str(error)) from None


def as_dict(measure: Measure) -> dict[str, Any]:
    """The measure as plain JSON values: numbers of the index unrounded, breakdowns through the gate."""
    confident = publishing.shares([measure.share_confident] if measure.share_confident else [])
    return {
        "n": measure.n,
        "n_eff": _digits(measure.n_eff),
        "index": _digits(measure.index),
        "low": _digits(measure.low),
        "high": _digits(measure.high),
        "unweighted": _digits(measure.unweighted),
        "weighted": measure.weighted,
        "suppressed": measure.suppressed,
        "why": [in_english(reason) for reason in measure.why],
        "level": measure.level.value,
        "without_score": measure.without_score,
        "refused_n_eff": _digits(measure.refused_n_eff),
        "se": _digits(measure.se),
        "unweighted_low": _digits(measure.unweighted_low),
        "unweighted_high": _digits(measure.unweighted_high),
        "low_numbers": measure.low_numbers,
        "indicative": measure.indicative,
        "bands": {code: _point(point) for code, point in publishing.shares(measure.bands).items()},
        "share_confident": _point(confident["confident"]) if confident else None,
        "items": [_point(point) for point in publishing.items(measure)],
    }


def in_words(facts: dict[str, Any]) -> str:
    """The same as a few plain lines."""
    if facts["suppressed"]:
        return "\n".join(facts["why"])
    lines = [
        f"Index {facts['index']:.1f}, likely range {facts['low']:.1f} to {facts['high']:.1f}, from {facts['n']} "
        f"answers worth {facts['n_eff']:.1f} equal ones.",
        f"Unweighted {facts['unweighted']:.1f}, likely range {facts['unweighted_low']:.1f} to "
        f"{facts['unweighted_high']:.1f}.",
        f"{facts['without_score']} answered too few of the eight items to have a score.",
    ]
    return "\n".join(itertools.chain(lines, facts["why"]))


def _row(line: Line) -> Row:
    profile = {column: _tidy(line.cells[column]) for column in PROFILE_COLUMNS if column in line.cells}
    for column, known in KNOWN.items():
        if profile.get(column, "") not in UNSTATED and profile[column] not in known:
            raise line.refuse(column, "one of " + ", ".join(known))
    return Row(
        items=tuple(line.whole_number(column, least=1, most=5) for column in ITEM_COLUMNS),
        anchor=line.whole_number("anchor", least=0, most=10) if "anchor" in line.cells else None,
        profile=profile,
    )


def _tidy(text: str) -> str:
    """A code as we write it: lower case, words joined by an underscore."""
    return "_".join(text.lower().split())


def _digits(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _point(point: PublishedPoint) -> dict[str, float | None]:
    return {"value": point.value, "low": point.low, "high": point.high, "n": point.n}
