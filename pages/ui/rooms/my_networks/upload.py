"""A network brought along as a file: read, asked about where it does not say all, and put on the shelf."""

from dataclasses import replace
from functools import partial
from pathlib import PurePath

import streamlit as st

from mnistnet import Digits, Network
from mnistnet.weight_files import (
    SavedNetwork,
    open_weight_file,
    read_npz,
)
from mnistnet.weight_files.several import MOST_FILES
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.bench.accuracy import accuracy
from pages.ui.holdings import results, shelf
from pages.ui.holdings.incoming import settled
from pages.ui.holdings.kept import kept
from pages.ui.kit.text import paragraph, plain
from pages.ui.kit.upload import SUCCESS, Box, File
from pages.ui.rooms.my_networks import book_file, readings
from pages.ui.rooms.my_networks.brought import Brought
from pages.ui.rooms.my_networks.shelf_table import sizes
from pages.ui.state import keys, set_value

KINDS = ("npz", "pkl", "json", "safetensors", "pt", "npy", "csv", "h5", "keras", "onnx", "mat")
ALSO = (  # .onnx.data are weights, .ckpt are Lightning's; programs hold arrays, too
    "pickle",
    "joblib",
    "pth",
    "ckpt",
    "txt",
    "tsv",
    "h",
    "c",
    "cpp",
    "hpp",
    "java",
    "lua",
    "rs",
    "go",
    "bin",
    "raw",
    "dat",
    "model",
    "weights",
    "cfg",
    "net",
    "nn",
    "ann",
    "gguf",
    "ino",
    "py",
    "js",
    "m",
    "hdf5",
    "jsonl",
    "toml",
    "dill",
    "data",
    "gz",
    "bz2",
    "xz",
    "zip",
)
NAMED = (  # are not read, and told what to do
    "rds",
    "rdata",
    "pb",
    "index",
    "tflite",
    "mlmodel",
    "msgpack",
    "parquet",
    "jld2",
    "xlsx",
    "yaml",
    "yml",
    "pt2",
    "ods",
)
BOX = Box("net_file", (*KINDS, *ALSO, *NAMED), most=MOST_FILES)
NOTICEABLE = 0.01  # of accuracy


def upload() -> Brought | None:
    """Show the upload and return what the file holds; where it cannot be read say why."""
    files = BOX.ask(
        say("A weight file, or all files of one network: ") + ", ".join(f".{kind}" for kind in KINDS),
        say(
            "Dense layers from 784 pixels to 10 digits: a dict W1, b1, … of Deep Learning from Scratch, "
            "NumPy arrays, lists or objects that hold them, a network of Nielsen's, scikit-learn's, PyTorch's or "
            "Keras', or an ONNX graph; also with one matrix a file. Files are only read; nothing in them is run."
        ),
    )
    if not files:
        measured = say(
            "Whatever the file does not say is measured: you see how many digits each reading of it gets right."
        )
        limit = say("A file of more than {most} MB is not taken: it stays red.", most=BOX.megabytes)
        st.caption(paragraph(measured, limit))
        return None
    brought = BOX.read(partial(_read, digits=results.test_digits()))
    return replace(brought, name=brought.name or say("my network")) if brought else None


@kept(max_entries=4, ttl="10m", doing=mark("Trying every reading of the file …"))
def _read(files: tuple[File, ...], digits: Digits) -> Brought:
    name, content = files[0]
    opened = open_weight_file(dict(files) if len(files) > 1 else content)
    network, reading = opened.network_as()
    saved = settled(network, digits)
    candidates = opened.measured(digits)
    if opened.says_all and content.startswith(b"PK") and network.epoch is not None:
        past = read_npz(content).epochs
        saved = replace(saved, epochs={epoch: past[epoch] for epoch in past if epoch < network.epoch})
    called = PurePath(name).stem if network.name == "network" or len(files) > 1 else network.name
    way = opened.ways[reading.guess.way]
    said = "activation" in opened.said
    unread = network if not reading.guess.moments else opened.network
    return Brought(content, plain(called), saved, unread, candidates, reading, way, opened.left_out, said)


def ask_and_keep(brought: Brought) -> None:
    """Ask what the file does not say, show at once what the choice makes of it, and offer to keep the network."""
    network = brought.saved.network
    if len(brought.candidates) > 1:
        readings.show_accuracies(brought, hidden=len(network.dense_layers) > 1)
        network = readings.ask(brought)
    _say_how_it_was_put_together(brought)
    _say_how_well_it_reads(brought, network)
    _offer_to_keep(brought, network)


def _say_how_well_it_reads(brought: Brought, network: Network) -> None:
    """Say how many test digits the network reads right, what it is, and whether another reading is better."""
    reads = accuracy(network)
    best = max(measured for _, measured in brought.candidates)
    told = mark(
        "**{name}**, {sizes}, {parameters:,} parameters: reads **{reads:share}** of the {digits:,} test digits."
    )
    chosen = mark(
        "**{name}**, {sizes}, {parameters:,} parameters: reads **{reads:share}** of the {digits:,} test digits with "
        "these settings."
    )
    st.markdown(
        say(
            chosen if len(brought.candidates) > 1 else told,
            name=brought.name,
            sizes=sizes(network),
            parameters=network.parameters,
            reads=reads,
            digits=len(results.test_digits()),
        )
    )
    book_file.say_what_it_is(brought.content, network)
    if reads < best - NOTICEABLE:
        st.warning(
            say(
                "Another reading gets {best:share}, so this one is hardly what the network was trained with.", best=best
            ),
            icon=":material/warning:",
        )


def _offer_to_keep(brought: Brought, network: Network) -> None:
    """Ask for a name, and offer to put the network on the shelf."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(say("Name"), brought.name, max_chars=40, key=f"net_name_{brought.digest}", width=240)
        st.button(
            say("Put it on the shelf"),
            key="net_keep",
            type="primary",
            disabled=not plain(name),
            on_click=_keep,
            args=(replace(brought.saved, network=replace(network, name=plain(name))),),
        )
    for old in shelf.making_room_for(brought.saved)[:1]:
        st.caption(
            say("Your shelf is full: {kept}, the oldest there, makes room. Take it home first to keep it.", kept=old)
        )


def _say_how_it_was_put_together(brought: Brought) -> None:
    """Say what was done with arrays that are no dense layers, and what else lies in the file."""
    if brought.way:
        st.caption(say("Put together: {way}; the sums are exact.", way=brought.way))
    if brought.left_out:
        names = ", ".join(plain(name) for name in brought.left_out[:12])
        st.caption(say("Left out, as no part of the network: {names}.", names=names))


def _keep(saved: SavedNetwork) -> None:
    name = shelf.keep(saved, brought=True)
    bench.put_on_bench(name)
    set_value(keys.OWN_NETWORK, name)
    BOX.note(SUCCESS, say("{name} is on your shelf and on the bench: open any page to look into it.", name=name))
    BOX.empty()
