"""A name for each request, so that somebody who saw an error can quote what the log calls it.

It is ours alone: one that came with the request could carry whatever its sender likes into the log.
"""

import secrets

from flask import Flask, Response, g

HEADER = "X-Request-ID"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look or sound like another
LENGTH = 10


def install(app: Flask) -> None:
    """Name each request in its answer."""

    def add(response: Response) -> Response:
        response.headers.setdefault(HEADER, current())
        return response

    app.after_request(add)


def current() -> str:
    """This request's name, such as `7KQ2M-X4T9B`."""
    if "request_id" not in g:
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        g.request_id = f"{letters[:5]}-{letters[5:]}"
    return str(g.request_id)
