"""Why a change of the store cannot be made, as a sentence. A mistake in a file has its own, see `imports.mistakes`."""

import duckdb

from enrolment.changes.commit import Needed, NeedsFirst, StillCounts, StillThere, UnknownBatch
from enrolment.language import translate
from enrolment.store.damage import Damage
from enrolment.store.lock import Busy


def sentence(error: Exception, lang: str) -> str | None:
    """What a person is told; None for what nobody foresaw, whose traceback belongs into a log."""
    match error:
        case UnknownBatch():
            return translate(lang, "unknown-batch", code=error.args[0])
        case StillCounts():
            return translate(lang, "still-counts", code=error.args[0])
        case StillThere():
            return translate(lang, "still-there", code=error.args[0])
        case NeedsFirst():
            return translate(lang, "needs-first", files=", ".join(error.files))
        case Needed():
            return translate(lang, "needed-by-others", files=", ".join(error.files))
        case Busy():
            return translate(lang, "store-busy")
        case Damage():
            return translate(lang, error.text_key, **error.named)
        case MemoryError() | duckdb.OutOfMemoryException():
            return translate(lang, "mistake-memory")
        case duckdb.OperationalError() | duckdb.FatalException():
            return translate(lang, "disk-failed", reason=str(error).splitlines()[0])
        case OSError():
            return translate(lang, "disk-failed", reason=error.strerror or str(error))
    return None
