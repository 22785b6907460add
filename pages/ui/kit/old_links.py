"""What links of earlier days call a choice: they went by its label then, which may read otherwise today."""

import re

IDS: dict[str, dict[str, str]] = {
    "hand_way": {"Draw": "draw", "Photos": "photos", "A saved set": "file"},
    "matched": {"sums of the answers": "sums"},
    "data": {"8,000 digits that come along": "embedded", "50,000 digits of MNIST": "mnist"},
    "map_method": {"PCA": "pca", "t-SNE": "t-sne"},
    "model": {"On the bench": "bench", "Row model of any size": "row-model"},
    "neuron_order": {
        "bias B": "bias",
        "influence I": "influence",
        "class it serves": "class",
        "how often it fires": "firing",
        "how much the picture excites it": "excited",
    },
    "neuron_weights": {
        "Both": "both",
        "Now": "now",
        "Untrained": "control",
        "Shuffled": "control",
        "Difference": "difference",
    },
    "robust_change": {
        "Rotate": "rotate",
        "Shift": "shift",
        "Scale": "scale",
        "Thicken": "thicken",
        "Noise": "noise",
        "Occlude": "occlude",
    },
    "way_back": {
        "Back-query": "back-query",
        "Weight product": "weight-product",
        "Climb": "climb",
        "Preimage": "preimage",
        "Mean digit": "mean-digit",
    },
    "preset": {"my own layers": "own"},
    "order": {"One pixel": "one_pixel", "Shapley": "shapley", "random order": "random"},
    "compare_kind": {
        "only first right": "only-first",
        "only second right": "only-second",
        "both wrong": "both-wrong",
    },
    "method": {
        "One pixel": "one_pixel",
        "Occlusion": "occlusion",
        "Two-ended": "two_ended",
        "Gradient": "gradient",
        "Gradient × input": "gradient_times_input",
        "SmoothGrad": "smooth_gradient",
        "Integrated grads": "integrated_gradients",
        "DeepLIFT": "deep_lift",
        "Expected grads": "expected_gradients",
        "Mask-mean slopes": "mask_mean_gradient",
        "Two-level": "two_level",
        "Shapley": "shapley",
        "Exact Shapley": "shapley_exact",
        "Permutations": "shapley_permutations",
    },
    "baseline": {"Blank paper": "blank", "Mean of all digits": "mean", "White": "white", "Mean of one digit": "label"},
    "closer": {
        "Alone and together": "alone_and_together",
        "First or last": "first_or_last",
        "Why this, not that": "why_not",
        "Partners": "partners",
        "Through hidden nodes": "hidden_nodes",
    },
    "colours": {"blue and orange": "blue_orange"},
    "steps": {
        "stroke width": "stroke_width",
        "box and scale": "box_and_scale",
        "centre of mass": "centre_of_mass",
    },
    "test_set": {"the 1,000 that come along": "embedded", "all 10,000 of MNIST": "official", "mnist": "official"},
    "beside": {"nothing": "none"},
    "mistake_order": {"surest first": "surest", "closest calls first": "closest", "by number": "number"},
    "pattern": {"From the bench": "bench", "From a set": "set", "Noise": "noise", "Upload": "upload"},
    "row_source": {"Made patterns": "made", "Digits, scaled": "digits", "My files": "files"},
    "picture": {"Test digit": "test", "Drawing": "drawing", "Mean digit": "mean", "White": "white"},
}


def new_id(key: str, text: str) -> str:
    """Return the id of what an old link names.

    Raises
    ------
    KeyError
        If no link ever named it so.
    """
    numbered = re.match(r"number (\d+): ", text)
    return numbered[1] if numbered else IDS[key][text]
