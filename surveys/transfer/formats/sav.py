"""An export as an SPSS system file (.sav), with the words of its variables and codes. Written row by row.

The format is the one that PSPP documents ("System File Format"): records of a header, of variables, of labels and
of what the file is, then the cases in its byte code, in which a small whole number takes one byte. We write it
ourselves because a library that writes it brings a library of data frames along; a test reads it back with
ReadStat.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import float_info
from typing import BinaryIO

from surveys.transfer.columns import Column
from surveys.transfer.outgoing import Export, Row

NOTHING = -float_info.max
"""SPSS's number for a cell that is empty."""
BIAS = 100
END, RAW, BLANKS, EMPTY = 252, 253, 254, 255
SMALLEST, LARGEST = 1 - BIAS, 251 - BIAS
PLACE_OF_COUNT = 80
BEGINNING = date(1582, 10, 14)
"""SPSS counts the seconds from here."""
NUMBER, DAY, TEXT = 5, 20, 1
TEXT_WIDTH = 32
LONGEST_LABEL, LONGEST_WORDS, LONGEST_NAME = 250, 118, 64


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: which column it is read from, and, of several choices, the one it stands for."""

    name: str
    label: str
    place: int
    form: int
    decimals: int = 0
    codes: dict[str, float] = field(default_factory=dict)
    words: dict[float, str] = field(default_factory=dict)
    choice: str = ""

    @property
    def parts(self) -> int:
        """How many pieces of eight bytes it takes."""
        return TEXT_WIDTH // 8 if self.form == TEXT else 1


def write_sav(export: Export, file: BinaryIO) -> int:
    """The file with its dictionary and all cases; how many there are."""
    variables = list(_variables(export.columns))
    file.write(_header(export.title, sum(variable.parts for variable in variables)))
    for place, variable in enumerate(variables, 1):
        file.write(_variable(variable, place))
    index = 1
    for variable in variables:
        if variable.words:
            file.write(_labels(variable.words, index))
        index += variable.parts
    file.write(_about(variables))
    count = _cases(variables, export.rows, file)
    file.seek(PLACE_OF_COUNT)
    file.write(struct.pack("<i", count))
    file.seek(0, 2)
    return count


def _variables(columns: Sequence[Column]) -> Iterator[Variable]:
    taken: set[str] = set()
    for place, column in enumerate(columns):
        name, label = _name(column.name, taken), column.label
        if column.kind == "several":
            for code, said in column.values.items():
                each = _name(f"{column.name}.{code}", taken)
                yield Variable(each, f"{label} – {said}", place, NUMBER, words={0: "no", 1: "yes"}, choice=code)
        elif column.kind == "code":
            codes = {code: float(number) for code, number in column.numbers.items()}
            words = {float(column.numbers[code]): said for code, said in column.values.items()}
            yield Variable(name, label, place, NUMBER, codes=codes, words=words)
        elif column.kind == "number":
            yield Variable(name, label, place, NUMBER, decimals=3 if column.question else 0)
        else:
            yield Variable(name, label, place, DAY if column.kind == "day" else TEXT)


def _name(wanted: str, taken: set[str]) -> str:
    """A name that SPSS takes: letters, digits and points, a letter first, none twice (it does not mind case)."""
    plain = re.sub(r"[^A-Za-z0-9_.]", "_", wanted)[: LONGEST_NAME - 4].rstrip("._") or "v"
    plain = plain if plain[0].isalpha() else f"v{plain}"
    name, number = plain, 1
    while name.upper() in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name.upper())
    return name


def _header(title: str, pieces: int) -> bytes:
    # The day it was made would be a time beside answers that have none, so every file says the same one.
    label = _cut(title, 64).ljust(64)
    product = b"@(#) SPSS DATA FILE Coproduce".ljust(60)
    fixed = struct.pack("<iiiiid", 2, pieces, 1, 0, -1, float(BIAS))
    return b"$FL2" + product + fixed + b"01 Jan 26" + b"00:00:00" + label + b"\0\0\0"


def _variable(variable: Variable, place: int) -> bytes:
    width = TEXT_WIDTH if variable.form == TEXT else 0
    shown = {NUMBER: 8, DAY: 11, TEXT: TEXT_WIDTH}[variable.form]
    form = variable.form << 16 | shown << 8 | variable.decimals
    label = _cut(variable.label, LONGEST_LABEL)
    record = struct.pack("<iiiiii8s", 2, width, 1, 0, form, form, _short(place))
    record += struct.pack("<i", len(label)) + label + b" " * (-len(label) % 4)
    more = struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)
    return record + more * (variable.parts - 1)


def _short(place: int) -> bytes:
    """The name of eight letters that the long one stands for."""
    return f"V{place:05}".encode().ljust(8)


def _labels(words: dict[float, str], index: int) -> bytes:
    record = struct.pack("<ii", 3, len(words))
    for number, said in words.items():
        label = _cut(said, LONGEST_WORDS)
        record += struct.pack("<dB", number, len(label)) + label + b" " * (-(len(label) + 1) % 8)
    return record + struct.pack("<iii", 4, 1, index)


def _about(variables: Sequence[Variable]) -> bytes:
    """What machine it is of, the long names, that its texts are UTF-8; and the end of the dictionary."""
    machine = struct.pack("<iiii8i", 7, 3, 4, 8, 1, 0, 0, -1, 1, 1, 2, 65001)
    floats = struct.pack("<iiii3d", 7, 4, 8, 3, NOTHING, float_info.max, -float_info.max * (1 - 2**-53))
    names = "\t".join(f"V{place:05}={each.name}" for place, each in enumerate(variables, 1)).encode()
    long_names = struct.pack("<iiii", 7, 13, 1, len(names)) + names
    encoding = struct.pack("<iiii", 7, 20, 1, 5) + b"UTF-8"
    return machine + floats + long_names + encoding + struct.pack("<ii", 999, 0)


def _cases(variables: Sequence[Variable], rows: Iterator[Row], file: BinaryIO) -> int:
    packed = _Packed(file)
    count = 0
    for row in rows:
        count += 1
        for variable in variables:
            cell = row[variable.place]
            if variable.form == TEXT:
                packed.text(cell)
            else:
                packed.number(_number(variable, cell))
    packed.end()
    return count


def _number(variable: Variable, cell: str) -> float | None:
    if not cell:
        return None
    if variable.choice:
        return float(variable.choice in cell.split(";"))
    if variable.form == DAY:
        return (date.fromisoformat(cell) - BEGINNING).days * 86_400.0
    return variable.codes.get(cell) if variable.codes else float(cell)


class _Packed:
    """The byte code: eight codes, then what those that stand for something raw stand for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._codes = bytearray()
        self._raw = bytearray()

    def number(self, value: float | None) -> None:
        """A number, or none."""
        if value is None:
            self._add(EMPTY)
        elif value.is_integer() and SMALLEST <= value <= LARGEST:
            self._add(int(value) + BIAS)
        else:
            self._add(RAW, struct.pack("<d", value))

    def text(self, words: str) -> None:
        """A text of TEXT_WIDTH bytes."""
        padded = _cut(words, TEXT_WIDTH).ljust(TEXT_WIDTH)
        for start in range(0, TEXT_WIDTH, 8):
            piece = padded[start : start + 8]
            self._add(*((BLANKS,) if piece == b" " * 8 else (RAW, piece)))

    def end(self) -> None:
        """The last code, and what is left."""
        self._add(END)
        while self._codes:
            self._add(0)

    def _add(self, code: int, raw: bytes = b"") -> None:
        self._codes.append(code)
        self._raw += raw
        if len(self._codes) == 8:
            self._file.write(self._codes + self._raw)
            self._codes, self._raw = bytearray(), bytearray()


def _cut(text: str, most: int) -> bytes:
    """A text in so many bytes at most, cut between characters."""
    return text.encode()[:most].decode("utf-8", "ignore").encode()
