"""The Trust page's first answer: whether the very map that was last seen on Influence may be believed."""

from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.faithfulness.measures import MEASURES, written
from mnistnet.faithfulness.one_map import BELIEVE, CARE, DOUBT, MapVerdict, judge_map
from mnistnet.faithfulness.verdict import title_of
from mnistnet.figures import large_map
from mnistnet.influence import METHODS, InfluenceMaps, is_exact_alone, only_node
from mnistnet.influence.view_names import view_name
from mnistnet.words import mark, say
from pages.ui.bench.method import choose_baseline, choose_method, maps_of, or_one_pixel
from pages.ui.bench.node import choose_among, choose_node, choose_view
from pages.ui.bench.side_by_side import has_view
from pages.ui.holdings.maps import map_of_node, strongest
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import number
from pages.ui.state import Picture

YARDSTICK = "shapley"
MAP_HEIGHT = 300
BOXES = {
    BELIEVE: (st.success, ":material/check_circle:"),
    CARE: (st.warning, ":material/warning:"),
    DOUBT: (st.error, ":material/cancel:"),
}
FAIR_SHARE = mark(
    "The yardstick is Shapley's value, the fair share: what a pixel changes on average when all pixels of the picture "
    "enter in random order."
)


@dataclass(frozen=True, eq=False)
class ThisMap:
    """One map as Influence shows it: by a method, of one node of one view as it is called, counted from a baseline.

    `maps` hold that of the node alone.
    """

    view: str
    node: int
    baseline: NDArray[np.uint8] | None
    maps: InfluenceMaps
    called: str

    @property
    def title(self) -> str:
        """The map in words."""
        return say(
            "Node {node} of {view}, by {method}", node=self.node, view=self.called, method=title_of(self.maps.method)
        )


def choose_map(network: Network, picture: Picture) -> ThisMap:
    """Return the map that was last seen on Influence; the same controls choose another one."""
    with st.popover(say("Judge another map"), icon=":material/tune:"):
        view, method = choose_view(network), choose_method()
        baseline = choose_baseline()
        if method.name == YARDSTICK and is_exact_alone(network, view):
            node = choose_among(network, view, picture.image, partial(strongest, network, picture.image, baseline))
            maps = map_of_node(network, picture.image, YARDSTICK, view, node, baseline)
        else:
            all_maps = maps_of(method, network, picture.image, view, baseline)
            node = choose_node(network, view, picture.image, all_maps[view])
            maps = only_node(all_maps, node)
    return ThisMap(view, node, baseline, maps, view_name(network, view))


def show_this_map(this: ThisMap, picture: Picture, network: Network, ending: str) -> None:
    """Say whether a network's map of this node may be believed, beside the yardstick that it is held against."""
    if not has_view(network, this.view):
        return
    if this.node >= prod(network.view_shapes[this.view]):
        st.info(say("This network has no node {node} in {view}.", node=this.node, view=this.called))
        return
    asked = this.view, this.node, this.baseline
    maps = or_one_pixel(lambda name: map_of_node(network, picture.image, name, *asked), METHODS[this.maps.method])
    yardstick = map_of_node(network, picture.image, YARDSTICK, *asked)
    verdict = judge_map(maps, yardstick, this.view, 0)
    show_verdict(verdict)
    pairs = {f"this_map{ending}": (maps, this.title)}
    if maps.method != YARDSTICK:
        pairs[f"fair_share{ending}"] = (yardstick, say("the same node by the yardstick, Shapley's value"))
    for place, (key, (found, title)) in zip(st.columns(2, gap="medium"), pairs.items(), strict=False):
        with place:
            one = found[this.view][0]
            st.markdown(f"**{title}**")
            alt = say("{title}, for {picture}.", title=title, picture=picture.words)
            show_figure(large_map(one, unit=unit_of(found.method, this.view), height=MAP_HEIGHT), key, alt=alt)
    with st.expander(say("The figures")):
        show_table(figures_in_words(verdict), f"this_map_figures{ending}", say("How near the map is to the yardstick"))
        st.caption(say(FAIR_SHARE))


def show_verdict(verdict: MapVerdict) -> None:
    """Say in one sentence whether a map may be believed, under one of three marks."""
    box, icon = BOXES[verdict.mark]
    box(f"**{verdict.sentence}**", icon=icon)


def unit_of(method: str, view: str) -> str:
    """Return what a value of 1 means on a method's maps of a view."""
    if METHODS[method].is_speed:
        return say("speed of {view}", view=view)
    return say("change of {view}", view=view)


def figures_in_words(verdict: MapVerdict) -> dict[str, str]:
    """Return the measures of one map by name, each to the precision that means something."""
    size = MEASURES["relative_rmse"]
    return {
        say("correlation with the yardstick (1 is the same pattern)"): written(MEASURES["r"], verdict.r),
        say("sizes: how far off (an empty map: 100 %)"): written(size, verdict.error),
        say("the yardstick's own uncertainty, by chance"): written(size, verdict.doubt),
        say("all pixels of the map together"): number(verdict.total),
        say("what truly happened to the node"): number(verdict.change),
    }
