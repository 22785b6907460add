"""What does each pixel do to each node of the network?"""

import streamlit as st

from mnistnet import influence
from mnistnet.figures import COLOURS, large_map, mosaic, node_titles
from mnistnet.readout import most_changed
from pages.ui import bench
from pages.ui.nodes import choose_node, choose_view, part_of
from pages.ui.pictures import grid, show_clickable, show_digit, show_figure
from pages.ui.words import formula, question, receipt

question(
    "What does each pixel do to each node?",
    "One pixel of the picture is put alone on blank paper. How much does each node change? Orange: up. Blue: down.",
)
net = bench.network()
seen = bench.picture()
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = choose_view(net)
    bench.training_button()
    with st.popover("Colours"):
        own = st.toggle("One scale for each node", key="own_scale", bind="query-params")
        st.caption("One common scale shows which nodes react strongly; a scale of its own shows every node's pattern.")
        colours = st.segmented_control(
            "Colours", COLOURS, default=COLOURS[0], required=True, key="colours", bind="query-params"
        )
        st.caption("Grey is the look of the original pictures: brighter than mid-grey pushes up, darker pulls down.")

maps = influence.one_pixel(net, seen.image, views=[view])
values = net.trace(seen.image)[view][0].ravel()
overview = st.container()
st.subheader("One node, and its receipt", anchor=False)
node = choose_node(len(values))
with overview:
    shown = part_of(len(values), most_changed(maps[view]))
    titles = node_titles(shown, values, as_share=view == net.views[-1])
    look = {"unit": f"change of {view}", "colours": colours}
    show_clickable(
        mosaic(maps[view][shown], titles, nodes=shown, own_scale=own, chosen=node, **look, **grid(10, 5)),
        "mosaic",
        alt=f"Influence of every pixel of {seen.words} on {len(shown)} nodes of {view}; node {node} is marked.",
        chooses="node",
    )
    st.caption("Over each map: the node's number and its value for the whole picture. Click a title to look closer.")

picture, paper = st.columns(2, gap="large")
with picture:
    show_figure(
        large_map(maps[view][node], **look),
        "large_map",
        alt=f"Influence of every pixel on node {node} of {view}, large.",
    )
with paper:
    receipt(f"node {node} of {view}", maps.total(view)[node], maps.change[view][node])
    if view == "a1":
        st.success("At a1 pixels simply add up: the map is exact, and the receipt balances.", icon=":material/check:")
    else:
        st.warning(
            "From z1 on pixels act together, which this map cannot see, so the receipt need not balance. "
            "Trust the pattern more than the sizes.",
            icon=":material/warning:",
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        show_digit(seen.image, alt=seen.words)
        formula(
            r"I_i = f(\text{blank with pixel } i) - f(\text{blank})",
            "Every node is computed for blank paper and again with one pixel of the picture put in; the difference is "
            "that pixel's influence on the node. At a1 this is the pixel times its weight, and exact. At z1 the order "
            "of the pixels within a node is still exact but the sizes are not; from a2 on the order is only nearly "
            "right.",
            "one-pixel influence imaging on the network of K. Saitoh, *Deep Learning from Scratch*, chapter 3",
        )
