"""The words of offices, `headers.json`, and what two spellings of them share."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from enrolment.imports.meaning.names import bare

# Not `Q3: …`, which is a quarter, nor `c.mới`, which is a word; `1.Aug` is a day.
_NUMERAL = re.compile(
    r"^\(?(?:(?:Câu )?\d{1,2}(?:\.\d{1,2})*(?:[.)]|[:/]\s)|[a-h]\)|[a-h]\.\s|[IVX]{1,4}[.)])\s*(?=[^\W\d])"
    r"(?!th(?:g|áng)\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
# Groups of a form whose names say nothing, `group_xk4hd72`, `nhom_a`; `nhom_nu` does, and `ngay/thang` is no group.
# Joined by a point or a hyphen, only with a number of its own: `phan-loai` and `nhom-moi` are words.
_GROUPS = re.compile(
    r"^(?:(?:group|grp|nhom|section|phan)_?(?:[a-z]|\d{1,2}|[a-z]{2}\d[a-z0-9]{3,6})?/"
    r"|(?:group|grp|nhom|section)_?(?:\d{1,2}|[a-z]{2}\d[a-z0-9]{3,6})[.-])+(?=[a-z0-9_]+$)"
)


@cache
def lexicon() -> dict[str, Any]:
    """The headers and values that offices use: `headers.json`."""
    return json.loads(Path(__file__).with_name("headers.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """What two spellings of a header share: `1. Thôn` or `(1) Thôn`, as a form numbers its questions, and
    `nhom_a/thon`, as it names the group that they stand in, are the column `Thôn`."""
    return " ".join(re.sub(r"[^\w%]+", " ", bare(own_name(header))).replace("_", " ").split())


def own_name(header: str) -> str:
    """A header without the numeral before it, and the groups of a form that it stands in."""
    return _GROUPS.sub("", _NUMERAL.sub("", header.strip()))
