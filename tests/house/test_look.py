"""The look: colours that can be read, templates a strict policy lets through, sheets a phone can afford."""

import ast
import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "assets" / "sass" / "_tokens.scss").read_text("utf-8")
DIST = ROOT / "coproduce" / "web" / "static" / "dist"
FAMILIES_GZIP = 9_000
FRAME_OF_MAILS = ROOT / "coproduce" / "outbox" / "templates" / "messages" / "frame.html"
"""It carries its own sheet: mail programs load none, and no policy of ours reaches them."""
TEMPLATES = sorted(
    path
    for part in ("coproduce", "surveys", "events")
    for path in (ROOT / part).rglob("*.html")
    if "templates" in path.parts and path != FRAME_OF_MAILS
)
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
    for part in TOKENS.split("@media (prefers-color-scheme")
)
WORDS = ("ink", "soft", "pine", "plum", "slate", "brick", "amber")


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_every_colour_of_words_can_be_read(scheme: dict[str, str]) -> None:
    for ground in ("paper", "ground", "pine-ground"):
        for words in WORDS:
            assert contrast(scheme[words], scheme[ground]) >= 4.5, (words, ground)


@pytest.mark.parametrize("scheme", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
def test_the_edges_of_controls_and_the_focus_can_be_seen(scheme: dict[str, str]) -> None:
    assert contrast(scheme["line"], scheme["paper"]) >= 3
    assert contrast(scheme["line"], scheme["ground"]) >= 3
    assert contrast(scheme["on-focus"], scheme["focus"]) >= 7
    assert contrast(scheme["paper"], scheme["pine"]) >= 4.5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_families_get_a_small_sheet_in_both_directions() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))

    sheets = {name for name in manifest if name.endswith(".css")}
    assert sheets == {"families.css", "families.rtl.css", "officers.css", "officers.rtl.css"}
    for name in ("families.css", "families.rtl.css"):
        sheet = (DIST / manifest[name]).read_bytes()
        assert len(gzip.compress(sheet, 9)) <= FAMILIES_GZIP
        assert b"url(" not in sheet
        assert b"@font-face" not in sheet
        assert (DIST / f"{manifest[name]}.br").stat().st_size < len(sheet)


def test_no_page_takes_a_name_that_the_frame_of_all_pages_reads() -> None:
    frame = {"asset", "languages", "manage_nav", "nav", "sample_data", "switch_url"}
    taken = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for part in ("coproduce", "surveys", "events")
        for path in (ROOT / part).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "render_template"
        if frame & {keyword.arg for keyword in call.keywords}
    ]

    assert taken == []
