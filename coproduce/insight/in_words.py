"""The measures as lines for a terminal, for `coproduce confidence`."""

from typing import Any

HEAD = f"{'wave':12}{'n':>6}{'index':>8}  likely range   change"


def picture_in_words(facts: dict[str, Any]) -> str:
    """What `picture_as_json` gives, as lines: a wave a line, then influence and words of the newest."""
    influence = (facts.get("influence") or {}).get("shares", [])
    words = (facts.get("words") or {}).get("shares", [])
    return "\n".join(
        [
            f"{facts['survey']}, {facts['stratum']}",
            HEAD,
            *(_wave(wave) for wave in facts["waves"]),
            *(f"influence {share['code']}: {_share(share)}" for share in influence),
            *(f"words {share['code']} (machine guess): {_share(share)}" for share in words),
        ]
    )


def _wave(wave: dict[str, Any]) -> str:
    name = f"{wave['wave']:12}{wave['n']:>6}"
    if wave["suppressed"]:
        return f"{name}  {' '.join(wave['why'])}"
    likely = f"{wave['low']:.1f} to {wave['high']:.1f}"
    state = wave["change"]["verdict"].replace("_", " ") + ("" if wave["closed"] else " (still open)")
    return f"{name}{wave['index']:>8.1f}  {likely:15}{state}"


def _share(share: dict[str, Any]) -> str:
    if share["percent"] is None:
        return "hidden, a count is small"
    return f"{share['percent']:.1f}% ({share['low']:.1f} to {share['high']:.1f})"
