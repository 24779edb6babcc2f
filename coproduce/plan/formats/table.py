"""Plans as one table: a column `kind` says what each row is about. CSV and workbooks share this layout."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import FIELDS, LISTS, Fault, PlanDraft, Row, RowKind, Unreadable
from coproduce.plan.formats.rows import rows_of

MOST_ROWS = 5_000
MOST_COLUMNS = 100
COLUMNS = ("kind", *dict.fromkeys(name for kind in RowKind for name in FIELDS[kind]))
"""Every column, in the order in which tables are written."""

OTHER_NAMES: Mapping[str, str] = {
    "ref": "code",
    "reference": "code",
    "action_code": "code",
    "no": "code",
    "action": "title",
    "description": "title",
    "action_title": "title",
    "priority_area": "priority",
    "weakness": "weaknesses",
    "lead": "lead_role",
    "lead_officer": "lead_role",
    "owner": "lead_role",
    "responsible": "lead_role",
    "due_date": "due",
    "due_by": "due",
    "deadline": "due",
    "by_when": "due",
    "status": "progress",
}
"""What the columns of a plain list of actions are often called."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that starts with one of these is run as a formula by spreadsheets (OWASP, CSV injection)."""

GUARD = "'"
_NUMBERS = re.compile(r"[;,\s]+")


def guarded(text: str) -> str:
    """The text as a spreadsheet may safely open it: an apostrophe stands before what would be a formula."""
    return GUARD + text if text.startswith((*RISKY, GUARD)) else text


def unguarded(text: str) -> str:
    """The text without its guard."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*RISKY, GUARD)) else text


@dataclass(frozen=True, slots=True)
class _Header:
    """The field of each column, None for a column that is left out."""

    fields: tuple[str | None, ...]
    actions_only: bool


def read_table(records: Iterable[Sequence[str]], *, notes: Sequence[str] = ()) -> PlanDraft:
    """The rows of a table; its first row that is not empty names the columns. Raises Unreadable."""
    header: _Header | None = None
    rows: list[Row] = []
    faults: list[Fault] = []
    told = list(notes)
    for number, record in enumerate(records, start=1):
        if number > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS} rows; a plan has fewer.")
        cells = [unguarded(cell.strip()) for cell in record]
        if not any(cells):
            continue
        if header is None:
            header, left_out = _header(cells)
            told += [f"The column '{name}' is not known and was left out." for name in left_out]
            continue
        row = _row(header, cells, f"row {number}", faults)
        if row:
            rows.append(row)
    if header is None:
        raise Unreadable("The file is empty.")
    return PlanDraft(tuple(rows), tuple(faults), tuple(told), actions_only=header.actions_only)


def _header(cells: Sequence[str]) -> tuple[_Header, list[str]]:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(f"The file has more than {MOST_COLUMNS} columns; a plan has fewer.")
    names = [re.sub(r"[\W_]+", "_", cell.casefold()).strip("_") for cell in cells]
    actions_only = "kind" not in names
    known = FIELDS[RowKind.ACTION] if actions_only else COLUMNS
    fields: list[str | None] = []
    for name in names:
        # A column's own name wins over another column that only means the same.
        other = OTHER_NAMES.get(name) if actions_only else None
        own = name if name in known else other if other not in names else None
        fields.append(own)
    _refuse_bad_header(fields, actions_only=actions_only)
    left_out = [cell for cell, own in zip(cells, fields, strict=True) if cell and own is None]
    return _Header(tuple(fields), actions_only), left_out


def _refuse_bad_header(fields: Sequence[str | None], *, actions_only: bool) -> None:
    twice = {name for name in fields if name and fields.count(name) > 1}
    if twice:
        raise Unreadable(f"The column '{min(twice)}' is there twice.")
    missing = {"code", "title"} - set(fields) if actions_only else set()
    if missing:
        raise Unreadable(
            f"The first row must name the columns; there is no column '{min(missing)}'. "
            "A whole plan needs a column 'kind', a list of actions the columns 'code' and 'title'."
        )


def _row(header: _Header, cells: Sequence[str], place: str, faults: list[Fault]) -> Row | None:
    beyond = [cell for cell in cells[len(header.fields) :] if cell]
    if beyond:
        faults.append(Fault(place, f"it has more cells than there are columns ({len(header.fields)})."))
    found = {name: cell for name, cell in zip(header.fields, cells, strict=False) if name and cell}
    kind = _kind("action" if header.actions_only else found.pop("kind", ""), place, faults)
    if kind is None:
        return None
    astray = sorted(set(found) - set(FIELDS[kind]))
    if astray:
        faults.append(Fault(place, f"a row of the kind '{kind.value}' has nothing in the column '{astray[0]}'."))
    lists = {name: _items(name, found[name]) for name in found if name in LISTS}
    return Row(kind, place, {name: text for name, text in found.items() if name not in LISTS}, lists)


def _kind(word: str, place: str, faults: list[Fault]) -> RowKind | None:
    plain = word.casefold()
    if plain in set(RowKind):
        return RowKind(plain)
    allowed = ", ".join(kind.value for kind in RowKind)
    said = f"the kind '{word[:40]}' is not known" if word else "it does not say its kind"
    faults.append(Fault(place, f"{said}. Write one of: {allowed}."))
    return None


def _items(name: str, text: str) -> tuple[str, ...]:
    if name == "weaknesses":
        return tuple(item for item in _NUMBERS.split(text) if item)
    return tuple(item for item in text.splitlines() if item.strip())


def write_table(content: PlanContent) -> Iterator[list[str]]:
    """The header and the rows of a plan, guarded against being run as formulas."""
    yield list(COLUMNS)
    for row in rows_of(content):
        yield [guarded(_cell(row, name)) for name in COLUMNS]


def _cell(row: Row, name: str) -> str:
    if name == "kind":
        return row.kind.value
    if name == "weaknesses":
        return "; ".join(row.lists.get(name, ()))
    return "\n".join(row.lists[name]) if name in row.lists else row.texts.get(name, "")
