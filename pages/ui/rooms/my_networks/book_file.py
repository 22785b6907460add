"""The first book's own weights on the My networks page: where they are, how they come here, how they are recognised."""

import streamlit as st

from mnistnet import Network
from mnistnet.books.book_file import SAMPLE_WEIGHT, Likeness, likeness
from mnistnet.words import say
from pages.ui.holdings import results


def show_way() -> None:
    """Say where the book's file is published, and what makes it the book's."""
    book = SAMPLE_WEIGHT
    st.markdown(
        say(
            "**The book's file.** *Deep Learning from Scratch* has weights that its author trained: "
            "[ch03/{name}]({repository}) in its public repository, {size:.0f} kB. Fetch it: your browser "
            "saves it with your downloads. Then drop it into the box below.",
            name=book.name,
            repository=book.repository,
            size=book.size / 1000,
        )
    )
    with st.container(horizontal=True, vertical_alignment="center", key="book_file"):
        st.link_button(say("Fetch {name}", name=book.name), book.address, icon=":material/menu_book:")
        with st.popover(say("How is it recognised?"), icon=":material/fingerprint:"):
            st.markdown(recognition_words())


def recognition_words() -> str:
    """Return what makes the book's file the book's."""
    book = SAMPLE_WEIGHT
    return say(
        "It reads {right} of MNIST's {count:,} test digits, which is **{wrong} misread**, and holds "
        "these arrays: {shapes_words}. Its SHA-256 is `{sha256}`.\n\nAs soon as you bring a file the "
        "page says whether it is this one. “scratch”, which comes along, is not: it has the book's "
        "layers, and was trained here.",
        right=book.right / book.count,
        count=book.count,
        wrong=book.wrong,
        shapes_words=shapes_words(),
        sha256=book.sha256,
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
        return say(
            "**This is the book's file.** {known_by} {mistakes}",
            known_by=_known_by(found),
            mistakes=_mistakes(found),
        )
    if found.wrong is None:
        return say(
            "This file has the arrays of the book's; its bytes and numbers are others. MNIST's test digits, "
            "of which the book's misreads {wrong}, are not on this machine.",
            wrong=book.wrong,
        )
    return say(
        "This file has the arrays of the book's, and other weights: it misreads {wrong:,} of MNIST's "
        "{count:,} test digits, the book's {book}.",
        wrong=found.wrong,
        count=book.count,
        book=book.wrong,
    )


def _known_by(found: Likeness) -> str:
    if found.same_bytes:
        return say("It is the same, byte for byte: its SHA-256 tells.")
    if found.same_numbers:
        return say("It holds the very same numbers, in another file.")
    return say("It has the same arrays and as many mistakes.")


def _mistakes(found: Likeness) -> str:
    book = SAMPLE_WEIGHT
    if found.wrong is None:
        return say("MNIST's test digits, of which it misreads {wrong}, are not on this machine.", wrong=book.wrong)
    if found.wrong == book.wrong:
        return say(
            "It misreads {wrong} of MNIST's {count:,} test digits: accuracy {right}.",
            wrong=found.wrong,
            count=book.count,
            right=book.right / book.count,
        )
    return say(
        "Read as you chose it misreads {wrong:,} of MNIST's {count:,} test digits; as the book reads it, {book}.",
        wrong=found.wrong,
        count=book.count,
        book=book.wrong,
    )
