"""Why a file is not taken, in a sentence that says what to do."""

from collections.abc import Callable

from flask_babel import gettext as _

from surveys.media.refused import BadMedia

SENTENCES: dict[str, Callable[[BadMedia], str]] = {
    "nothing_sent": lambda _bad: _("Choose a file first."),
    "not_known": lambda _bad: _(
        "This is not a file we can use. Pictures are PNG, JPEG or WebP files. Recordings are MP3, M4A, AAC or OGG "
        "files."
    ),
    "drawing_with_script": lambda _bad: _(
        "This is an SVG file, which can hold programs. Save the picture as a PNG file, then choose that."
    ),
    "film": lambda _bad: _("This is a film. Save its sound alone, or choose a recording."),
    "picture_too_large": lambda bad: _(
        "This picture is larger than %(megabytes)s MB. Make it smaller, then choose it again.", **bad.facts
    ),
    "picture_too_many_points": lambda bad: _(
        "This picture has more than %(millions)s million points. Make it smaller, then choose it again.",
        **bad.facts,
    ),
    "picture_too_small": lambda bad: _(
        "This picture is smaller than %(points)s points on one side, too small to see. Choose a larger one.",
        **bad.facts,
    ),
    "picture_broken": lambda _bad: _(
        "This picture cannot be opened. Save it again as a PNG file, then choose that."
    ),
    "recording_too_large": lambda bad: _(
        "This recording is larger than %(megabytes)s MB. Make it shorter, or save it as MP3, then choose it "
        "again.",
        **bad.facts,
    ),
    "ogg_of_another_kind": lambda _bad: _(
        "This OGG recording is of a kind that we cannot make safe to publish. Save it as MP3, then choose it "
        "again."
    ),
}


def sentence(bad: BadMedia) -> str:
    """The reason in the reader's language."""
    return SENTENCES[bad.key](bad)
