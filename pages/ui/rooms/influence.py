"""Close-ups of one node's influence map, each of which answers one more question about it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, snippets
from mnistnet.figures import large_map, mosaic
from mnistnet.influence import InfluenceMaps, contrast, flow, owen_curve
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_clickable, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import number
from pages.ui.state import Picture, value_of

PIXEL = "pixel"

ROOM = {"wide": 3, "phone": 1}


@dataclass(frozen=True, eq=False)
class Subject:
    """What a close-up looks at: one node of one view, for one picture against one baseline, in the page's colours."""

    network: Network
    picture: Picture
    baseline: NDArray[np.uint8] | None
    view: str
    node: int
    maps: InfluenceMaps
    colours: str

    @property
    def unit(self) -> str:
        """What a value of 1 means."""
        return say("change of {view}", view=self.view)

    @property
    def name(self) -> str:
        """The node in words."""
        return say("node {node} of {view}", node=self.node, view=self.view)


def where(method: str) -> dict[str, str]:
    """Return where on the page the number of a map's program stands, for each kind of number that it may print."""
    sums = {"one_pixel": say("the receipt's “all pixels, each alone”"), "shapley": say("the receipt's “in all”")}
    first = sums.get(method, "the sum of the node's map")
    truth = say("“what truly happened to the node”")
    return {
        "map": say("{first}, and the strongest pixel, as the words over that pixel of the map say", first=first),
        "receipt": say("the receipt's “in all” and {truth}", truth=truth),
        "truth": say(
            "the receipt's {truth}, to which the map adds up nearly; it takes too long a program", truth=truth
        ),
    }


def alone_and_together(subject: Subject) -> None:
    """Show what pixels do alone, what they do together with others, and that both add up to the true change."""
    arguments = subject.network, subject.picture.image
    alone = results.influence_maps(*arguments, "one_pixel", subject.view, subject.baseline)
    total = results.influence_maps(*arguments, "shapley", subject.view, subject.baseline)
    first, last = alone[subject.view][subject.node], total[subject.view][subject.node]
    show_figure(
        mosaic(
            np.stack([first, last - first, last]),
            ["alone", say("together with others"), say("in all")],
            unit=subject.unit,
            colours=subject.colours,
            **grid(3, 1),
        ),
        "triptych",
        alt=say(
            "Three maps of {name}: what pixels do alone, what they do together, and both in all.", name=subject.name
        ),
    )
    where = say("the receipt: “all pixels, each alone”, “what they do together” and “in all”")
    code(
        say("Alone and together"),
        where,
        snippets.alone_and_together,
        *arguments,
        subject.baseline,
        subject.view,
        subject.node,
    )
    error = total.standard_error[subject.view]
    spread = 0.0 if error is None else float(np.sqrt((error[subject.node] ** 2).mean()))
    change = total.change[subject.view][subject.node]
    receipt(
        subject.name,
        {
            "all pixels, each alone": number(first.sum()),
            "what they do together": number((last - first).sum()),
            "in all": number(last.sum()),
            "what truly happened to the node": number(change),
            "difference": number(last.sum() - change),
            "error bar of one pixel": say("none: this map is exact") if error is None else f"± {spread:.2g}",
        },
    )
    st.caption(
        say(
            "*Alone*: the pixel is the only one on the paper. *Together*: half of what it does in every pair "
            "with another pixel, the other half is the partner's. *In all* is Shapley's value, and it always "
            "adds up."
        )
    )


def from_alone_to_last(subject: Subject) -> None:
    """Let the visitor slide from a pixel that comes first to a pixel that comes last."""
    q = choices.slider(
        say("How many of the other pixels are there already?"),
        0.0,
        1.0,
        key="q",
        default=0.5,
        format="percent",
        step=0.1,
    )
    steps = owen_curve(subject.network, subject.picture.image, subject.baseline, views=[subject.view], qs=[0.0, q, 1.0])
    arguments = subject.network, subject.picture.image
    where = say("over the maps “none there”, “all there” and “mean over all”")
    code(say("First or last"), where, snippets.owen, *arguments, subject.baseline, subject.view, subject.node)
    total = results.influence_maps(*arguments, "shapley", subject.view, subject.baseline)
    maps = np.stack([step[subject.view][subject.node] for step in (*steps, total)])
    names = (say("none there"), say("{q:.0%} there", q=q), say("all there"), say("mean over all"))
    show_figure(
        mosaic(
            maps,
            [f"{name}: {number(m.sum())}" for name, m in zip(names, maps, strict=True)],
            unit=subject.unit,
            colours=subject.colours,
            **grid(4, 2),
        ),
        "owen",
        alt=say(
            "Four maps of {name}: with no other pixel there, with {q:.0%}, with all, and the mean.",
            name=subject.name,
            q=q,
        ),
    )
    st.caption(
        say(
            "With none of the others there this is the one-pixel map, with all of them it is what is lost "
            "when only this pixel is rubbed out. The mean over the whole way is Shapley's value. Over each "
            "map stands its sum; only the mean adds up to the true change, {change}.",
            change=number(total.change[subject.view][subject.node]),
        )
    )


def why_not(subject: Subject) -> None:
    """Show which pixels speak for one answer and against another."""
    outputs = subject.network.predict(subject.picture.image)[0]
    best, second = (int(c) for c in np.argsort(-outputs)[:2])
    classes = range(subject.network.classes)
    with st.container(horizontal=True):
        one = choices.select(say("Why"), classes, key=f"why_{best}_{second}", default=classes[best], width=110)
        other = choices.select(say("and not"), classes, key=f"not_{best}_{second}", default=classes[second], width=110)
    sums = subject.network.views[-2]
    maps = results.influence_maps(subject.network, subject.picture.image, "shapley", sums, subject.baseline)
    difference = contrast(maps, sums, one, other)
    show_figure(
        large_map(
            difference,
            unit=say("for {one} over {other}, in {sums}", one=one, other=other, sums=sums),
            colours=subject.colours,
        ),
        "contrast",
        alt=say("Pixels that speak for {one} in orange, for {other} in blue.", one=one, other=other),
    )
    where = say(
        "below the map: how far the pixels move the lead of {one} over {other}, and the true change",
        one=one,
        other=other,
    )
    arguments = subject.network, subject.picture.image
    code(say("Why this, not that"), where, snippets.contrast, *arguments, subject.baseline, one, other)
    moved = maps.change[sums][one] - maps.change[sums][other]
    st.caption(
        say(
            "Orange speaks for {one}, blue for {other}. Together the pixels move the lead of {one} over "
            "{other} by {n}; the true change is {moved}.",
            one=one,
            other=other,
            n=number(difference.sum()),
            moved=number(moved),
        )
    )


def partners(subject: Subject) -> None:
    """Show with which other pixels one pixel acts together."""
    pairs = results.pairs_of(subject.network, subject.picture.image, subject.view, subject.node, subject.baseline)
    if not len(pairs.players):
        st.info(say("This picture does not differ from what it is compared with, so no pixel plays a part."))
        return
    strongest = int(pairs.players[np.abs(pairs.together).argmax()])
    chosen: int | None = value_of(PIXEL)
    pixel = strongest if chosen is None or chosen not in pairs.players else chosen
    arguments = subject.network, subject.picture.image
    where = say("below the right map: what the others do together with this pixel")
    code(say("Partners"), where, snippets.partners, *arguments, subject.baseline, subject.view, subject.node, pixel)
    row, column = divmod(pixel, subject.network.image_shape[1])
    left, right = st.columns(2, gap="large")
    with left:
        show_clickable(
            large_map(
                pairs.picture(pairs.total),
                unit=subject.unit,
                colours=subject.colours,
                clickable=pairs.players.tolist(),
                chosen=pixel,
            ),
            "pixels",
            alt=say(
                "What each pixel did in all at {name}; the pixel in row {row}, column {column} is marked.",
                name=subject.name,
                row=row,
                column=column,
            ),
            chooses=PIXEL,
        )
        st.caption(say("What each pixel did in all. Click one to see its partners."))
    with right:
        with_it = pairs.partners(row, column)
        show_figure(
            large_map(with_it, unit=subject.unit, colours=subject.colours),
            "with_pixel",
            alt=say(
                "What the other pixels do together with the pixel in row {row}, column {column}.",
                row=row,
                column=column,
            ),
        )
        st.caption(
            say(
                "The partners of the pixel in row {row}, column {column}: together with it the others do {n} "
                "({value}). Blue: the two weaken each other, orange: they strengthen each other.",
                row=row,
                column=column,
                n=number(with_it.sum()),
                value="exact" if pairs.exact else "estimated",
            )
        )


def through_hidden_nodes(subject: Subject) -> None:
    """Show through which hidden nodes the picture reaches an answer."""
    net = subject.network
    if len(net.views) < 4:
        st.info(say("This network has no hidden layer for anything to flow through."))
        return
    best = read_answer(net.predict(subject.picture.image)[0]).best
    target = choices.segmented(say("To which answer"), range(net.classes), key=f"target_{best}", default=best)
    paths = flow(net, subject.picture.image, target, subject.baseline)
    where = say("the receipt of answer {target}, from its first line to “the sum that arrives”", target=target)
    code(say("Through hidden nodes"), where, snippets.flow, net, subject.picture.image, target, subject.baseline)
    nodes = paths.strongest(10).tolist()
    show_figure(
        mosaic(
            paths.maps[nodes],
            [f"{n}: {number(paths.contributions[n])}" for n in nodes],
            nodes=nodes,
            unit=say("change of {views} of answer {target}", views=net.views[-2], target=target),
            colours=subject.colours,
            **grid(5, 2),
        ),
        "flow",
        alt=say("The ten hidden nodes that moved answer {target} most, with the pixels that did it.", target=target),
    )
    rest = paths.contributions.sum() - paths.contributions[nodes].sum()
    receipt(
        say("answer {target} in {views}", target=target, views=net.views[-2]),
        {
            "bias, and what the hidden nodes send anyway": number(paths.bias + paths.resting.sum()),
            "the ten strongest nodes": number(paths.contributions[nodes].sum()),
            "all other hidden nodes": number(rest),
            "the sum that arrives": number(paths.bias + paths.resting.sum() + paths.contributions.sum()),
        },
        bold=say("the sum that arrives"),
    )
    st.caption(
        say(
            "Each map shows which pixels reached answer {target} through one hidden node of {views}; over it "
            "the node's number and what it brought. The last layer only adds, so nothing is left over.",
            target=target,
            views=net.views[-3],
        )
    )


CLOSEUPS = {
    "Alone and together": alone_and_together,
    "First or last": from_alone_to_last,
    "Why this, not that": why_not,
    "Partners": partners,
    "Through hidden nodes": through_hidden_nodes,
}
