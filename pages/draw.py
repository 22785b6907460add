"""Draw a digit and see what the network makes of it."""

from functools import partial

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures import answers, mosaic, node_titles
from mnistnet.readout import most_excited, read_answer
from mnistnet.words import say
from pages.ui.bench import bench, board
from pages.ui.bench.side_by_side import beyond_bars, common_limit, scale_words, side_by_side
from pages.ui.holdings import results
from pages.ui.kit import address
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import outputs_are, question
from pages.ui.rooms import draw
from pages.ui.rooms.draw import Maps

net = bench.network()
question(say("mnistnet"), say("Draw a digit and see how a neural network reads it, pixel by pixel."))
with st.container(horizontal=True, gap="large"):
    drawing = st.container(width="content")
    verdict = st.container(key="verdict", width="stretch")
with drawing:
    digit = board.board()


def show_answer(drawn: board.Drawn, one: Network, ending: str) -> None:
    """Show what a network answers."""
    outputs = one.predict(drawn)[0]
    answer = read_answer(outputs)
    draw.show_verdict(
        drawn, say("It answers {best}, with {confidence:share}", best=answer.best, confidence=answer.confidence)
    )
    alt = say(
        "Ten bars; the longest is {best} with {confidence:share}.", best=answer.best, confidence=answer.confidence
    )
    show_figure(answers(outputs, height=draw.bars_height(), beyond=beyond_bars()), f"answers{ending}", alt=alt)
    st.caption(outputs_are(one))


def show_maps(drawn: board.Drawn, maps: Maps, limit: float | None, one: Network, ending: str) -> None:
    """Show what each pixel did to each answer of a network."""
    outputs, sums = one.predict(drawn)[0], one.views[-2]
    titles = node_titles(range(one.classes), outputs, as_share=True)
    figure = mosaic(maps[one][sums], titles, unit=say("change of {sums}", sums=sums), limit=limit, **grid(10, 5))
    best = read_answer(outputs).best
    alt = say(
        "Ten maps, one an answer: orange pixels pushed it up, blue ones pulled it down. Strongest: {best}.", best=best
    )
    show_figure(figure, f"output_maps{ending}", alt=alt)


def show_excited(drawn: board.Drawn, maps: Maps) -> None:
    """Show the maps of the nodes of the first layer that the drawing excites most."""
    excited = net.trace(drawn)["z1"][0].ravel()
    nodes = most_excited(excited, 10)
    titles = node_titles(nodes, excited)
    figure = mosaic(maps[net]["z1"][nodes], titles, nodes=nodes, unit=say("change of z1"), **grid(10, 5))
    alt = say("Maps of the ten most excited nodes of the first layer: {nodes}.", nodes=", ".join(map(str, nodes)))
    show_figure(figure, "hidden_maps", alt=alt)


def views_of(one: Network) -> list[str]:
    """Return the views whose maps are shown: the sums at the outputs, and of the first network z1."""
    return ["z1", one.views[-2]] if one is net else [one.views[-2]]


def same_outputs(one: Network) -> bool:
    """Return whether the outputs of a network mean the same as those of the one on the bench."""
    return one.output_activation == net.output_activation


if digit is None:
    verdict.info(say("Nothing is drawn yet. Draw a digit from 0 to 9 on the board."), icon=":material/draw:")
else:
    with verdict:
        side_by_side(partial(show_answer, digit))
    st.header(say("What did each pixel do to each answer?"), anchor=False)
    maps = {one: results.live_maps(one, digit, views_of(one)) for one in bench.sides()}
    limit = common_limit(lambda one: maps[one][one.views[-2]] if same_outputs(one) else None)
    side_by_side(partial(show_maps, digit, maps, limit))
    words = say(
        "Orange pixels push an answer up, blue ones pull it down: what each did in all, alone and together with "
        "others, compared with blank paper. Measured in {sums}, the sum that arrives at the output.",
        sums=net.views[-2],
    )
    st.caption(f"{words} {scale_words(limit)}")
    st.header(say("Which hidden nodes does your drawing excite most?"), anchor=False)
    show_excited(digit, maps)
    st.caption(say("Node number · its activation. The maps show which pixels excited it (orange) or calmed it (blue)."))
    address.link("influence.py", say("See every node of every layer"), ":material/grain:", picture=bench.DRAWING)
    code(say("The answer"), say("the answer beside the picture, and its bar"), snippets.answers, net, digit)
    draw.of_all_networks(digit)
    draw.steps_of_reading()
