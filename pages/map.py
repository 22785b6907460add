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
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import formula, paragraph, question
from pages.ui.rooms import map as ui

question(
    say("Which digits does the network find alike?"),
    ui.about(),
)
net, digits = bench.network(), results.part_digits()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    layer = ui.choose_layer(net)
    wanted = ui.choose_method(net, layer)
method, points = ui.layout(net, layer, wanted)
here = ui.place_of_bench(net, layer, method, points)
name = say(layer)


def show_digits(one: Network, ending: str) -> None:
    """Show where a network's layer places each digit."""
    if layer != PIXELS and not has_view(one, layer):
        return
    used, places = ui.layout(one, layer, method)
    star = ui.place_of_bench(one, layer, used, places)
    answers = results.exam(one, digits).answers
    look = {"numbers": results.part_numbers(), "here": star, "here_words": bench.picture().words, "height": ui.height()}
    figure = digit_map(places, digits.labels, answers, digits.images, **look)
    said = ui.method_words(one, layer, used, places)
    alt = say("{method} of {layer} for {n:,} test digits.", method=say(ui.METHODS[used]), layer=name, n=len(digits))
    ui.show_map(figure, f"map{ending}", alt=paragraph(alt, said))
    st.markdown(said)


side_by_side(show_digits)
st.caption(ui.about_map(here))
if method == ui.PCA:
    where = say(
        "under the map: the share of the spread that it shows, and the digits with a neighbour of their own kind in it"
    )
    code(say("Principal components"), where, snippets.principal, net, digits, layer)
    formula(
        r"X - \bar{x} = U \Sigma V^{\mathsf T}, \qquad \text{place} = (x - \bar{x})\,V_{1,2}",
        say(
            "Each digit is a row of X, all values of the layer. The two columns of V with the largest "
            "singular values are the directions in which the digits differ most."
        ),
        say("K. Pearson, “On lines and planes of closest fit to systems of points in space”, 1901"),
    )
else:
    formula(
        r"p_{ij} \propto e^{-\lVert x_i - x_j\rVert^2 / 2\sigma_i^2}, \qquad "
        r"q_{ij} \propto \frac{1}{1 + \lVert y_i - y_j\rVert^2}, \qquad "
        r"\min_y \sum_{ij} p_{ij} \log\frac{p_{ij}}{q_{ij}}",
        say(
            "Points x of the layer become points y on paper so that who is near to whom stays as it was. "
            "Perplexity 30: about so many neighbours count. Another start gives another picture."
        ),
        say("L. van der Maaten, G. Hinton, “Visualizing Data using t-SNE”, 2008; computed with openTSNE"),
    )

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
bars = accuracy_bars([*agreement.values()], [*map(say, agreement)], label=say("layer"), best=best)
show_figure(bars, "agreement", alt=ui.agreement_words(net))
st.caption(
    say(
        "For {network}: the share of test digits whose nearest neighbour, in all dimensions of the layer, "
        "has the same label. It asks what the layer knows, not what a flat picture of it shows.",
        network=bench.called(net),
    )
)
