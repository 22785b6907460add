"""A visitor who says of widgets what no browser would: opens a page, sends crafted messages, notes what failed."""

import asyncio
import random
from collections.abc import Iterable, Mapping

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.visitor import PROBLEMS, Refused, Visitor
from pages.ui.bench.doors import DOORS
from tests.hostile.messages import links, messages
from tests.hostile.names import IN_FORCE

PAGES = tuple(door.file for door in DOORS)
AT_ONCE = 40  # things that are said with one message, each of another widget
# what takes long on its own, by honest means as well
NEVER = ("break_measure", "fetch", "home_", "measure", "never_train", "retrain", "sheets_learn", "sweep_start", "train")


class Attacker(Visitor):
    """One open tab of somebody with bad intentions.

    Parameters
    ----------
    address, page, seed
        As for `Visitor`.
    query : str
        What the address asks for.
    """

    def __init__(self, address: str, page: str, seed: int, query: str = "") -> None:
        super().__init__(address, page, seed)
        self._query = query
        self.kinds: dict[str, str] = {}

    async def say(self, said: Mapping[str, Mapping[str, object]]) -> None:
        """Send one crafted message about some widgets; Refused if the page fails by it."""
        known = {name: value for name, value in said.items() if name in self._widgets}
        self._values = {name: WidgetState(id=self._widgets[name].id, **value) for name, value in known.items()}
        async with asyncio.timeout(120):
            await self._run("")

    def _request(self) -> bytes:
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg.FromString(super()._request())
        message.rerun_script.query_string = self._query
        return message.SerializeToString()

    def _take(self, message) -> None:
        super()._take(message)
        if message.HasField("delta") and message.delta.HasField("new_element"):
            element = message.delta.new_element
            kind = str(element.WhichOneof("type"))
            name = getattr(getattr(element, kind), "id", "").split("-", 2)[-1]
            if name and not name.startswith(NEVER):
                self.kinds[name] = kind
            if IN_FORCE.search(str(getattr(getattr(element, kind), "body", ""))):
                raise Refused("shows what a stranger wrote as if it were the page's own.")


async def attack(address: str, page: str, seed: int, count: int) -> list[str]:
    """Say so many crafted things of a page's widgets, many at once, and return what failed, in words."""
    rng, failed, told = random.Random(seed), [], 0
    tab = Attacker(address, page, seed)
    await tab.open()
    while told < count:
        said = dict(messages(rng, tab.kinds, min(AT_ONCE, count - told)))
        told += len(said)
        try:
            await tab.say(said)
        except PROBLEMS as problem:
            failed.append(f"{page}: { ({name: str(value)[:100] for name, value in said.items()}) }: {problem!r}")
            await tab.close()
            tab = Attacker(address, page, seed)
            await tab.open()
    await tab.close()
    return failed


async def open_links(address: str, page: str, keys: Iterable[str], numbers: Iterable[int]) -> list[str]:
    """Open a page by some of the hostile links, by their numbers, and return what failed, in words."""
    failed, known = [], links(sorted(keys))
    for query in (known[number % len(known)] for number in numbers):
        tab = Attacker(address, page, 0, query)
        try:
            await tab.open()
        except (Refused, *PROBLEMS) as problem:
            failed.append(f"{page}?{query[:80]}: {problem!r}")
        await tab.close()
    return failed
