"""Counts above the people of their place: a slip of the keyboard, unless a person says that they are meant."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from enrolment.contract import schema
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.scratch import scratch
from enrolment.settings import settings


def too_many(counts: Iterable[tuple[int, str, str, int]], vocabulary: Vocabulary) -> list[str]:
    """Of counts (row, place, indicator, count) those above the people of their place, as `12: 99999 > 265`."""
    told, limit = [], _most_counted()
    for row, place, indicator, count in counts:
        most = vocabulary.people.get(place)
        if most is not None and indicator not in vocabulary.guided and most < count <= limit:
            told.append(f"{row}: {count} > {most}")
    return told


@cache
def _most_counted() -> int:
    """The most that the contract takes for a count; what is more is a mistake of its own."""
    return next(field for field in schema("progress").fields if field.name == "new_count").constraints["maximum"]


def has_too_many(path: Path, table: str, vocabulary: Vocabulary) -> bool:
    """Whether some of the checked rows of a Parquet file do."""
    if table != "progress" or not vocabulary.people:
        return False
    with scratch(settings().import_memory) as con:
        counts = con.execute(
            """select 0, coalesce(village_code, commune_code), indicator_code,
                max(coalesce(new_count::bigint, cumulative_count::bigint, 0))
            from read_parquet($path) group by all""",
            {"path": str(path)},
        ).fetchall()
    return bool(too_many(counts, vocabulary))
