"""Papers as they are sent: what kind of file it is, by its bytes and not by its name."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from surveys.consultations.models import CONTENT_TYPES

PDF, DOCX, ODT = CONTENT_TYPES


def content_type(content: bytes) -> str:
    """The type of a PDF, Word or OpenDocument text; nothing for anything else, and for a file with macros."""
    if content.startswith(b"%PDF-"):
        return PDF
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return ""
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        return ""
    if "word/document.xml" in names:
        return DOCX
    return ODT if {"mimetype", "content.xml"} <= names else ""
