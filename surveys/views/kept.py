"""What a browser keeps of an answer until it is closed: the receipt's words, sealed.

The words lead to the answer's receipt and can erase the answer. The session's cookie is signed, and whoever sees
it could read what is in it; what is sealed they cannot read.
"""

import json
from dataclasses import asdict, dataclass, fields

import flask

from coproduce.core import codes, sealing

KEY = "thanks"
PURPOSE = "thanks"


@dataclass(frozen=True, slots=True)
class Kept:
    """The survey, the receipt's code and the themes of the answer that this browser sent last.

    `again`: a draft that had been sent before, so that what was changed since is not in the answer.
    `for_children`: the survey is for children and young people, and so are the words that thank for it.
    `kiosk`: the next person will soon stand here.
    """

    slug: str
    code: str
    themes: tuple[str, ...]
    again: bool = False
    for_children: bool = False
    kiosk: bool = False


def keep(kept: Kept, *, secret: str) -> None:
    """Keep this answer's receipt instead of the one before."""
    flask.session[KEY] = sealing.seal(secret, PURPOSE, json.dumps(asdict(kept)).encode())


def last(*, secret: str) -> Kept | None:
    """The receipt that this browser keeps, if it keeps one."""
    sealed = flask.session.get(KEY)
    if not isinstance(sealed, str):
        return None
    try:
        found = json.loads(sealing.unseal(secret, PURPOSE, sealed))
    except sealing.CannotUnseal:
        return None
    known = {one.name for one in fields(Kept)}  # another version of the program may have sealed it
    ours = {name: value for name, value in found.items() if name in known}
    return Kept(**{**ours, "themes": tuple(found["themes"])})


def has_sent(slug: str, *, secret: str) -> bool:
    """Whether the last answer that this browser sent, since it was opened, was one to this survey."""
    found = last(secret=secret)
    return found is not None and found.slug == slug and not found.kiosk


def forget(code: str, *, secret: str) -> None:
    """Let the browser forget this receipt, if it is the one it keeps."""
    kept = last(secret=secret)
    if kept is not None and codes.tidy(kept.code) == codes.tidy(code):
        flask.session.pop(KEY)


def forget_all() -> None:
    """Let the browser forget whichever receipt it keeps."""
    flask.session.pop(KEY, None)
