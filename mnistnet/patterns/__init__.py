"""Patterns on their way through a network: what every layer makes of them, as pictures, tables and files."""

from mnistnet.patterns.model import LayerOutput, layer_outputs, layer_summary, pass_through, renamed, row_network

__all__ = ["LayerOutput", "layer_outputs", "layer_summary", "pass_through", "renamed", "row_network"]
