"""Published numbers have one door: only the gate itself may hold its seal."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
GATE = {ROOT / "coproduce" / "core" / "privacy.py", ROOT / "coproduce" / "core" / "points.py"}


def test_nobody_but_the_gate_holds_the_seal() -> None:
    sources = [path for room in ("coproduce", "surveys", "events") for path in (ROOT / room).rglob("*.py")]

    holders = [path for path in sources if "sealed(" in path.read_text() or "_SEAL" in path.read_text()]

    assert set(holders) == GATE
