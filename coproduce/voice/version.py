"""Which analysis this is: one name for the code, all the data it reads by, and the library beneath.

Readings are kept with the version that made them and are never mixed in one trend, so anything that can change a
reading has to change the version.
"""

import hashlib
from functools import cache
from importlib import metadata
from importlib.resources import files

CODE = "1"  # raise this with any change of code that can change a reading

_DATA = (".toml", ".json", ".txt")
_NOTICE = "NOTICE.txt"
_LIBRARIES = ("textblob", "pycld2", "phonenumbers")


@cache
def analysis_version() -> str:
    """The version, such as `1-0a1b2c3d4e5f`: the code's own number and a mark of everything it reads by."""
    mark = hashlib.sha256()
    data = files("coproduce.voice") / "data"
    read = [entry for entry in data.iterdir() if entry.name.endswith(_DATA) and entry.name != _NOTICE]
    for entry in sorted(read, key=lambda entry: entry.name):
        mark.update(f"{entry.name} {hashlib.sha256(entry.read_bytes()).hexdigest()}\n".encode())
    for library in _LIBRARIES:
        mark.update(f"{library} {metadata.version(library)}\n".encode())
    return f"{CODE}-{mark.hexdigest()[:12]}"
