"""Recordings and pictures that come with a question's form: kept as media, named by the question."""

from dataclasses import replace

from flask import request
from flask_babel import gettext as _

from coproduce.accounts.views.acting import file_sent
from coproduce.core import clock
from coproduce.web.session import session
from surveys.editor.entry import Wrong
from surveys.editor.typed import Typed
from surveys.editor.wording import Raw
from surveys.media import keep
from surveys.media.models import MediaKind
from surveys.media.refused import BadMedia
from surveys.media.views.sentences import sentence
from surveys.parse_values import mapping, sequence

PICTURE, RECORDING, OFF = "upload", "recording", "recording-off"
LONGEST_NAME = 120


def with_recordings(typed: Typed, before: Raw) -> Typed:
    """The question with the recordings it had, without those that somebody takes away."""
    off = set(request.form.getlist(OFF))
    return replace(typed, audio={c: str(n) for c, n in mapping(before.get("audio")).items() if c not in off})


def take_files(raw: Raw, typed: Typed) -> tuple[Typed, tuple[Wrong, ...]]:
    """The question with the files that were sent, which are kept, and what is wrong with them."""
    wrong: list[Wrong] = []
    audio = dict(typed.audio)
    for language in sequence(raw.get("languages")):
        if name := _kept(f"{RECORDING}-{language}", MediaKind.AUDIO, typed.text, wrong):
            audio[language] = name
    picture = _kept(PICTURE, MediaKind.PICTURE, typed.text, wrong) or typed.picture
    return replace(typed, audio=audio, picture=picture), tuple(wrong)


def _kept(field: str, kind: MediaKind, described: str, wrong: list[Wrong]) -> str:
    content = file_sent(field)
    if not content:
        return ""
    try:
        found = keep.keep(session, content=content, described=described[:LONGEST_NAME] or "-", today=clock.today())
    except BadMedia as bad:
        wrong.append(Wrong(field, "file", {"why": sentence(bad)}))
        return ""
    if found.kind is not kind:
        wrong.append(Wrong(field, "file", {"why": _("This file is of another kind. Choose another one.")}))
        return ""
    return found.name
