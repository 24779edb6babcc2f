"""Take a recording in: told by its first bytes, kept without the notes that programs write beside the sound."""

from collections.abc import Sequence

from surveys.media import ogg
from surveys.media.models import LARGEST
from surveys.media.refused import BadMedia

ID3, ID3_HEAD, ID3_TAIL = b"ID3", 10, 128
AAC_HEAD = 7
BOX_HEAD = 8
NOTES = (b"udta", b"meta", b"uuid")
HOLD_BOXES = (b"moov", b"trak")
"""Where notes lie besides: in the first of these, and in the second inside it."""
SOUND_IN_OGG = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")


def sound_type(content: bytes) -> str:
    """The content type of a recording, or nothing for what is none. Raises BadMedia for a film."""
    if _is_mpeg(_without_id3(content), layer=0b00):
        return "audio/aac"
    if content.startswith(ID3) or _is_mpeg(content, layer=0b01):
        return "audio/mpeg"
    if content.startswith(b"OggS") and any(mark in content[:128] for mark in SOUND_IN_OGG):
        return "audio/ogg"
    if content[4:8] == b"ftyp":
        # One box says what each track is; a film has one that is a picture.
        if b"vide" in content:
            raise BadMedia("film")
        return "audio/mp4" if b"soun" in content else ""
    return ""


def bare(content: bytes, content_type: str) -> bytes:
    """The recording as it is kept. Raises BadMedia when it is too long."""
    if content_type == "audio/mpeg":
        content = _without_id3(content)
    if content_type == "audio/mp4":
        content = _without_notes(content)
    if content_type == "audio/aac":
        content = _frames(_without_id3(content))
    if content_type == "audio/ogg":
        content = ogg.without_notes(content)
    if len(content) > LARGEST:
        raise BadMedia("recording_too_large", megabytes=LARGEST // 1_000_000)
    if not content:
        raise BadMedia("not_known")
    return content


def _is_mpeg(content: bytes, *, layer: int) -> bool:
    """Whether it begins with a frame of MPEG sound of this layer: eleven bits set, a bit rate that there is."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        return False
    found = (content[1] >> 1) & 0b11
    if layer == 0:
        return found == 0 and content[1] & 0xF0 == 0xF0
    return found == layer and content[2] >> 4 not in (0, 15)


def _without_id3(content: bytes) -> bytes:
    """Without the tags before and after the sound: who recorded it, with what, when."""
    while content.startswith(ID3) and len(content) >= ID3_HEAD:
        size = 0
        for part in content[6:10]:
            size = size << 7 | part & 0x7F
        content = content[ID3_HEAD + size :]
    if content[-ID3_TAIL:].startswith(b"TAG"):
        content = content[:-ID3_TAIL]
    return content


def _frames(content: bytes) -> bytes:
    """The whole frames of AAC sound from the beginning: tags stand behind them."""
    end = 0
    while _is_mpeg(content[end : end + AAC_HEAD], layer=0b00) and end + AAC_HEAD <= len(content):
        size = (content[end + 3] & 0b11) << 11 | content[end + 4] << 3 | content[end + 5] >> 5
        if size < AAC_HEAD or end + size > len(content):
            break
        end += size
    return content[:end]


def _without_notes(content: bytes) -> bytes:
    """Without what a telephone writes beside the sound: the street where it was recorded, for one.

    The boxes stay, empty, under a name that players pass over: others are found by their distance from the start.
    """
    made = bytearray(content)
    _empty_notes(made, 0, len(made), HOLD_BOXES)
    return bytes(made)


def _empty_notes(made: bytearray, start: int, end: int, holders: Sequence[bytes]) -> None:
    while start + BOX_HEAD <= end:
        size, kind = int.from_bytes(made[start : start + 4], "big"), bytes(made[start + 4 : start + BOX_HEAD])
        head = BOX_HEAD
        if size == 1:  # the size did not fit, and follows
            size, head = int.from_bytes(made[start + BOX_HEAD : start + BOX_HEAD + 8], "big"), BOX_HEAD + 8
        until = min(end, start + size) if size else end
        if until < start + head:
            return
        if kind in NOTES:
            made[start + 4 : start + BOX_HEAD] = b"free"
            made[start + head : until] = bytes(until - start - head)
        elif kind in holders[:1]:
            _empty_notes(made, start + head, until, holders[1:])
        start = until
