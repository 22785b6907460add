"""The first book's own weights on the My networks page: where they are, how they come here, how they are recognised."""

import streamlit as st

from mnistnet import Network
from mnistnet.books.book_file import SAMPLE_WEIGHT, Likeness, likeness
from pages.ui.holdings import results


def show_way() -> None:
    """Say where the book's file is published, and what makes it the book's."""
    book = SAMPLE_WEIGHT
    st.markdown(
        f"**The book's file.** *Deep Learning from Scratch* has weights that its author trained: "
        f"[ch03/{book.name}]({book.repository}) in its public repository, {book.size / 1000:.0f} kB. Fetch it: your "
        "browser saves it with your downloads. Then drop it into the box below."
    )
    with st.container(horizontal=True, vertical_alignment="center", key="book_file"):
        st.link_button(f"Fetch {book.name}", book.address, icon=":material/menu_book:")
        with st.popover("How is it recognised?", icon=":material/fingerprint:"):
            st.markdown(recognition_words())


def recognition_words() -> str:
    """Return what makes the book's file the book's."""
    book = SAMPLE_WEIGHT
    return (
        f"It reads {book.right / book.count} of MNIST's {book.count:,} test digits, which is **{book.wrong} misread**, "
        f"and holds these arrays: {shapes_words()}. Its SHA-256 is `{book.sha256}`.\n\nAs soon as you bring a file the "
        "page says whether it is this one. “scratch”, which comes along, is not: it has the book's layers, and was "
        "trained here."
    )


def shapes_words() -> str:
    """Return the arrays of the book's file with their shapes."""
    shapes = SAMPLE_WEIGHT.shapes.items()
    return ", ".join(f"{name} ({', '.join(map(str, shape))}{',' * (len(shape) == 1)})" for name, shape in shapes)


def say_what_it_is(content: bytes, network: Network) -> None:
    """Say whether a file that was brought is the book's; nothing where it is not even like it."""
    found = likeness(content, network, results.official_digits())
    if found.is_it:
        st.success(likeness_words(found), icon=":material/menu_book:")
    elif found.same_shapes:
        st.info(likeness_words(found), icon=":material/menu_book:")


def likeness_words(found: Likeness) -> str:
    """Return in words how a file is known to be the book's, or why it is not or may be."""
    book = SAMPLE_WEIGHT
    if found.is_it:
        return f"**This is the book's file.** {_known_by(found)} {_mistakes(found)}"
    if found.wrong is None:
        return (
            "This file has the arrays of the book's; its bytes and numbers are others. MNIST's test digits, of which "
            f"the book's misreads {book.wrong}, are not on this machine."
        )
    return (
        f"This file has the arrays of the book's, and other weights: it misreads {found.wrong:,} of MNIST's "
        f"{book.count:,} test digits, the book's {book.wrong}."
    )


def _known_by(found: Likeness) -> str:
    if found.same_bytes:
        return "It is the same, byte for byte: its SHA-256 tells."
    if found.same_numbers:
        return "It holds the very same numbers, in another file."
    return "It has the same arrays and as many mistakes."


def _mistakes(found: Likeness) -> str:
    book = SAMPLE_WEIGHT
    if found.wrong is None:
        return f"MNIST's test digits, of which it misreads {book.wrong}, are not on this machine."
    if found.wrong == book.wrong:
        return f"It misreads {found.wrong} of MNIST's {book.count:,} test digits: accuracy {book.right / book.count}."
    return (
        f"Read as you chose it misreads {found.wrong:,} of MNIST's {book.count:,} test digits; as the book reads it, "
        f"{book.wrong}."
    )
