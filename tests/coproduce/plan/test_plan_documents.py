"""The examples in the documents are imported here, so that they stay true."""

import re
from pathlib import Path

from coproduce.plan.checking import check
from coproduce.plan.drafts import FIELDS, RowKind
from coproduce.plan.reading import read
from tests.factories_plan import TODAY

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "import-a-plan.md"


def test_the_example_is_a_plan() -> None:
    example = re.search(r"```csv\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    assert example

    found = check(read("example.csv", example[1].encode()), today=TODAY)

    assert found.content.summary == "1 weakness, 1 priority, 2 actions, 0 boards, 1 date"
    assert found.notes == ()


def test_every_column_is_documented() -> None:
    words = HOW_TO.read_text("utf-8")

    assert [name for kind in RowKind for name in FIELDS[kind] if f"`{name}`" not in words] == []
