"""Requests that are read whole or refused, and whose texts hold only signs that a text can have.

A body is never cut off at the largest size and then taken for all.
"""

import re

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream

_IN_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Nobody types them: they come along when something is pasted. PostgreSQL keeps no NUL at all."""
_BREAKS = "\x0b\x0c"
"""How word processors break a line or a page: words on both sides stay apart."""


def fit(text: str) -> str:
    """The text without the signs that no text has. Tabs, line ends and the marks of scripts stay.

    >>> fit("a\\x00b\\x0bc")
    'ab c'
    """
    return _IN_NO_TEXT.sub(lambda found: " " if found[0] in _BREAKS else "", text)


class BoundedRequest(Request):
    """A request whose form is complete, also where its sender did not say how long it is."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        # Werkzeug stops reading such a form at the limit without a word, in the middle of what a family wrote.
        stream = self.__dict__.get("stream")
        if self.content_length is None and isinstance(stream, LimitedStream) and stream.is_exhausted:
            raise RequestEntityTooLarge
        sent = list(self.form.items(multi=True))
        if any(_IN_NO_TEXT.search(part) for pair in sent for part in pair):
            self.form = ImmutableMultiDict([(fit(name), fit(value)) for name, value in sent])
