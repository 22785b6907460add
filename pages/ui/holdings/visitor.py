"""Who is looking: a random name in a cookie, so that a visitor who reloads finds their training runs again."""

import re
import secrets

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.state import mine

COOKIE, DAYS = "mnistnet_visitor", 30
SECURE_COOKIE = (
    f"__Host-{COOKIE}"  # over https: browsers take it from this very host, none of its siblings can plant it
)
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
        headers = Headers(scope=scope)
        secure = "https" in (scope.get("scheme"), headers.get("x-forwarded-proto"))
        known = _name_in(headers.get("cookie", ""), SECURE_COOKIE if secure else COOKIE)
        name = known or secrets.token_hex(16)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if answer.get("content-type", "").startswith("text/html"):
                    answer.append("set-cookie", _cookie_line(name, secure=secure))
                    answer["cache-control"] = "no-store"  # no cache may hand one name to many
            await send(message)

        await self._app(scope if known else _without_conditions(scope), receive, with_cookie)


def _name_in(cookies: str, key: str) -> str:
    """Return the name in a Cookie header; other apps of the same domain may have put anything beside it."""
    name = cookie_parser(cookies).get(key, "")
    return name if NAME.fullmatch(name) else ""


def _cookie_line(name: str, *, secure: bool) -> str:
    parts = [
        f"{SECURE_COOKIE if secure else COOKIE}={name}",
        "Path=/",
        f"Max-Age={DAYS * 86400}",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join(parts + ["Secure"] * secure)


def _without_conditions(scope: Scope) -> Scope:
    """Return a request that is not answered by "you have that already": such an answer could not bring a name."""
    conditions = (b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in conditions]}


def cookie() -> str:
    """Return the name that the browser brings along; empty without one."""
    name = str(st.context.cookies.get(SECURE_COOKIE) or st.context.cookies.get(COOKIE, ""))
    return name if NAME.fullmatch(name) else ""


def address() -> str | None:
    """Return the network address that the visitor comes from; None for this very machine, and where it is not known."""
    told = st.context.ip_address
    return told if isinstance(told, str) else None


def visitor() -> str:
    """Return the visitor's name; without a cookie (a host that runs a plain script) one that lasts for the session."""
    if cookie():
        return cookie()
    mine().name = mine().name or secrets.token_hex(16)
    return mine().name
