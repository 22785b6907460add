"""The My networks page: the shelf as a table, a network as a file, and one's own networks renamed or removed."""

import re

import pandas as pd
import streamlit as st

from mnistnet import Network, WeightFileError, save_network_file
from mnistnet.books.book_file import is_the_books
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.accuracy import accuracy, offer_readings
from pages.ui.holdings import digit_sets, keeping, results, shelf
from pages.ui.holdings.kept import kept
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import plain
from pages.ui.kit.viewport import is_phone
from pages.ui.state import forget, keys, set_value, value_of

FORMATS = {
    "npz": mark(" for NumPy"),
    "safetensors": "",
    "pkl": mark(" for the first book"),
    "json": mark(" for Nielsen's code"),
}
MOST_UPLOADED = 5_000_000  # bytes
MOST_FOR_JSON = 600_000  # parameters: beyond, a file would be larger than can be read again
SEEN = mark(
    "The test digits are 1,000 of MNIST's training digits, which no network that comes along has learned from. "
    "A network that learned from all 60,000, here or elsewhere, has seen them, and its share is flattered."
)
NARROW = {"name": 80, "accuracy": 75, "layers": 118, "parameters": 82}  # pixels: four columns fill a phone
OFFICIAL = mark(
    "The test digits are the official ones of MNIST. No network that comes along has learned from them, nor does one "
    "that is trained here on MNIST."
)


def shelf_table() -> pd.DataFrame:
    """Return what lies on the shelf, each network at its latest epoch."""
    return pd.DataFrame([_row(name, shelf.network(name)) for name in shelf.names()])


def _row(name: str, network: Network) -> dict[str, object]:
    return {
        "name": name,
        "accuracy": 100 * accuracy(network),
        "layers": sizes(network),
        "parameters": network.parameters,
        "activation": activations(network),
        "from": say("the book's own file") if is_the_books(network) else shelf.origin(name),
    }


def show_table(table: pd.DataFrame) -> None:
    """Show the shelf, and in words which network reads best."""
    best = int(table["accuracy"].argmax())
    name = table["name"].iloc[best]
    words = say(
        "{count} networks; {name} reads most of the {digits:,} test digits, {best:share}. You look at {seen}.",
        count=len(table),
        name=name,
        digits=len(results.test_digits()),
        best=table["accuracy"].iloc[best] / 100,
        seen=value_of(keys.NETWORK),
    )
    columns = {
        "name": st.column_config.TextColumn(width=80 if is_phone() else 120),
        "accuracy": st.column_config.NumberColumn(
            say("reads right"), format="%.1f %%", width=75 if is_phone() else None
        ),
        "layers": st.column_config.TextColumn(width=118 if is_phone() else None),
        "parameters": st.column_config.NumberColumn(format="localized", width=82 if is_phone() else None),
    }
    with st.container(key="shelf"):
        show_sortable(table, "shelf", words, column_config=columns)
    own = mark("The test digits are those of your set on the bench.")
    st.caption(f"{words} {say(digit_sets.words_for(SEEN, OFFICIAL, own))}")
    offer_readings(bench.latest_network())


def sizes(network: Network) -> str:
    """Return the widths of the layers, such as 784-50-10; dense layers along rows have 28 inputs."""
    return "-".join(str(n) for n in (network.input_shape[-1], *(layer.fan_out for layer in network.dense_layers)))


def activations(network: Network) -> str:
    """Return the activations in order, each named once where it repeats: "sigmoid, softmax"."""
    return ", ".join(dict.fromkeys(layer.activation for layer in network.dense_layers))


def take_home(network: Network) -> None:
    """Offer a network in all four formats; say why where a format cannot hold it."""
    refused = []
    with st.container(horizontal=True, key="home_buttons"):
        for kind, whose in FORMATS.items():
            try:
                content = _content(network, kind)
            except WeightFileError as reason:
                refused.append(f".{kind}: {reason.sentence}")
                continue
            st.download_button(
                f".{kind}{say(whose)}",
                content,
                f"{re.sub(r'[^0-9A-Za-z]+', '-', network.name).strip('-') or 'network'}.{kind}",
                "application/octet-stream",
                key=f"home_{kind}",
                icon=":material/download:",
                on_click="ignore",
            )
    for sentence in refused:
        st.info(sentence, icon=":material/block:")


@kept(max_entries=16, ttl="10m", doing=mark("Packing …"))
def _content(network: Network, kind: str) -> bytes:
    if kind == "json" and network.parameters > MOST_FOR_JSON:
        raise WeightFileError(say("This network is too large for JSON; save it as .npz or .safetensors."))
    return save_network_file(network, kind)


def home_words(network: Network) -> str:
    """Return which program opens which file, and what it makes of this network."""
    words = say("Each file says all of the network and gives it back bit by bit, ")
    if network.parameters * network.dtype.itemsize > MOST_UPLOADED:
        words += say(
            "but this one is too large to be uploaded here (5 MB): open it with `mnistnet.load_network_file`. "
        )
    else:
        words += say("here and in `mnistnet.load_network_file`. ")
    words += say(
        "The .pkl opens in the code of *Deep Learning from Scratch*, a dict W1, b1, W2, …; the .json in Nielsen's "
    )
    words += "network2.py. "
    if len(network.dense_layers) != len(network.layers) or len(network.input_shape) == 2:
        return words + say(
            "Mind: both lay the picture flat, and this network works along its rows; they need your code."
        )
    if {layer.activation for layer in network.dense_layers} != {"sigmoid"}:
        return words + say(
            "Mind: Nielsen's code always computes sigmoids, and this network has {activations}.",
            activations=activations(network),
        )
    return words


def manage() -> None:
    """Offer to rename a network that was brought or taught, or to take it off the shelf."""
    own = shelf.kept_names()
    st.header(say("Tidy the shelf"), anchor=False)
    if not own:
        st.caption(
            say(
                "Networks that you bring or teach can be renamed and removed here. Runs of your own are deleted "
                "on the Training page."
            )
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(say("Network of yours"), own, index=len(own) - 1, key=keys.OWN_NETWORK, width=240)
        wanted = st.text_input(say("New name"), name, max_chars=40, key=f"own_name_{name}", width=240)
        st.button(say("Rename"), key="own_rename", on_click=_rename, args=(name, wanted), disabled=not plain(wanted))
        with st.popover(say("Remove")):
            st.caption(say("{name} is gone then, unless you have it as a file.", name=name))
            st.button(say("Take {name} off the shelf", name=name), key="own_remove", on_click=_remove, args=(name,))
    st.caption(
        keeping.kept_or_not(
            say(
                "They are kept here until you have been away for {days} days, and the shelf holds {MOST_KEPT} of them. "
                "What you want to keep longer, take home as a file.",
                days=keeping.KEPT_DAYS,
                MOST_KEPT=shelf.MOST_KEPT,
            ),
            say(
                "They last as long as this session, and the shelf holds {MOST_KEPT} of them. What you want to "
                "keep, take home as a file.",
                MOST_KEPT=shelf.MOST_KEPT,
            ),
        )
    )


def _rename(name: str, wanted: str) -> None:
    new = shelf.rename(name, plain(wanted))
    if value_of(keys.NETWORK) == name:
        bench.put_on_bench(new)
    set_value(keys.OWN_NETWORK, new)


def _remove(name: str) -> None:
    shelf.remove(name)
    forget(keys.OWN_NETWORK)
    if value_of(keys.NETWORK) == name:
        bench.put_on_bench("scratch")
