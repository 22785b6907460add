"""Which digits does the network find alike?"""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.books.maps import PIXELS
from mnistnet.figures.judging import accuracy_bars
from mnistnet.figures.points import digit_map
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import has_view, side_by_side
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.map import layout as ui
from pages.ui.rooms.map import pointed, sentences

question(
    say("Which digits does the network find alike?"),
    sentences.about(),
)
net, digits = bench.network(), results.part_digits()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    layer = ui.choose_layer(net)
    wanted = ui.choose_method(net, layer)
method, points = ui.layout(net, layer, wanted)
here = ui.place_of_bench(net, layer, method, points)
name = ui.layer_words(net, layer)


def show_digits(one: Network, ending: str) -> None:
    """Show where a network's layer places each digit."""
    if layer != PIXELS and not has_view(one, layer):
        return
    used, places = ui.layout(one, layer, method)
    star = ui.place_of_bench(one, layer, used, places)
    answers = results.exam(one, digits).answers
    look = {"numbers": results.part_numbers(), "here": star, "here_words": bench.picture().words, "height": ui.height()}
    figure = digit_map(places, digits.labels, answers, **look)
    said = sentences.method_words(one, layer, used, places)
    alt = say("{method} of {layer} for {n:,} test digits.", method=say(ui.METHODS[used]), layer=name, n=len(digits))
    ui.show_map(figure, digits, f"map{ending}", alt=paragraph(alt, said))
    st.markdown(said)


side_by_side(show_digits)
pointed.show_pictures(digits, results.part_numbers())
st.caption(sentences.about_map(here))
sentences.explain(net, digits, layer, method)

code(
    say("Nearest neighbours"),
    say("over the bar {layer} of “Does each layer part them better?”", layer=name),
    snippets.neighbours,
    net,
    digits,
    layer,
)
st.header(say("Does each layer part them better?"), anchor=False)
agreement = ui.agreement(net, digits)
best = [*agreement].index(layer)
names = [ui.layer_words(net, one) for one in agreement]
bars = accuracy_bars([*agreement.values()], names, label=say("layer"), best=best)
show_figure(bars, "agreement", alt=sentences.agreement_words(net))
st.caption(
    say(
        "For {network}: the share of test digits whose nearest neighbour, in all dimensions of the layer, "
        "has the same label. It asks what the layer knows, not what a flat picture of it shows.",
        network=bench.called(net),
    )
)
say_if_seen(net)
