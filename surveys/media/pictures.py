"""Take a picture in: decode it, turn it upright, make it small, and write it anew. The only door to Pillow.

What is kept is drawn from the points of the picture alone, so nothing else that was in the file (where a photo was
taken, with what, a thumbnail of what was cut off, a script) is in it.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from surveys.media.refused import BadMedia

LARGEST_FILE = 8_000_000
MOST_POINTS = 40_000_000
LONGEST_SIDE = 1_000
SMALLEST_SIDE = 16
FORMATS = ("PNG", "JPEG", "WEBP")
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError)
"""How Pillow says that a file is broken, by format."""


def redrawn(content: bytes) -> tuple[bytes, str]:
    """The picture as it is kept, and its content type. Raises BadMedia."""
    if len(content) > LARGEST_FILE:
        raise BadMedia("picture_too_large", megabytes=LARGEST_FILE // 1_000_000)
    try:
        return _redraw(content)
    except BadMedia:
        raise
    except (*UNREADABLE, Image.DecompressionBombError):
        raise BadMedia("picture_broken") from None


def _redraw(content: bytes) -> tuple[bytes, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of too many points, which are counted here, and of odd metadata
        picture = Image.open(BytesIO(content), formats=FORMATS)
        _check_size(*picture.size)
        is_photo = picture.format == "JPEG"
        picture.load()
        upright: Image.Image = ImageOps.exif_transpose(picture)
    clear = not is_photo and upright.mode != "RGB"
    drawn = upright.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    out = BytesIO()
    if is_photo:
        bare.save(out, "JPEG", quality=82, optimize=True)
        return out.getvalue(), "image/jpeg"
    bare.save(out, "PNG", optimize=True)
    return out.getvalue(), "image/png"


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_POINTS:
        raise BadMedia("picture_too_many_points", millions=MOST_POINTS // 1_000_000)
    if min(width, height) < SMALLEST_SIDE:
        raise BadMedia("picture_too_small", points=SMALLEST_SIDE)
