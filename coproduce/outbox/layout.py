"""Plain text laid out as HTML: one source for both, so that they never say different things.

Paragraphs stand between empty lines; lines that begin with "- " are a list; a line that ends with a colon and an
address below it are one link, a button where it stands alone.
"""

import re

from markupsafe import Markup, escape

ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
LINK = re.compile(r"(?P<words>[^\n]+):\n(?P<url>https?://\S+)")


def as_html(text: str) -> Markup:
    """The text as HTML, everything in it escaped."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return Markup("\n").join(_block(block.strip()) for block in blocks if block.strip())


def _block(block: str) -> Markup:
    link = LINK.fullmatch(block)
    if link:
        return Markup('<p><a class="button" href="{url}">{words}</a></p>').format(**link.groupdict())
    lines = block.splitlines()
    if all(line.startswith("- ") for line in lines):
        items = Markup("").join(Markup("<li>{}</li>").format(_line(line[2:])) for line in lines)
        return Markup("<ul>{}</ul>").format(items)
    return Markup("<p>{}</p>").format(Markup("<br>").join(_line(line) for line in lines))


def _line(line: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in ADDRESS.finditer(line):
        parts += (escape(line[end : found.start()]), Markup('<a href="{0}" dir="ltr">{0}</a>').format(found[0]))
        end = found.end()
    return Markup("").join([*parts, escape(line[end:])])
