"""The four pages' questions as any developer would ask them of a snapshot, for all peers alike."""

import os

import duckdb
import pandas as pd

PAGES = ("overview", "map", "distance", "goals")
INDICATORS = ("vneid_level2", "id_card")

_connection = duckdb.connect(os.environ["PEER_DATABASE"], read_only=True)
PLACE = _connection.execute("select place_code from places where level = 'province'").fetchall()[0][0]

_UNITS = """
select s.place_code, p.place_name, p.latitude, p.longitude, p.road_km, p.residents_14_plus,
       s.done_count, s.target_count, s.remaining_count, s.attainment_share
from standing s join places p using (place_code)
where s.parent_code = $place and s.indicator_code = $indicator
  and s.reported_on = (select max(reported_on) from standing)
order by remaining_count desc
"""
_DAILY = """
select reported_on, done_count, target_count from place_day join goals using (place_code, indicator_code)
where place_code = $place and indicator_code = $indicator order by reported_on
"""
_OVERVIEW = """
select indicator_code, done_count, target_count, attainment_share from standing
where place_code = $place and reported_on = (select max(reported_on) from standing) order by indicator_code
"""


def units(indicator: str) -> pd.DataFrame:
    return _ask(_UNITS, place=PLACE, indicator=indicator)


def daily(indicator: str) -> pd.DataFrame:
    return _ask(_DAILY, place=PLACE, indicator=indicator)


def overview() -> pd.DataFrame:
    return _ask(_OVERVIEW, place=PLACE)


def _ask(sql: str, **parameters: str) -> pd.DataFrame:
    with _connection.cursor() as cursor:
        return cursor.execute(sql, parameters).df()
