"""The provider program (npm oidc-provider) as a test meets it: started once, and answered as a browser would."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

HERE = Path(__file__).parent
LEAST_NODE = 20
CLIENT_ID, CLIENT_SECRET = "coproduce", "only-for-tests-on-loopback-0123456789"
BACK = "http://127.0.0.1:8000/sign-in/provider/back"


@dataclass(frozen=True)
class Program:
    """A provider that runs. `issuer` is its address."""

    issuer: str

    def answer(self, address: str, *, sub: str, **claims: object) -> str:
        """Go to the provider, be this account, and come back: the address that the browser is sent to."""
        with requests.Session() as browser:
            asked = browser.get(address, allow_redirects=True)
            assert asked.text == "Who are you?", asked.text
            told: Any = {"sub": sub, **claims}
            went_on = browser.post(asked.url, json=told, allow_redirects=False)
            while (there := went_on.headers["location"]).startswith(("/", self.issuer)):
                went_on = browser.get(urljoin(self.issuer, there), allow_redirects=False)
        parts = urlsplit(there)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == BACK
        return there


def find_node() -> str | None:
    """A Node that is new enough: the machine's, or the wheel's."""
    for found in (shutil.which("node"), str(Path(sys.executable).parent / "node")):
        if found and Path(found).exists() and (HERE / "node_modules" / "oidc-provider").exists():
            said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
            if int(said.strip().lstrip("v").split(".")[0]) >= LEAST_NODE:
                return found
    return None


@contextmanager
def running(node: str) -> Iterator[Program]:
    """The program, from the moment it can be asked until the block ends."""
    environment = {
        **os.environ,
        "CLIENT_ID": CLIENT_ID,
        "CLIENT_SECRET": CLIENT_SECRET,
        "REDIRECT_URI": BACK,
        "NODE_ENV": "production",
    }
    with subprocess.Popen(
        [node, str(HERE / "provider.mjs")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        ready = next((line for line in process.stdout if line.startswith("ready ")), "")
        try:
            assert ready, "The provider did not start."
            yield Program(ready.removeprefix("ready ").strip())
        finally:
            process.terminate()
