"""The basics made playable: curves, layers that collapse, numbers that overflow, softmax, scaling."""
