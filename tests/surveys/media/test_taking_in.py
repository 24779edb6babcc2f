"""Pictures are drawn anew, recordings told by their bytes; anything else is refused with its reason."""

from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from surveys.media import ogg
from surveys.media.pictures import LARGEST_FILE, redrawn
from surveys.media.refused import REASONS, BadMedia
from surveys.media.sounds import bare, sound_type
from surveys.media.views.sentences import sentence

MP3_FRAME = b"\xff\xfb\x90\x00" + b"\x00" * 413
ID3 = b"ID3\x04\x00\x00\x00\x00\x00\x0aWho it was"
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00" + b"hdlr\x00\x00soun"
AAC = b"\xff\xf1\x50\x80\x00\x00\x00"
OGG = b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead"


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **said: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, (255, 0, 0, 0) if mode == "RGBA" else "red").save(out, kind, **said)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_tells_nothing_of_where_it_was_taken_and_stands_upright() -> None:
    about = Image.Exif()
    about[0x0112] = 6  # turned by a quarter
    about[0x8825] = {1: "N", 2: (52.5, 0.0, 0.0)}
    photo = drawn("JPEG", exif=about, comment=b"by somebody")

    content, content_type = redrawn(photo)

    assert content_type == "image/jpeg"
    assert opened(content).size == (20, 40)
    assert not opened(content).getexif()
    assert b"somebody" in photo
    assert b"somebody" not in content


def test_a_large_picture_is_made_small_and_clear_parts_stay_clear() -> None:
    content, content_type = redrawn(drawn("WEBP", (2000, 500), "RGBA"))

    assert content_type == "image/png"
    assert opened(content).size == (1000, 250)
    assert opened(content).mode == "RGBA"
    assert redrawn(content)[0] == redrawn(drawn("WEBP", (2000, 500), "RGBA"))[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (drawn()[:60], "picture_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "picture_broken"),
        (b"RIFF1234WAVEfmt ", "picture_broken"),
        (drawn(size=(15, 100)), "picture_too_small"),
        (drawn(mode="1", size=(6400, 6300)), "picture_too_many_points"),
        (b"\xff\xd8\xff" + b"x" * LARGEST_FILE, "picture_too_large"),
    ],
    ids=["cut off", "not one", "a sound", "small", "bomb", "large"],
)
def test_a_picture_that_cannot_be_shown_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(BadMedia) as refused:
        redrawn(content)
    assert refused.value.key == reason
    assert set(refused.value.facts) == set(REASONS[reason])


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (MP3_FRAME, "audio/mpeg"),
        (ID3 + MP3_FRAME, "audio/mpeg"),
        (AAC, "audio/aac"),
        (ID3 + AAC, "audio/aac"),
        (M4A, "audio/mp4"),
        (OGG, "audio/ogg"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora", ""),
        (b"<html>", ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_a_recording_is_told_by_its_bytes(content: bytes, content_type: str) -> None:
    assert sound_type(content) == content_type


def test_a_film_is_not_a_recording() -> None:
    with pytest.raises(BadMedia) as refused:
        sound_type(M4A + b"hdlr\x00\x00vide")
    assert refused.value.key == "film"


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of a recording by a telephone, with what is in it."""
    inside = b"".join(parts)
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def test_a_recording_by_a_telephone_keeps_its_sound_and_not_the_street() -> None:
    def recorded(named: bytes) -> bytes:
        track = box(b"trak", box(b"mdia", b"hdlr\0\0soun"), box(named, b"12 Elm Road"))
        return box(b"ftyp", b"M4A ") + box(b"moov", track, box(named, b"12 Elm Road")) + box(b"mdat", b"sound")

    kept = bare(recorded(b"udta"), "audio/mp4")

    assert kept == recorded(b"free").replace(b"12 Elm Road", bytes(11))
    assert sound_type(kept) == "audio/mp4"
    for cut in range(len(kept)):  # whatever its boxes say of their size
        assert bare(recorded(b"udta")[: cut + 1], "audio/mp4")
    nested = b"\0\0\0\1moov" * 100_000
    assert bare(nested, "audio/mp4") == nested


def sheet(number: int, *packets: bytes, flags: int = 0, serial: int = 7, is_cut: bool = False) -> bytes:
    """A page of an OGG recording; `is_cut`: its last packet goes on in the next."""
    sizes = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in packets)
    sizes = sizes[:-1] if is_cut else sizes
    head = b"OggS\0" + bytes([flags]) + bytes(8) + serial.to_bytes(4, "little") + number.to_bytes(4, "little")
    return head + bytes(4) + bytes([len(sizes)]) + sizes + b"".join(packets)


def told(mark: bytes, *, end: bytes = b"") -> bytes:
    """The packet in which a program tells who recorded it, and where; longer than a piece."""
    return mark + b"\x04\0\0\0Lavf\x01\0\0\0" + b"\x2c\x01\0\0" + b"12 Elm Road".ljust(300) + end


@pytest.mark.parametrize(
    ("begin", "notes"),
    [(b"OpusHead", told(b"OpusTags")), (b"\x01vorbis", told(b"\x03vorbis", end=b"\x01"))],
)
@pytest.mark.parametrize("is_long", [False, True])
def test_an_ogg_recording_keeps_its_sound_and_not_the_street(begin: bytes, notes: bytes, is_long: bool) -> None:
    first, sound = sheet(0, begin + b"head", flags=2), sheet(3, b"sound", flags=4)
    pages = [sheet(1, notes[:255], is_cut=True), sheet(2, notes[255:], b"more")] if is_long else [sheet(1, notes)]

    content = first + b"".join(pages) + sound
    kept = bare(content + b"TAG 12 Elm Road", "audio/ogg")

    assert len(kept) == len(content)
    assert kept.startswith(first)
    assert kept.endswith(sound)
    assert b"Elm Road" not in kept
    assert b"Lavf" not in kept
    assert sound_type(kept) == "audio/ogg"
    for cut in range(len(content)):  # whatever it says of its size
        with suppress(BadMedia):
            assert b"Elm Road" not in bare(content[: cut + 1], "audio/ogg")


def test_a_page_that_was_changed_has_the_sum_by_which_players_know_it() -> None:
    page = bytearray(sheet(1, b"OpusTags", flags=2))
    ogg._sum_up(page, ogg.Sheet(0, 28, b"\x08"))

    assert page[22:26].hex() == "013534f2"


@pytest.mark.parametrize(
    "content",
    [
        OGG,
        sheet(0, b"\x7fFLAC", flags=2) + sheet(1, b"notes"),
        sheet(0, b"OpusHead", flags=2) + sheet(1, b"sound"),
        sheet(0, b"OpusHead", flags=2),
        (sheet(0, b"OpusHead", flags=2) + sheet(1, told(b"OpusTags"))) * 2,
        sheet(0, b"OpusHead", flags=2) + sheet(1, told(b"OpusTags"), serial=8),
    ],
    ids=["cut off", "another sound", "no notes", "nothing else", "one after another", "two at once"],
)
def test_an_ogg_recording_whose_notes_we_cannot_find_is_refused(content: bytes) -> None:
    with pytest.raises(BadMedia) as refused:
        bare(content, "audio/ogg")
    assert refused.value.key == "ogg_of_another_kind"


def test_an_aac_recording_keeps_its_frames_and_nothing_around_them() -> None:
    frame = b"\xff\xf1\x50\x80\x01\x7f\xfc" + b"snd!"  # 11 bytes long

    assert bare(ID3 + frame * 3 + b"APETAGEX 12 Elm Road", "audio/aac") == frame * 3
    assert bare(frame * 2 + frame[:9], "audio/aac") == frame * 2
    with pytest.raises(BadMedia):
        bare(AAC, "audio/aac")


def test_a_recording_keeps_its_sound_and_nobodys_name() -> None:
    assert bare(ID3 + MP3_FRAME + b"TAG" + b"n" * 125, "audio/mpeg") == MP3_FRAME
    for content, reason in ((b"\x00" * 4_000_001, "recording_too_large"), (ID3, "not_known")):
        with pytest.raises(BadMedia) as refused:
            bare(content, "audio/mpeg")
        assert refused.value.key == reason


def test_each_reason_has_its_sentence(app: Flask) -> None:
    with app.test_request_context():
        said = {sentence(BadMedia(key, **dict.fromkeys(facts, 3))) for key, facts in REASONS.items()}
    assert len(said) == len(REASONS)
