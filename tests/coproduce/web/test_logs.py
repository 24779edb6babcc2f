"""A record is a line of plain facts, and holds nothing about anybody whoever wrote it."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from flask import Flask

from coproduce.web import logs
from tests.logbook import Logbook, logbook

SECRET = "amina@example.org"


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logbook() as opened:
        yield opened


def broken() -> None:
    raise ValueError(SECRET)


def test_a_record_is_one_line_with_its_facts(book: Logbook) -> None:
    logging.getLogger("coproduce.worker").info("%s: %s\nand more", "note", "2 concerns noted.")

    (record,) = book.records
    assert record["message"] == "note: 2 concerns noted.\nand more"
    assert (record["level"], record["logger"]) == ("info", "coproduce.worker")
    assert record["time"].endswith("+00:00")
    assert "request" not in record


def test_a_record_within_a_request_names_it_and_its_endpoint_but_no_address(app: Flask, book: Logbook) -> None:
    with app.test_request_context(f"/receipt/{SECRET}?q={SECRET}", headers={"User-Agent": SECRET}):
        app.preprocess_request()
        from coproduce.web import request_id

        name = request_id.current()
        logging.getLogger("coproduce").warning("Something is odd.")

    assert book.records[-1]["request"] == name
    assert book.records[-1]["endpoint"].startswith("yousaid")
    assert SECRET not in book.text


def test_an_error_is_told_by_its_kinds_and_its_path(book: Logbook) -> None:
    try:
        try:
            broken()
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError:
        logging.getLogger("coproduce").exception("It broke.")

    (record,) = book.records
    assert record["error"] == "RuntimeError from ValueError"
    assert any("test_logs.py" in step for step in record["where"])
    assert SECRET not in book.text


def test_an_error_that_is_told_holds_no_message_even_for_another_formatter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        broken()
    except ValueError as error:
        logs.tell(logging.getLogger("coproduce"), "It broke", error)

    assert "It broke: ValueError." in caplog.text
    assert SECRET not in caplog.text


def test_what_a_library_fills_in_is_left_out_except_numbers(book: Logbook) -> None:
    log = logging.getLogger("gunicorn.error")
    log.error("Error handling request %s", f"/sign-ups/{SECRET}")
    log.critical("WORKER TIMEOUT (pid:%s)", 4711)
    log.error("%(what)s went wrong", {"what": SECRET})

    assert [record["message"] for record in book.records] == [
        "Error handling request […]",
        "WORKER TIMEOUT (pid:4711)",
        "[…] went wrong",
    ]
    assert all("test_logs.py" in record["at"] for record in book.records)


def test_a_library_that_has_filled_it_in_already_is_not_quoted(book: Logbook) -> None:
    logging.getLogger("some.provider").error(f"Could not send to {SECRET}")
    logging.getLogger("some.provider").error(ValueError(SECRET))

    assert [record["message"] for record in book.records] == ["[…]", "[…]"]


def test_a_warning_keeps_its_place_and_kind(book: Logbook) -> None:
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(SECRET, UserWarning, stacklevel=1)
    finally:
        logging.captureWarnings(False)

    assert book.records[0]["message"].endswith("UserWarning: […]")
    assert SECRET not in book.text


def test_plain_text_tells_the_same() -> None:
    record = logging.LogRecord("coproduce", logging.ERROR, "x.py", 1, "It broke.", (), None)
    try:
        broken()
    except ValueError:
        record.exc_info = sys.exc_info()

    said = logs.PlainLines().format(record)

    assert "error   coproduce: It broke. (error ValueError)\n" in said
    assert SECRET not in said


def test_what_ends_a_thread_or_the_process_is_logged_the_same_way(
    book: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", logs.end_of_thread)
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    try:
        broken()
    except ValueError as error:
        logs.end_of_process(ValueError, error, error.__traceback__)

    assert [record["message"] for record in book.records] == ["A thread ended.", "The process ends."]
    assert {record["error"] for record in book.records} == {"ValueError"}
    assert SECRET not in book.text


def test_json_stays_json_whatever_is_in_it(book: Logbook) -> None:
    logging.getLogger("coproduce").error('A "quote", a \x00 and اردو.')

    assert json.loads(book.text.splitlines()[0])["message"] == 'A "quote", a \x00 and اردو.'
