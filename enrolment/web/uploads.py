"""Uploads are taken from a session that shows the drop zone, and only as much as the settings allow: what comes from
elsewhere would lie in memory unseen."""

import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from enrolment.language import translate
from enrolment.settings import settings
from enrolment.view import zone

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?$")
_FRAMING = 20_000  # bytes that a browser writes around a file


class UploadsWhereAsked:
    """Answers 403 to an upload that no zone asked for, 411 to one without a length, 413 to one that is too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _UPLOAD.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        status = _status(found.group(1), Headers(scope=scope).get("content-length", "")) if found else 200
        if status == 200:
            await self.app(scope, receive, send)
            return
        lang, most = settings().language, str(settings().office_megabytes)
        await PlainTextResponse(translate(lang, "upload-refused", megabytes=most), status)(scope, receive, send)


def _status(session: str, length: str) -> int:
    if not zone.is_shown_to(session):
        return 403
    if not length.isdecimal():
        return 411
    return 200 if zone.has_room_for(max(0, int(length) - _FRAMING)) else 413
