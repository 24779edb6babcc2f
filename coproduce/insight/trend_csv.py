"""The XmR chart of a CSV of periods and values: text in, a plain dict out."""

from typing import Any, TextIO

from coproduce.insight.tables import BadFile, read_lines
from coproduce.insight.trends import BASELINE, TooFewPoints, trend

DIGITS = 6
RULES = {
    1: "outside the limits",
    2: "7 or more in a row on one side of the mean",
    3: "7 or more in a row rising or falling",
    4: "2 of 3 close to one limit",
}


def trend_file(stream: TextIO, *, baseline: int = BASELINE) -> dict[str, Any]:
    """The limits and points of a file in order of time, as INTERFACES of `coproduce trend` gives them.

    Columns: `period` (each once), `value`, and where it is there `n`. Raises BadFile.
    """
    header, lines = read_lines(stream, needed=("period", "value"))
    points: list[dict[str, Any]] = []
    seen: set[str] = set()
    for line in lines:
        period = line.cells["period"]
        if not period:
            raise BadFile(f"Row {line.number} has no period.")
        if period in seen:
            raise BadFile(f"Row {line.number}: the period '{period}' is there twice.")
        seen.add(period)
        points.append({"period": period, "value": line.number_in("value")})
        if "n" in header:
            points[-1]["n"] = line.whole_number("n", least=0)
    try:
        found = trend([point["value"] for point in points], baseline=baseline)
    except TooFewPoints as error:
        raise BadFile(str(error)) from None
    limits = found.limits
    names = ("mean", "lower", "upper", "near_lower", "near_upper", "moving_range")
    few = f"The baseline has {limits.baseline} points; with fewer than {BASELINE} the limits are a first guess."
    return {
        **{name: round(getattr(limits, name), DIGITS) for name in names},
        "baseline": limits.baseline,
        "warnings": [few] if limits.few_points else [],
        "points": [{**point, "rules": list(rules)} for point, rules in zip(points, found.rules, strict=True)],
    }


def in_words(facts: dict[str, Any]) -> str:
    """The same as a few plain lines."""
    lines = [
        f"Mean {facts['mean']:.2f}, limits {facts['lower']:.2f} to {facts['upper']:.2f}, near limits "
        f"{facts['near_lower']:.2f} to {facts['near_upper']:.2f}, from the first {facts['baseline']} points.",
        *facts["warnings"],
    ]
    for point in facts["points"]:
        said = "; ".join(RULES[rule] for rule in point["rules"])
        lines.append(f"{point['period']}: {point['value']:g}" + (f" ({said})" if said else ""))
    if not any(point["rules"] for point in facts["points"]):
        lines.append("No rule fires: nothing here but ordinary ups and downs.")
    return "\n".join(lines)
