"""Through hidden nodes: by which of them the picture reaches an answer, with nothing left over."""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures import mosaic
from mnistnet.influence import Flow, flow
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import number
from pages.ui.rooms.influence.subject import Subject


def through_hidden_nodes(subject: Subject) -> None:
    """Show through which hidden nodes the picture reaches an answer."""
    net = subject.network
    if len(net.views) < 4:
        st.info(say("This network has no hidden layer for anything to flow through."))
        return
    best = read_answer(results.outputs(net, subject.picture.image)).best
    target = choices.segmented(say("To which answer"), range(net.classes), key=f"target_{best}", default=best)
    paths = flow(net, subject.picture.image, target, subject.baseline)
    where = say("the receipt of answer {target}, from its first line to “the sum that arrives”", target=target)
    code(say("Through hidden nodes"), where, snippets.flow, net, subject.picture.image, target, subject.baseline)
    nodes = paths.strongest(10).tolist()
    _show_maps(subject, paths, nodes)
    title = say("answer {target} in {view}", target=target, view=net.views[-2])
    receipt(title, _rows(paths, nodes), bold=say("the sum that arrives"))
    st.caption(
        say(
            "Each map shows which pixels reached answer {target} through one hidden node of {view}; over it "
            "the node's number and what it brought. The last layer only adds, so nothing is left over.",
            target=target,
            view=net.views[-3],
        )
    )


def _show_maps(subject: Subject, paths: Flow, nodes: list[int]) -> None:
    """Show which pixels reached the answer through each of some nodes."""
    figure = mosaic(
        paths.maps[nodes],
        [f"{node}: {number(paths.contributions[node])}" for node in nodes],
        nodes=nodes,
        unit=say("change of {view} of answer {target}", view=subject.network.views[-2], target=paths.target),
        colours=subject.colours,
        ink=subject.picture.image,
        **grid(5, 2),
    )
    alt = say("The ten hidden nodes that moved answer {target} most, with the pixels that did it.", target=paths.target)
    show_figure(figure, "flow", alt=alt)


def _rows(paths: Flow, nodes: list[int]) -> dict[str, str]:
    """Return what arrives at the answer, line by line."""
    begin, brought, most = paths.bias + paths.resting.sum(), paths.contributions.sum(), paths.contributions[nodes].sum()
    return {
        say("bias, and what the hidden nodes send anyway"): number(begin),
        say("the ten strongest nodes"): number(most),
        say("all other hidden nodes"): number(brought - most),
        say("the sum that arrives"): number(begin + brought),
    }
