"""Routes beside the pages: shapes for the map, downloads, health."""

import re
from typing import Any

import anyio
import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from enrolment import catalogue, downloads, warehouse
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
    known = asked.pop("known", None)
    try:
        frame = await anyio.to_thread.run_sync(lambda: _as_known(known, name, asked))
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
    headers = {"Content-Disposition": f'attachment; filename="{file_name[:120]}.csv"', "Cache-Control": "no-store"}
    content = downloads.csv_bytes(frame, asked, lang)
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _as_known(moment: str | None, name: str, asked: dict[str, Any]) -> pd.DataFrame:
    """The answer as it was known at a moment; NoData where nothing was, or no snapshot of then is built."""
    version = travel.version_as_known(settings().store, moment) if moment else None
    if moment and version is None:
        raise warehouse.NoData
    return warehouse.run_as(version, name, **asked)


async def _health(_: Request) -> Response:
    snapshot = current(settings().store)
    return JSONResponse({"data_version": snapshot.version if snapshot else None})
