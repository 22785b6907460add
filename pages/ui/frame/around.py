"""The frame round every page: the menu, the page's head, the bench."""

from collections.abc import Iterator
from contextlib import contextmanager

from pages.ui.bench import board, strip
from pages.ui.frame import desk, explained, head, hiding, lesson, link, menu, my_desk, reader
from pages.ui.holdings import own_runs
from pages.ui.kit import address, record, viewport


@contextmanager
def around(page: str) -> Iterator[None]:
    """Show everything that surrounds a page; the page runs inside.

    The steps stand in this order because each needs what those before it have made.

    Parameters
    ----------
    page : str
        The page's name in the address; empty for the first page.
    """
    desk.notice()  # first of all: every widget that is shown looks like one of a session before
    own_runs.look()  # runs that are due start now, and all below show one state of them
    address.enter(page)  # before any choice is shown: in some runs choices are taken from the address
    reader.note_language()  # after the address was entered, which begins bare
    record.begin()  # what the last run has shown is forgotten before anything is shown
    hiding.enter()  # a teacher's link may hide what stands below
    desk.enter()  # in a new session what the visitor has made comes back before anything of it is asked for
    lesson.enter(page)  # may open another page, so before anything of this one is shown; after guesses came back
    viewport.watch(page, lesson.shows())  # before anything is laid out, for which it knows how wide the window is
    board.enter(page)  # before anything asks what is drawn: the canvas forgets its strokes when its page is left
    menu.show_more(page)  # in the side panel, below the menu
    my_desk.show()
    reader.offer_languages()
    head.reserve(page)  # the question and the buttons stand above the strip, but are known only later
    face = strip.show(page)  # lays networks, epochs and the picture on the bench, at which the page looks
    guessing = lesson.reserve(page)  # above the page, of which it may cover a part
    explained.explain()  # beside the page, whose captions it watches
    yield
    strip.show_face(face, page)  # the page may have changed the picture
    lesson.show(guessing, page)  # only now is it known what is drawn
    link.note_drawing(page)  # every other choice has noted itself
    head.show_actions(page)  # only now is it known what the page has shown, and so what can be taken home
    address.write()  # the whole view is known: the browser shows its address
    desk.keep()  # last of all: nobody waits for it
