"""Routes beside the pages: shapes for the map, downloads, health."""

import re
from typing import Any

import anyio
import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from enrolment import catalogue, downloads, excel, language, marks, warehouse
from enrolment.language import LANGUAGES, translate
from enrolment.palette import SURFACE
from enrolment.settings import settings
from enrolment.store import travel
from enrolment.store.current import current
from enrolment.store.ledger import DamagedLedger
from enrolment.web.middleware import IMMUTABLE
from enrolment.web.tables import table_routes


def routes() -> list[Route]:
    return [
        Route("/shapes/{version}/{place}.geojson", _shapes),
        Route("/shapes/{version}/{place}/outline.geojson", _outline),
        Route("/map-style/{theme}.json", _map_style),
        Route("/download/{query:path}.csv", _download),
        Route("/download/{query:path}.xlsx", _download),
        *table_routes(),
        Route("/health", _health),
    ]


async def _shapes(request: Request) -> Response:
    return await _geojson(request, "frame/shape")


async def _outline(request: Request) -> Response:
    return await _geojson(request, "frame/outline")


async def _geojson(request: Request, query: str) -> Response:
    try:
        frame = await anyio.to_thread.run_sync(lambda: _shapes_of(query, **request.path_params))
    except (warehouse.NoData, warehouse.Unreadable, warehouse.TooSlow, DamagedLedger):
        return PlainTextResponse("", status_code=404)
    features = ",".join(
        f'{{"type":"Feature","properties":{{"place_code":"{row.place_code}","parent":"outline"}},'
        f'"geometry":{row.geometry_json}}}'
        for row in frame.itertuples()
    )
    is_there = frame.attrs["version"] == request.path_params["version"]
    headers = {"Cache-Control": IMMUTABLE if is_there else "no-store"}
    document = f'{{"type":"FeatureCollection","features":[{features}]}}'
    return Response(document, media_type="application/geo+json", headers=headers)


def _shapes_of(query: str, version: str, place: str) -> pd.DataFrame:
    """The shapes of a data version, or of the newest where that is gone; `attrs["version"]` tells which."""
    try:
        frame, found = warehouse.run_as(version, query, place=place), version
    except warehouse.NoData:
        frame, found = warehouse.run(query, place=place), warehouse.version()
    frame.attrs["version"] = found
    return frame


async def _map_style(request: Request) -> Response:
    colour = SURFACE.get(request.path_params["theme"], SURFACE["light"])
    background = {"id": "background", "type": "background", "paint": {"background-color": colour}}
    # No tiles, no glyphs: a style that asks nobody. MapLibre draws the labels with the reader's own fonts.
    return JSONResponse(
        {"version": 8, "sources": {}, "layers": [background]}, headers={"Cache-Control": "max-age=86400"}
    )


async def _download(request: Request) -> Response:
    name = request.path_params["query"]
    asked: dict[str, Any] = {key: value or None for key, value in request.query_params.items()}
    lang = asked.pop("lang", None) or settings().language
    lang = lang if lang in LANGUAGES else settings().language
    known, separator = asked.pop("known", None), asked.pop("separator", None)
    kind = "xlsx" if request.url.path.endswith(".xlsx") else "local" if separator == "semicolon" else "csv"
    try:
        content = await anyio.to_thread.run_sync(lambda: _content(kind, known, name, asked, lang))
    except (catalogue.UnknownQuery, TypeError) as error:
        return PlainTextResponse(str(error), status_code=404)
    except warehouse.NoData:
        return PlainTextResponse(translate(lang, "no-data-yet"), status_code=404)
    except (warehouse.Unreadable, DamagedLedger):
        return PlainTextResponse(translate(lang, "data-unreadable"), status_code=503)
    except warehouse.TooSlow:
        return PlainTextResponse(translate(lang, "too-slow", milliseconds=settings().query_timeout_ms), status_code=503)
    except warehouse.BadValue:
        return PlainTextResponse(translate(lang, "bad-value"), status_code=400)
    parts = [name.replace("/", "-"), *(str(value) for value in asked.values() if value)]
    file_name = re.sub(r"[^0-9A-Za-z_.-]", "-", "_".join(parts))
    end = "xlsx" if kind == "xlsx" else "csv"
    headers = {"Content-Disposition": f'attachment; filename="{file_name[:120]}.{end}"', "Cache-Control": "no-store"}
    media_type = excel.MEDIA_TYPE if kind == "xlsx" else "text/csv; charset=utf-8"
    return Response(content, media_type=media_type, headers=headers)


_WRITERS = {"csv": downloads.csv_bytes, "local": downloads.local_csv_bytes, "xlsx": downloads.excel_bytes}


def _content(kind: str, moment: str | None, name: str, asked: dict[str, Any], lang: str) -> bytes:
    """The file of an answer: the answer as it was known at a moment, and all that says what it is."""
    frame = _as_known(moment, name, asked)
    place, indicator = asked.get("place") or asked.get("village"), asked.get("indicator")
    told: dict[str, str] = {}
    if place or indicator:
        names = _as_known(moment, "frame/names", {"place": place, "indicator": indicator}).iloc[0]
        told = {"filter_place_name": names.place_name, "filter_indicator_name": names[f"name_{lang}"]}
    when = travel.parsed(moment or "")
    told["filter_known"] = language.moment(lang, when) if when else ""
    told["marks"] = _marks(moment, name, asked, frame, lang)
    if frame.attrs["is_cut"]:
        told["cut"] = translate(lang, "rows-cut", cap=language.count(lang, settings().query_row_cap))
    return _WRITERS[kind](frame, asked, lang, **{key: text for key, text in told.items() if text})


def _marks(moment: str | None, name: str, asked: dict[str, Any], frame: pd.DataFrame, lang: str) -> str:
    place = asked.get("place") or asked.get("village")
    if not place:
        return ""
    columns = [*frame.columns, "reached"] if "done_count" in frame else list(frame.columns)
    indicators = {asked["indicator"]} if asked.get("indicator") else set(frame.get("indicator_code", ()))
    is_of_villages = marks.is_of_villages(name, frame)
    assumed = _as_known(moment, "frame/assumed", {"place": place})
    return marks.sentence(marks.of(assumed, columns, indicators, is_of_villages, lang), lang)


def _as_known(moment: str | None, name: str, asked: dict[str, Any]) -> pd.DataFrame:
    """The answer as it was known at a moment; NoData where nothing was, or no snapshot of then is built."""
    version = travel.version_as_known(settings().store, moment) if moment else None
    if moment and version is None:
        raise warehouse.NoData
    return warehouse.run_as(version, name, **asked)


async def _health(_: Request) -> Response:
    snapshot = current(settings().store)
    return JSONResponse({"data_version": snapshot.version if snapshot else None})
