"""Send a large page compressed where that is safe.

A compressed page that holds a secret (the form's token) and also repeats something a stranger chose lets the
stranger guess the secret by the page's length (BREACH). So only a page that repeats nothing of its request may be
compressed: the questions of a survey as they are for everybody, asked for with no more than a language.
"""

import zlib
from collections.abc import Collection

from flask import Response, make_response, request

FAST = 1
GZIP = 16 + zlib.MAX_WBITS


def compressed(page: str, *, level: int = FAST, repeats: Collection[str] = ("lang",)) -> Response:
    """The page as an answer, compressed when the browser can read it and the address carries nothing else.

    `repeats` are what the address may carry. `level` is zlib's: a page that holds no form may take its time.
    """
    response = make_response(page)
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] and set(request.args) <= set(repeats):
        packer = zlib.compressobj(level, wbits=GZIP)
        response.set_data(packer.compress(page.encode()) + packer.flush())
        response.content_encoding = "gzip"
    return response
