"""An OGG recording without the notes in it: who made it, where, with what. Its sound stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.media.refused import BadMedia

HEAD, FLAGS, SERIAL, SUM, COUNT = 27, 5, slice(14, 18), slice(22, 26), 26
FULL = 255
"""A piece of this size is not the last of its packet."""
BEGINS = 2
NOTES = {b"OpusHead": (b"OpusTags", b""), b"\x01vorbis": (b"\x03vorbis", b"\x01")}
"""How the notes of each kind of sound begin and end: they are its second packet."""
POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file: where it begins, where its pieces are, and where each of them ends."""

    start: int
    body: int
    sizes: bytes

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.body + sum(self.sizes)


def without_notes(content: bytes) -> bytes:
    """The recording with empty notes of the same size. Raises BadMedia where we cannot tell which they are."""
    sheets = list(_sheets(content))
    begins = [sheet for sheet in sheets if content[sheet.start + FLAGS] & BEGINS]
    serials = {content[sheet.start + SERIAL.start : sheet.start + SERIAL.stop] for sheet in sheets}
    kind = next((NOTES[mark] for mark in NOTES if sheets and content.startswith(mark, sheets[0].body)), None)
    if kind is None or len(begins) != 1 or len(serials) != 1:
        raise BadMedia("ogg_of_another_kind")
    made = bytearray(content[: sheets[-1].end])
    pieces = list(_second_packet(sheets))
    mark, tail = kind
    room = sum(size for _, _, size in pieces) - len(mark) - len(tail) - 8
    if room < 0 or not pieces or not made.startswith(mark, pieces[0][1]):
        raise BadMedia("ogg_of_another_kind")
    # One blank text, said to be the program's name, and a count of no further notes.
    blank = mark + room.to_bytes(4, "little") + b" " * room + bytes(4) + tail
    done = 0
    for _, at, size in pieces:
        made[at : at + size] = blank[done : done + size]
        done += size
    for sheet in dict.fromkeys(sheet for sheet, _, _ in pieces):
        _sum_up(made, sheet)
    return bytes(made)


def _sheets(content: bytes) -> Iterator[Sheet]:
    """The whole pages from the beginning; what stands behind them is no sound."""
    start = 0
    while content.startswith(b"OggS", start) and start + HEAD <= len(content):
        body = start + HEAD + content[start + COUNT]
        sheet = Sheet(start, body, content[start + HEAD : body])
        if sheet.end > len(content):
            return
        yield sheet
        start = sheet.end


def _second_packet(sheets: list[Sheet]) -> Iterator[tuple[Sheet, int, int]]:
    """Its pieces: the page of each, where it is, its size. The first packet has the first page for itself."""
    for sheet in sheets[1:]:
        at = sheet.body
        for size in sheet.sizes:
            yield sheet, at, size
            if size < FULL:
                return
            at += size


def _sum_up(made: bytearray, sheet: Sheet) -> None:
    """Put the right check sum into a page that was changed: players pass over a page whose sum is wrong."""
    page = made[sheet.start : sheet.end]
    page[SUM] = bytes(4)
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ TABLE[found >> 24 ^ byte]
    made[sheet.start + SUM.start : sheet.start + SUM.stop] = found.to_bytes(4, "little")


def _entry(byte: int) -> int:
    found = byte << 24
    for _ in range(8):
        found = (found << 1 ^ (POLYNOMIAL if found >> 31 else 0)) & 0xFFFFFFFF
    return found


TABLE = tuple(map(_entry, range(256)))
