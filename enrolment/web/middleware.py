"""Middleware: a strict content policy, an index page that knows its server, scripts compressed once."""

import gzip
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from html import escape
from pathlib import Path
from uuid import uuid4

import anyio
import brotli
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from enrolment import faults
from enrolment.language import LANGUAGES, translate
from enrolment.pages import DRAWINGS, PAGES
from enrolment.settings import settings
from enrolment.view import drawn, early
from enrolment.web import chrome
from enrolment.web.hosts import KnownHosts
from enrolment.web.uploads import UploadsWhereAsked

# Everything from this server alone. Streamlit writes styles and a script into the page. Text is never run: nothing
# needs `unsafe-eval`, a worker or a script out of a blob.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self'; "
    "child-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
log = logging.getLogger(__name__)
IMMUTABLE = "public, max-age=31536000, immutable"
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
_ASSETS = re.compile(r'<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>(?:</script>)?')
_FONT = re.compile(r'href="([^"]+/SourceSans[^"]+\.woff2)"')
# Streamlit's letters; `early.js` decides whether the browser has them in time, for a change of letters moves lines.
_FACE = '@font-face { font-family: "Early Sans"; src: url("%s"); font-weight: 200 900; font-display: block }'
_ROOT = '<div id="root"></div>'
# After the first picture, or soon where there is none: a window that is hidden paints nothing.
_START = """
const start = () => { document.head.append(document.getElementById("assets").content) }
requestAnimationFrame(() => setTimeout(start))
setTimeout(start, 300)
"""
_SCRIPT_TYPES = {".js": "text/javascript", ".css": "text/css"}


def middleware() -> list[Middleware]:
    """In the order in which a request passes them."""
    return [
        Middleware(ContentPolicy),
        Middleware(KnownHosts),
        Middleware(UploadsWhereAsked),
        Middleware(FirstPage),
        Middleware(CompressedStatics),
    ]


class ContentPolicy:
    """A Content-Security-Policy on every answer, so that a leak to the internet breaks visibly; on that of a fault,
    too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # `'self'` holds no WebSocket in older browsers; the server's own is named, and no other.
        host = Headers(scope=scope).get("host", "") if scope["type"] == "http" else ""
        sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""

        is_started = False

        async def send_with_policy(message: Message) -> None:
            nonlocal is_started
            is_started = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY.format(sockets=sockets)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send_with_policy)
        except Exception as error:
            log.error("%s failed: %s", scope["method"], faults.traced(error))
            if is_started:  # half an answer: the connection ends, and the browser sees that it was cut off
                raise
            told = translate(settings().language, "something-failed")
            await PlainTextResponse(told, status_code=500)(scope, receive, send_with_policy)


class FirstPage:
    """Streamlit's index page, told where its server is and what the page will need.

    Without it a deep link first asks for `/map/_stcore/health`, gets a 404 and asks again: two round trips of a weak
    network, and an error in the console. The parts that every page draws are fetched at once, not one by one.
    """

    _PARTS = ("ButtonGroup", "Selectbox", "Html")
    _DRAWING = ("BidiComponent", "serialization", "recordbatch", "_arrayReduce")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.folder = Path(file_util.get_static_dir())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Not `/map/`: its scripts would be asked for below it. Streamlit redirects that one.
        page = scope["path"][1:] if scope["type"] == "http" and scope["method"] == "GET" else None
        if page is not None and self._is_unknown(page, scope):
            page = ""  # Streamlit says so itself, in the words that the index page brings
        if page is None or page not in ("", *PAGES):
            await self.app(scope, receive, send)
            return
        if page == PAGES[0]:  # Streamlit knows the first page as `/` only
            await RedirectResponse(f"/?{scope['query_string'].decode('latin-1')}".rstrip("?"))(scope, receive, send)
            return
        document = self.document(page or PAGES[0], Request(scope).query_params)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        content = document.encode()
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content, 6), "gzip"
        await HTMLResponse(content, headers=headers)(scope, receive, send)

    def _is_unknown(self, path: str, scope: Scope) -> bool:
        """Whether somebody typed an address that no page and nothing else has: `/nopage`."""
        is_asked_for_a_page = "text/html" in Headers(scope=scope).get("accept", "")
        return path not in ("", "health", *PAGES) and path.isidentifier() and is_asked_for_a_page

    def document(self, page: str, choices: Mapping[str, str]) -> str:
        """The index page of a page as text; with what the page drew last for these choices."""
        lang = choices.get("lang", settings().language)
        drawing = DRAWINGS.get(page)
        wanted = (*self._PARTS, *self._DRAWING) if drawing else self._PARTS
        folder = self.folder / "static" / "js"
        scripts = [f"./static/js/{path.name}" for part in wanted for path in folder.glob(f"{part}.*.js")]
        scripts += [drawn.address(drawing), drawn.ENTRY] if drawing else []
        lang = lang if lang in LANGUAGES else settings().language
        told = f"<script>window.__streamlit={{BACKEND_BASE_URL:location.origin}}</script>{chrome.told(lang)}"
        head = told + "".join(f'<link rel="modulepreload" crossorigin href="{address}">' for address in scripts)
        index = (self.folder / "index.html").read_text(encoding="utf-8")
        index = index.replace('<html lang="en">', f'<html lang="{lang}" data-lang="{settings().language}">')
        title = f"{translate(lang, f'page-{page}')} · {translate(lang, 'product')}"
        index = index.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>")
        own = f'<script type="module" async src="{drawn.address("page")}"></script>'
        index = index.replace("<title>", f"{head}<title>", 1).replace("</body>", f"{own}</body>", 1)
        readable = early.document(page, choices)
        return _painted_first(index, readable) if readable else index


def _painted_first(index: str, readable: str) -> str:
    """The index page with what can be read at once, painted before Streamlit's scripts and styles are asked for."""
    assets = f'<template id="assets">{"".join(_ASSETS.findall(index))}</template><script>{_START}</script>'
    font = _FONT.search(index)
    face = f"<style>{_FACE % font[1]}</style>" if font else ""
    return _ASSETS.sub("", index).replace(_ROOT, _ROOT + face + readable + assets, 1)


class CompressedStatics:
    """Streamlit's hashed scripts and styles and our own, compressed once and kept beside the store.

    Streamlit serves them as they are, since compressing at each request costs more than it saves; compressed once,
    the first visit is a third of the size. Browsers ask for brotli only on localhost and https, else for gzip.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.folders = {"/static/": Path(file_util.get_static_dir()) / "static", "/drawing/": drawn.FOLDER}
        # Of other words asked for, other files: the scripts keep their names.
        asked = sha256(repr((chrome.WORDS.keys(), chrome.MARKS, chrome.TEMPLATES)).encode()).hexdigest()[:8]
        self.cache = settings().store / "compressed" / f"{st.__version__}-{asked}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._find(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        accepted = Headers(scope=scope).get("accept-encoding", "") if path else ""
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else None
        if path is None or (encoding is None and not scope["path"].startswith("/drawing/")):
            await self.app(scope, receive, send)
            return
        headers = {"Vary": "Accept-Encoding", "Cache-Control": IMMUTABLE}
        if encoding:
            headers["Content-Encoding"] = encoding
        packed = await anyio.to_thread.run_sync(self._packed, path, encoding) if encoding else path
        await FileResponse(packed, headers=headers, media_type=_SCRIPT_TYPES[path.suffix])(scope, receive, send)

    def _find(self, scope: Scope) -> Path | None:
        """The file that is asked for; None for what is none of these."""
        for route, folder in self.folders.items():
            if not scope["path"].startswith(route):
                continue
            with suppress(OSError, ValueError):
                path = (folder / scope["path"].removeprefix(route)).resolve()
                if path.is_relative_to(folder.resolve()) and path.suffix in _SCRIPT_TYPES and path.is_file():
                    return path
        return None

    def _packed(self, path: Path, encoding: str) -> Path:
        packed = path.with_name(f"{path.name}.{encoding}")  # as ours were built
        if packed.exists():
            return packed
        packed = self.cache / packed.name
        if not packed.exists():
            content = path.read_bytes()
            if path.suffix == ".js" and path.is_relative_to(self.folders["/static/"]):
                content = chrome.mended(content.decode()).encode()
            small = brotli.compress(content, quality=5) if encoding == "br" else gzip.compress(content, 6)
            self.cache.mkdir(parents=True, exist_ok=True)
            aside = packed.with_suffix(f".{encoding}.{uuid4().hex}")
            aside.write_bytes(small)
            with suppress(PermissionError):  # Windows: another request has made it and is sending it
                aside.replace(packed)
        return packed
