"""What a layer hands back to the one before it: the choice, and what it means in a sentence."""

from mnistnet import Network, snippets
from mnistnet.training import LEARNING_RULES, Settings
from mnistnet.words import mark, say
from pages.ui.kit import choices

LABELS = {"gradient": mark("gradient"), "raw-errors-back": mark("raw errors back")}
RAW_ERRORS_BACK = mark(
    "By the rule “raw errors back”, that of *Make Your Own Neural Network*, the outputs hand their "
    "errors back to the hidden layer as they are, where the gradient of the squared error first "
    "multiplies each by the slope of its output, which is ¼ at most and close to 0 where an output "
    "is sure: so the hidden layer takes larger steps and learns faster."
)


def choose_rule(plan: Settings, key: str) -> str:
    """Show the choice of the learning rule, with its sentence where it is not the gradient, and return it."""
    labels = {rule: LABELS[rule] for rule in LEARNING_RULES}
    rule = choices.select(say("Learning rule"), labels, f"{key}_rule", plan.learning_rule, help=say(RAW_ERRORS_BACK))
    return str(rule)


def step_words(network: Network, outcome: str, digits: int, rate: float) -> str:
    """Return what one more step by a network's own rule would do; `outcome` is what the program of it prints."""
    if snippets.hands_raw_errors_back(network):
        return say(
            "One more step, by its own rule, raw errors back, on {digits} training digits at the learning rate "
            "{rate:g}: {outcome}. Its lines stand behind “Code”.",
            digits=digits,
            rate=rate,
            outcome=outcome,
        )
    return say(
        "One more step, plain gradient descent on {digits} training digits at the learning rate {rate:g}: {outcome}. "
        "Its lines stand behind “Code”.",
        digits=digits,
        rate=rate,
        outcome=outcome,
    )
