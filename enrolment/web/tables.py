"""Forms and whole tables to take along, as Excel and CSV files that come back in without a change."""

import os
from functools import cache
from pathlib import Path
from tempfile import mkstemp

import anyio
import pandas as pd
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from enrolment import clock, language
from enrolment.language import LANGUAGES, translate
from enrolment.query import door, downloads, errors, excel, tables
from enrolment.query.excel import workbook
from enrolment.query.reader import Reader
from enrolment.settings import settings
from enrolment.web.refused import refused


def table_routes() -> list[Route]:
    return [Route("/template/{form}.xlsx", _template), Route("/table/{table}.csv", _table)]


async def _template(request: Request) -> Response:
    lang = request.query_params.get("lang", settings().language)
    lang = lang if lang in LANGUAGES else settings().language
    make = _FORMS.get(request.path_params["form"])
    if make is None:
        return PlainTextResponse(" ".join(_FORMS), status_code=404)
    try:
        content = await anyio.to_thread.run_sync(lambda: workbook(make(lang, request.query_params.get("place"))))
    except errors.KINDS as error:
        return refused(error, lang)
    name = f"{request.path_params['form']}.xlsx"
    return Response(content, media_type=excel.MEDIA_TYPE, headers=_attached(name))


async def _table(request: Request) -> Response:
    name = request.path_params["table"]
    try:
        path = await anyio.to_thread.run_sync(_written, name, limiter=_one_at_a_time())
    except KeyError:
        return PlainTextResponse(name, status_code=404)
    except errors.KINDS as error:
        return refused(error, settings().language)
    return FileResponse(
        path,
        media_type="text/csv; charset=utf-8",
        headers=_attached(f"{name}.csv"),
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


@cache
def _one_at_a_time() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(1)  # each takes as much memory as all queries together


def _written(table: str) -> Path:
    """The whole table as a CSV file, to be sent however slow the network is."""
    handle, name = mkstemp(suffix=".csv")
    try:
        with os.fdopen(handle, "wb") as file:
            for number, chunk in enumerate(tables.chunks(table)):
                text = downloads.csv_text(chunk, "\r\n")
                file.write(text.partition("\r\n")[2].encode() if number else text.encode("utf-8-sig"))
    except BaseException as failed:
        Path(name).unlink()
        if isinstance(failed, OSError):  # the disk is full
            raise errors.Unreadable(table) from failed
        raise
    return Path(name)


def daily_form(lang: str, place: str | None) -> pd.DataFrame:
    """A row for each village of the commune, a column for each indicator: today's new counts are filled in by hand."""
    villages = door.ask(Reader(lang), "data/villages", place=place).frame
    indicators = door.ask(Reader(lang), "frame/indicators").frame
    form = _places(lang, villages)
    form.insert(0, translate(lang, "column-reported-on"), clock.today().isoformat())
    for row in indicators[indicators.level == "village"].itertuples():
        form[translate(lang, "target-new", indicator=getattr(row, language.column(lang, "name")))] = ""
    return form


def targets_form(lang: str, place: str | None) -> pd.DataFrame:
    """Baseline and target of every village and indicator, as they count now."""
    return _of_place(tables.table("targets"), place, lang)


def villages_form(lang: str, place: str | None) -> pd.DataFrame:
    """The villages with all that is known of them."""
    return _of_place(tables.table("villages"), place, lang)


_FORMS = {"daily": daily_form, "targets": targets_form, "villages": villages_form}


def _places(lang: str, villages: pd.DataFrame) -> pd.DataFrame:
    ordered = sorted(villages.itertuples(), key=lambda row: (row.parent_code, language.collation_key(row.place_name)))
    columns = {"commune-name": "parent_name", "village-code": "place_code", "village-name": "place_name"}
    if villages.parent_code.nunique() < 2:
        del columns["commune-name"]
    if villages.team_code.notna().any():  # counts without their group would add to the group's own
        columns["team-code"] = "team_code"
    return pd.DataFrame(
        {translate(lang, f"column-{key}"): [getattr(row, name) for row in ordered] for key, name in columns.items()}
    )


def _of_place(frame: pd.DataFrame, place: str | None, lang: str) -> pd.DataFrame:
    villages = door.ask(Reader(lang), "data/villages", place=place).frame
    communes = {place, *villages.parent_code}
    is_of_place = frame.village_code.isin(villages.place_code) | frame["commune_code"].isin(communes)
    frame = frame[is_of_place] if place else frame
    return frame.rename(columns={column: translate(lang, f"column-{column}".replace("_", "-")) for column in frame})


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
