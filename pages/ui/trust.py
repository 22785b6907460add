"""The Trust page: the measurement that all visitors share, its controls, and the words for its figures."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, erasure
from mnistnet.comparison import PER_INK, Compared, compare
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, Curve, Score, erasure_film
from mnistnet.figures import share
from mnistnet.figures.beside import beside
from mnistnet.figures.scoreboard import score_grid
from mnistnet.influence import METHODS as ALL
from mnistnet.measures import MEASURES, Measure, alarm, written
from mnistnet.measuring import Measurement
from mnistnet.paper import citations, csv_text, score_table
from mnistnet.readout import read_answer
from mnistnet.verdict import figures_of, headline, judge, judged_views, nearest, title_of
from pages.ui import cache
from pages.ui.bench import Picture
from pages.ui.pictures import grid
from pages.ui.viewport import is_phone
from pages.ui.words import formula, number

METHODS = IN_UNITS_OF_THE_NODE
FIRST, SECONDS, MORE, MOST = 3, 2.0, 20, 300
ICONS = {"exact": "✓", "sure": "✓", "pattern": "≈", "rough": "?", "wrong": "✗", "unknown": "–"}
ORDERS = ("one_pixel", "shapley")
YARDSTICKS = ("shapley", "shapley_exact")
ABOUT_CURVES = (
    "Solid: pixels are erased, and a good order falls at once. Dotted: they are put onto blank paper, and a good order "
    "rises at once. Grey: the mean of 20 random orders. Half-erased digits are pictures that the network never learned "
    "from; part of a fall is its surprise."
)
ABOUT_MAPS = (
    "Over each map: its correlation r with Shapley's value, and how far its sum is off what truly happened to "
    "the node. The two plain gradients are a speed, in another unit, and have a scale of their own."
)


def measurement(network: Network) -> Measurement:
    """Return the measurement of a network, the same for every visitor."""
    return _measurement(network.digest, network)


@st.cache_resource(max_entries=64, ttl="12h", show_spinner=False)
def _measurement(digest: str, _network: Network) -> Measurement:
    order = np.random.default_rng(0).permutation(len(cache.test_digits()))[:MOST]
    images = cache.test_digits().images[order]
    return Measurement(_network, images, judged_views(_network), nodes=5, reference_toggles=64)


def pulse(sample: Measurement) -> float | None:
    """Begin to measure where nothing has been measured; return how often to look while it runs, None at rest."""
    sample.look()
    if not sample.digits and not sample.running:
        sample.more(FIRST, within=SECONDS)
    st.session_state["_trust_pulse"] = sample.running
    return 0.7 if sample.running else None


def keep_pace(sample: Measurement) -> None:
    """Run the page once more where the measurement has begun or ended since it was drawn."""
    sample.look()
    if sample.running != st.session_state["_trust_pulse"] and not sample.trouble:
        st.rerun()


def show_progress(sample: Measurement) -> None:
    """Show on how many digits the figures stand, with the button for more, or the progress and a way to stop."""
    if sample.trouble:
        st.error(f"The measurement had to stop: {sample.trouble}", icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center", key="measuring"):
        if sample.running:
            st.progress(sample.digits / max(sample.target, 1), text=_pace(sample), width=260)
            st.button("Stop", key="stop_measuring", icon=":material/stop:", on_click=sample.stop)
        else:
            st.button(
                f"Measure {MORE} more",
                key="measure_more",
                icon=":material/add:",
                on_click=sample.more,
                args=(MORE,),
                disabled=sample.digits >= sample.most,
                help="Random test digits. What has been measured stays, for you and for every other visitor.",
            )
            st.markdown(f"measured on **n = {sample.digits}** test digits")


def _pace(sample: Measurement) -> str:
    left = sample.seconds_left
    estimate = "" if left is None else f", about {left:.0f} s to go" if left >= 1 else ", nearly done"
    return f"{sample.digits} of {sample.target} digits{estimate}"


def choose_measure() -> Measure:
    """Show the switch between the measures and return the one chosen."""
    name = st.segmented_control(
        "Measure",
        list(MEASURES),
        default=next(iter(MEASURES)),
        required=True,
        format_func=lambda one: MEASURES[one].short,
        key="measure",
        bind="query-params",
    )
    return MEASURES[name]


def choose_judged() -> str:
    """Show the choice of the method on which the verdict is given and return its name."""
    return st.selectbox("The verdict on", METHODS, format_func=title_of, key="judged", bind="query-params", width=190)


def show_verdict(scores: Sequence[Score], method: str) -> None:
    """Say what to believe of a method's maps: in one line, then layer by layer with the figures."""
    verdicts = judge(scores, method)
    if not verdicts:
        st.info(f"{title_of(method).capitalize()} does not apply to this network.", icon=":material/info:")
        return
    short = headline(verdicts)
    st.markdown(f"**{title_of(method).capitalize()}: {short}.**")
    st.markdown("  \n".join(f"{ICONS[one.level]} At **{one.view}** {one.sentence}" for one in verdicts))
    st.caption(nearest(scores))


def about_scores(network: Network, sample: Measurement) -> str:
    """Return what a reader of the scoreboard has to know, with the views that are not measured."""
    text = (
        f"Mean over {sample.digits} test digits and all nodes, against blank paper. Calm cells are good, loud ones "
        "bad. “Shapley again” is a second run of the yardstick: nothing can be seen to be better than that."
    )
    views = [view for view in network.views if view not in sample.views]
    if not views:
        return text
    widest = max(nodes_of(network, view) for view in views)
    return (
        f"{text} Not measured: {', '.join(views)}, with up to {widest:,} nodes, which would take minutes a digit. "
        "At a1 the one-pixel map of any network is exact, because pixels only add up there."
    )


def score_figure(scores: Sequence[Score], measure: Measure, views: Sequence[str]) -> go.Figure:
    """Return the scoreboard of one measure; the words on hover tell all measures."""
    figures = figures_of(scores, METHODS, views, measure.name)
    found = {(score.method, score.view): score for score in scores}
    return score_grid(
        [[written(measure, value) for value in row] for row in figures],
        alarm(measure, figures),
        [_row(name) for name in METHODS],
        views,
        hover=[[_words(found.get((name, view))) for view in views] for name in METHODS],
        size=11 if is_phone() else 13,
    )


def _row(name: str) -> str:
    return "Shapley again" if name == "shapley" else title_of(name)


def _words(score: Score | None) -> str:
    if score is None:
        return ""
    lines = [f"{one.short}: {written(one, getattr(score, one.name))}" for one in MEASURES.values()]
    return "<br>".join([f"<b>{_row(score.method)}, {score.view}</b>", *lines])


def maps_at_answer(network: Network, picture: Picture) -> tuple[int, dict[str, NDArray[np.floating]]]:
    """Return the answered class, and its maps by `ORDERS` at the network's outputs."""
    view = network.views[-1]
    best = read_answer(network.predict(picture.image)[0]).best
    with st.spinner("Sharing out the answer among the pixels …", show_time=False):
        return best, {
            title_of(name): cache.influence_maps(network, picture.image, name, view)[view][best] for name in ORDERS
        }


def choose_order() -> str:
    """Show the choice of the order in which pixels are erased and return its name."""
    names = [*map(title_of, ORDERS), erasure.RANDOM]
    return st.segmented_control(
        "Erase in the order of", names, default=names[0], required=True, key="order", bind="query-params"
    )


def film_of(
    network: Network, picture: Picture, maps: dict[str, NDArray[np.floating]], order: str
) -> NDArray[np.floating]:
    """Return the frames of the film; in random order the map is noise."""
    noise = np.random.default_rng(0).random(network.image_shape)
    return erasure_film(network, picture.image, maps.get(order, noise))


def frame_titles(outputs: NDArray[np.floating], best: int) -> list[str]:
    """Return the probability of the first answer for every frame, and the answer where it is another."""
    answers = outputs.argmax(axis=1)
    return [
        f"{share(row[best])}{'' if now == best else f'<br>now {now}'}"
        for row, now in zip(outputs, answers, strict=True)
    ]


def turning_point(outputs: NDArray[np.floating], best: int) -> str:
    """Return a sentence about the moment when the answer changes."""
    frame = erasure.first_change(outputs)
    if frame is None:
        return f"The network answers {best} to the very end, even on blank paper."
    gone = frame / (len(outputs) - 1)
    return f"With {gone:.0%} of the pixels erased the answer is no longer {best} but {outputs[frame].argmax()}."


def areas(curves: dict[str, tuple[Curve, Curve]]) -> str:
    """Return the areas under the curves in words."""
    parts = [f"{name} {share(gone.auc[0])} / {share(come.auc[0])}" for name, (gone, come) in curves.items()]
    return f"Mean height of the curves, erased / put in: {'; '.join(parts)}."


@st.cache_resource(max_entries=32, ttl="10m", show_spinner=False)
def _race(
    digest: str, image_bytes: bytes, _network: Network, _image: NDArray[np.uint8], _best: int, _maps: dict
) -> dict[str, tuple[Curve, Curve]]:
    return erasure.race(_network, _image, _network.views[-1], _best, _maps)


def race(
    network: Network, picture: Picture, best: int, maps: dict[str, NDArray[np.floating]]
) -> dict[str, tuple[Curve, Curve]]:
    """Return the curves of erasing and putting in, by both maps and in random order."""
    return _race(network.digest, picture.image.tobytes(), network, picture.image, best, maps)


def choose_judged_view(network: Network, sample: Measurement) -> str:
    """Show the switch between the measured views and return the one chosen."""
    return st.segmented_control(
        "Layer",
        sample.views,
        default=sample.views[min(1, len(sample.views) - 1)],
        required=True,
        key=f"layer_{len(network.views)}",
        bind="query-params",
        help="a is the sum that arrives at a node, z is what the node sends on; the number is the layer.",
    )


def side_by_side(network: Network, picture: Picture, view: str) -> tuple[Compared, ...]:
    """Return what all methods say of all nodes of a view."""
    return _compared(network.digest, picture.image.tobytes(), view, network, picture.image)


@st.cache_resource(max_entries=4, ttl="10m", show_spinner="Asking every method …")
def _compared(
    digest: str, image_bytes: bytes, view: str, _network: Network, _image: NDArray[np.uint8]
) -> tuple[Compared, ...]:
    return compare(_network, _image, view)


def beside_figure(methods: Sequence[Compared], node: int, view: str, own_scale: bool) -> go.Figure:
    """Return the maps of one node by all methods."""
    return beside(
        [None if one.maps is None else one.maps[node] for one in methods],
        [title_of(one.method) for one in methods],
        [_note(one, node) for one in methods],
        unit=f"change of {view}",
        own_scale=own_scale,
        other_unit=[i for i, one in enumerate(methods) if one.method in PER_INK],
        **grid(7, 3),
    )


def _note(one: Compared, node: int) -> str:
    if one.maps is None:
        return "does not<br>apply"
    agreement = "the yardstick" if one.method == "shapley" else f"r {written(MEASURES['r'], one.r[node])}"
    left = "a speed" if one.method in PER_INK else f"off by {number(one.difference[node])}"
    return f"{agreement}<br>{left}"


def nodes_of(network: Network, view: str) -> int:
    """Return how many nodes a view has."""
    return int(np.prod(network.view_shapes[view]))


def extremes(methods: Sequence[Compared], node: int) -> str:
    """Return a sentence that names the map nearest to Shapley's and the one farthest from it."""
    known = [(one.r[node], title_of(one.method)) for one in methods if one.method not in YARDSTICKS]
    known = [(r, name) for r, name in known if np.isfinite(r)]
    if not known:
        return "This node does not react to the picture, so there is nothing to compare."
    (low, worst), (high, best) = min(known), max(known)
    return f"Nearest to Shapley: {best} (r {_r(high)}); farthest: {worst} (r {_r(low)})."


def _r(value: float) -> str:
    return written(MEASURES["r"], value)


def explain(methods: Sequence[Compared]) -> None:
    """Offer one sentence on each method, the reason where it does not apply, and the formulas of the measures."""
    with st.container(horizontal=True):
        with st.popover("What the methods do", icon=":material/help:"):
            for one in methods:
                reason = f" *Does not apply: {one.reason}*" if one.reason else ""
                st.markdown(f"**{title_of(one.method)}**: {ALL[one.method].sentence}{reason}")
        formula(
            r"r = \mathrm{corr}(m, \phi), \quad \text{size error} = "
            r"\frac{\lVert m - \phi \rVert}{\lVert \phi \rVert}, \quad "
            r"\text{gap} = \frac{\lvert \sum_i m_i - (f(x) - f(x')) \rvert}{\lvert f(x) - f(x') \rvert}",
            "m is a method's map of a node f, φ is Shapley's value: what a pixel changes on average when all pixels of "
            "the picture x enter blank paper x' in random order. It is the only way of sharing out the change that "
            "adds up, treats pixels that do the same alike, gives nothing to pixels that do nothing, and passes sums "
            "of nodes on as sums.",
            "L. S. Shapley, *A Value for n-Person Games*, 1953",
        )


def offer_table(network: Network, sample: Measurement) -> None:
    """Offer the scoreboard for a paper: CSV, LaTeX and the sources to cite."""
    scores = sample.scores()
    facts = {"network": network.name, "epoch": network.epoch, "digest": network.digest, "baseline": "blank"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Table of", list(MEASURES), format_func=lambda one: MEASURES[one].title, key="table_of", width=330
        )
        st.download_button(
            "All figures as CSV",
            csv_text(scores, facts),
            file_name=f"trust_{network.digest}.csv",
            mime="text/csv",
            key="csv",
            icon=":material/download:",
            on_click="ignore",
            disabled=not scores,
        )
    measure = MEASURES[name]
    caption = (
        f"{measure.title[0].upper()}{measure.title[1:]}, network {network.name} ({network.digest}), blank baseline, "
        f"mean over {sample.digits} MNIST digits that it never saw in training."
    )
    latex, sources = st.tabs(["LaTeX", "What to cite"])
    latex.code(score_table(scores, measure, caption), language="latex", wrap_lines=True)
    sources.code("\n".join(citations(METHODS)), language=None, wrap_lines=True)
