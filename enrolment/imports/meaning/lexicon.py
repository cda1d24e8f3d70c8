"""The words of offices, `headers.json`, and what two spellings of them share."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from enrolment.imports.meaning.names import bare


@cache
def lexicon() -> dict[str, Any]:
    """The headers and values that offices use: `headers.json`."""
    return json.loads(Path(__file__).with_name("headers.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """What two spellings of a header share."""
    return " ".join(re.sub(r"[^\w%]+", " ", bare(header)).replace("_", " ").split())
