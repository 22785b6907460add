"""The networks on the visitor's shelf: bring one along as a file, take one home, rename and remove one's own."""

import streamlit as st

from mnistnet import snippets
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit.record import code
from pages.ui.kit.text import question
from pages.ui.rooms.my_networks import book_file, upload
from pages.ui.rooms.my_networks import shelf_table as ui

question(
    say("Which networks are yours?"),
    say(
        "All that lie on your shelf: those that come along and those that you train, teach or bring. "
        "Every page opens each of them."
    ),
)
table = ui.shelf_table()
ui.show_table(table)

st.header(say("Bring the book's file, or any other"), anchor=False)
book_file.show_way()
upload.BOX.show_noted()
brought = upload.upload()
if brought is not None:
    upload.ask_and_keep(brought)

net = bench.network()
code(
    say("The row of {name}", name=net.name),
    say("in this network's row of the table: “reads right” and “parameters”"),
    snippets.shelf_row,
    net,
    results.test_digits(),
)
st.header(say("Take {name} home", name=net.name), anchor=False)
ui.take_home(net)
st.caption(ui.home_words(net))
ui.manage()
