"""Who is looking: a random name in a cookie, so that a visitor who reloads finds their training runs again."""

import re
import secrets
from http.cookies import SimpleCookie

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.state import mine

COOKIE, DAYS = "mnistnet_visitor", 30
NAME = re.compile(r"[0-9a-f]{32}")


class NameVisitors:
    """Give every browser that opens a page a random name for the next 30 days; it says nothing about the person."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the cookie to a page; a name that is there stays."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        here = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
        name = here.value if here is not None and NAME.fullmatch(here.value) else secrets.token_hex(16)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    lasts = f"Max-Age={DAYS * 86400}"
                    parts = (f"{COOKIE}={name}", "Path=/", lasts, "HttpOnly", "SameSite=Lax")
                    headers.append("set-cookie", "; ".join(parts))
            await send(message)

        await self._app(scope, receive, with_cookie)


def cookie() -> str:
    """Return the name that the browser brings along; empty without one."""
    name = str(st.context.cookies.get(COOKIE, ""))
    return name if NAME.fullmatch(name) else ""


def visitor() -> str:
    """Return the visitor's name; without a cookie (a host that runs a plain script) one that lasts for the session."""
    if cookie():
        return cookie()
    mine().name = mine().name or secrets.token_hex(16)
    return mine().name
