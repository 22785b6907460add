"""Walk through the test digits and see what the network answers."""

import pandas as pd
import streamlit as st

from mnistnet.figures import answers, share, wall
from mnistnet.readout import read_answer, softmax_steps
from pages.ui import bench, cache
from pages.ui.pictures import STAGE, grid, show_clickable, show_digit, show_figure
from pages.ui.words import formula, outputs_are, question

WALL = 60

net = bench.network()
digits = cache.test_digits()
question("How sure is the network?", "A digit that it never saw in training, and what it answers.")
seen = bench.picture()
trace = net.trace(seen.image)
outputs = trace[net.views[-1]][0]
answer = read_answer(outputs, seen.label)

picture, column = st.columns([300, 420], gap="medium")
with picture:
    show_digit(seen.image, alt=seen.words, size=STAGE)
    verdict = ":green[✓ right]" if answer.right else ":red[✗ wrong]"
    st.markdown(f"Label **{seen.label}**, answer **{answer.best}**: {verdict}")
with column:
    alt = f"Ten bars; the longest is {answer.best} with {share(answer.confidence)}; the label is {seen.label}."
    show_figure(answers(outputs, label=seen.label, height=320), "answers", alt=alt)
st.caption(outputs_are(net))

if net.output_activation == "softmax":
    last = net.views[-2]
    st.subheader("From sums to probabilities", anchor=False)
    steps = softmax_steps(trace[last][0])
    st.dataframe(
        pd.DataFrame(steps).style.format({"shifted": "{:.3f}", "power": "{:.5f}", "share": "{:.2%}", "sum": "{:.3f}"}),
        column_config={
            "class": "digit",
            "sum": last,
            "shifted": "− largest",
            "power": "exp",
            "share": "÷ total",
        },
        hide_index=True,
        height="content",
        alt="The softmax computed step by step for the ten classes",
    )
    formula(
        r"z_c = \frac{e^{a_c - \max a}}{\sum_d e^{a_d - \max a}}",
        f"Subtracting the largest sum changes nothing in the result and keeps exp from overflowing. "
        f"The powers add up to {sum(steps['power']):.4f}.",
        "K. Saitoh, *Deep Learning from Scratch*, section 3.5",
    )

st.subheader("A wall of test digits", anchor=False)
pages = -(-len(digits) // WALL)
page = st.pagination(pages, key="wall", bind="query-params")
numbers = range((page - 1) * WALL, min(page * WALL, len(digits)))
guesses = cache.test_outputs(net).argmax(axis=1)
wrong = int((guesses != digits.labels).sum())
st.caption(
    f"{len(digits) - wrong} of {len(digits):,} right, {wrong} wrong. "
    "Green ✓ is right; red ✗ shows label → answer. Click one to open it."
)
show_clickable(
    wall(
        digits.images[numbers.start : numbers.stop],
        digits.labels[numbers.start : numbers.stop],
        guesses[numbers.start : numbers.stop],
        numbers=numbers,
        **grid(15, 6),
        chosen=seen.number,
    ),
    "wall_chart",
    alt=f"Test digits {numbers.start} to {numbers.stop - 1}, green frame: right, red frame: wrong.",
    chooses="digit",
)
