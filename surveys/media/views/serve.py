"""Pictures and recordings as everybody gets them: by the digest of their bytes, so they may be kept for good."""

import re

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.web.session import reading
from surveys.media import keep

bp = Blueprint("survey_media", __name__)

DIGEST = re.compile(r"[0-9a-f]{64}")
A_YEAR = 365 * 24 * 3600


@bp.get("/surveys/media/<digest>")
@anyone
def media(digest: str) -> ResponseReturnValue:
    """One picture or recording, or a part of it that a player asks for."""
    if not DIGEST.fullmatch(digest):
        abort(404)
    with reading() as reader:
        found = keep.find(reader, digest=digest)
        if found is None:
            abort(404)
        answer = Response(found.content, content_type=found.content_type)
    answer.set_etag(digest)
    answer.cache_control.public = True
    answer.cache_control.max_age = A_YEAR
    answer.cache_control.immutable = True
    # Opened by itself it is a file and nothing that runs, whatever a browser makes of its bytes.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(found.content))
