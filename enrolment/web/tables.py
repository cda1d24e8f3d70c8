"""Forms and whole tables to take along, as Excel and CSV files that come back in without a change."""

import os
from functools import cache
from pathlib import Path
from tempfile import mkstemp

import anyio
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from enrolment.language import LANGUAGES
from enrolment.query import downloads, errors, excel, tables
from enrolment.query.forms import FORMS
from enrolment.settings import settings
from enrolment.web.refused import refused


def table_routes() -> list[Route]:
    return [Route("/template/{form}.xlsx", _template), Route("/table/{table}.csv", _table)]


async def _template(request: Request) -> Response:
    lang = request.query_params.get("lang", settings().language)
    lang = lang if lang in LANGUAGES else settings().language
    make = FORMS.get(request.path_params["form"])
    if make is None:
        return PlainTextResponse(" ".join(FORMS), status_code=404)
    try:
        content = await anyio.to_thread.run_sync(make, lang, request.query_params.get("place"))
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


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
