"""A light HTTP client for load: one connection kept alive, cookies kept, a page's hidden fields read."""

import random
import re
import socket
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)">')
HIDDEN_BARE = re.compile(rb'<input id="csrf_token" name="(csrf_token)" type="hidden" value="([^"]*)">')
PATIENCE_S = 20

SENTENCES = (
    "Nobody rings back about the plan and we have waited since the spring.",
    "The new worker listened to us and things moved within two weeks.",
    "School says yes in the meeting and then nothing happens for months.",
    "Transport is late most mornings, so the first lesson is missed.",
    "The support group helped us more than any leaflet ever did.",
    "We told the same story to four people, and none of them had the notes.",
    "The speech therapist is kind but there is only one visit each term.",
    "It was hard to find out who decides, and the website sends us in circles.",
)


class Dropped(OSError):
    """The connection ended before the answer was whole: nobody knows whether it was stored."""


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Browser:
    """One visitor: a connection and a cookie jar."""

    port: int
    jar: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request and read the whole answer. Raises Dropped."""
        body = urlencode(form).encode() if form is not None else b""
        cookies = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: {len(body)}\r\n"
        if form is not None:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
        if cookies:
            head += f"Cookie: {cookies}\r\n"
        try:
            answer = self._exchange(head.encode() + b"\r\n" + body)
        except OSError as error:
            self.close()
            raise Dropped(str(error)) from None
        return answer

    def open_form(self, path: str) -> dict[str, str]:
        """Open a page as a new visitor and give its hidden fields."""
        self.jar.clear()
        page = self.request("GET", path)
        if page.status != 200:
            raise RuntimeError(f"{path} answered {page.status}")
        found = HIDDEN.findall(page.body) + HIDDEN_BARE.findall(page.body)
        return {name.decode(): unescape(value.decode()) for name, value in found}

    def close(self) -> None:
        """Hang up."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _exchange(self, data: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(data)
        buffer = b""
        while (end := buffer.find(b"\r\n\r\n")) < 0:
            buffer += self._more()
        lines = buffer[:end].decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, text = value.split(";", 1)[0].partition("=")
                self.jar[cookie] = text
            headers[name.lower()] = value
        body = buffer[end + 4 :]
        length = int(headers.get("content-length", "0"))
        while len(body) < length:
            body += self._more()
        if headers.get("connection") == "close":
            self.close()
        return Answer(int(lines[0].split()[1]), headers, body)

    def _more(self) -> bytes:
        part = self._socket.recv(65536) if self._socket else b""
        if not part:
            raise Dropped("the connection ended")
        return part


def fill(rng: random.Random, choices: dict[str, list[str]], *, comment: str) -> dict[str, str]:
    """Random answers to every question; a comment in a third of the sheets."""
    sheet = {code: rng.choice(codes) for code, codes in choices.items()}
    if rng.random() < 1 / 3:
        sheet["comment"] = f"{rng.choice(SENTENCES)} {comment}"
    return sheet
