"""Which names this server answers to. A page elsewhere can make a name of its own lead here (DNS rebinding) and would
then read what is here as if it were its own: such a name gets no page and no WebSocket. An address in figures cannot be
made to lead elsewhere, so offices open the server by its number. A page of another origin is answered as little."""

import ipaddress
import socket

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from enrolment.language import translate
from enrolment.settings import settings


class KnownHosts:
    """Refuses requests and handshakes for hosts, or from origins, that are not this machine's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        origin = headers.get("origin", f"http://{host}").partition("://")[2]
        unknown = next((name for name in map(name_of, (host, origin)) if not is_known(name)), None)
        if unknown is None and (origin == host or name_of(origin) in settings().hosts):
            await self.app(_of_origin(scope, origin), receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            told = translate(settings().language, "host-unknown", host=(unknown or name_of(origin))[:100])
            await PlainTextResponse(told, status_code=421)(scope, receive, send)


def _of_origin(scope: Scope, host: str) -> Scope:
    """The request with the host that the browser knows, as a proxy may have put its own in its place. Its origin is
    checked here: Streamlit would look up this machine's address outside, to compare it with what it does not know."""
    checked = (b"host", b"origin") if scope["type"] == "http" else (b"host",)
    others = [(name, value) for name, value in scope["headers"] if name not in checked]
    return {**scope, "headers": [*others, (b"host", host.encode("latin-1"))]}


def name_of(host: str) -> str:
    """The name or the number of a host, without its port."""
    bare = host.strip().rstrip("/")
    if bare.startswith("["):
        return bare[1:].partition("]")[0].lower()
    return bare.rpartition(":")[0].lower() if bare.count(":") == 1 else bare.lower()


def is_known(name: str) -> bool:
    """Whether a name is this machine's, one of the settings', or an address in figures; so is none at all."""
    try:
        ipaddress.ip_address(name)
        return True
    except ValueError:
        own = socket.gethostname().lower()
        return name in ("", "localhost", own, f"{own}.local", *settings().hosts) or name.endswith(".localhost")
