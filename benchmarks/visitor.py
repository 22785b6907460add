"""A visitor without a browser: opens a page, changes what is on it, and waits until it has been answered.

It speaks what the browser speaks: Streamlit's protobuf messages through a websocket, with the values of the widgets
that it has changed and the names of the large messages that it still has.
"""

import asyncio
import json
import random
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks.actions import ACTIONS, next_digit

__all__ = ["PAGES", "PROBLEMS", "Refused", "Visitor"]

PAGES = tuple(ACTIONS)
FIRST_PAGE = "draw"  # what the bare address opens
PATIENCE = 60  # seconds after which a visitor counts as not answered
LARGEST_MESSAGE = 100_000_000  # bytes
SMALL = 10_000  # bytes; words are looked for in messages up to this size
FINE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Refused(Exception):
    """The page answered with an error, or with something else than was asked for."""


PROBLEMS = (Refused, KeyError, OSError, TimeoutError, WebSocketException)


class Visitor:
    """One open tab.

    Parameters
    ----------
    address : str
        "127.0.0.1:8501".
    page : str
        One of `PAGES`.
    seed : int
        Decides what the visitor does.
    """

    def __init__(self, address: str, page: str, seed: int) -> None:
        self.page = page
        self.rng = random.Random(seed)
        self.headers: dict[str, str] = {}  # what the browser, or a proxy before the server, says besides
        self._address = address
        self._socket: ClientConnection | None = None
        self._place = ""
        self._widgets: dict[str, Any] = {}
        self._values: dict[str, WidgetState] = {}
        self._kept: set[str] = set()
        self.received = 0  # bytes

    async def open(self) -> float:
        """Open the page and return after how many seconds it was whole."""
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            stream = f"ws://{self._address}/_stcore/stream"
            self._socket = await connect(
                stream,
                subprotocols=[Subprotocol("streamlit")],
                max_size=LARGEST_MESSAGE,
                compression=None,
                open_timeout=None,
                additional_headers=self.headers,
            )
            await self._run("")
        return time.perf_counter() - began

    def look_everywhere(self) -> None:
        """Say with all that follows that every part of the page is near the window."""
        for name, widget in self._widgets.items():
            if name.endswith("_near"):
                self._values[name] = WidgetState(id=widget.id, json_value=json.dumps({"near": True}))

    async def act(self) -> float:
        """Change something on the page and return after how many seconds it was answered."""
        name, value, answer = ACTIONS.get(self.page, next_digit)(self._widgets, self.rng)
        self._values[name] = WidgetState(id=self._widgets[name].id, **value)
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._run(answer)
        return time.perf_counter() - began

    async def act_or_ask_again(self) -> float:
        """Change something if anything to change is known, else ask for the same once more."""
        if self.page in ACTIONS or "digit" in self._widgets:
            return await self.act()
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await self._run("")
        return time.perf_counter() - began

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()

    async def _run(self, answer: str) -> None:
        """Ask for a run with the widgets as they are; Refused unless it ends well and says `answer`."""
        assert self._socket is not None
        await self._socket.send(self._request())
        self._kept, said = set(), b""
        ended: int = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        while ended == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            content = await self._socket.recv()
            assert isinstance(content, bytes)
            self.received += len(content)
            message = ForwardMsg.FromString(content)
            self._take(message)
            said += content if len(content) < SMALL else b""
            ended = message.script_finished if message.HasField("script_finished") else ended
        if ended not in FINE or answer.encode() not in said:
            raise Refused(f"did not answer {answer!r}.")

    def _request(self) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self._place
        if not self._place and self.page != FIRST_PAGE:
            state.page_name = self.page
        state.widget_states.widgets.extend(self._values.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.color_scheme, state.context_info.timezone = "light", "UTC"
        return message.SerializeToString()

    def _take(self, message: ForwardMsg) -> None:
        """Note what a message says of the page; Refused if it shows an error."""
        if message.HasField("page_not_found"):
            raise Refused("was not found.")
        if message.HasField("navigation"):
            self._place = message.navigation.page_script_hash
        if message.metadata.cacheable or message.HasField("ref_hash"):
            self._kept.add(message.hash or message.ref_hash)
        if message.HasField("delta") and message.delta.HasField("new_element"):
            element = message.delta.new_element
            kind = str(element.WhichOneof("type"))
            shown = getattr(element, kind)
            if kind == "exception" or (kind == "alert" and "went wrong" in shown.body):
                raise Refused("shows an error.")
            if getattr(shown, "id", ""):
                self._widgets[shown.id.split("-", 2)[-1]] = shown  # "$$ID-digest-key"
