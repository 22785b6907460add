"""Streamlit's own files are the same for everybody: compressed once and kept, they cost the next visitor nothing."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 20_000_000  # bytes that are kept: all of the app's files take 3 million
OTHERS = ("range", "if-none-match", "if-modified-since")  # headers of who asks for less than a whole file


class PackedOnce:
    """Remember what was answered to whoever takes gzip; it stands before whatever compresses.

    Compressing what one visitor's browser loads takes half a second, for which all others wait.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not _asks_for_whole_static_file(scope):
            await self._app(scope, receive, send)
        elif scope["path"] in self._kept:
            for message in self._kept[scope["path"]]:
                await send(dict(message))  # whoever stands before this adds headers to it
        else:
            answer: list[Message] = []

            async def noting(message: Message) -> None:
                answer.append(dict(message))
                await send(message)

            await self._app(scope, receive, noting)
            if _is_packed(answer) and sum(map(_size, self._kept_messages())) + sum(map(_size, answer)) <= MOST:
                self._kept[scope["path"]] = answer

    def _kept_messages(self) -> list[Message]:
        return [message for answer in self._kept.values() for message in answer]


def _asks_for_whole_static_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or "/static/" not in scope["path"]:
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not any(name in headers for name in OTHERS)


def _is_packed(answer: list[Message]) -> bool:
    """Return whether an answer is a whole compressed file that browsers, too, may keep for ever."""
    if not answer or answer[0].get("status") != 200 or answer[-1].get("more_body"):
        return False
    headers = Headers(raw=answer[0]["headers"])
    return headers.get("content-encoding") == "gzip" and "immutable" in headers.get("cache-control", "")


def _size(message: Message) -> int:
    return len(message.get("body", b""))
