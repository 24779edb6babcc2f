"""An export as JSON: the codebook first, then an object a response, written one by one."""

import json
from typing import Any, BinaryIO

from surveys.transfer.columns import Column
from surveys.transfer.outgoing import Export


def write_json(export: Export, file: BinaryIO) -> int:
    """`{"survey", "title", "codebook": [...], "answers": [...]}`; what was skipped is left out of an answer."""
    head = {"survey": export.slug, "title": export.title, "codebook": [_meaning(each) for each in export.columns]}
    file.write(json.dumps(head, ensure_ascii=False).encode()[:-1])
    file.write(b', "answers": [\n')
    names = [column.name for column in export.columns]
    count = 0
    for count, row in enumerate(export.rows, 1):
        answer = {name: cell for name, cell in zip(names, row, strict=True) if cell}
        file.write((",\n" if count > 1 else "").encode() + json.dumps(answer, ensure_ascii=False).encode())
    file.write(b"\n]}\n")
    return count


def _meaning(column: Column) -> dict[str, Any]:
    return {
        "column": column.name,
        "question": column.question,
        "means": column.label,
        "kind": column.kind,
        "values": dict(column.values),
        "since_version": column.since,
    }
