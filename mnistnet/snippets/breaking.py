"""The program behind the curves of harmed weights on the Robustness page."""

from mnistnet.breaking import HARMS, PLACES, share_right
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, reading
from mnistnet.snippets.layers import UNROLLED
from mnistnet.snippets.program import Snippet, snippet

__all__ = ["broken"]


def broken(
    network: Network, digits: Digits, name: str, amount: float, seed: int = 0, place: str = PLACES[0]
) -> Snippet:
    """Return the program that harms a network's weights and reads digits with what is left of them.

    Parameters
    ----------
    network : Network
    digits : Digits
    name : str
        A name in `mnistnet.breaking.HARMS`.
    amount : float
    seed : int
        The draw, where chance has a hand in it.
    place : str
        Which hidden layers lose nodes.

    Raises
    ------
    KeyError
        If there is no such harm.
    """
    share = float(share_right(network, digits, name, amount, [seed], place)[0])
    is_none, is_sign = amount == HARMS[name].amounts[0], name == "bits" and amount == 1
    as_they_are: dict[str, list[str]] = {"weights": [], "harmed": []} if is_none or name == "biases" else {}
    return snippet(
        f"Accuracy with harmed weights: {name}",
        "broken",
        reading(network, "broken.npz") | _blocks(network, place) | as_they_are,
        arrays_with(network, digits),
        f"{100 * share:.1f} % read right",
        HARM="" if is_none else "signs" if is_sign else name,
        AMOUNT=round(amount) if name == "bits" else float(amount),
        SEED=seed,
    )


def _blocks(network: Network, place: str) -> dict[str, list[str]]:
    """Return the lines that gather a network's weights and put the harmed ones in their places."""
    deep = range(1, len(network.dense_layers) + 1)
    layers = dict(zip(PLACES, (deep[:-1], deep[:-1][:1], deep[:-1][-1:]), strict=True))[place]
    with_biases = [k for k, layer in enumerate(network.dense_layers, 1) if layer.biases is not None]
    blocks = {"layers": [f"layers = {list(layers)}"]}
    if len(deep) <= UNROLLED:
        weights, biases = (
            f"[{', '.join(f'{letter}{k}' for k in which)}]" for letter, which in (("W", deep), ("b", with_biases))
        )
        return blocks | {
            "weights": [f"weights = {weights}"],
            "harmed": [f"{weights} = weights"],
            "biases": [f"{biases} = [(1 - AMOUNT) * b for b in {biases}]"] if with_biases else [],
        }
    keys = f'[f"W{{k}}" for k in range(1, {len(deep) + 1})]'
    return blocks | {
        "weights": [f"weights = [file[name] for name in {keys}]"],
        "harmed": [f"file.update(zip({keys}, weights))"],
        "biases": ['file.update({name: (1 - AMOUNT) * file[name] for name in file if name[0] == "b"})'],
    }
