"""What a family's phone loads at its first view of the answer page: bytes on the wire and requests.

Counts the page and every style sheet, script, image and icon it names, compressed as a browser asks for them, with
their headers. Exits 1 above the limits.

    python bench/page_weight.py [--language en] [--most-bytes 30000] [--most-requests 4]
"""

import argparse
import json
import re
import sys
import urllib.request
import zlib
from urllib.parse import urljoin, urlsplit

from servers import SLUG, database, prepare, serving

NAMED = re.compile(
    r'<(?:link)\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref="([^"]+)"'
    r'|<link\b[^>]*\bhref="([^"]+)"[^>]*\brel="(?:stylesheet|icon)"'
    r'|<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
)


def load(address: str) -> tuple[int, str]:
    """Bytes on the wire with the headers, and the text."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        wire = len(body) + len(str(answer.headers))
        if answer.headers.get("Content-Encoding") == "gzip":
            body = zlib.decompress(body, wbits=zlib.MAX_WBITS | 16)
    return wire, body.decode("utf-8", "replace")


def main() -> int:
    """Load the page and what it names; print; 1 above the limits."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--language", default="en")
    parser.add_argument("--most-bytes", type=int, default=30_000)
    parser.add_argument("--most-requests", type=int, default=4)
    args = parser.parse_args()
    with database("sqlite") as url:
        prepare(url)
        with serving("ours", "wsgi:app", url, workers=1, threads=2) as server:
            address = f"http://127.0.0.1:{server.port}/s/{SLUG}?lang={args.language}"
            wire, page = load(address)
            parts = {"page": wire}
            for found in NAMED.findall(page):
                named = urljoin(address, next(filter(None, found)))
                parts[urlsplit(named).path] = load(named)[0]
    total = sum(parts.values())
    print(json.dumps({"language": args.language, "bytes": total, "requests": len(parts), "parts": parts}))
    print(
        f"A first view of the answer page in '{args.language}' takes {total} bytes in {len(parts)} requests; "
        f"the most is {args.most_bytes} in {args.most_requests}."
    )
    return 0 if total <= args.most_bytes and len(parts) <= args.most_requests else 1


if __name__ == "__main__":
    sys.exit(main())
