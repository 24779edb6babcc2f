"""The measures as plain values, for `coproduce confidence --json` and whoever reads it by program."""

from collections.abc import Sequence
from typing import Any

from coproduce.insight import publishing
from coproduce.insight.change import Change
from coproduce.insight.confidence import Measure
from coproduce.insight.estimates import Share
from coproduce.insight.influence import Influence
from coproduce.insight.picture import Picture, WavePicture
from coproduce.insight.reasons import Reason, in_english
from coproduce.insight.voices import Voices

DECIMALS = 2


def picture_as_json(picture: Picture) -> dict[str, Any]:
    """All waves, oldest first, those of the other stratum beside them, and the newest wave's measures on top."""
    newest = picture.newest or (picture.waves[-1] if picture.waves else None)
    top = wave_as_json(newest) if newest else {"n": 0, "suppressed": True, "why": ["No wave has answers yet."]}
    return {
        "survey": picture.slug,
        "stratum": picture.stratum.value,
        **top,
        "words": voices_as_json(picture.words),
        "trend": _trend(picture),
        "waves": [wave_as_json(wave) for wave in picture.waves],
        "beside": [wave_as_json(wave) for wave in picture.beside],
    }


def wave_as_json(wave: WavePicture) -> dict[str, Any]:
    """One wave: the index with its range, influence, and the change since the wave before."""
    return {
        "wave": wave.wave,
        "stratum": wave.stratum.value,
        "closed": wave.closed,
        **measure_as_json(wave.measure),
        "influence": influence_as_json(wave.influence),
        "change": _change(wave.change),
    }


def measure_as_json(measure: Measure) -> dict[str, Any]:
    """The index and what it rests on. A suppressed measure has no number but how many answered."""
    return {
        "n": measure.n,
        "n_eff": _rounded(measure.n_eff),
        "index": _rounded(measure.index),
        "low": _rounded(measure.low),
        "high": _rounded(measure.high),
        "unweighted": _rounded(measure.unweighted),
        "weighted": measure.weighted,
        "suppressed": measure.suppressed,
        "why": _sentences(measure.why),
        "without_score": measure.without_score,
        "share_confident": _shares([measure.share_confident]) if measure.share_confident else [],
        "bands": _shares(measure.bands),
    }


def influence_as_json(influence: Influence) -> dict[str, Any]:
    """The share of each answer to the influence question."""
    return {
        "n": influence.n,
        "suppressed": influence.suppressed,
        "why": _sentences(influence.why),
        "shares": _shares(influence.shares),
    }


def voices_as_json(voices: Voices | None) -> dict[str, Any] | None:
    """What the comments of the newest wave say, as a machine's guess."""
    if voices is None:
        return None
    return {
        "n": voices.n,
        "machine_guess": voices.machine_guess,
        "no_opinion": voices.no_opinion,
        "not_analysed": voices.not_analysed,
        "shares": _shares(voices.shares),
    }


def _trend(picture: Picture) -> dict[str, Any] | None:
    if picture.trend is None:
        return None
    limits = picture.trend.limits
    return {
        "mean": _rounded(limits.mean),
        "lower": _rounded(limits.lower),
        "upper": _rounded(limits.upper),
        "near_lower": _rounded(limits.near_lower),
        "near_upper": _rounded(limits.near_upper),
        "points": [
            {"wave": wave.wave, "value": _rounded(wave.measure.index), "rules": list(rules)}
            for wave, rules in zip(picture.stated, picture.trend.rules, strict=True)
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    difference, z = _rounded(change.difference), _rounded(change.z)
    return {"verdict": change.verdict.value, "difference": difference, "z": z}


def _shares(found: Sequence[Share]) -> list[dict[str, Any]]:
    """Shares through the gate: a small count hides its share and the range with it."""
    return [
        {"code": code, "percent": point.value, "low": point.low, "high": point.high, "n": point.n}
        for code, point in publishing.shares(found).items()
    ]


def _sentences(reasons: tuple[Reason, ...]) -> list[str]:
    return [in_english(reason) for reason in reasons]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DECIMALS)
