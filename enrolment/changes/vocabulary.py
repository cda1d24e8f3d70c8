"""What the present data knows by name, to read an office's file with; and what people taught of its headers."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import duckdb

from enrolment.imports.meaning.columns import unnamed
from enrolment.imports.meaning.lexicon import header_key
from enrolment.imports.meaning.names import Vocabulary
from enrolment.imports.scratch import quoted
from enrolment.snapshot.current import current
from enrolment.store import files

_NAMES = ("name_vi", "name_en", "short_name_vi", "short_name_en")
_HEADERS = "headers.json"


def vocabulary(store: Path) -> Vocabulary:
    """Villages, communes, groups, indicators and remembered headers; all empty where nothing was built yet.

    The last one is kept, for who waits for a job has read it before: a province's takes a while.
    """
    snapshot, remembered = current(store), _remembered(store)
    if snapshot is None:
        return Vocabulary(remembered=remembered)
    try:
        return _kept(snapshot.path, snapshot.path.stat().st_mtime_ns, _written(remembered))
    except (duckdb.Error, OSError):  # a damaged snapshot is built anew by whatever is brought in
        return Vocabulary(remembered=remembered)


def remember(store: Path, table: str, columns: Mapping[str, str]) -> None:
    """Keep what a person said that headers are, for the next file that has them. The store's lock is held."""
    keys = {header if header.startswith("#") else header_key(header): target for header, target in columns.items()}
    _add(store, {table: {key: target for key, target in keys.items() if key}})


def forget_ignored_headers(store: Path) -> None:
    """Know headers that are not taken by their digest alone, where an earlier version kept their words."""
    said = _remembered(store)
    narrowed = {
        table: {
            header if target or header.startswith("#") else unnamed(header): target for header, target in told.items()
        }
        for table, told in said.items()
    }
    if narrowed != said:
        files.write(store / _HEADERS, _written(narrowed))


def _written(taught: Mapping[str, Mapping[str, str]]) -> bytes:
    return json.dumps(taught, ensure_ascii=False, indent=1, sort_keys=True).encode()


def merge_headers(store: Path, other: Path) -> None:
    """Add what was taught in another store or backup; where both say something, the store's own stays."""
    own = _remembered(store)
    _add(store, {table: {**said, **own.get(table, {})} for table, said in _remembered(other).items()})


def _add(store: Path, said: Mapping[str, Mapping[str, str]]) -> None:
    taught = _remembered(store)
    for table, columns in said.items():
        taught.setdefault(table, {}).update(columns)
    if taught:
        files.write(store / _HEADERS, _written(taught))


def _remembered(store: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((store / _HEADERS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and all(isinstance(table, dict) for table in found.values()) else {}


@lru_cache(maxsize=1)
def _kept(path: Path, _changed_at: int, remembered: bytes) -> Vocabulary:
    return _read(path, json.loads(remembered))


def _read(path: Path, remembered: dict[str, dict[str, str]]) -> Vocabulary:
    with duckdb.connect() as con:
        # Attached, not opened: a dashboard of this process holds it open with limits of its own.
        con.execute(f"attach {quoted(path)} as snapshot (read_only)")
        con.execute("use snapshot")
        places = con.execute(
            "select level, place_code, place_name, case when level = 'village' then parent_code else '' end"
            " from places where place_name is not null order by place_code"
        ).fetchall()
        found = con.execute(
            "select place_code, parent_code, longitude, latitude from places"
            " where level in ('village', 'commune') and longitude is not null and latitude is not null"
        ).fetchall()
        teams = con.execute("select team_code, team_name, commune_code from teams order by 1").fetchall()
        columns = {name for name, *_ in con.execute("describe indicators").fetchall()}
        names = [name for name in _NAMES if name in columns]  # a snapshot of an earlier version has no short ones
        indicators = con.execute(
            f"select indicator_code, {', '.join(names)}, stage from indicators order by 1"
        ).fetchall()
        people = con.execute(
            "select place_code, coalesce(population, 2 * residents_14_plus)::bigint from places"
            " where level in ('village', 'commune') and coalesce(population, residents_14_plus) > 0"
        ).fetchall()
    return Vocabulary(
        villages=tuple(place[1:] for place in places if place[0] == "village"),
        communes=tuple(place[1:] for place in places if place[0] == "commune"),
        teams=tuple(teams),
        indicators=tuple((code, tuple(filter(None, names))) for code, *names, _ in indicators),
        people=dict(people),
        guided=frozenset(code for code, *_, stage in indicators if stage == "guided"),
        remembered=remembered,
        points=_points(found),
    )


def _points(places: Sequence[tuple[str, str, float, float]]) -> dict[str, tuple[tuple[float, float], ...]]:
    """What lies in each place: itself, and in a commune its villages."""
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, parent, longitude, latitude in places:
        for home in (code, parent):
            found[home].append((longitude, latitude))
    return {code: tuple(points) for code, points in found.items()}
