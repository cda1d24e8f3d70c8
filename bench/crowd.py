"""How long a click takes when many people look at once: sessions of Streamlit's own protocol, without browsers.

Each person changes page or indicator every few seconds; a click is over when its script is.
"""

import asyncio
import random
import statistics
import time
from typing import Any
from urllib.parse import urlparse

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_PAGES = ("overview", "map", "distance", "goals", "electricity")
_INDICATORS = ("vneid_level2", "id_card", "health_record")


def clicks(address: str, people: int = 50, pause: float = 5, seconds: float = 60) -> dict[str, float]:
    """Milliseconds of a click: median, 95th percentile, and the longest; how many there were."""
    taken = asyncio.run(_crowd(address, people, pause, seconds))
    cuts = statistics.quantiles(taken, n=20)
    return {"median": statistics.median(taken), "p95": cuts[-1], "longest": max(taken), "clicks": len(taken)}


async def _crowd(address: str, people: int, pause: float, seconds: float) -> list[float]:
    end = time.monotonic() + seconds
    told = await asyncio.gather(*(_person(address, number, people, pause, end) for number in range(people)))
    return [taken for one in told for taken in one]


async def _person(address: str, number: int, people: int, pause: float, end: float) -> list[float]:
    chance, taken = random.Random(number), []
    socket_address = f"ws://{urlparse(address).netloc}/_stcore/stream"
    said: Any = {"origin": address, "subprotocols": ["streamlit"]}
    await asyncio.sleep(pause * number / people)
    async with websockets.connect(socket_address, max_size=None, **said) as socket:
        await _click(socket, "", "lang=en")
        while time.monotonic() < end:
            await asyncio.sleep(pause * chance.uniform(0.8, 1.2))
            query = f"lang=en&indicator={chance.choice(_INDICATORS)}"
            taken.append(1000 * await _click(socket, chance.choice(_PAGES), query))
    return taken


async def _click(socket, page: str, query: str) -> float:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = "" if page == "overview" else page
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start
