"""What a layer hands back to the one before it: the choice, and what it means in a sentence."""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.training import LEARNING_RULES, Settings
from mnistnet.words import mark, say

LABELS = {"gradient": "gradient", "raw-errors-back": mark("raw errors back")}
RAW_ERRORS_BACK = mark(
    "By the rule “raw errors back”, that of *Make Your Own Neural Network*, the outputs hand their "
    "errors back to the hidden layer as they are, where the gradient of the squared error first "
    "multiplies each by the slope of its output, which is ¼ at most and close to 0 where an output "
    "is sure: so the hidden layer takes larger steps and learns faster."
)


def choose_rule(plan: Settings, key: str) -> str:
    """Show the choice of the learning rule, with its sentence where it is not the gradient, and return it."""
    rules = list(LEARNING_RULES)
    rule = st.selectbox(
        say("Learning rule"),
        rules,
        rules.index(plan.learning_rule),
        format_func=LABELS.__getitem__,
        key=f"{key}_rule",
        help=RAW_ERRORS_BACK,
    )
    return str(rule)


def step_words(network: Network) -> str:
    """Return what kind of step a network's own rule takes, in a few words."""
    if snippets.hands_raw_errors_back(network):
        return say("by its own rule, raw errors back,")
    return say("plain gradient descent")
