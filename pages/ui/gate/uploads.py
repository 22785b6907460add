"""Uploads are counted while they arrive: those of one open page, and those of one network address."""

import re
import time
from collections import OrderedDict, deque

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mnistnet.limits import limits
from mnistnet.words import say

PLACE = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")
WINDOW = 600.0  # seconds within which those of one address are counted
MOST_KNOWN = 10_000  # pages and addresses that are remembered; the oldest is forgotten
HERE = ("127.0.0.1", "::1")  # this machine, or a proxy on it that does not say for whom it asks


class CountUploads:
    """Refuse an upload once an open page, or a network address, has sent as much as `Limits` allow."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._of_page: OrderedDict[str, int] = OrderedDict()
        self._of_client: OrderedDict[str, deque[tuple[float, int]]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its bytes are counted; answer at once where there is no room."""
        page = PLACE.search(scope["path"]) if scope["type"] == "http" and scope["method"] in ("PUT", "POST") else None
        if page is None:
            await self._app(scope, receive, send)
            return
        client = Request(scope).client
        name, address = page[1], client.host if client and client.host not in HERE else ""
        if not self._has_room(name, address, _declared(scope)):
            sentence = say("This page has uploaded as much as it may: close it, open it anew, and go on in a while.")
            await PlainTextResponse(sentence, 413)(scope, receive, send)
            return

        async def counted() -> Message:
            message = await receive()
            self._count(name, address, len(message.get("body", b"")))
            return message

        await self._app(scope, counted, send)

    def _has_room(self, page: str, address: str, declared: int) -> bool:
        allowed = limits()
        seen = self._of_client.get(address, deque())
        while seen and time.monotonic() - seen[0][0] > WINDOW:
            seen.popleft()
        of_client = sum(size for _, size in seen) + declared
        of_page = self._of_page.get(page, 0) + declared
        return of_page <= 1e6 * allowed.uploads and of_client <= 1e6 * allowed.client_uploads

    def _count(self, page: str, address: str, size: int) -> None:
        self._of_page[page] = self._of_page.pop(page, 0) + size
        if address:
            self._of_client[address] = self._of_client.pop(address, deque())
            self._of_client[address].append((time.monotonic(), size))
        for known in (self._of_page, self._of_client):
            while len(known) > MOST_KNOWN:
                known.popitem(last=False)


def _declared(scope: Scope) -> int:
    """Return how many bytes a request says that it brings; what says nothing is counted as it comes."""
    length = Request(scope).headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0
