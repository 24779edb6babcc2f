"""Concerns of before get a clock and steps, and lose nothing on the way back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from coproduce.core import schema

COMMENT = "8d6f7c2e0b1a4c5d9e0f1a2b3c4d5e6f"
VERSIONS = sorted(path.stem for path in (schema.FOLDER / "versions").glob("0*.py"))
AFTER = next(name for name in VERSIONS if name.endswith("_concern_clock"))
BEFORE = VERSIONS[VERSIONS.index(AFTER) - 1]


def rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(query))]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_decided_concern_goes_up_and_down(new_database: Callable[[str], Engine], kind: str) -> None:
    engine = new_database(kind)
    schema.upgrade(engine, to=BEFORE)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO comments (id, source, wave, question_kind, audience, language, page_language, said_on, "
            "original, redacted, text_hash, concern, concern_kinds, hidden, writer_worried, may_quote) VALUES "
            f"('{COMMENT}', 's', '', '', 'parent', 'en', '', '2026-11-20', 'w', 'w', 'h', true, '[]', true, "
            "false, false)",
            "INSERT INTO concerns (comment_id, raised_on, opened_at, opened_by, decided_at, decided_by, outcome, "
            f"reason) VALUES ('{COMMENT}', '2026-11-20', '2026-11-20 10:00:00.000000', 'a@example.org', "
            "'2026-11-20 11:00:00.000000', 'a@example.org', 'referred', 'Rang.')",
            f"INSERT INTO concern_openings VALUES ('{COMMENT}', 'a@example.org', '2026-11-20 10:00:00.000000')",
        ):
            connection.execute(text(statement))

    schema.upgrade(engine, to=AFTER)
    assert [row["outcome"] for row in rows(engine, "SELECT outcome FROM concerns")] == ["children_services"]
    steps = rows(engine, "SELECT step, reason FROM concern_steps ORDER BY id")
    assert [(row["step"], row["reason"]) for row in steps] == [
        ("raised", ""),
        ("opened", ""),
        ("decided", "Rang."),
    ]

    schema.downgrade(engine, to=BEFORE)
    assert [row["outcome"] for row in rows(engine, "SELECT outcome FROM concerns")] == ["referred"]
    assert [row["opened_by"] for row in rows(engine, "SELECT opened_by FROM concern_openings")] == [
        "a@example.org"
    ]
