"""Plans as Excel workbooks. A workbook is a zip of XML from somebody else: it is weighed before it is opened."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 # its error alone; _weigh refuses entities

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import PlanDraft, Unreadable
from coproduce.plan.formats.table import read_table, write_table

suffix = ".xlsx"
MOST_PARTS = 300
LARGEST_UNPACKED = 40_000_000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
FORMULA, TEXT = "f", "s"
NOT_A_WORKBOOK = "The file is not an Excel workbook (.xlsx), or it is damaged. Save it again as .xlsx."


def read(data: bytes) -> PlanDraft:
    """The rows of the first sheet that is not empty. Raises Unreadable."""
    _weigh(data)
    with warnings.catch_warnings():
        # openpyxl warns of drop-down lists and colours it does not read; a plan does not need them.
        warnings.simplefilter("ignore", UserWarning)
        try:
            return _read(data)
        except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable(NOT_A_WORKBOOK) from None


def _weigh(data: bytes) -> None:
    """Refuse what is no workbook, unpacks to too much, reaches outside itself or defines entities."""
    if data.startswith(OLD_WORKBOOK):
        raise Unreadable("The file is an old or a locked workbook. Save it again as .xlsx, without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable("The workbook unpacks to far more than a plan needs, and was not opened.")
            if any(part.filename.startswith("xl/externalLinks/") for part in parts):
                raise Unreadable("The workbook links to other workbooks. Paste their values in its place.")
            for part in parts:
                _refuse_entities(packed, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable(NOT_A_WORKBOOK) from None


def _refuse_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with packed.open(part) as opened:
        head = opened.read(2_000)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable("The workbook holds definitions that no plan needs, and was not opened.")


def _read(data: bytes) -> PlanDraft:
    workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        unread = []
        for position, sheet in enumerate(workbook.worksheets):
            sheet.reset_dimensions()
            if any(cell.value is not None for row in sheet.iter_rows(max_row=50) for cell in row):
                others = [other.title for other in workbook.worksheets[position + 1 :]]
                unread = [f"Only the sheet '{sheet.title}' was read."] if others else []
                return read_table(_records(sheet.iter_rows()), notes=unread)
    finally:
        workbook.close()
    raise Unreadable("The workbook is empty.")


def _records(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        yield [_text(cell, number) for cell in row]


def _text(cell: Any, row: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == FORMULA:
        raise Unreadable(f"Row {row} holds a formula. Put its value in its place and save the workbook again.")
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write(content: PlanContent) -> bytes:
    """The plan as a workbook with one sheet; every cell is text, so that codes such as 1.10 stay as they are."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Plan")
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 11), ("C", 40), ("H", 40)):
        sheet.column_dimensions[letter].width = width
    for number, record in enumerate(write_table(content)):
        sheet.append([_cell(sheet, text, is_header=number == 0) for text in record])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _cell(sheet: Any, text: str, *, is_header: bool) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = TEXT
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=is_header)
    return cell
