"""What the project's own files promise: pinned packages, documented commands, catalogues in step."""

import re
import subprocess
from pathlib import Path

import click

from coproduce.cli import program
from coproduce.web import catalogues

ROOT = Path(__file__).parents[2]
HOST = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links|\"resolved\"")


def test_no_requirement_or_lock_file_names_a_host() -> None:
    npm = [folder / name for folder in (ROOT, ROOT / "tests" / "oidc") for name in ("package-lock.json", ".npmrc")]
    files = [*(ROOT / "requirements").glob("*.txt"), *npm]

    for path in files:
        # A package may name its sponsors' page; that is no place to install from.
        lines = [line for line in path.read_text("utf-8").splitlines() if '"url"' not in line]
        assert [line for line in lines if HOST.search(line)] == [], path.name


def test_every_requirement_is_pinned_and_hashed() -> None:
    for name in ("runtime.txt", "dev.txt", "node.txt"):
        entries = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        for entry in filter(None, entries):
            assert re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


def test_a_language_is_never_called_checked_by_a_machine() -> None:
    draft = {row.code: row.checked for row in catalogues.progress() if row.code != "en"}

    assert draft == dict.fromkeys(catalogues.translated_languages(), 0)


def test_every_command_is_documented_and_says_what_it_does() -> None:
    documented = (ROOT / "docs" / "commands.md").read_text("utf-8")
    context = click.Context(program)

    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        for line in _lines(command, name):
            assert f"coproduce {line}" in documented, line


def _lines(command: click.Command, name: str) -> list[str]:
    assert command.help or command.short_help, name
    if isinstance(command, click.Group):
        return [f"{name} {sub}" for sub in command.commands]
    return [name]


def test_the_checks_that_run_elsewhere_are_the_ones_that_run_here() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")

    assert "make test" in script


def test_nothing_that_is_built_is_committed() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert not [path for path in tracked if path.endswith((".mo", ".db")) or "/static/dist/" in path]


def test_what_ruff_must_let_pass_bandit_lets_pass_too_and_both_are_told_why() -> None:
    ours = [path for room in ("coproduce", "surveys", "events") for path in (ROOT / room).rglob("*.py")]
    marked = [
        line
        for path in ours
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"# no(sec|qa: S\d)", line)
    ]

    assert marked
    for line in marked:
        assert re.search(r"# (noqa: S(\d+) # nosec B\2|nosec B\d+) # \w+", line), (
            f"Write `# noqa: S101 # nosec B101 # the reason` in: {line.strip()}"
        )
