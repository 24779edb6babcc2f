"""Invented families: what each one answers in a wave. The same every time."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from surveys.sheet import Sheet

SEED = 2019
# What each wave is drawn around: steady for a time, then rising, so that the trend has something to show.
LEVELS = (46, 48, 45, 47, 49, 46, 48, 50, 51, 53, 54, 55)
ITEM_LEANS = (6, 9, -4, -9, -6, 1, -1, 4)
PROFILE: Mapping[str, Mapping[str, float]] = {
    "provision": {"ehcp": 0.42, "sen_support": 0.38, "waiting": 0.14, "none": 0.03, "prefer_not": 0.03},
    "age_band": {"0-4": 0.10, "5-10": 0.42, "11-15": 0.31, "16-25": 0.14, "prefer_not": 0.03},
    "need": {
        "communication": 0.44,
        "cognition": 0.20,
        "semh": 0.22,
        "sensory_physical": 0.10,
        "prefer_not": 0.04,
    },
    "setting": {
        "mainstream": 0.58,
        "resource_base": 0.09,
        "special": 0.17,
        "college": 0.07,
        "home": 0.04,
        "other": 0.05,
    },
    "ethnic_group": {
        "asian": 0.17,
        "black": 0.06,
        "mixed": 0.07,
        "white": 0.60,
        "other": 0.03,
        "prefer_not": 0.07,
    },
    "area": {
        "brierley_hill": 0.22,
        "dudley_central": 0.24,
        "dudley_north": 0.20,
        "halesowen": 0.17,
        "stourbridge": 0.17,
    },
    "how": {"alone": 0.86, "with_help": 0.10, "for_someone": 0.04},
}
SHARE_WHO_WRITE = 0.55
SHARE_IN_THE_SAMPLE = 0.8


@dataclass(frozen=True, slots=True)
class Family:
    """One family's reply in one wave. `day_of_month` is 1 to 28."""

    sheet: Sheet
    language: str
    invited: bool
    day_of_month: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that an invented family may write."""

    text: str
    tone: str
    language: str
    rare: bool


@cache
def remarks() -> Sequence[Remark]:
    """All remarks of the sample."""
    raw = tomllib.loads((files("coproduce.demo") / "data" / "comments.toml").read_text("utf-8"))
    return tuple(
        Remark(text, entry["tone"], entry.get("language", "en"), entry.get("rare", False))
        for entry in raw["comment"]
        for text in entry["texts"]
    )


def families(*, wave: int, count: int) -> Iterator[Family]:
    """So many families of the wave (0 is the oldest), always the same ones.

    In the newest wave the rare remarks are written once each: words that name people, and words that worry.
    """
    chance = random.Random(f"{SEED}/{wave}")  # noqa: S311 # nosec B311 # invented families, the same every time
    rare = [remark for remark in remarks() if remark.rare] if wave == len(LEVELS) - 1 else []
    for _ in range(count):
        yield _family(chance, wave, rare.pop() if rare else None)


def _family(chance: random.Random, wave: int, given: Remark | None) -> Family:
    feeling = min(100.0, max(0.0, chance.gauss(LEVELS[wave], 17)))
    answers: dict[str, str] = {}
    for number, lean in enumerate(ITEM_LEANS, start=1):
        answer = _item(chance, feeling + lean)
        if answer:
            answers[f"i{number}"] = answer
    answers["anchor"] = str(min(10, max(0, round(feeling / 10 + chance.gauss(0, 1.1)))))
    seen_change = 0.16 + 0.015 * wave + feeling / 500
    answers["influence"] = _weighted(chance, {"yes": seen_change, "not_sure": 0.25, "no": 0.75 - seen_change})
    answers |= {code: _weighted(chance, shares) for code, shares in PROFILE.items()}
    remark = given or (_remark(chance, feeling) if chance.random() < SHARE_WHO_WRITE else None)
    sheet = Sheet(
        answers=answers,
        words={"comment": remark.text} if remark else {},
        may_quote=bool(remark) and chance.random() < 0.6,
        writer_worried=False,
        faults={},
    )
    language = remark.language if remark else "ur" if chance.random() < 0.03 else "en"
    return Family(sheet, language, chance.random() < SHARE_IN_THE_SAMPLE, chance.randint(1, 28))


def _item(chance: random.Random, feeling: float) -> str | None:
    drawn = chance.random()
    if drawn < 0.03:
        return None
    if drawn < 0.08:
        return "na"
    return str(min(5, max(1, round(1 + (feeling + chance.gauss(0, 16)) / 25))))


def _remark(chance: random.Random, feeling: float) -> Remark:
    tone = "low" if feeling < 42 else "middle" if feeling < 60 else "high"
    return chance.choice([remark for remark in remarks() if remark.tone == tone and not remark.rare])


def _weighted(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
