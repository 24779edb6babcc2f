"""The formats that answers are written in, by the ending of the file."""

from collections.abc import Mapping
from types import MappingProxyType

from surveys.transfer.formats.as_json import write_json
from surveys.transfer.formats.sav import write_sav
from surveys.transfer.formats.table import write_codebook, write_csv, write_xlsx
from surveys.transfer.outgoing import Writer

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"csv": write_csv, "xlsx": write_xlsx, "json": write_json, "sav": write_sav}
)
HOLDS_CODEBOOK = frozenset({"xlsx", "json", "sav"})
"""What says in itself what its codes mean; of the others a codebook goes beside."""
CODEBOOK = "codebook"
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
        "sav": "application/x-spss-sav",
        CODEBOOK: "text/csv; charset=utf-8",
    }
)

__all__ = ["CODEBOOK", "HOLDS_CODEBOOK", "TYPES", "WRITERS", "write_codebook"]
