"""What people call the views of a network: the layer, what is looked at in it, and its letter."""

from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["layer_of_view", "view_name", "view_names"]


def view_names(network: Network) -> dict[str, str]:
    """Return a name for every view of a network, in order, built from its layers.

    Examples
    --------
    >>> from mnistnet import load_network
    >>> list(view_names(load_network("scratch")).values())[1:5:3]
    ['hidden 1, output (z1)', 'answers, sum (a3)']
    """
    return {view: view_name(network, view) for view in network.views}


def view_name(network: Network, view: str) -> str:
    """Return what one view is called, such as "hidden 1, output (z1)".

    A layer has its own name, or is called by its place. The last holds the answers; what these send on are shares
    where softmax makes them add up to 1.

    Raises
    ------
    KeyError
        If the network has no such view.
    """
    layer = layer_of_view(network, view)
    if view.startswith("a"):
        return say("{layer}, sum ({view})", layer=layer, view=view)
    if view == network.views[-1] and network.output_activation == "softmax":
        return say("{layer}, share ({view})", layer=layer, view=view)
    return say("{layer}, output ({view})", layer=layer, view=view)


def layer_of_view(network: Network, view: str) -> str:
    """Return what the layer of a view is called, such as "hidden 1"; the last one is "answers".

    Raises
    ------
    KeyError
        If the network has no such view.
    """
    network.view_shapes[view]
    place = int(view[1:])
    if place == len(network.dense_layers):
        return say("answers")
    return network.dense_layers[place - 1].name or say("hidden {place}", place=place)
