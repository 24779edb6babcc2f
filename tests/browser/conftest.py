"""A real site in a real browser: gunicorn on sample data, the system's Chromium, axe."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import Engine

from coproduce.app import create_app
from coproduce.config import Network, Settings
from coproduce.core import db
from tests.factories_surveys import pulse

ROOT = Path(__file__).parents[2]
PASSWORD = "plain-words-for-a-test"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
STARTS_WITHIN_S = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's browser; none is a loud skip, and a failure where CI=true."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        why = "NO BROWSER: install Chromium (Debian: apt install chromium) to run the browser tests."
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        print(f"\n{'!' * 79}\n{why}\n{'!' * 79}", file=sys.stderr)
        pytest.skip(why)
    return found


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with sample data."""
    url = f"sqlite:///{tmp_path_factory.mktemp('site') / 'site.db'}"
    _fill(url)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).parent / "coproduce")
    command = [program, "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env={**os.environ, "COPRODUCE_DATABASE_URL": url}, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(60)


def _fill(url: str) -> None:
    """Sample data, and a survey with one question a screen; in this process, since each start takes seconds."""
    app = create_app(Settings(database_url=url, cheap_passwords=True, network=Network(rate_limits=False)))
    engine: Engine = app.extensions["engine"]
    with app.app_context():
        done = app.test_cli_runner(env={"COPRODUCE_DEMO_PASSWORD": PASSWORD}).invoke(args=["demo"])
    assert done.exit_code == 0, done.output
    with db.transaction(engine) as session:
        pulse(session, raw=json.loads((Path(__file__).parent / "school-day.json").read_text()))
    engine.dispose()


def _wait_for(address: str) -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all browser tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


type_of_open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[type_of_open]:
    """Open an address: `open_page('/plan', width=320, language='ur', javascript=False)`."""
    opened: list[BrowserContext] = []

    def open_it(path: str, *, width: int = 320, language: str = "en", javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, java_script_enabled=javascript
        )
        opened.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_it
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as the assets' packages brought it."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
