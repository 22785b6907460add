"""Files come in through one door: what may come, how much of it, what is said of it, and how the box is emptied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from mnistnet import Told
from mnistnet.limits.bounds import UPLOAD, Bound
from mnistnet.words import say
from pages.ui.kit.tell import tell
from pages.ui.state import mine, value_of

Read = TypeVar("Read")
File = tuple[str, bytes]  # its name, and what is in it
SUCCESS, ERROR = "success", "error"

# Streamlit's box has a name and calls itself mere decoration: whoever cannot see it hears of a group.
_role = st.components.v2.component(
    "mnistnet_upload_role",
    html="<span></span>",
    js="""
export default function () {
  const box = '[data-testid="stFileUploaderDropzone"][role="presentation"]';
  const mend = () => document.querySelectorAll(box).forEach((one) => one.setAttribute("role", "group"));
  const watch = new MutationObserver(mend);
  watch.observe(document.body, { childList: true, subtree: true });
  mend();
  return () => watch.disconnect();
}""",
)


@dataclass(frozen=True)
class Box:
    """A place on a page where files are brought.

    Attributes
    ----------
    key : str
        By which it, what is said of it, and how often it was emptied are known.
    kinds : tuple of str
        The endings that are taken, without a dot; empty for any.
    most : int
        How many files at once.
    bound : Bound
        How large each may be.
    """

    key: str
    kinds: tuple[str, ...] = ()
    most: int = 1
    bound: Bound = UPLOAD

    @property
    def megabytes(self) -> int:
        """How large each file may be, rounded up."""
        return -(-self.bound.most // 10**6)

    def ask(self, label: str, about: str = "", then: Callable[[tuple[File, ...]], None] | None = None) -> list[File]:
        """Show the box and return the files in it; `then` is called with them as soon as they have come."""
        st.file_uploader(
            label,
            self.kinds or None,
            accept_multiple_files=self.most > 1,
            key=self.widget,
            max_upload_size=self.megabytes,
            help=about or None,
            on_change=(lambda: then(self.files)) if then else None,
        )
        _role(key=f"upload_role_{self.key}")
        return list(self.files)

    @property
    def widget(self) -> str:
        """The key of the widget; an emptied box is a new one."""
        return f"{self.key}_{mine().uploads[self.key]}"

    @property
    def files(self) -> tuple[File, ...]:
        """The files that lie in it."""
        held: Any = value_of(self.widget) or []
        return tuple((file.name, file.getvalue()) for file in (held if isinstance(held, list) else [held]))

    def read(self, reader: Callable[[tuple[File, ...]], Read]) -> Read | None:
        """Return what a reader makes of the files; where they are too many or cannot be read say why, and None."""
        try:
            return reader(self._counted())
        except Told as reason:
            tell(reason)
            return None

    def _counted(self) -> tuple[File, ...]:
        if len(self.files) > self.most:
            words = say("These are {n} files; bring no more than {most}.", n=len(self.files), most=self.most)
            raise Told(words)
        return self.files

    def empty(self) -> None:
        """Let the box be empty when it is drawn next."""
        mine().uploads[self.key] += 1

    def note(self, kind: str, words: str) -> None:
        """Keep what is to be said of the files, `SUCCESS` or `ERROR`, until it has been."""
        mine().said[self.key] = kind, words

    @property
    def has_good_news(self) -> bool:
        """Whether a success is still to be told."""
        return mine().said.get(self.key, ("", ""))[0] == SUCCESS

    def noted(self) -> tuple[str, str]:
        """Return the kind and the words of what is to be said, and forget them; two empty texts for nothing."""
        return mine().said.pop(self.key, ("", ""))

    def show_noted(self) -> None:
        """Say once what has just been done."""
        kind, words = self.noted()
        if kind == SUCCESS:
            st.success(words, icon=":material/check:")
        elif kind == ERROR:
            st.error(words, icon=":material/error:")
