"""Forms to fill in, as Excel files that come back in with no question: of the day, of targets, of villages."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from enrolment import clock, language
from enrolment.language import translate
from enrolment.query import door, excel, tables
from enrolment.query.excel import Entry
from enrolment.query.reader import Reader

_MOST = 1_000_000  # people whom a village of unknown size may have


def daily(lang: str, place: str | None) -> bytes:
    """A row for each village of the commune; for each indicator what it had reached before today, locked, and an empty
    cell for what is new. A cell that is left empty is no report."""
    villages = door.ask(Reader(lang), "data/villages", place=place).frame
    indicators = door.ask(Reader(lang), "frame/indicators").frame
    day = clock.today()
    standings = door.ask(Reader(lang), "data/standings", place=place, as_of=day - timedelta(days=1)).frame
    reached = standings.set_index(["indicator_code", "place_code"]).done_count.astype("Int64").to_dict()
    villages = villages.iloc[_in_order(villages)]
    form = _places(lang, villages)
    place_columns = len(form.columns) + 1
    form.insert(0, translate(lang, "column-reported-on"), [day] * len(form))
    people = dict(zip(villages.place_code, villages.people_count.astype("Int64"), strict=True))
    entries = {translate(lang, "column-reported-on"): Entry(translate(lang, "form-day"), latest=day)}
    for row in indicators[indicators.level == "village"].itertuples():
        name = getattr(row, language.column(lang, "name"))
        before = translate(lang, "form-before", day=language.day(lang, day), indicator=name)
        new = translate(lang, "target-new", indicator=name)
        form[before] = [reached.get((row.indicator_code, code)) for code in villages.place_code]
        form[new] = None
        most = [_most(people[code], reached.get((row.indicator_code, code)), row.stage) for code in villages.place_code]
        told = translate(lang, "form-count-guided") if row.stage == "guided" else translate(lang, "form-count")
        entries[new] = Entry(told, most=most)
    return excel.form(form, entries, place_columns)


def targets(lang: str, place: str | None) -> bytes:
    """Baseline and target of every village and indicator, as they count now."""
    return excel.workbook(_of_place(tables.table("targets"), place, lang))


def villages(lang: str, place: str | None) -> bytes:
    """The villages with all that is known of them."""
    return excel.workbook(_of_place(tables.table("villages"), place, lang))


FORMS: Mapping[str, Callable[[str, str | None], bytes]] = {"daily": daily, "targets": targets, "villages": villages}


def _most(people: Any, reached: Any, stage: str) -> int:
    """The largest new count that needs no question when the form comes back: those of the village who are not reached
    yet, and all of them where guided services are counted, which one person may use again."""
    if pd.isna(people):
        return _MOST
    is_known = stage != "guided" and reached is not None and reached is not pd.NA
    return int(people - reached) if is_known and reached <= people else int(people)


def _in_order(villages: pd.DataFrame) -> Sequence[int]:
    """The positions of the villages, by commune and by name as people sort names."""
    names = list(zip(villages.parent_code, map(language.collation_key, villages.place_name), strict=True))
    return sorted(range(len(names)), key=names.__getitem__)


def _places(lang: str, villages: pd.DataFrame) -> pd.DataFrame:
    columns = {"commune-name": "parent_name", "village-code": "place_code", "village-name": "place_name"}
    if villages.parent_code.nunique() < 2:
        del columns["commune-name"]
    if villages.team_code.notna().any():  # counts without their group would add to the group's own
        columns["team-code"] = "team_code"
    return pd.DataFrame(
        {translate(lang, f"column-{key}"): villages[name].tolist() for key, name in columns.items()}, dtype=object
    )


def _of_place(frame: pd.DataFrame, place: str | None, lang: str) -> pd.DataFrame:
    villages = door.ask(Reader(lang), "data/villages", place=place).frame
    communes = {place, *villages.parent_code}
    is_of_place = frame.village_code.isin(villages.place_code) | frame["commune_code"].isin(communes)
    frame = frame[is_of_place] if place else frame
    return frame.rename(columns={column: translate(lang, f"column-{column}".replace("_", "-")) for column in frame})
