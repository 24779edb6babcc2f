"""The catalogues of our own words: found in the code, kept up to date, checked and compiled.

A translation is a draft until a second speaker has checked it: that check is the comment `# checked` on its entry.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coproduce.core import languages

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "translations"
SOURCES = ("coproduce", "surveys", "events")
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "N_": None, "say": None}
LEAST_MESSAGES = 100
HEADER = "# The words of Coproduce. MIT licence, like the project."
UNSTABLE = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Tr', '"Report-', '"Language-Team')
"""Header lines that change with every run, or say nothing."""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one language's catalogue has come."""

    code: str
    strings: int
    translated: int
    checked: int


def found_in_code() -> Catalog:
    """Every message in the code and the templates, in a stable order."""
    catalog = Catalog(project="coproduce", version="1", charset="utf-8", fuzzy=False)
    for source in SOURCES:
        for name, _line, message, comments, context in extract_from_dir(
            ROOT / source, METHODS, {}, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            catalog.add(message, None, [(f"{source}/{name}", 1)], auto_comments=comments, context=context)
    return catalog


def po_path(code: str) -> Path:
    """Where a language's catalogue is."""
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def translated_languages() -> tuple[str, ...]:
    """The offered languages that need a catalogue: all but English, in which the code is written."""
    return tuple(language.code for language in languages.OFFERED if language is not languages.ENGLISH)


def read(code: str) -> Catalog:
    """A language's catalogue, empty when there is none yet."""
    path = po_path(code)
    if not path.exists():
        return Catalog(locale=code, project="coproduce", version="1", charset="utf-8", fuzzy=False)
    return read_po(io.BytesIO(path.read_bytes()), locale=code)


def update() -> None:
    """Bring the template and every catalogue up to date; a changed sentence must be translated anew."""
    template = found_in_code()
    _write(template, FOLDER / "messages.pot")
    for code in translated_languages():
        catalog = read(code)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(catalog, po_path(code))


def compile_all() -> None:
    """Write the compiled catalogues that the program reads."""
    for code in translated_languages():
        with po_path(code).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(code))


def faults() -> list[str]:
    """What is wrong with the catalogues, one sentence each."""
    wanted = _messages(found_in_code())
    if len(wanted) < LEAST_MESSAGES:
        # A wrong pattern finds nothing and says nothing, so a small count is a fault.
        return [f"Only {len(wanted)} messages were found in the code, so the search for them must be broken."]
    found: list[str] = []
    if set(_messages(read_po(io.BytesIO((FOLDER / "messages.pot").read_bytes())))) != set(wanted):
        found.append("messages.pot is not up to date. Run: make translate")
    for code in translated_languages():
        found += _faults_of(code, wanted)
    return found


def _faults_of(code: str, wanted: Iterable[object]) -> Iterator[str]:
    have = _messages(read(code))
    for key in wanted:
        message = have.get(key)
        texts = _texts(message) if message else []
        if message is None or not texts or not all(texts) or message.fuzzy:
            yield f"{code}: not translated: {_first(key)!r}"
        elif any(_names(text) not in [_names(wording) for wording in _wordings(key)] for text in texts):
            yield f"{code}: the names in %(...)s differ: {_first(key)!r}"
    for key in have.keys() - set(wanted):
        yield f"{code}: no longer in the code: {_first(key)!r}. Run: make translate"


def progress() -> list[Progress]:
    """A row a language."""
    total = len(_messages(found_in_code()))
    rows = [Progress("en", total, total, total)]
    for code in translated_languages():
        messages = _messages(read(code)).values()
        done = [message for message in messages if _texts(message) and all(_texts(message))]
        checked = [message for message in done if CHECKED in message.user_comments]
        rows.append(Progress(code, total, len(done), len(checked)))
    return rows


def _messages(catalog: Catalog) -> dict[object, Message]:
    return {(message.id, message.context): message for message in catalog if message.id}


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _first(key: object) -> str:
    return _wordings(key)[0]


def _wordings(key: object) -> list[str]:
    """The English sentence, or its singular and its plural: "one minute" may leave out the number."""
    message_id = key[0] if isinstance(key, tuple) else key
    return [str(part) for part in message_id] if isinstance(message_id, tuple | list) else [str(message_id)]


def _names(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


def _write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.header_comment = HEADER
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    # A date in the header would change the file with every run.
    lines = [line for line in buffer.getvalue().decode("utf-8").splitlines() if not line.startswith(UNSTABLE)]
    path.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
