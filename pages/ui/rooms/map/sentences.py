"""What the Map page says: what the points are, how far each method can be trusted, and how it is computed."""

from typing import Any

from mnistnet import Digits, Network, snippets
from mnistnet.projection import nearest_agree
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import digit_sets, results
from pages.ui.kit.record import code
from pages.ui.kit.text import formula, paragraph
from pages.ui.rooms.map.layout import PCA, TSNE, Array, agreement, flat, layer_words


def explain(network: Network, digits: Digits, layer: str, method: str) -> None:
    """Offer the formula of a method and, where a short one does, its program."""
    if method == PCA:
        where = say(
            "under the map: the share of the spread that it shows, and the digits with a neighbour of their own kind "
            "in it"
        )
        code(say("Principal components"), where, snippets.principal, network, digits, layer)
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


def turned_words() -> str:
    """Return what cannot be compared between two maps; nothing where there is one."""
    if bench.beside() is None:
        return ""
    return say("Compare which digits lie together: the two maps may be turned, mirrored and scaled in different ways.")


def agreement_words(network: Network) -> str:
    """Return the bars of `agreement` in words."""
    shares = agreement(network, results.part_digits())
    named = [(layer_words(network, layer), share) for layer, share in shares.items()]
    bars = [say("{layer} {share:share}", layer=layer, share=share) for layer, share in named]
    return say(
        "Share of digits whose nearest neighbour has the same label, by layer of {network}: {bars}.",
        network=network.name,
        bars=", ".join(bars),
    )


def method_words(network: Network, layer: str, method: str, points: Array) -> str:
    """Return how far the picture can be trusted, in figures."""
    seen = say(
        "In this picture {kept:share} of the digits have a nearest neighbour of their own kind, in the "
        "layer itself {whole:share}.",
        kept=nearest_agree(points, results.part_digits().labels),
        whole=agreement(network, results.part_digits())[layer],
    )
    if method == TSNE:
        limit = say("t-SNE keeps neighbours together; sizes of groups and the distances between them mean little.")
        return paragraph(seen, limit)
    limit = say(
        "PCA shows the two directions of largest spread, {explained:share} of it all; the rest is flattened.",
        explained=flat(network, layer).explained.sum(),
    )
    return paragraph(seen, limit)


def about_map(here: Any) -> str:
    """Return the sentences under the map."""
    marks = say(
        "Each class has a mark and a colour, misread digits a red ring. Point at one to see it; a click, or its number "
        "among the controls of the picture, puts it on the bench."
    )
    return paragraph(marks, star_words(here), turned_words())


def about() -> str:
    """Return the sentence under the question: what the points are."""
    every = say("Every test digit is a point; points that are near each other look alike to the layer that you choose.")
    drawn = say(
        "Each of {count:,} test digits, drawn from MNIST's 10,000, is a point; points that are near each other look "
        "alike to the layer that you choose.",
        count=len(results.part_digits()),
    )
    return digit_sets.words_for(every, drawn, every)


def star_words(here: Any) -> str:
    """Return what the star is, or why there is none."""
    seen = bench.picture()
    if here is not None:
        return say("The star is {picture}.", picture=seen.words)
    return say(
        "There is no star: {picture} has no place here, since t-SNE only knows the digits it was "
        "made with. PCA has one.",
        picture=seen.words,
    )
