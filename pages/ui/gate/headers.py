"""Headers that tell browsers what not to do with an answer: guess its kind, show it in a foreign frame, tell of it."""

import os

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mnistnet.limits import is_hosted

FRAMES = "MNISTNET_FRAMES"  # sites that may show the app in a frame of theirs, with spaces between them
INSIDE = ("/_stcore/metrics",)  # what is for whoever runs a server


class SafeHeaders:
    """Give every answer these headers; on a public server keep its inner figures to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
                headers["content-security-policy"] = " ".join(("frame-ancestors", "'self'", *frames()))
            await send(message)

        if is_hosted() and scope["path"].endswith(INSIDE):
            await Response(status_code=404)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)


def frames() -> list[str]:
    """Return the sites that may show the app in a frame: classrooms name theirs; "*" is everybody."""
    words = os.environ.get(FRAMES, "").split()
    return [word for word in words if not set(word) & set(";,'\"")]
