"""Routes beside the pages: shapes for the map, downloads, health."""

import re
from contextlib import suppress
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from enrolment import language
from enrolment.query import door, downloads, errors, excel, marks, metrics
from enrolment.query.answer import Answer
from enrolment.query.reader import Reader
from enrolment.settings import settings
from enrolment.snapshot import travel
from enrolment.snapshot.current import current
from enrolment.web.middleware import IMMUTABLE
from enrolment.web.refused import refused
from enrolment.web.tables import table_routes

_VERSION = re.compile("[0-9a-f]{12}")


def routes() -> list[Route]:
    return [
        Route("/shapes/{version}/{place}.geojson", _shapes),
        Route("/shapes/{version}/{place}/outline.geojson", _outline),
        Route("/shapes/{version}/{place}/{layer}.geojson", _layer),
        Route("/replay/{version}/{place}/{indicator}.json", _replay),
        Route("/download/{query:path}.csv", _download),
        Route("/download/{query:path}.xlsx", _download),
        *table_routes(),
        Route("/health", _health),
    ]


async def _shapes(request: Request) -> Response:
    return await _geojson(request, "frame/shape")


async def _outline(request: Request) -> Response:
    return await _geojson(request, "frame/outline")


async def _layer(request: Request) -> Response:
    return await _geojson(request, "frame/layer")


async def _replay(request: Request) -> Response:
    """The class of each unit on each day, for the map to be played: the days in words, and a sign a day for each unit,
    see `queries/map/replay.sql`."""
    if not _VERSION.fullmatch(request.path_params["version"]):
        return PlainTextResponse(request.path_params["version"], status_code=404)
    lang = request.query_params.get("lang")
    lang = lang if lang in language.LANGUAGES else settings().language
    try:
        days, signs = await anyio.to_thread.run_sync(lambda: _replay_of(**request.path_params))
    except errors.KINDS as error:
        return refused(error, lang)
    told = {
        "days": [language.day(lang, day) for day in reversed(days.frame.day_on)],
        "units": dict(zip(signs.frame.place_code, signs.frame.class_signs, strict=True)),
    }
    is_there = signs.version == request.path_params["version"]
    return JSONResponse(told, headers={"Cache-Control": IMMUTABLE if is_there else "no-store"})


def _replay_of(version: str, place: str, indicator: str) -> tuple[Answer, Answer]:
    """The days and the classes of a data version, or of the newest where that is gone."""
    asked = {"place": place, "indicator": indicator, "classes": " ".join(metrics.CLASSES)}
    for reader in (Reader(version=version), Reader()):
        with suppress(errors.Gone):
            return door.ask(reader, "frame/days"), door.ask(reader, "map/replay", **asked)
    raise errors.Gone


async def _geojson(request: Request, query: str) -> Response:
    if not _VERSION.fullmatch(request.path_params["version"]):
        return PlainTextResponse(request.path_params["version"], status_code=404)
    try:
        answer = await anyio.to_thread.run_sync(lambda: _shapes_of(query, **request.path_params))
    except errors.KINDS as error:
        return refused(error, settings().language)
    features = ",".join(
        f'{{"type":"Feature","properties":{{"place_code":"{row.place_code}","parent":"outline"}},'
        f'"geometry":{row.geometry_json}}}'
        for row in answer.frame.itertuples()
    )
    is_there = answer.version == request.path_params["version"]
    headers = {"Cache-Control": IMMUTABLE if is_there else "no-store"}
    document = f'{{"type":"FeatureCollection","features":[{features}]}}'
    return Response(document, media_type="application/geo+json", headers=headers)


def _shapes_of(query: str, version: str, **asked: str) -> Answer:
    """The shapes of a data version, or of the newest where that is gone."""
    try:
        return door.ask(Reader(version=version), query, **asked)
    except errors.Gone:
        return door.ask(Reader(), query, **asked)


async def _download(request: Request) -> Response:
    name = request.path_params["query"]
    asked: dict[str, Any] = {key: value or None for key, value in request.query_params.items()}
    lang = asked.pop("lang", None) or settings().language
    lang = lang if lang in language.LANGUAGES else settings().language
    known, separator = asked.pop("known", None), asked.pop("separator", None)
    kind = "xlsx" if request.url.path.endswith(".xlsx") else "local" if separator == "semicolon" else "csv"
    try:
        content = await anyio.to_thread.run_sync(lambda: _content(kind, _reader(lang, known), name, asked))
    except errors.KINDS as error:
        return refused(error, lang)
    parts = [name.replace("/", "-"), *(str(value) for value in asked.values() if value)]
    file_name = re.sub(r"[^0-9A-Za-z_.-]", "-", "_".join(parts))
    end = "xlsx" if kind == "xlsx" else "csv"
    headers = {"Content-Disposition": f'attachment; filename="{file_name[:120]}.{end}"', "Cache-Control": "no-store"}
    media_type = excel.MEDIA_TYPE if kind == "xlsx" else "text/csv; charset=utf-8"
    return Response(content, media_type=media_type, headers=headers)


_WRITERS = {"csv": downloads.csv_bytes, "local": downloads.local_csv_bytes, "xlsx": downloads.excel_bytes}


def _reader(lang: str, known: str | None) -> Reader:
    """Who asks for a download; BadValue where `known` is no moment, NothingKnown where nothing counted then."""
    if not known:
        return Reader(lang)
    moment = travel.parsed(known)
    if moment is None:
        raise errors.BadValue(known)
    return door.looking_back(Reader(lang), moment)


def _content(kind: str, reader: Reader, name: str, asked: dict[str, Any]) -> bytes:
    """The file of an answer, and all that says what it is."""
    lang, answer = reader.language, door.ask(reader, name, **asked)
    place, indicator = asked.get("place") or asked.get("village"), asked.get("indicator")
    told: dict[str, str] = {}
    if place or indicator:
        names = door.ask(reader, "frame/names", place=place, indicator=indicator).row
        told = {"filter_place_name": names.place_name, "filter_indicator_name": names[language.column(lang, "name")]}
    told["filter_known"] = language.moment(lang, reader.moment) if reader.moment else ""
    told["marks"] = marks.beside(reader, answer)
    if answer.is_cut:
        told["cut"] = language.translate(lang, "rows-cut", cap=language.count(lang, settings().query_row_cap))
    return _WRITERS[kind](answer, lang, **{key: text for key, text in told.items() if text})


async def _health(_: Request) -> Response:
    try:
        snapshot = current(settings().store)
    except errors.KINDS as error:
        return refused(error, settings().language)
    return JSONResponse({"data_version": snapshot.version if snapshot else None})
