"""The scanner wapiti over the demo, signed out and signed in as each role, on this machine alone.

Not part of `make test`. Each run attacks a fresh copy of the demo (the scanner presses every button it finds),
bounded in time, with modules that need no other host. Before that it must find the hole in bench/holes.py. Prints
what was found by severity and exits 1 on anything medium or worse. Wapiti lives in an environment of its own,
build/wapiti, made on the first run from requirements/scan.txt.

    python bench/scan.py [--seconds 20] [--roles signed-out,viewer,forum,officer,safeguarding,admin]
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import Counter, defaultdict
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from servers import ROOT, SECRET, serving

Report = dict[str, Any]
WAPITI = ROOT / "build" / "wapiti"
REQUIREMENTS = ROOT / "requirements" / "scan.txt"
SIGNED_OUT = "signed-out"
ROLES = (SIGNED_OUT, "viewer", "forum", "officer", "safeguarding", "admin")
PASSWORD = "scan-only-plain-words"
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,"
    "timesql,upload,xss"
)
"""Not `ldap`: there is no such library here, and it takes each new form token for an answer to its question."""
LEVELS = ("information", "low", "medium", "high", "critical")
MEDIUM = 2
SIGNS_OUT = ("/sign-out", "/s/*/tablet", "/manage/account/sign-ins/*", "/manage/people/*/sign-out")
"""Whoever begins to collect answers on a tablet is signed out of it, and what comes then is answered alike. The
scanner presses the buttons that end sign-ins too, its own among them."""
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where the demo and wapiti's own database lie: on a busy disk wapiti waits too long for it, and ends."""
TRIES = 3
"""On a busy machine wapiti still ends now and then because its own database is locked; it then begins anew."""
NOT_OURS = re.compile(r"Strict-Transport-Security|Secure flag", re.I)
"""Said of the demo because it is served without https; tests/coproduce/web/test_headers.py sees to production."""


class NoReport(RuntimeError):
    """The scanner ended before it was done."""


def coproduce(url: str, *arguments: str) -> None:
    """Run a command of ours on this database."""
    env = {
        **os.environ,
        "COPRODUCE_DATABASE_URL": url,
        "COPRODUCE_SECRET_KEY": SECRET,
        "COPRODUCE_DEMO_PASSWORD": PASSWORD,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from coproduce.cli import main; main()", *arguments]
    subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def wapiti() -> Path:
    """The scanner, installed where it is not yet."""
    program = WAPITI / "bin" / "wapiti"
    if not program.exists():
        print("Installing wapiti in build/wapiti (some minutes, once)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", WAPITI], check=True)
        pip = [WAPITI / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--require-hashes", "-r", REQUIREMENTS], check=True)
    return program


def sign_in(base: str, role: str) -> dict[str, str]:
    """The cookies of somebody who signed in through the page."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/sign-in").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    sent = {"csrf_token": token[1], "email": f"{role}@example.org", "password": PASSWORD}
    browser.open(f"{base}/sign-in", urllib.parse.urlencode(sent).encode())
    there = browser.open(f"{base}/manage").geturl()
    if "/sign-in" in there:
        raise SystemExit(f"Signing in as {role} did not work: {there}")
    return {cookie.name: cookie.value or "" for cookie in jar}


def is_signed_in(base: str, cookies: dict[str, str]) -> bool:
    """Whether these cookies still open the pages of people who sign in."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    opened = urllib.request.urlopen(urllib.request.Request(f"{base}/manage", headers={"Cookie": sent}))
    return "/sign-in" not in opened.geturl()


def write_cookies(path: Path, cookies: dict[str, str]) -> None:
    """The cookies as wapiti reads them."""
    kept = {
        name: {"version": 0, "expires": None, "secure": False, "value": value, "port": None}
        for name, value in cookies.items()
    }
    path.write_text(json.dumps({"127.0.0.1": {"/": kept}}))


def scan(base: str, folder: Path, seconds: int, *, cookies: dict[str, str], start: str = "/") -> Report:
    """Crawl and attack; the scanner's report."""
    report, jar = folder / "report.json", folder / "cookies.json"
    write_cookies(jar, cookies)
    command = [wapiti(), "--url", f"{base}/", "--start", f"{base}{start}", "--scope", "domain", "--cookie", jar]
    command += ["--module", MODULES, "--exclude", f"{base}/static/*"]
    for path in SIGNS_OUT if cookies else ():
        command += ["--exclude", f"{base}{path}"]
    command += ["--max-scan-time", seconds * 4, "--max-attack-time", seconds, "--max-links-per-page", 60]
    command += ["--depth", 6, "--max-files-per-dir", 40, "--tasks", 4, "--timeout", 15]
    command += ["--flush-session", "--store-session", folder, "--store-config", folder, "--no-bugreport"]
    command += ["--format", "json", "--output", report, "--verbose", 0, "--detailed-report", 1]
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True, timeout=seconds * 60)
    if not report.exists():
        raise NoReport(f"wapiti ended without a report: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    found: Report = json.loads(report.read_text())
    return found


def findings(report: Report) -> dict[tuple[int, str], list[str]]:
    """What was found, by level and kind: where, and what the scanner says."""
    found = defaultdict(list)
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, entries in report[part].items():
            for entry in entries:
                line = f"{entry['method']} {entry['path']} {entry.get('parameter') or ''} {entry['info']}"
                if not NOT_OURS.search(line):
                    found[int(entry["level"]), kind].append(" ".join(line.split()))
    return dict(sorted(found.items(), reverse=True))


def attacked(role: str, demo: Path, seconds: int) -> Report:
    """What the scanner found as one role, on a copy of the demo. Raises NoReport."""
    with TemporaryDirectory(prefix="coproduce-scan-", dir=IN_MEMORY) as name:
        folder = Path(name)
        for path in demo.parent.glob(f"{demo.name}*"):
            shutil.copy(path, folder)
        url = f"sqlite:///{folder / demo.name}"
        with serving("demo", "coproduce.app:create_app()", url, workers=2, threads=4) as server:
            base = f"http://127.0.0.1:{server.port}"
            signed_in = role != SIGNED_OUT
            cookies = sign_in(base, role) if signed_in else {}
            report = scan(base, folder, seconds, cookies=cookies, start="/manage" if signed_in else "/surveys")
            if signed_in and not is_signed_in(base, cookies):
                print(f"{role:<13} was signed out on the way: what was tried after that tells nothing", flush=True)
            return report


def attack(role: str, demo: Path, seconds: int) -> int:
    """One role's scan, begun anew where the scanner fails; the worst level."""
    for tries_left in reversed(range(TRIES)):
        try:
            report = attacked(role, demo, seconds)
            break
        except NoReport as ended:
            if not tries_left:
                raise SystemExit(str(ended)) from None
            print(f"{role:<13} once more: the scanner ended early", flush=True)
    found = findings(report)
    counts = Counter(dict.fromkeys(range(len(LEVELS)), 0))
    for (level, _), lines in found.items():
        counts[level] += len(lines)
    said = ", ".join(f"{counts[level]} {name}" for level, name in reversed([*enumerate(LEVELS)]))
    print(f"{role:<13} {report['infos'].get('crawled_pages_nbr', '?'):>4} pages: {said}", flush=True)
    for (level, kind), lines in found.items():
        for line in lines if level >= MEDIUM else lines[:1]:
            print(f"    {LEVELS[level]}: {kind}, {len(lines)} times, such as {line[:240]}", flush=True)
    return max((level for level, _ in found), default=0)


def finds_a_hole(seconds: int) -> bool:
    """Whether the scanner sees what it should see."""
    hole = serving("holes", "holes:app", "sqlite://", workers=1, threads=4)
    with TemporaryDirectory(prefix="coproduce-scan-", dir=IN_MEMORY) as name, hole as server:
        report = scan(f"http://127.0.0.1:{server.port}", Path(name), seconds, cookies={})
    return bool(report["vulnerabilities"].get("Reflected Cross Site Scripting"))


def main() -> None:
    """Every role that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=20, help="for each module; four times that for the crawl")
    parser.add_argument("--roles", default=",".join(ROLES))
    parser.add_argument("--families", type=int, default=20)
    asked = parser.parse_args()
    wapiti()
    if not finds_a_hole(asked.seconds):
        raise SystemExit("The scanner did not find the hole in bench/holes.py: its silence would prove nothing.")
    with TemporaryDirectory(prefix="coproduce-scan-") as folder:
        demo = Path(folder) / "demo.db"
        coproduce(f"sqlite:///{demo}", "demo", "--families", str(asked.families))
        worst = [attack(role, demo, asked.seconds) for role in asked.roles.split(",")]
    sys.exit(1 if max(worst) >= MEDIUM else 0)


if __name__ == "__main__":
    main()
