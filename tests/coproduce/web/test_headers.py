"""What every answer says to the browser, while developing and in production."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coproduce.config import Settings
from tests.conftest import Build

HTTPS = "https://coproduce.example.org"


@pytest.fixture
def live(settings: Settings, build_once: Build) -> FlaskClient:
    """A browser before the application as in production."""
    return build_once(replace(settings, environment="production", base_url=HTTPS)).test_client()


def test_a_page_may_load_nothing_from_elsewhere_and_nothing_inline(live: FlaskClient) -> None:
    policy = live.get("/sign-in", base_url=HTTPS).headers["Content-Security-Policy"]

    parts = dict(part.partition(" ")[::2] for part in policy.split("; "))
    assert parts["default-src"] == parts["object-src"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert {parts["style-src"], parts["script-src"], parts["img-src"], parts["form-action"]} == {"'self'"}
    assert "upgrade-insecure-requests" in parts


def test_a_page_is_kept_nowhere_framed_nowhere_and_may_use_no_device(live: FlaskClient) -> None:
    headers = live.get("/sign-in", base_url=HTTPS).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("address", ["/no-such-page", "/manage", "/sign-out"])
def test_errors_and_redirects_say_it_too(live: FlaskClient, address: str) -> None:
    headers = live.get(address, base_url=HTTPS).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_file_is_not_guessed_at_and_is_kept_for_a_while(live: FlaskClient) -> None:
    answer = live.get("/static/favicon.svg", base_url=HTTPS)
    answer.close()

    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=" in answer.headers["Cache-Control"]
    assert "Strict-Transport-Security" in answer.headers


def test_in_production_cookies_go_over_https_alone_and_to_this_name_alone(live: FlaskClient) -> None:
    cookies = live.get("/sign-in?lang=ur", base_url=HTTPS).headers.getlist("Set-Cookie")

    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["__Host-language", "__Host-session"]
    for cookie in cookies:
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)


def test_the_language_is_remembered_there_too(live: FlaskClient) -> None:
    live.get("/sign-in?lang=ur", base_url=HTTPS)

    assert 'lang="ur"' in live.get("/sign-in", base_url=HTTPS).text


def test_while_developing_nothing_insists_on_https(app: Flask) -> None:
    answer = app.test_client().get("/sign-in")

    assert "Strict-Transport-Security" not in answer.headers
    assert "upgrade-insecure-requests" not in answer.headers["Content-Security-Policy"]
    assert "secure" not in answer.headers["Set-Cookie"].lower()


def test_a_post_that_is_too_large_gets_a_page(app: Flask) -> None:
    answer = app.test_client().post("/sign-in", data={"email": "x" * 300_000})

    assert answer.status_code == 413
    assert "too much to send" in answer.text


def test_a_post_of_too_many_parts_gets_a_page(app: Flask) -> None:
    parts = {f"f{number}": "x" for number in range(600)}

    answer = app.test_client().post("/sign-in", data=parts, content_type="multipart/form-data")

    assert answer.status_code == 413
