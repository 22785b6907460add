"""Draw a digit and see what the network makes of it."""

import streamlit as st

from mnistnet.figures import answers, mosaic, node_titles, share
from mnistnet.readout import most_excited, read_answer
from pages.ui import bench, cache, canvas, verdicts
from pages.ui.pictures import CARD, grid, show_digit, show_figure
from pages.ui.words import outputs_are, question

net = bench.network()
question("What digit do you draw?", "Draw on the black board. The answer changes with every stroke.")
with st.container(horizontal=True, gap="large"):
    board, verdict = st.container(width=canvas.side() + 2), st.container(width=440)
with board:
    digit = canvas.board()
if digit is None:
    verdict.info("Nothing is drawn yet. Draw a digit from 0 to 9 on the board.", icon=":material/draw:")
    st.stop()

trace = net.trace(digit)
outputs = trace[net.views[-1]][0]
answer = read_answer(outputs)
with verdict:
    seen, words = st.columns([2, 7], vertical_alignment="center", wrap=False)
    with seen:
        show_digit(digit, alt="Your drawing as the network sees it, 28 by 28 pixels", size=CARD)
    words.subheader(f"It answers {answer.best}, with {share(answer.confidence)}", anchor=False)
    words.caption("Left: what the network sees, 28 × 28 pixels, scaled and centred like the digits it learned from.")
    show_figure(
        answers(outputs, height=250),
        "answers",
        alt=f"Ten bars; the longest is {answer.best} with {share(answer.confidence)}.",
    )
    st.caption(outputs_are(net))

sums = net.views[-2]
maps = cache.live_maps(net, digit, ["z1", sums])
st.subheader("What did each pixel do to each answer?", anchor=False)
show_figure(
    mosaic(
        maps[sums],
        node_titles(range(net.classes), outputs, as_share=True),
        unit=f"change of {sums}",
        **grid(10, 5),
    ),
    "output_maps",
    alt=f"Ten maps, one an answer: orange pixels pushed it up, blue ones pulled it down. Strongest: {answer.best}.",
)
st.caption(
    "Orange pixels push an answer up, blue ones pull it down: what each did in all, alone and together with others, "
    f"compared with blank paper. Measured in {sums}, the sum that arrives at the output."
)

nodes = most_excited(trace["z1"][0], 10)
st.subheader("Which hidden nodes does your drawing excite most?", anchor=False)
show_figure(
    mosaic(
        maps["z1"][nodes], node_titles(nodes, trace["z1"][0].ravel()), nodes=nodes, unit="change of z1", **grid(10, 5)
    ),
    "hidden_maps",
    alt=f"Maps of the ten most excited nodes of the first layer: {', '.join(map(str, nodes))}.",
)
st.caption("Node number · its activation. The maps show which of your pixels excited it (orange) or calmed it (blue).")
st.page_link(
    "influence.py", label="See every node of every layer", icon=":material/grain:", query_params={"picture": "Drawing"}
)
verdicts.of_all_networks(digit)
verdicts.steps_of_reading()
