"""PDF files: every script we print, mirrored where it is read from the right, with fonts of our own inside."""

import re
import zlib

import pytest

from coproduce.web.pdf import A4_WIDTH, MARGIN, Document
from tests.factories import NOON

ADDRESS = "https://example.org/s/parent-pulse"


def document(language: str = "en", foot: str | None = None) -> Document:
    made = Document(language=language, title="A poster", made_at=NOON, foot=foot)
    made.add_page()
    return made


def drawn(made: Document) -> str:
    """What stands on the pages, as the file says it."""
    found = re.findall(rb"stream\n(.*?)\nendstream", made.finished(), re.DOTALL)
    plain = []
    for stream in found:
        try:
            plain.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(plain)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "What do families say? It’s “heard” – 2½ minutes, £0"),
        ("ur", "خاندان کیا کہتے ہیں؟ (EHCP) ۲۵٪ https://example.org"),
        ("ar", "ماذا تقول العائلات؟"),
        ("pa", "ਪਰਿਵਾਰ ਕੀ ਕਹਿੰਦੇ ਹਨ? (EHCP)"),
        ("bn", "পরিবারগুলি কী বলে? ২০২৬"),
        ("pl", "Zażółć gęślą jaźń"),
        ("ro", "Ce spun părinții? Așteptăm în țară"),
    ],
)
def test_every_letter_of_the_languages_we_print_has_its_shape(language: str, words: str) -> None:
    assert document(language).lacks(words) == ""


def test_a_script_that_we_do_not_print_is_noticed() -> None:
    assert document("th").lacks("Hello ครอ") == "ครอ"


def test_where_the_language_is_read_from_the_right_everything_begins_there() -> None:
    places = {}
    for language in ("en", "ur"):
        made = document(language)
        made.box(20, 50, 10, 10)
        found = re.search(r"([\d.]+) [\d.]+ [\d.]+ -?[\d.]+ re", drawn(made))
        assert found
        places[language] = float(found[1]) * 25.4 / 72

    assert places["en"] == pytest.approx(20, abs=0.1)
    assert places["ur"] == pytest.approx(A4_WIDTH - 30, abs=0.1)


def test_a_text_is_as_high_as_was_foretold() -> None:
    made = document()
    words = "Families tell us what works and what does not. " * 8

    foretold = made.height_of(words, size=14, width=100)

    assert made.text(words, size=14, width=100) == pytest.approx(foretold)
    assert made.y == pytest.approx(MARGIN + foretold)


def test_what_does_not_fit_begins_a_page_and_what_does_stays() -> None:
    made = document()
    made.need(200)
    assert made.pages == 1

    made.space(200)
    made.need(100)

    assert made.pages == 2


def test_the_foot_stands_on_every_page_and_adds_none() -> None:
    made = document(foot="The families' survey")
    made.add_page()

    made.finished()

    assert made.pages == 2


def test_a_code_has_its_white_border_within_its_side() -> None:
    made = document()

    made.qr(ADDRESS, x=50, y=50, side=40)

    across = [
        (float(x), float(x) + float(w))
        for x, w in re.findall(r"([\d.]+) [\d.]+ ([\d.]+) -?[\d.]+ re", drawn(made))
    ]
    millimetres = [(low * 25.4 / 72, high * 25.4 / 72) for low, high in across]
    assert min(low for low, _ in millimetres) > 51
    assert max(high for _, high in millimetres) < 89
