"""A browser-like client that reads every page it gets: a first layer of accessibility comes with each page test.

Each HTML page must have a title, one h1, a language and a direction, labels for its controls, unique ids, headings
in order, and no inline style or script.
"""

from collections import Counter
from collections.abc import Mapping
from contextvars import Context
from html.parser import HTMLParser
from itertools import pairwise, takewhile
from urllib.parse import urljoin

from flask import Flask
from werkzeug.test import TestResponse

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNLABELLED = frozenset({"hidden", "submit", "button", "image"})


def _is_open(tag: str, attrs: Mapping[str, str]) -> bool:
    """Whether an input takes any words: no numbers and no fact that browsers fill in."""
    kind, fills_in = attrs.get("type", "text"), attrs.get("autocomplete", "")
    return tag == "input" and kind == "text" and not attrs.get("inputmode") and fills_in in ("", "off")


class Page(HTMLParser):
    """One page, read: its words, links, forms and controls."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text_parts: list[str] = []
        self._open: list[str] = []
        self._title: list[str] = []
        self._h1: list[str] = []
        self.feed(self.html)
        self.text = " ".join(" ".join(self.text_parts).split())
        self.title = " ".join("".join(self._title).split())
        self.h1 = " ".join("".join(self._h1).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self._title.append(data)
        elif not {"script", "style"} & set(self._open):
            self.text_parts.append(data)
            if "h1" in self._open:
                self._h1.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element with this name."""
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [link["href"] for link in self.all("a") if "href" in link]

    def field(self, name: str) -> dict[str, str]:
        """The first control with this name."""
        controls = [attrs for tag, attrs in self.tags if tag in ("input", "select", "textarea", "button")]
        return next(attrs for attrs in controls if attrs.get("name") == name)

    def hidden_fields(self) -> dict[str, str]:
        """Its hidden fields, the CSRF token among them."""
        return {
            field["name"]: field.get("value", "")
            for field in self.all("input")
            if field.get("type") == "hidden" and "name" in field
        }

    def checked(self, name: str) -> list[str]:
        """The values of the radios and checkboxes with this name that are ticked."""
        return [f["value"] for f in self.all("input") if f.get("name") == name and "checked" in f]

    def chosen(self, name: str) -> str:
        """The value that the select with this name would send: the selected option's, else the first one's."""
        start = next(at for at, (tag, attrs) in enumerate(self.tags) if tag == "select" and attrs["name"] == name)
        options = [attrs for tag, attrs in takewhile(lambda item: item[0] == "option", self.tags[start + 1 :])]
        return next((option["value"] for option in options if "selected" in option), options[0]["value"])

    def faults(self) -> list[str]:
        """What is not well made."""
        return [*self._head_faults(), *self._body_faults(), *self._control_faults(), *self._words_faults()]

    def boxes_for_words(self) -> list[str]:
        """The names of the boxes into which somebody may write what they like."""
        return [attrs.get("name", "") for tag, attrs in self.tags if tag == "textarea" or _is_open(tag, attrs)]

    def _words_faults(self) -> list[str]:
        """What a family's page with a box for words lacks (macros/words.html brings all of it)."""
        office = any("office" in body.get("class", "") for body in self.all("body"))
        if office or not self.boxes_for_words():
            return []
        text, marks = self.text, {name for _, attrs in self.tags for name in attrs}
        other_language = self.all("html")[0]["lang"] != "en-GB"
        needed = {
            "what happens to words about harm (macros/words.html)": "data-before-words" in marks,
            "that nobody reads round the clock": other_language or "round the clock" in text,
            "Childline's number": "tel:08001111" in self.links,
            "999": "999" in text,
            "the quick exit (block quick_exit)": "data-quick-exit" in marks,
        }
        return [
            f"The page has a box for words and does not show {what}."
            for what, there in needed.items()
            if not there
        ]

    def _head_faults(self) -> list[str]:
        html = self.all("html")[:1] or [{}]
        faults = []
        if not html[0].get("lang") or html[0].get("dir") not in ("ltr", "rtl"):
            faults.append("The page does not say its language and direction.")
        if not self.title:
            faults.append("The page has no title.")
        if sum(tag == "h1" for tag, _ in self.tags) != 1:
            faults.append("The page does not have one h1.")
        return faults

    def _body_faults(self) -> list[str]:
        ids = Counter(attrs["id"] for _, attrs in self.tags if "id" in attrs)
        faults = [f"The id '{name}' is there {count} times." for name, count in ids.items() if count > 1]
        faults += [
            f"<{tag}> has an inline style." for tag, attrs in self.tags if "style" in attrs or tag == "style"
        ]
        faults += ["A script is inline." for attrs in self.all("script") if "src" not in attrs]
        faults += ["An image has no alt." for attrs in self.all("img") if "alt" not in attrs]
        levels = [int(tag[1]) for tag, _ in self.tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        faults += [
            f"A heading of level {after} follows one of level {before}."
            for before, after in pairwise(levels)
            if after > before + 1
        ]
        return faults

    def _control_faults(self) -> list[str]:
        labelled = {attrs.get("for") for attrs in self.all("label")}
        ids = {attrs["id"] for _, attrs in self.tags if "id" in attrs}
        faults = []
        for tag, attrs in self.tags:
            is_control = tag in ("select", "textarea") or (
                tag == "input" and attrs.get("type", "text") not in UNLABELLED
            )
            if is_control and attrs.get("id") not in labelled and not attrs.get("aria-label"):
                faults.append(f"The control '{attrs.get('name')}' has no label.")
            for told in attrs.get("aria-describedby", "").split():
                if told not in ids:
                    faults.append(f"'{attrs.get('name', tag)}' is described by '{told}', which is not there.")
        return faults


def day_typed(name: str, day: str) -> dict[str, str]:
    """A day as somebody types it into the three boxes of a field: "1 5 2026"; fewer parts leave boxes empty."""
    parts = [*day.split(), "", "", ""]
    return {f"{name}-{part}": parts[at] for at, part in enumerate(("day", "month", "year"))}


class PageClient:
    """A browser without JavaScript. Every page it opens is read, and must be well made.

    Each request runs in a context of its own, as on a server: what one leaves in `g` never meets the next, so that
    two people may be signed in in one test.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser = app.test_client()

    def open(self, address: str, *, status: int = 200, language: str | None = None) -> Page:
        """Open an address and read the page."""
        headers = {"Accept-Language": language} if language else {}
        return self._read(Context().run(self.browser.get, address, headers=headers), address, status)

    def post(self, address: str, data: Mapping[str, object], *, status: int = 303) -> Page:
        """Send exactly these fields."""
        return self._read(Context().run(self.browser.post, address, data=data), address, status)

    def send_form(self, address: str, answers: Mapping[str, object], *, status: int = 303) -> Page:
        """Open the page at an address, fill its form in and send it."""
        page = self.open(address)
        return self.post(address, {**page.hidden_fields(), **answers}, status=status)

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        return self.open(urljoin("http://localhost/", page.response.headers["Location"]))

    def _read(self, response: TestResponse, address: str, status: int) -> Page:
        assert response.status_code == status, f"{address} answered {response.status_code}, not {status}."
        page = Page(response)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            assert not page.faults(), f"{address}: {page.faults()}"
        return page
