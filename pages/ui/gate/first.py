"""The first page has no name in the address; whoever asks for it by its name, as for any other page, gets it."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class FirstByName:
    """Send whoever asks for the first page by its name to the address that it has, with all that is asked of it.

    Streamlit would say that there is no such page, and open the first one all the same.
    """

    def __init__(self, app: ASGIApp, name: str) -> None:
        self._app, self._name = app, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["path"].endswith(f"/{self._name}"):
            asked = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"./?{asked}" if asked else "./")(scope, receive, send)
        else:
            await self._app(scope, receive, send)
