"""The replies as an Atom feed (RFC 4287), in English as they were written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree as ET  # nosec B405 # it writes; nothing is parsed

from flask_babel import force_locale

from coproduce.voice.inbox import name_of
from coproduce.yousaid.models import Outcome, Reply
from coproduce.yousaid.views.shown import said_meta

ATOM = "http://www.w3.org/2005/Atom"
ENGLISH = "en"
BEFORE_ALL = date(2026, 1, 1)
"""When a feed with no entries was last changed."""

_HEADS = {
    Outcome.DONE: "We did",
    Outcome.DOING: "We are doing",
    Outcome.CANNOT: "We cannot, because",
    Outcome.DISAGREE: "We see it differently",
}


def atom(replies: Sequence[Reply], *, base: str, area: str, path: str) -> bytes:
    """The feed of these published replies, newest first. `base` is the site's address."""
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", f"{base}{path}")
    _add(feed, "title", f"You said, we did in {area}")
    _add(feed, "updated", _moment(max((_day(reply) for reply in replies), default=BEFORE_ALL)))
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{path}")
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base}/you-said-we-did")
    _add(ET.SubElement(feed, "author"), "name", area)
    for reply in replies:
        _entry(feed, reply, f"{base}/you-said-we-did/{reply.id}")
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(feed: ET.Element, reply: Reply, address: str) -> None:
    entry = ET.SubElement(feed, "entry")
    name = name_of(reply.theme)["en"]
    _add(entry, "id", address)
    _add(entry, "title", f"{name}: {_HEADS[reply.outcome].lower()}")
    _add(entry, "published", _moment(_day(reply)))
    _add(entry, "updated", _moment(_day(reply)))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    ET.SubElement(entry, "category", term=reply.theme, label=name)
    content = _add(entry, "content", _text(reply))
    content.set("type", "text")


def _text(reply: Reply) -> str:
    answer = reply.we_did if reply.outcome in (Outcome.DONE, Outcome.DOING) else reply.reason
    with force_locale(ENGLISH):
        when = said_meta(reply)
    parts = [f"You said ({when}): {reply.you_said}", f"{_HEADS[reply.outcome]}: {answer}"]
    if reply.forum_noted_at:
        parts.append(f"The Parent Carer Forum says: {reply.forum_note}")
    return "\n\n".join(parts)


def _add(parent: ET.Element, tag: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, tag)
    child.text = _allowed(text)
    return child


def _allowed(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or ord(sign) >= 32)


def _day(reply: Reply) -> date:
    return reply.published_on or BEFORE_ALL


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")
