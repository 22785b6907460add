"""Addresses of pages that Streamlit makes nothing of: the first page by its name, and names that lie too deep."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

FILES = ("_stcore", "static", "media", "component", "app", "auth", "offered")  # where no pages are


class FirstByName:
    """Send whoever asks for the first page by its name to the address that it has, with all that is asked of it.

    Streamlit would say that there is no such page, and open the first one all the same. Where a page is asked for in a
    folder it would show nothing at all: the last name is asked for without the folder.
    """

    def __init__(self, app: ASGIApp, name: str) -> None:
        self._app, self._name = app, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        leads = self._leads(scope) if scope["type"] == "http" else ""
        if leads:
            asked = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{leads}?{asked}" if asked else leads)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _leads(self, scope: Scope) -> str:
        """Return where a request is sent; empty if it is to be answered."""
        if scope["path"].endswith(f"/{self._name}"):
            return "./"
        below = _below(scope)
        names = below.strip("/").split("/")
        asks_for_page = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        if len(names) < 2 or names[0] in FILES or not asks_for_page:
            return ""
        return "../" * below.count("/") + names[-1]


def _below(scope: Scope) -> str:
    """Return a request's path beneath the place where the app stands, without a slash before it."""
    base = "/".join(filter(None, (scope.get("root_path", "").strip("/"), config.get_option("server.baseUrlPath"))))
    path: str = scope["path"].lstrip("/")
    return path.removeprefix(base.strip("/")).lstrip("/")
