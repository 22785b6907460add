"""How the app looks beyond what Streamlit's theme can say: one style sheet, there before anything else is seen."""

from pathlib import Path
from typing import ClassVar

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.frame.early import coming_html, early_html
from pages.ui.holdings.offered import preloads

SHEET = Path(__file__).with_name("style.css")
STALE = (b"content-length", b"etag", b"last-modified")  # what is no longer true of a page with the sheet in it
PLAIN = (b"accept-encoding", b"if-none-match", b"if-modified-since")  # without these the page comes whole and unpacked


class StyleFirst:
    """Middleware that puts the style sheet, and what else comes early, into the head of the one HTML page of Streamlit.

    Put on the page by a script, it would come after the first elements are drawn, and these would jump.
    """

    is_in_use: ClassVar[bool] = False

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.style = f"{early_html()}<style>{SHEET.read_text(encoding='utf-8')}</style></head>".encode()
        self.coming = coming_html().encode()
        StyleFirst.is_in_use = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        held: list[Message] = []

        async def put_in(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif held and message["type"] == "http.response.body":
                held.append(message)
                if not message.get("more_body"):
                    for one in self._styled(held):
                        await send(one)
            else:
                await send(message)

        if _asks_for_page(scope):
            asked = [(name, value) for name, value in scope["headers"] if name not in PLAIN]
            await self.app({**scope, "headers": asked}, receive, put_in)
        else:
            await self.app(scope, receive, send)

    def _styled(self, held: list[Message]) -> tuple[Message, Message]:
        start, *parts = held
        body = b"".join(part.get("body", b"") for part in parts)
        body = body.replace(b"</head>", preloads().encode() + self.style, 1)
        body = body.replace(b'<div id="root"></div>', b'<div id="root">%b</div>' % self.coming, 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in STALE]
        headers.append((b"content-length", str(len(body)).encode()))
        return {**start, "headers": headers}, {"type": "http.response.body", "body": body}


def use() -> None:
    """Put the style sheet on the page, where no middleware has done so: a host that wants a plain script."""
    if not StyleFirst.is_in_use:
        st.html(SHEET)


def _asks_for_page(scope: Scope) -> bool:
    return scope["type"] == "http" and b"text/html" in dict(scope["headers"]).get(b"accept", b"")


def _is_page(start: Message) -> bool:
    """Return whether an answer is the page of the app, and not a web page that somebody takes home as a file."""
    headers = {name.lower(): value for name, value in start["headers"]}
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return bool(start["status"] == 200 and is_html and b"content-disposition" not in headers)
