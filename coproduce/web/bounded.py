"""Requests that are read whole or refused: a body is never cut off at the largest size and then taken for all."""

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream


class BoundedRequest(Request):
    """A request whose form is complete, also where its sender did not say how long it is."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        # Werkzeug stops reading such a form at the limit without a word, in the middle of what a family wrote.
        stream = self.__dict__.get("stream")
        if self.content_length is None and isinstance(stream, LimitedStream) and stream.is_exhausted:
            raise RequestEntityTooLarge
