"""What an answer names, and does not send again, has to be there still when the answer arrives.

A browser keeps what it was sent until some answers in a row have not used it, and says with each request what it
keeps. Who asks while the end of the last answer is on its way has that end throw away what was just said to be kept:
if the next answer names it, the page is dead. So an answer names only what one of the last few has shown, and a
browser keeps things for more answers than that (`maxCachedMessageAge` in `.streamlit/config.toml`).
"""

from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

__all__ = ["Sent", "name_only_what_is_kept"]

FEW = 4  # answers


@dataclass(eq=False)
class Sent:
    """What one browser was sent lately, by the number of the answer."""

    answer: int = 0
    last: dict[str, int] = field(default_factory=dict)

    def begin(self, kept: frozenset[str]) -> frozenset[str]:
        """Begin an answer; return what of all that the browser keeps may be named in it."""
        self.answer += 1
        self.last = {name: number for name, number in self.last.copy().items() if self.answer - number <= FEW}
        return kept & self.last.keys()

    def note(self, name: str) -> None:
        """Note that the answer has shown something, in full or by its name."""
        self.last[name] = self.answer


SENT: WeakKeyDictionary[PagesManager, Sent] = WeakKeyDictionary()  # each session has one of its own


def name_only_what_is_kept() -> None:
    """Let no answer of this server name what its browser may throw away before the answer arrives."""
    reset, enqueue = ScriptRunContext.reset, ScriptRunContext.enqueue
    if hasattr(reset, "__wrapped__"):  # it was done before
        return

    @wraps(reset)
    def begun(self: ScriptRunContext, *asked: Any, **look: Any) -> None:
        reset(self, *asked, **look)
        self.cached_message_hashes = _of(self).begin(self.cached_message_hashes)

    @wraps(enqueue)
    def shown(self: ScriptRunContext, msg: ForwardMsg) -> None:
        enqueue(self, msg)
        if msg.metadata.cacheable:
            _of(self).note(msg.hash)

    ScriptRunContext.reset = begun  # type: ignore[method-assign]
    ScriptRunContext.enqueue = shown  # type: ignore[method-assign]


def _of(context: ScriptRunContext) -> Sent:
    return SENT.setdefault(context.pages_manager, Sent())
