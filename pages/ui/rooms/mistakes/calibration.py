"""The part of the Mistakes page that asks whether the network knows when it may be wrong."""

import numpy as np
import streamlit as st

from mnistnet.figures.calibration import reliability_diagram, threshold_curves
from mnistnet.mistakes import Exam
from mnistnet.mistakes.calibration import Reliability, Threshold, reliability, with_threshold
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import formula


def show_calibration(exam: Exam) -> None:
    """Show the threshold below which the network says nothing, and how well its sureness fits its being right."""
    bins = reliability(exam.confidences, exam.right)
    least = choices.slider(
        say("It says “I don't know” below"), 0.0, 1.0, key="least", default=0.9, format="percent", step=0.01
    )
    kept = with_threshold(exam.confidences, exam.right, least)
    st.markdown(threshold_words(kept))
    diagram, curves = st.columns(2, gap="medium")
    with diagram:
        show_figure(reliability_diagram(bins), "reliability", alt=calibration_words(bins))
        st.caption(calibration_words(bins))
    with curves:
        chart = threshold_curves(with_threshold(exam.confidences, exam.right), chosen=least)
        show_figure(chart, "threshold", alt=threshold_words(kept))
        st.caption(
            say("The surer it must be, the less it answers (blue) and the more of that is right (green, dashed).")
        )
    formula(
        r"\mathrm{ECE} = \sum_b \frac{n_b}{n}\,\bigl|\text{right}_b - \text{sure}_b\bigr|",
        say(
            "Answers are sorted into ten bins by how sure the network was. In each bin the share of right "
            "answers is compared with how sure it was on average; the mean distance, weighted by the number "
            "of answers, is the expected calibration error. Bins with few answers are mostly chance."
        ),
        say("C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, “On Calibration of Modern Neural Networks”, 2017"),
    )


def threshold_words(kept: Threshold) -> str:
    """Return a sentence about what a threshold does."""
    answered, right = kept.answered[0], kept.accuracies[0]
    if not answered:
        return say("It is never that sure: it answers **nothing**.")
    return say(
        "It answers **{answered:share}** of the digits, and **{right:share}** of those answers are right.",
        answered=answered,
        right=right,
    )


def calibration_words(bins: Reliability) -> str:
    """Return a sentence about the reliability diagram."""
    mean = np.nansum(bins.counts * bins.confidences) / bins.counts.sum()
    right = np.nansum(bins.counts * bins.accuracies) / bins.counts.sum()
    if abs(mean - right) < 2 * np.sqrt(right * (1 - right) / bins.counts.sum()):
        lean = say(
            "On average it is {sure:share} sure and {right:share} right: honest, as far as {n:,} digits can tell.",
            sure=mean,
            right=right,
            n=int(bins.counts.sum()),
        )
    elif mean > right:
        lean = say(
            "On average it is {sure:share} sure and {right:share} right: surer than it should be.",
            sure=mean,
            right=right,
        )
    else:
        lean = say(
            "On average it is {sure:share} sure and {right:share} right: more modest than it need be.",
            sure=mean,
            right=right,
        )
    error = say(
        "Expected calibration error {error:share}. A bar that ends at the dotted line would be honest; over each bar "
        "stands how many answers it holds.",
        error=bins.expected_error,
    )
    return f"{lean} {error}"
