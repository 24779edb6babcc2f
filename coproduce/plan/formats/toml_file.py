"""Plans as TOML: a table for the plan, then a list of tables for each kind of row."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import FIELDS, LISTS, Fault, PlanDraft, Row, RowKind, Unreadable
from coproduce.plan.formats.decoding import decode
from coproduce.plan.formats.rows import rows_of
from coproduce.plan.texts import NO_CODE, is_ours_alone

suffix = ".toml"
LARGEST_NUMBER_IN_BITS = 64

# Every other format needs the name `kind` for the kind of row; here the plan may use it for itself.
_NAMES_OF_PLAN = {"kind": "plan_kind"}


def read(data: bytes) -> PlanDraft:
    """The rows of a TOML file. Raises Unreadable."""
    text, notes = decode(data)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The file is not good TOML: {_sentence(error)}") from None
    except ValueError:
        raise Unreadable("The file is not a plan: a number in it has thousands of digits.") from None
    except RecursionError:
        raise Unreadable("The file is not a plan: it is nested too deeply.") from None
    return _Reader(notes).read(document)


def _sentence(error: tomllib.TOMLDecodeError) -> str:
    words = str(error)
    return words[:1].lower() + words[1:].rstrip(".") + "."


class _Reader:
    def __init__(self, notes: tuple[str, ...]) -> None:
        self.rows: list[Row] = []
        self.faults: list[Fault] = []
        self.notes: list[str] = list(notes)
        self._places: set[str] = set()

    def read(self, document: Mapping[str, Any]) -> PlanDraft:
        for name, value in document.items():
            if name not in set(RowKind):
                self.notes.append(f"'{name}' is not a part of a plan and was left out.")
                continue
            for number, entry in enumerate(value if isinstance(value, list) else [value], start=1):
                if isinstance(entry, dict):
                    self._row(RowKind(name), entry, number)
                else:
                    self.faults.append(Fault(f"{name} no. {number}", f"write it as a table, [[{name}]]."))
        return PlanDraft(tuple(self.rows), tuple(self.faults), tuple(self.notes))

    def _row(self, kind: RowKind, entry: Mapping[str, Any], number: int) -> None:
        place = _place(kind, entry, number)
        if place in self._places:
            place = f"{place} (no. {number})"
        self._places.add(place)
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        for given, value in entry.items():
            name = _NAMES_OF_PLAN.get(given, given) if kind is RowKind.PLAN else given
            if name not in FIELDS[kind]:
                self.notes.append(f"{place}: '{given}' is not known here and was left out.")
            elif name in LISTS and isinstance(value, list) and all(_is_plain(item) for item in value):
                lists[name] = tuple(_text(item) for item in value)
            elif name not in LISTS and _is_plain(value):
                texts[name] = _text(value)
            else:
                expected = "a list of texts in [ ]" if name in LISTS else "one text, number or date"
                self.faults.append(Fault(place, f"'{given}' must be {expected}."))
        if kind is RowKind.ACTION and is_ours_alone(texts.get("code", "")):
            # Here `code` is the plan's address, and `printed_code` what the paper prints: no paper prints this.
            texts.setdefault("printed_code", NO_CODE)
        self.rows.append(Row(kind, place, texts, lists))


def _place(kind: RowKind, entry: Mapping[str, Any], number: int) -> str:
    if kind is RowKind.PLAN:
        return "the plan"
    named = entry.get("code") or (entry.get("number") if kind in (RowKind.WEAKNESS, RowKind.PRIORITY) else None)
    return f"{kind.value} {_text(named)[:40]}" if named and _is_plain(named) else f"{kind.value} no. {number}"


def _is_plain(value: object) -> bool:
    if isinstance(value, int):
        # Python refuses to write out larger ones than it reads.
        return not isinstance(value, bool) and value.bit_length() <= LARGEST_NUMBER_IN_BITS
    return isinstance(value, str | float | date)


def _text(value: object) -> str:
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def write(content: PlanContent) -> bytes:
    """The plan as a TOML file that reads back as the same plan."""
    return ("\n\n".join(_tables(content)) + "\n").encode()


def _tables(content: PlanContent) -> Iterator[str]:
    for row in rows_of(content):
        header = "[plan]" if row.kind is RowKind.PLAN else f"[[{row.kind.value}]]"
        yield "\n".join([header, *_lines(row)])


def _lines(row: Row) -> Iterator[str]:
    back = {value: key for key, value in _NAMES_OF_PLAN.items()}
    for name in FIELDS[row.kind]:
        if row.lists.get(name):
            numbers = name == "weaknesses"
            items = row.lists[name] if numbers else (_quoted(item) for item in row.lists[name])
            yield f"{name} = [{', '.join(items)}]"
        elif row.texts.get(name):
            yield f"{back.get(name, name)} = {_value(name, row.texts[name])}"


def _value(name: str, text: str) -> str:
    bare = {"number", "priority", "date", "due", "reached", "submission_due", "inspected_from", "inspected_to"}
    return text if name in bare else _quoted(text)


def _quoted(text: str) -> str:
    # TOML's basic strings escape as JSON's do.
    return json.dumps(text, ensure_ascii=False)
