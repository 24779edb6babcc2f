"""A stand-in for GOV.UK Notify on a loopback address: real HTTP, told beforehand how to answer."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
KEY = f"for_tests-{SERVICE}-{SECRET}"
TEMPLATES = ("email-template", "sms-template", "letter-template")
WORDS = {
    400: ("ValidationError", "email_address Not a valid email address"),
    403: ("AuthError", "Invalid token: API key not found"),
    429: ("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    500: ("Exception", "Internal server error"),
}


@dataclass(slots=True)
class NotifyStandIn:
    """What it was sent, and how it answers next: 201 unless `answers` says otherwise, 400 at refused.example.org.

    A 500 that `keeps` is one after which it has the message all the same. `to_questions`: how it answers when it
    is asked about one.
    """

    answers: list[int] = field(default_factory=list)
    to_questions: list[int] = field(default_factory=list)
    keeps: Callable[[], bool] = lambda: False
    accepted: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: str = "delivered"
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_answer(self) -> int:
        """The next answer that was ordered."""
        with self.lock:
            return self.answers.pop(0) if self.answers else 201

    def take(self, kind: str, told: dict[str, Any]) -> dict[str, Any]:
        """Keep a message."""
        kept = {"id": str(uuid4()), "type": kind, **told}
        with self.lock:
            self.accepted.append(kept)
        return kept

    def with_status(self, status: str) -> list[dict[str, Any]]:
        """The messages of which this became."""
        with self.lock:
            return list(self.accepted) if status == self.status else []

    def known(self, reference: str, kind: str) -> list[dict[str, Any]]:
        """The messages with this reference."""
        with self.lock:
            self.asked.append(reference)
            return [
                {**kept, "status": self.status}
                for kept in self.accepted
                if kept.get("reference") == reference and kept["type"] == kind
            ]


@contextmanager
def notify_stand_in() -> Iterator[NotifyStandIn]:
    """Run it until the block ends."""
    state = NotifyStandIn()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = self._status() or (400 if _is_refused(told) else state.next_answer())
            keep = status == 201 or (status == 500 and state.keeps())
            kept = state.take(self.path.rsplit("/", 1)[1], told) if keep else {}
            self._send(status, {"id": kept["id"]} if status == 201 else _fault(status))

        def do_GET(self) -> None:
            status = self._status() or (state.to_questions.pop(0) if state.to_questions else 200)
            if status != 200:
                self._send(status, _fault(status))
                return
            query = parse_qs(urlsplit(self.path).query)
            if "status" in query:
                found = state.with_status(query["status"][0])
            else:
                found = state.known(query["reference"][0], query["template_type"][0])
            self._send(200, {"notifications": found})

        def _status(self) -> int:
            try:
                jwt.decode(self.headers["Authorization"].removeprefix("Bearer "), SECRET, algorithms=["HS256"])
            except jwt.InvalidTokenError:
                return 403
            return 0

        def _send(self, status: int, body: dict[str, Any]) -> None:
            said = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _is_refused(told: dict[str, Any]) -> bool:
    return str(told.get("email_address", "")).endswith("@refused.example.org")


def _fault(status: int) -> dict[str, Any]:
    kind, words = WORDS[status]
    return {"status_code": status, "errors": [{"error": kind, "message": words}]}
