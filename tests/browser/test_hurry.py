"""Who goes on before the last answer has arrived still has a page that lives."""

from playwright.sync_api import WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from .conftest import eventually, go_to, settle


class SlowLine:
    """A line on which answers can be held back; what goes to the server passes."""

    def __init__(self, page) -> None:
        self.holds, self.held, self.ended = False, [], 0
        page.route_web_socket("**/_stcore/stream", self._take)

    def _take(self, browser: WebSocketRoute) -> None:
        self.browser, server = browser, browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(self._hand_on)

    def _hand_on(self, message: bytes) -> None:
        if not self.holds:
            self.browser.send(message)
            return
        self.held.append(message)
        self.ended += ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"

    def let_go(self) -> None:
        """Hand on all that was held back, in its order."""
        self.holds = False
        for message in self.held:
            self.browser.send(message)


def click(page, title: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()


def test_a_page_come_back_to_before_the_last_one_has_arrived_is_there(visit, server):
    page = visit.blank()
    line = SlowLine(page)
    page.goto(f"{server}/mistakes?network=scratch")
    settle(page)
    go_to(page, "What it sees")
    settle(page)
    line.holds = True
    click(page, "Probabilities")  # its address comes with the answer
    eventually(page, lambda: line.ended == 1, "the third page is not answered")
    click(page, "Mistakes")
    eventually(page, lambda: line.ended == 2, "the first page is not answered again")
    line.let_go()
    page.get_by_role("heading", name="Where does it go wrong?").wait_for()
    settle(page)
    page.locator(".st-key-confusion .js-plotly-plot").wait_for()
