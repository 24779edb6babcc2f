"""The front page and the pages of the house, in both languages, with and without something to show."""

import pytest
from flask import Flask

from tests.pages import PageClient

PAGES = ("/", "/help-now", "/privacy", "/accessibility", "/cookies", "/surveys", "/you-said-we-did", "/receipt")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_before_anything_happened(client: PageClient, path: str) -> None:
    english, urdu = client.open(path), client.open(path, language="ur")

    assert english.all("html")[0]["dir"] == "ltr"
    assert urdu.all("html")[0]["dir"] == "rtl"


def test_telephone_numbers_keep_their_direction_in_urdu(client: PageClient) -> None:
    page = client.open("/help-now", language="ur")

    numbers = [link for link in page.all("a") if link.get("href", "").startswith("tel:")]
    assert {"tel:999", "tel:08001111", "tel:116123"} <= {link["href"] for link in numbers}
    assert all(link["dir"] == "ltr" for link in numbers)


def test_the_language_is_remembered_once_it_was_asked_for(client: PageClient) -> None:
    client.open("/?lang=ur")

    assert client.open("/privacy").all("html")[0]["lang"] == "ur"
    assert client.open("/privacy?lang=en").all("html")[0]["lang"] == "en-GB"
    assert client.open("/privacy").all("html")[0]["lang"] == "en-GB"


def test_an_unknown_address_has_a_page_of_ours_in_the_readers_language(client: PageClient) -> None:
    assert client.open("/no-such-page", status=404).all("html")[0]["dir"] == "ltr"
    assert client.open("/no-such-page", status=404, language="ur").all("html")[0]["dir"] == "rtl"


def test_health_says_whether_work_can_be_done(app: Flask, client: PageClient) -> None:
    assert client.browser.get("/healthz").json == {"status": "alive"}
    assert client.browser.get("/readyz").json == {"status": "ready"}


def test_every_answer_carries_the_headers_that_keep_it_safe(client: PageClient) -> None:
    headers = client.browser.get("/").headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
